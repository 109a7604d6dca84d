"""Pictures for tiles: made, scaled and rounded beside the window, kept within a limit."""

import threading
import time
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QBrush, QImage, QPainter, QPixmap

from faceapp.ui.desk import Desk

Item = TypeVar("Item")

RADIUS = 8
# Two workers leave one of the desk's for questions; they answer while a frame is drawn.
_WORKERS = 2
_SLICE_S = 0.02

Made = list[tuple[Hashable, int, QImage]]


class PictureCache(QObject, Generic[Item]):
    """Pictures of items by key. What is wished for last is made first; older wishes lapse.

    A subclass makes them; `loaded` brings keys.
    """

    loaded = Signal(list)
    # A thousand tiles of the usual size, 30 screens; the rest of the window takes 260 MB.
    limit_bytes = 112_000_000

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Begin with none; workers are those of the desk, which stops them."""
        super().__init__(parent)
        self._desk = desk
        self._kept: OrderedDict[Hashable, tuple[int, QPixmap]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self._wishes: list[tuple[Item, int]] = []
        self._in_work: set[Hashable] = set()
        self._workers = 0

    def _key(self, item: Item) -> Hashable:
        """What names the picture of an item; None if it has none."""
        raise NotImplementedError

    def _make(self, item: Item, side: int) -> QImage:
        """In a worker: the picture for `side` device pixels; a null one if it cannot be had."""
        raise NotImplementedError

    def known(self, item: Item, side: int) -> tuple[QPixmap | None, bool]:
        """What there is of an item, and whether it was made for `side` device pixels."""
        key = self._key(item)
        if key is None:
            return None, True
        kept = self._kept.get(key)
        if kept is None:
            return None, False
        self._kept.move_to_end(key)
        return (None if kept[1].isNull() else kept[1]), kept[0] == side

    def wish(self, wishes: Sequence[tuple[Item, int]]) -> None:
        """Make these, in this order, instead of whatever was wished for before."""
        with self._lock:
            self._wishes = [
                wish for wish in reversed(wishes) if self._key(wish[0]) not in self._in_work
            ]
        self._employ()

    def forget_failures(self) -> None:
        """Try again what could not be had."""
        for key in [key for key, (_, pixmap) in self._kept.items() if pixmap.isNull()]:
            del self._kept[key]

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
                item, side = self._wishes.pop()
                key = self._key(item)
                self._in_work.add(key)
            made.append((key, side, self._make(item, side)))
        return made

    def _on_made(self, made: Made) -> None:
        self._workers -= 1
        for key, side, image in made:
            self._keep(key, side, QPixmap.fromImage(image))
        self._in_work.difference_update(key for key, _, _ in made)
        self.loaded.emit([key for key, _, _ in made])
        self._employ()

    def _on_worker_failed(self, _error: Exception) -> None:
        self._workers -= 1
        self._in_work.clear()

    def _keep(self, key: Hashable, side: int, pixmap: QPixmap) -> None:
        old = self._kept.pop(key, None)
        self._bytes -= _size(old[1]) if old else 0
        self._kept[key] = (side, pixmap)
        self._bytes += _size(pixmap)
        while self._bytes > self.limit_bytes and len(self._kept) > 1:
            _, (_, gone) = self._kept.popitem(last=False)
            self._bytes -= _size(gone)


def rounded(image: QImage, side: int, usual: float = RADIUS) -> QImage:
    """The same with round corners, `usual` pixels on a tile of usual size, else in proportion."""
    if image.isNull():
        return image
    cut = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    cut.fill(Qt.GlobalColor.transparent)
    painter = QPainter(cut)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(image))
    radius = usual * max(1.0, side / 200)
    painter.drawRoundedRect(cut.rect(), radius, radius)
    painter.end()
    return cut


def _size(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
