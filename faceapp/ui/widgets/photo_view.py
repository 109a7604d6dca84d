"""A photo that can be zoomed and moved, with boxes on it that can be pressed and drawn."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture, QWidget

from faceapp.ui.theme import DARK
from faceapp.ui.widgets.face_boxes import FaceMark, face_at, paint_boxes

_STEP = 1.25
_LARGEST = 16.0
# From here on single pixels are shown as such.
_PIXELS_FROM = 4.0
# A face to point out is at least this wide on the screen.
_SEEN_PX, _SHOWN_PX = 40, 140
_SMALLEST_DRAWN_PX = 8


class PhotoView(QWidget):
    """Shows `size` pixels of a photo, whatever the size of the pictures that stand for it."""

    face_pressed = Signal(int)
    ground_pressed = Signal()
    face_selected = Signal(int)
    box_drawn = Signal(QRectF)
    zoom_changed = Signal()
    drawing_changed = Signal(bool)
    resized = Signal()
    face_wanted = Signal()
    next_wanted = Signal()

    def __init__(self) -> None:
        """Begin without a photo."""
        super().__init__()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.boxes_shown = True
        self._size = QSizeF()
        self._images: Sequence[QImage] = ()
        self._marks: Sequence[FaceMark] = ()
        self._scale, self._centre, self._is_fit = 1.0, QPointF(), True
        self._hovered: int | None = None
        self._selected: int | None = None
        self.is_drawing = False
        self._pressed: QPointF | None = None
        self._moved_from: QPointF | None = None
        self._rubber: QRectF | None = None

    # -- what is shown

    def set_photo(self, size: QSizeF, images: Sequence[QImage]) -> None:
        """Another photo, as large as fits."""
        self._size = size
        self._images = [image for image in images if not image.isNull()]
        self._hovered = self._selected = None
        self.fit()

    def set_images(self, images: Sequence[QImage]) -> None:
        """The same photo with more detail, the most detailed picture first."""
        self._images = images
        self.update()

    def set_marks(self, marks: Sequence[FaceMark]) -> None:
        """The faces; a selection stays if its face is still there."""
        self._marks = marks
        ids = [mark.id for mark in marks]
        self._selected = self._selected if self._selected in ids else None
        self._hovered = self._hovered if self._hovered in ids else None
        self.update()

    def set_boxes_shown(self, shown: bool) -> None:
        """Draw the boxes, or leave the photo alone."""
        self.boxes_shown = shown
        self.update()

    @property
    def has_picture(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self._images) and not self._size.isEmpty()

    @property
    def images(self) -> Sequence[QImage]:
        """The pictures that stand for the photo, the most detailed first."""
        return self._images

    @property
    def photo_size(self) -> QSizeF:
        """In pixels of the photo."""
        return self._size

    # -- zoom

    @property
    def percent(self) -> float:
        """100 is a pixel of the photo on a pixel of the screen."""
        return 100 * self._scale * self.devicePixelRatioF()

    @property
    def is_fit(self) -> bool:
        """Whether all of the photo is shown, as large as possible."""
        return self._is_fit

    @property
    def is_zoomed(self) -> bool:
        """Whether part of the photo lies outside."""
        return self._scale > self._fitting() * 1.001

    def fit(self) -> None:
        """All of the photo; a small one is not enlarged."""
        self._is_fit = True
        self._scale = self._fitting()
        self._centre = QPointF(self._size.width() / 2, self._size.height() / 2)
        self._show_zoom()

    def zoom_to(self, percent: float, at: QPointF | None = None) -> None:
        """So large, with the point `at` of the widget staying where it is."""
        at = at or QPointF(self.rect().center())
        least, most = self._fitting(), _LARGEST / self.devicePixelRatioF()
        scale = min(max(percent / 100 / self.devicePixelRatioF(), least), max(most, least))
        fixed = self._to_photo(at)
        self._scale, self._is_fit = scale, scale <= least
        self._centre = fixed - (at - QPointF(self.rect().center())) / scale
        self._show_zoom()

    def zoom_by(self, steps: float, at: QPointF | None = None) -> None:
        """In by so many steps, or out."""
        self.zoom_to(self.percent * _STEP**steps, at)

    def toggle_zoom(self, at: QPointF | None = None) -> None:
        """Between all of the photo and its own pixels."""
        if self._is_fit and self.percent < 99:
            self.zoom_to(100, at)
        elif self._is_fit:
            self.zoom_to(200, at)
        else:
            self.fit()

    def pan(self, x: float, y: float) -> None:
        """Look further right and down, in pixels of the screen."""
        self._centre += QPointF(x, y) / self._scale
        self._show_zoom()

    # -- faces

    @property
    def selected(self) -> int | None:
        """The face that the keyboard is at."""
        return self._selected

    def select(self, face: int | None, *, is_shown: bool = False) -> None:
        """Point a face out; with `is_shown` also bring it into view, large enough to be seen."""
        self._selected = face
        mark = self.mark(face)
        if mark and is_shown:
            if mark.box.width() * self._scale < _SEEN_PX:
                self.zoom_to(100 * _SHOWN_PX / mark.box.width() * self.devicePixelRatioF())
            self._centre = mark.box.center()
            self._show_zoom()
        if face is not None:
            self.face_selected.emit(face)
        self.update()

    def mark(self, face: int | None) -> FaceMark | None:
        """A face by its number."""
        return next((mark for mark in self._marks if mark.id == face), None)

    def place_of(self, face: int) -> QRect:
        """Where a face lies in the widget."""
        mark = self.mark(face)
        return self._placed().mapRect(mark.box).toAlignedRect() if mark else QRect()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802  Qt's name
        """Tab goes through the faces, from the left, before it leaves the photo."""
        ids = [mark.id for mark in sorted(self._marks, key=lambda mark: mark.box.x())]
        # What lies over the photo asks too, for itself.
        if not self.boxes_shown or not ids or not self.hasFocus():
            return super().focusNextPrevChild(forward)
        step = 1 if forward else -1
        now = ids.index(self._selected) if self._selected in ids else (-1 if forward else len(ids))
        if 0 <= now + step < len(ids):
            self.select(ids[now + step], is_shown=self.is_zoomed)
            return True
        self.select(None)
        return super().focusNextPrevChild(forward)

    # -- drawing a box

    def set_drawing(self, drawing: bool) -> None:
        """Let a drag draw a box, or move the photo again."""
        self.is_drawing = drawing and self.has_picture
        self._rubber = self._pressed = self._moved_from = None
        self._show_cursor()
        self.drawing_changed.emit(self.is_drawing)
        self.update()

    # -- events

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002  Qt's name
        """The part that is visible, from the smallest picture that has all its detail."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(DARK.photo_ground))
        if self.has_picture:
            self._paint_photo(painter)
            if self.boxes_shown or self._selected is not None:
                shown = self._marks if self.boxes_shown else [self.mark(self._selected)]
                marks = [mark for mark in shown if mark]
                paint_boxes(painter, marks, self._placed(), self._hovered, self._selected)
        if self._rubber:
            self._paint_rubber(painter, self._rubber)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Go on fitting, or keep the zoom."""
        super().resizeEvent(event)
        if self._is_fit:
            self.fit()
        else:
            self._show_zoom()
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Keys that mean something else where a button or a field has the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.face_wanted.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.next_wanted.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  Qt's name
        """Zoom at the cursor."""
        self.zoom_by(event.angleDelta().y() / 120, event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Zoom by two fingers, on a touchpad or a screen."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_to(self.percent * (1 + event.value()), event.position())
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                at = self.mapFromGlobal(pinch.centerPoint().toPoint())
                self.zoom_to(self.percent * pinch.scaleFactor(), QPointF(at))
                return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """A click, a drag or the corner of a box begins."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Draw, move, or light up what the cursor is at."""
        here = event.position()
        if self._pressed is None:
            self._hover(here)
        elif self.is_drawing:
            self._rubber = QRectF(self._pressed, here).normalized()
            self.update()
        elif self._moved_from is not None:
            self.pan(*(self._moved_from - here).toTuple())
            self._moved_from = here
        elif (here - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._moved_from = here
            self._show_cursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Take the box, or the click if it was one."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        was_moved, self._pressed, self._moved_from = self._moved_from is not None, None, None
        if self.is_drawing:
            self._take_rubber()
        elif not was_moved:
            mark = self._mark_at(event.position())
            if mark:
                self.select(mark.id)
                self.face_pressed.emit(mark.id)
            else:
                self.select(None)
                self.ground_pressed.emit()
        self._show_cursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """All of the photo, or its own pixels."""
        if event.button() == Qt.MouseButton.LeftButton and not self.is_drawing:
            self.ground_pressed.emit()
            self.toggle_zoom(event.position())

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Nothing is pointed at."""
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    # -- inside

    def _fitting(self) -> float:
        if self._size.isEmpty():
            return 1.0
        across = self.width() / self._size.width(), self.height() / self._size.height()
        return max(1e-4, min(*across, 1 / self.devicePixelRatioF()))

    def _placed(self) -> QTransform:
        """From pixels of the photo to those of the widget."""
        middle = QPointF(self.rect().center())
        corner = middle - self._centre * self._scale
        return QTransform(self._scale, 0, 0, self._scale, corner.x(), corner.y())

    def _to_photo(self, point: QPointF) -> QPointF:
        return self._placed().inverted()[0].map(point)

    def _show_zoom(self) -> None:
        """Keep to the photo, tell and draw."""
        x = self._within(self._centre.x(), self._size.width(), self.width())
        y = self._within(self._centre.y(), self._size.height(), self.height())
        self._centre = QPointF(x, y)
        self._show_cursor()
        self.zoom_changed.emit()
        self.update()

    def _within(self, centre: float, length: float, seen: int) -> float:
        half = seen / 2 / self._scale
        return length / 2 if 2 * half >= length else min(max(centre, half), length - half)

    def _paint_photo(self, painter: QPainter) -> None:
        placed = self._placed()
        whole = QRectF(QPointF(), self._size)
        seen = placed.inverted()[0].mapRect(QRectF(self.rect())).intersected(whole)
        image = self._picture_for(self._scale * self.devicePixelRatioF())
        across = image.width() / self._size.width()
        down = image.height() / self._size.height()
        part = QRectF(
            seen.x() * across, seen.y() * down, seen.width() * across, seen.height() * down
        )
        smooth = self.percent < 100 * _PIXELS_FROM
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(placed.mapRect(seen), image, part)

    def _picture_for(self, scale: float) -> QImage:
        """The least detailed picture that is enough for so many screen pixels per photo pixel."""
        enough = [image for image in self._images if image.width() >= self._size.width() * scale]
        return enough[-1] if enough else self._images[0]

    def _paint_rubber(self, painter: QPainter, box: QRectF) -> None:
        fill = QColor(DARK.accent)
        fill.setAlpha(50)
        painter.setPen(QPen(QColor(DARK.accent), 2, Qt.PenStyle.DashLine))
        painter.setBrush(fill)
        painter.drawRect(box)

    def _take_rubber(self) -> None:
        drawn, self._rubber = self._rubber, None
        self.update()
        if drawn is None:
            return
        whole = QRectF(QPointF(), self._size)
        box = self._placed().inverted()[0].mapRect(drawn).intersected(whole)
        if min(box.width(), box.height()) >= _SMALLEST_DRAWN_PX:
            self.box_drawn.emit(box)

    def _mark_at(self, point: QPointF) -> FaceMark | None:
        return face_at(self._marks, self._to_photo(point)) if self.boxes_shown else None

    def _hover(self, point: QPointF) -> None:
        mark = None if self.is_drawing else self._mark_at(point)
        hovered = mark.id if mark else None
        if hovered != self._hovered:
            self._hovered = hovered
            self._show_cursor()
            self.update()

    def _show_cursor(self) -> None:
        if self.is_drawing:
            self.setCursor(Qt.CursorShape.CrossCursor)
        elif self._moved_from is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._hovered is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        elif self.is_zoomed:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.setCursor(Qt.CursorShape.ArrowCursor)
