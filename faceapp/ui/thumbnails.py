"""Thumbnails for screens: read, scaled and rounded beside the window, kept within a limit."""

import threading
import time
from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QImage, QImageReader, QPainter, QPixmap

from faceapp.core.gallery import PhotoTile
from faceapp.ui.desk import Desk

RADIUS = 8
# A thousand tiles of the usual size, 30 screens; the rest of the window takes 260 MB.
_LIMIT_BYTES = 112_000_000
# Two workers leave one of the desk's for questions; they answer while a frame is drawn.
_WORKERS = 2
_SLICE_S = 0.02
_MARGIN_WORTH = 0.9
_ENLARGED = 2

Wish = tuple[PhotoTile, int]
Made = list[tuple[str, int, QImage]]


class Thumbnails(QObject):
    """Pictures by content hash. What is wished for last is made first; older wishes lapse."""

    loaded = Signal(list)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Begin with none; workers are those of the desk, which stops them."""
        super().__init__(parent)
        self._desk = desk
        self._kept: OrderedDict[str, tuple[int, QPixmap]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self._wishes: list[Wish] = []
        self._in_work: set[str] = set()
        self._workers = 0

    def known(self, tile: PhotoTile, side: int) -> tuple[QPixmap | None, bool]:
        """What there is of a photo, and whether it was made for `side` device pixels."""
        if tile.sha256 is None:
            return None, True
        kept = self._kept.get(tile.sha256)
        if kept is None:
            return None, False
        self._kept.move_to_end(tile.sha256)
        return (None if kept[1].isNull() else kept[1]), kept[0] == side

    def wish(self, wishes: Sequence[Wish]) -> None:
        """Make these, in this order, instead of whatever was wished for before."""
        with self._lock:
            self._wishes = [
                wish for wish in reversed(wishes) if wish[0].sha256 not in self._in_work
            ]
        self._employ()

    def forget_failures(self) -> None:
        """Try again what could not be had."""
        for sha256 in [key for key, (_, pixmap) in self._kept.items() if pixmap.isNull()]:
            del self._kept[sha256]

    def _employ(self) -> None:
        while self._workers < _WORKERS and self._wishes:
            self._workers += 1
            self._desk.ask(self._work, self._on_made, self._on_worker_failed)
            if len(self._wishes) < _WORKERS:
                return

    def _work(self) -> Made:
        """In a worker: what can be made in the time of a frame, at least one."""
        made: Made = []
        end = time.monotonic() + _SLICE_S
        while not made or time.monotonic() < end:
            with self._lock:
                if not self._wishes:
                    break
                tile, side = self._wishes.pop()
                self._in_work.add(str(tile.sha256))
            made.append((str(tile.sha256), side, self._make(tile, side)))
        return made

    def _make(self, tile: PhotoTile, side: int) -> QImage:
        size = 256 if side * _MARGIN_WORTH <= 256 else 1024
        path = self._desk.workspace.photos.pictures.thumbnail(tile, size)
        return rounded(read_scaled(str(path), side), side) if path else QImage()

    def _on_made(self, made: Made) -> None:
        self._workers -= 1
        for sha256, side, image in made:
            self._keep(sha256, side, QPixmap.fromImage(image))
        self._in_work.difference_update(sha256 for sha256, _, _ in made)
        self.loaded.emit([sha256 for sha256, _, _ in made])
        self._employ()

    def _on_worker_failed(self, _error: Exception) -> None:
        self._workers -= 1
        self._in_work.clear()

    def _keep(self, sha256: str, side: int, pixmap: QPixmap) -> None:
        old = self._kept.pop(sha256, None)
        self._bytes -= _size(old[1]) if old else 0
        self._kept[sha256] = (side, pixmap)
        self._bytes += _size(pixmap)
        while self._bytes > _LIMIT_BYTES and len(self._kept) > 1:
            _, (_, gone) = self._kept.popitem(last=False)
            self._bytes -= _size(gone)


def read_scaled(path: str, side: int) -> QImage:
    """The picture with its longer side `side`; a small one is enlarged twice at most."""
    reader = QImageReader(path)
    size = reader.size()
    if not size.isValid():
        return reader.read()
    longest = min(side, _ENLARGED * max(size.width(), size.height()))
    fitting = size.scaled(QSize(longest, longest), Qt.AspectRatioMode.KeepAspectRatio)
    fitting = fitting.expandedTo(QSize(1, 1))
    if longest < max(size.width(), size.height()):
        reader.setScaledSize(fitting)  # a JPEG is decoded no larger than it needs to be
        return reader.read()
    return reader.read().scaled(fitting, mode=Qt.TransformationMode.SmoothTransformation)


def rounded(image: QImage, side: int) -> QImage:
    """The same with round corners, the curve in proportion to the tile."""
    if image.isNull():
        return image
    cut = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    cut.fill(Qt.GlobalColor.transparent)
    painter = QPainter(cut)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(image))
    radius = RADIUS * max(1.0, side / 200)
    painter.drawRoundedRect(cut.rect(), radius, radius)
    painter.end()
    return cut


def _size(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
