"""Pixels of the core as pictures of Qt, and pictures of the clipboard or of a drop as wishes."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPixmap

from faceapp.core.types import FaceBox, Image
from faceapp.ui.desk import SearchWish

# Files on the clipboard or in a drop keep their own bytes; anything else is made a bitmap, which
# takes a tenth of the time of a PNG.
_READ_AS_IT_IS = ("image/png", "image/jpeg", "image/webp")


def qimage(pixels: Image) -> QImage:
    """A copy of (H, W, 3) uint8 RGB pixels; any thread may ask."""
    height, width = pixels.shape[:2]
    data = pixels.tobytes()
    return QImage(data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def pixmap_of(pixels: Image) -> QPixmap:
    """The same to be painted; for the window's thread."""
    return QPixmap.fromImage(qimage(pixels))


def relative(box: FaceBox, width: float, height: float) -> QRectF:
    """A box as shares of the width and height of its picture."""
    return QRectF(box.x / width, box.y / height, box.width / width, box.height / height)


def rounded(source: QPixmap, size: QSize, radius: float, scale: float = 1.0) -> QPixmap:
    """The middle of a picture, filling `size` with round corners, on a screen of that scale."""
    made = QPixmap(size * scale)
    made.setDevicePixelRatio(scale)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    path = QPainterPath()
    path.addRoundedRect(QRectF(0, 0, size.width(), size.height()), radius, radius)
    painter.setClipPath(path)
    painter.drawPixmap(QRectF(0, 0, size.width(), size.height()), source, middle_of(source, size))
    painter.end()
    return made


def middle_of(source: QPixmap, size: QSize) -> QRectF:
    """The largest part of a picture, in its pixels, that has the shape of `size`."""
    factor = min(source.width() / size.width(), source.height() / size.height())
    width, height = size.width() * factor, size.height() * factor
    return QRectF((source.width() - width) / 2, (source.height() - height) / 2, width, height)


def wish_of(data: QMimeData) -> SearchWish | None:
    """The one photo that a clipboard or a drop holds, as a file or as a picture."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if files:
        is_photo = len(files) == 1 and files[0].suffix.lower() != ".zip" and not files[0].is_dir()
        return SearchWish(paths=files) if is_photo else None
    for form in _READ_AS_IT_IS:
        if data.hasFormat(form):
            return SearchWish(image=bytes(data.data(form).data()))
    if data.hasImage():
        return SearchWish(image=_bitmap(QImage(data.imageData())))
    return _named(data.text())


def _bitmap(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "BMP")
    return bytes(content.data())


def _named(text: str) -> SearchWish | None:
    """A path that was copied as text."""
    name = text.strip().strip('"')
    if not name or "\n" in name or len(name) > 4096:
        return None
    path = Path(name)
    return SearchWish(paths=[path]) if path.is_absolute() and path.is_file() else None
