"""Boxes and names drawn on a photo. Qt draws them: it finds a font for every script."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from faceapp.core.records import FaceInfo
from faceapp.core.types import Image
from faceapp.ui.theme import LIGHT


def annotate(image: Image, faces: Sequence[FaceInfo]) -> Image:
    """A copy of the (H, W, 3) uint8 RGB photo with what is known of its faces; any thread."""
    height, width = image.shape[:2]
    packed = np.ascontiguousarray(image)
    canvas = QImage(packed.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number, face in enumerate(faces, 1):
        _draw(painter, face, face.person or str(number), max(width, height))
    painter.end()
    lines = np.frombuffer(canvas.constBits(), np.uint8).reshape(height, canvas.bytesPerLine())
    return lines[:, : 3 * width].reshape(height, width, 3).copy()


def _draw(painter: QPainter, face: FaceInfo, words: str, longest: int) -> None:
    line = max(2.0, longest / 500)
    box = QRectF(face.box.x, face.box.y, face.box.width, face.box.height)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(LIGHT.accent), line))
    painter.drawRect(box)
    font = QFont()
    font.setPixelSize(max(11, round(min(longest / 45, box.width() / 3))))
    metrics = QFontMetricsF(font)
    margin = metrics.height() / 5
    size = metrics.horizontalAdvance(words) + 2 * margin
    top = max(0.0, box.top() - metrics.height())
    ground = QRectF(box.left() - line / 2, top, size, metrics.height())
    painter.fillRect(ground, QColor(LIGHT.accent))
    painter.setFont(font)
    painter.setPen(QColor(LIGHT.on_accent))
    painter.drawText(QPointF(ground.left() + margin, top + metrics.ascent()), words)
