"""Thumbnails for screens, read and scaled beside the window."""

from collections.abc import Hashable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from faceapp.core.gallery import PhotoTile
from faceapp.ui.picture_cache import PictureCache, rounded

_MARGIN_WORTH = 0.9
_ENLARGED = 2


class Thumbnails(PictureCache[PhotoTile]):
    """Photos by content hash."""

    def _key(self, item: PhotoTile) -> Hashable:
        return item.sha256

    def _make(self, item: PhotoTile, side: int) -> QImage:
        size = 256 if side * _MARGIN_WORTH <= 256 else 1024
        path = self._desk.workspace.photos.pictures.thumbnail(item, size)
        return rounded(read_scaled(str(path), side), side) if path else QImage()


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
