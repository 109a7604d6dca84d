"""Pictures of single faces, cut out of what stands for their photo."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPixmap

from faceapp.core.types import FaceBox

# What is shown around a box, as a part of its longer side.
_AROUND = 0.25
_RADIUS = 0.16


def crop_of(
    images: Sequence[QImage], size: QSizeF, box: FaceBox, side_px: int, scale: float = 1.0
) -> QPixmap:
    """A square with round corners; `images`, most detailed first, show a photo of `size` pixels.

    `side_px` is in pixels of the window, which has `scale` pixels of the screen for each.
    """
    side = max(box.width, box.height) * (1 + 2 * _AROUND)
    square = QRectF(box.x + (box.width - side) / 2, box.y + (box.height - side) / 2, side, side)
    wanted = round(side_px * scale)
    shown = QPixmap(wanted, wanted)
    shown.fill(Qt.GlobalColor.transparent)
    if images and not size.isEmpty():
        _paint(shown, _enough(images, size, wanted / side), square, size)
    shown.setDevicePixelRatio(scale)
    return shown


def plain_crop(images: Sequence[QImage], size: QSizeF, box: FaceBox) -> QImage:
    """The face with its surroundings in full detail, to be pasted elsewhere."""
    around = max(box.width, box.height) * _AROUND
    area = QRectF(box.x, box.y, box.width, box.height).adjusted(-around, -around, around, around)
    image = images[0]
    part = _scaled(area, image, size).toAlignedRect().intersected(image.rect())
    return image.copy(part)


def _enough(images: Sequence[QImage], size: QSizeF, scale: float) -> QImage:
    fitting = [image for image in images if image.width() >= size.width() * scale]
    return fitting[-1] if fitting else images[0]


def _scaled(area: QRectF, image: QImage, size: QSizeF) -> QRectF:
    across, down = image.width() / size.width(), image.height() / size.height()
    return QRectF(area.x() * across, area.y() * down, area.width() * across, area.height() * down)


def _paint(target: QPixmap, image: QImage, square: QRectF, size: QSizeF) -> None:
    part = _scaled(square, image, size).toAlignedRect()
    copied = image.copy(part).scaled(
        target.size(),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    painter = QPainter(target)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    round_off = QPainterPath()
    radius = _RADIUS * target.width()
    round_off.addRoundedRect(QRectF(target.rect()), radius, radius)
    painter.setClipPath(round_off)
    painter.drawImage(target.rect(), copied)
    painter.end()
