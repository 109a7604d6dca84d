"""The sample with a box around each face; one of them is searched for."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from faceapp.services.sample_search import SearchSample
from faceapp.ui.pictures import relative
from faceapp.ui.theme import colours

_RADIUS = 10
_TALLEST = 300
_REACH_PX, _TINY_PX = 6, 16


def boxes_of(sample: SearchSample) -> list[QRectF]:
    """Where the faces of a sample are, as shares of its sides."""
    return [relative(face.box, sample.width, sample.height) for face in sample.faces]


class SampleView(QWidget):
    """A click on a face, or the arrow keys and Enter, choose it."""

    face_chosen = Signal(int)

    def __init__(self, tallest_px: int = _TALLEST, parent: QWidget | None = None) -> None:
        """Begin without a picture."""
        super().__init__(parent)
        self._tallest = tallest_px
        self._picture = QPixmap()
        self._boxes: list[QRectF] = []
        self._order: list[int] = []
        self._chosen = 0
        self._marked = 0
        self._hovered: int | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_sample(self, picture: QPixmap, boxes: Sequence[QRectF], chosen: int) -> None:
        """Show a picture with boxes given as shares of its sides."""
        self._picture, self._boxes = picture, list(boxes)
        # arrow keys go from left to right, whatever order the faces came in
        self._order = sorted(range(len(boxes)), key=lambda place: boxes[place].center().x())
        self._chosen = self._marked = chosen
        self._hovered = None
        several = len(self._boxes) > 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if several else Qt.FocusPolicy.NoFocus)
        self._fit()
        self.update()

    @property
    def chosen(self) -> int:
        """The face that is searched for."""
        return self._chosen

    def box(self, face: int) -> QRectF:
        """Where a face is drawn, in pixels of the widget."""
        place, box = self._place(), self._boxes[face]
        return QRectF(
            place.x() + box.x() * place.width(),
            place.y() + box.y() * place.height(),
            box.width() * place.width(),
            box.height() * place.height(),
        )

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """As wide as there is room, as tall as the picture then is."""
        return QSize(240, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Keep the shape of the picture."""
        super().resizeEvent(event)
        self._fit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Say which face a click would choose."""
        self._hover(self._face_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """The pointer went away."""
        super().leaveEvent(event)
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Choose the face under the pointer."""
        face = self._face_at(event.position())
        if face is not None and event.button() is Qt.MouseButton.LeftButton:
            self._choose(face)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Arrows go from face to face, Enter and Space choose."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        if event.key() in steps and self._order:
            place = self._order.index(self._marked) + steps[Qt.Key(event.key())]
            self._marked = self._order[place % len(self._order)]
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self._marked)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """The mark returns to the face that is searched for."""
        super().focusOutEvent(event)
        self._marked = self._chosen
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002  Qt's name
        """The picture, then the boxes, the chosen one last."""
        if self._picture.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place, path = self._place(), QPainterPath()
        path.addRoundedRect(place, _RADIUS, _RADIUS)
        painter.save()
        painter.setClipPath(path)
        painter.drawPixmap(place, self._picture, QRectF(self._picture.rect()))
        painter.restore()
        for face in sorted(range(len(self._boxes)), key=lambda face: face == self._chosen):
            self._draw(painter, face)
        painter.end()

    def _draw(self, painter: QPainter, face: int) -> None:
        box, shown = self.box(face), colours()
        is_chosen = face == self._chosen
        is_tiny = box.width() < _TINY_PX and not is_chosen  # a crowd: rings would hide the faces
        line = QColor(shown.accent) if is_chosen else QColor("white")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if not is_tiny:  # seen on any ground
            painter.setPen(QPen(QColor(0, 0, 0, 110), 5 if is_chosen else 3))
            painter.drawRoundedRect(box, 4, 4)
        is_strong = is_chosen or face == self._hovered
        painter.setPen(QPen(line, 3 if is_strong else 0.8 if is_tiny else 1.5))
        painter.drawRoundedRect(box, 2 if is_tiny else 4, 2 if is_tiny else 4)
        if self.hasFocus() and face == self._marked:
            painter.setPen(QPen(line, 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box.adjusted(-5, -5, 5, 5), 7, 7)

    def _place(self) -> QRectF:
        """Where the picture is drawn."""
        if self._picture.isNull():
            return QRectF()
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(left, top, size.width(), size.height())

    def _fit(self) -> None:
        if not self._picture.isNull():
            shape = self._picture.height() / self._picture.width()
            self.setFixedHeight(min(self._tallest, max(60, round(self.width() * shape))))

    def _face_at(self, point: QPointF) -> int | None:
        """The smallest box under the pointer: a face in front of another can be reached."""
        reach = (-_REACH_PX, -_REACH_PX, _REACH_PX, _REACH_PX)
        hit = [
            face
            for face in range(len(self._boxes))
            if self.box(face).adjusted(*reach).contains(point)
        ]
        return min(hit, key=lambda face: self._boxes[face].width(), default=None)

    def _hover(self, face: int | None) -> None:
        if face != self._hovered:
            self._hovered = face
            is_choice = face is not None and len(self._boxes) > 1
            shape = Qt.CursorShape.PointingHandCursor if is_choice else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    def _choose(self, face: int) -> None:
        self._marked = face
        if face != self._chosen:
            self._chosen = face
            self.face_chosen.emit(face)
        self.update()
