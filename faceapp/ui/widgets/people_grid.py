"""The grid of people: named in place, merged by dragging one onto another."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication

from faceapp.core.people import Who
from faceapp.ui.face_covers import RADIUS, FaceCovers
from faceapp.ui.models.people import SINGLES, PeopleModel
from faceapp.ui.theme import TIGHT, colours
from faceapp.ui.widgets.face_grid import FaceGrid
from faceapp.ui.widgets.face_painter import TEXT_PX
from faceapp.ui.widgets.name_field import NameField
from faceapp.ui.widgets.tile_painter import mark_place

_NAME_PX = 34
_CARRIED_PX = 96
_LEFT = Qt.MouseButton.LeftButton


class PeopleGrid(FaceGrid):
    """Shows a PeopleModel. `dropped` brings whom the chosen ones were dragged onto."""

    named = Signal(object, str)
    dropped = Signal(object)
    commands = "mh"
    text_px = TEXT_PX

    def __init__(self, model: PeopleModel, covers: FaceCovers, title: Callable[[int], str]) -> None:
        """Take rows, pictures, and what stands above a section."""
        self._people = model
        super().__init__(model, covers, title)
        self.field = NameField(self.tr("Who is it?"), self.viewport())
        self.field.hide()
        self.field.named.connect(self._on_named)
        self.field.left.connect(self._on_field_left)
        self._naming: Who | None = None
        self._pressed: QPoint | None = None
        self._carried: QPoint | None = None
        self._target = -1
        self.name_begun.connect(self.begin_naming)
        model.modelAboutToBeReset.connect(self._let_go)  # somebody else may take the place

    def face_of(self, row: int) -> int | None:
        """The cover of a row."""
        return self._people.tile(row).cover

    def chosen(self) -> list[Who]:
        """Who is chosen; the single faces are nobody."""
        whos = [self._people.tile(row).who for row in self.rows()]
        return [who for who in whos if who != SINGLES]

    # -- naming in place

    def begin_naming(self, typed: str = "") -> None:
        """Ask for the name of whom the keyboard is on; `typed` is its beginning."""
        row = self.currentIndex().row()
        if row < 0 or self._people.tile(row).who == SINGLES:
            return
        self.scrollTo(self.currentIndex())
        tile = self._people.tile(row)
        cell = self.visualRect(self.currentIndex())
        place = QRect(cell.left(), self.square_of(cell).bottom() + TIGHT, cell.width(), _NAME_PX)
        self._naming = tile.who
        self.field.begin_at(place, tile.name, typed=typed)

    def _on_named(self, name: str) -> None:
        who, self._naming = self._naming, None
        self.field.hide()
        self.setFocus()
        if who is not None:
            self.named.emit(who, name)

    def _on_field_left(self) -> None:
        had_keyboard = self.field.hasFocus()
        self.field.hide()
        if had_keyboard:
            self.setFocus()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802  Qt's name
        """The field stays at its tile."""
        super().scrollContentsBy(dx, dy)
        if self.field.isVisible():
            self.field.move(self.field.pos() + QPoint(dx, dy))

    # -- dragging one onto another

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Choose, or begin to drag what is chosen."""
        position = event.position().toPoint()
        index = self.indexAt(position)
        is_plain = event.button() is _LEFT and not event.modifiers()
        on_mark = mark_place(self.visualRect(index)).contains(position)
        if is_plain and self.selectionModel().isSelected(index) and not on_mark:
            self.set_current(index.row())
        else:
            super().mousePressEvent(event)
        if is_plain and index.isValid() and not on_mark:
            self._band.end()
            self._pressed = position

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Carry what is dragged."""
        position = event.position().toPoint()
        if self._pressed is None or not self.chosen():
            super().mouseMoveEvent(event)
            return
        far = (position - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if far or self._carried is not None:
            self._carry(position)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Drop it, or choose one of several that were chosen."""
        pressed, target, was_carried = self._pressed, self._target, self._carried is not None
        self._let_go()
        super().mouseReleaseEvent(event)
        if was_carried and target >= 0:
            self.dropped.emit(self._people.tile(target).who)
        elif pressed is not None and not was_carried:
            row = self.indexAt(pressed).row()
            if row >= 0:
                self.choose_runs([(row, row + 1)])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Esc lets go of what is dragged."""
        if event.key() == Qt.Key.Key_Escape and self._carried is not None:
            self._let_go()
        else:
            super().keyPressEvent(event)

    def _carry(self, position: QPoint) -> None:
        row = self.indexAt(position).row()
        can_take = row >= 0 and self._people.tile(row).who != SINGLES
        self._carried = position
        self._target = row if can_take and row not in self.rows() else -1
        takes = self._target >= 0
        shape = Qt.CursorShape.DragCopyCursor if takes else Qt.CursorShape.ClosedHandCursor
        self.viewport().setCursor(shape)
        self.viewport().update()

    def _let_go(self) -> None:
        self._pressed = self._carried = None
        self._target = -1
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """The tiles, and above them what is dragged."""
        super().paintEvent(event)
        if self._carried is not None:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            self._paint_target(painter)
            self._paint_carried(painter, self._carried)
            painter.end()

    def _paint_target(self, painter: QPainter) -> None:
        if self._target < 0:
            return
        square = self.square_of(self.visualRect(self._people.index(self._target)))
        tint = QColor(colours().accent)
        painter.setPen(QPen(tint, 4))
        tint.setAlpha(60)
        painter.setBrush(tint)
        painter.drawRoundedRect(QRectF(square).adjusted(-2, -2, 2, 2), RADIUS + 2, RADIUS + 2)

    def _paint_carried(self, painter: QPainter, position: QPoint) -> None:
        rows = self.rows()
        place = QRect(position + QPoint(12, 12), QSize(_CARRIED_PX, _CARRIED_PX))
        face = self.face_of(rows[0]) if rows else None
        picture = self._covers.known(face, self._pixels)[0] if face is not None else None
        painter.setOpacity(0.9)
        if picture is not None:
            painter.drawPixmap(place, picture)
        if len(rows) > 1:
            badge = self._painter.badge("users", len(rows))
            painter.drawPixmap(place.bottomLeft() + QPoint(6, -28), badge)

    def _paint_tile(self, painter: QPainter, cell: QRect, row: int, *, is_chosen: bool) -> None:
        super()._paint_tile(painter, cell, row, is_chosen=is_chosen)
        tile, square = self._people.tile(row), self.square_of(cell)
        if tile.guessed:
            self._painter.paint_guessed(painter, square, tile.guessed)
        words = QRect(cell.left(), square.bottom() + 1, cell.width(), TEXT_PX)
        self._painter.paint_words(painter, words, self._people.title(row), self._people.facts(tile))

    def _tip(self, row: int) -> str:
        return self._people.tip(row)
