"""A grid of tiles in sections that is used as files are in a file manager: mouse and keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QToolTip

from faceapp.ui.models.sectioned import SectionedModel
from faceapp.ui.theme import PAGE, colours
from faceapp.ui.widgets.grid_layout import Section
from faceapp.ui.widgets.rubber_band import RubberBand
from faceapp.ui.widgets.sectioned_view import SectionedView
from faceapp.ui.widgets.tile_painter import mark_place

_SETTLED_MS = 15
_Flag = QItemSelectionModel.SelectionFlag
_Shift, _Ctrl = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_ARROWS = {
    Qt.Key.Key_Left: QAbstractItemView.CursorAction.MoveLeft,
    Qt.Key.Key_Right: QAbstractItemView.CursorAction.MoveRight,
    Qt.Key.Key_Up: QAbstractItemView.CursorAction.MoveUp,
    Qt.Key.Key_Down: QAbstractItemView.CursorAction.MoveDown,
    Qt.Key.Key_Home: QAbstractItemView.CursorAction.MoveHome,
    Qt.Key.Key_End: QAbstractItemView.CursorAction.MoveEnd,
    Qt.Key.Key_PageUp: QAbstractItemView.CursorAction.MovePageUp,
    Qt.Key.Key_PageDown: QAbstractItemView.CursorAction.MovePageDown,
}


class TileGrid(SectionedView):
    """The mouse chooses as in a file manager; a click on a header takes its section.

    A subclass paints tiles and loads what comes into sight.
    """

    opened = Signal(int)
    menu_wanted = Signal(QPoint)

    def __init__(self, model: SectionedModel) -> None:
        """Take the rows."""
        super().__init__(model)
        self._hovered = -1
        self._band = RubberBand(self)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settled.timeout.connect(self._on_view_settled)
        self.setModel(model)
        self.setMouseTracking(True)
        # Files dropped here are the window's business.
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        # Nothing shines through, so that scrolling moves what is painted and paints the rest.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # -- for a subclass

    def _title(self, key: int) -> str:
        """What stands above a section."""
        raise NotImplementedError

    def _tip(self, row: int) -> str:
        """What a tool tip says of a tile."""
        raise NotImplementedError

    def _paint_tile(self, painter: QPainter, cell: QRect, row: int, *, is_chosen: bool) -> None:
        """Draw a tile at its place in the viewport."""
        raise NotImplementedError

    def _paint_focus(self, painter: QPainter, cell: QRect) -> None:
        """Draw where the keyboard is."""
        raise NotImplementedError

    def _load(self, first: int, end: int) -> None:
        """Ask for what rows in sight show; called when the view has come to rest."""
        raise NotImplementedError

    # -- what is in sight

    @property
    def is_settling(self) -> bool:
        """Whether it is about to ask for what came into sight."""
        return self._settled.isActive()

    def _lay_out(self) -> None:
        self._hovered = -1
        super()._lay_out()

    def refresh(self) -> None:
        """What tiles say may have changed."""
        self._changed_sight()

    def dataChanged(  # noqa: N802  Qt's name
        self,
        top_left: QModelIndex | QPersistentModelIndex,
        bottom_right: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Tiles were loaded."""
        first, end = self._rows_in_sight()
        if top_left.row() < end and bottom_right.row() >= first:
            self._changed_sight()
        super().dataChanged(top_left, bottom_right, list(roles))

    def _changed_sight(self) -> None:
        super()._changed_sight()
        if not self._settled.isActive():
            self._settled.start()

    def _on_view_settled(self) -> None:
        if self.isVisible():
            self._load(*self._rows_in_sight())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw what is in the dirty rectangle."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for dirty in event.region():  # the top and what came into sight may be far apart
            painter.setClipRect(dirty)
            self._paint_part(painter, dirty)
        painter.end()

    def _paint_part(self, painter: QPainter, dirty: QRect) -> None:
        offset = self.verticalOffset()
        if self._paint_sticky(painter, offset) > dirty.bottom():
            return
        painter.fillRect(dirty, QColor(colours().ground))
        top, bottom = dirty.top() + offset - 6, dirty.bottom() + offset + 6
        for section in self._layout.visible(top, bottom):
            if section.header and section.tiles_top >= top:
                self._paint_header(painter, section, section.top - offset)
        chosen = self._chosen_in(*self._rows_in_sight())
        current = self.currentIndex().row() if self.hasFocus() else -1
        for _, start, end, y in self._layout.lines(top, bottom):
            for row in range(start, end):
                place = QPoint(self._layout.x_of(row, start), y - offset)
                cell = QRect(place, self._layout.size)
                self._paint_tile(painter, cell, row, is_chosen=row in chosen)
                if row == current:
                    self._paint_focus(painter, cell)
        self._band.paint(painter, offset)
        self._paint_sticky(painter, offset)

    def _paint_sticky(self, painter: QPainter, offset: int) -> int:
        """The name of the section whose header is out of sight, and where it ends."""
        sticky = self._layout.sticky(offset)
        if sticky is None:
            return 0
        section, top = sticky
        ground = QColor(colours().ground)
        painter.fillRect(0, top, self.viewport().width(), section.header, ground)
        self._paint_header(painter, section, top)
        return top + section.header

    def _paint_header(self, painter: QPainter, section: Section, top: int) -> None:
        font = QFont(self.font())
        font.setPixelSize(15)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colours().text))
        place = QRect(PAGE, top, self.viewport().width() - 2 * PAGE, section.header)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), self._title(section.key))

    def _chosen_in(self, first: int, end: int) -> set[int]:
        chosen: set[int] = set()
        for run in self.selectionModel().selection():
            chosen.update(range(max(first, run.top()), min(end, run.bottom() + 1)))
        return chosen

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802  Qt's name
        """Move what is drawn, draw the rest."""
        # What stays at the top is drawn anew, the rest is moved.
        top = self._layout.header
        self.viewport().scroll(dx, dy, self.viewport().rect().adjusted(0, top, 0, 0))
        self.viewport().update(0, 0, self.viewport().width(), top)
        self._hover(-1)
        if not self._settled.isActive():
            self._settled.start()

    # -- mouse

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802  Qt's name
        """The tile at a point of the viewport; none below the name of a section."""
        return QModelIndex() if self._sticky_at(point) else super().indexAt(point)

    def _sticky_at(self, point: QPoint) -> Section | None:
        sticky = self._layout.sticky(self.verticalOffset())
        is_on_it = sticky and point.y() < sticky[1] + sticky[0].header
        return sticky[0] if sticky and is_on_it else None

    def _header_at(self, point: QPoint) -> Section | None:
        below = point + QPoint(0, self.verticalOffset())
        return self._sticky_at(point) or self._layout.header_at(below)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Choose, begin a rubber band, or take a whole section."""
        position = event.position().toPoint()
        row = self.indexAt(position).row()
        is_left = event.button() is Qt.MouseButton.LeftButton
        if row >= 0 and (is_left or not self.selectionModel().isRowSelected(row)):
            self._press(row, position, event.modifiers())
        elif is_left:
            self._press_ground(position, event.modifiers())
        elif row < 0:
            self.clearSelection()
        if is_left:
            keep = bool(event.modifiers() & (_Ctrl | _Shift))
            self._band.begin(
                position + QPoint(0, self.verticalOffset()), self.runs() if keep else []
            )

    def _press(self, row: int, position: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        index = self._model.index(row)
        on_mark = mark_place(self.visualRect(index)).contains(position)
        if modifiers & _Shift:
            self._reach(row, keep=bool(modifiers & _Ctrl))
        else:
            toggle = on_mark or modifiers & _Ctrl
            flag = _Flag.Toggle if toggle else _Flag.ClearAndSelect
            self._anchor = row
            self.choose_runs([(row, row + 1)], flag)
        self.set_current(row)

    def _press_ground(self, position: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        section = self._header_at(position)
        keep = bool(modifiers & (_Ctrl | _Shift))
        if section:
            flag = _Flag.Toggle if keep else _Flag.ClearAndSelect
            self.choose_runs([(section.first, section.end)], flag)
            self._anchor = section.first
        elif not keep:
            self.clearSelection()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Draw the rubber band, or show what is under the mouse."""
        position = event.position().toPoint()
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._band.move(position)
            return
        self._hover(self.indexAt(position).row())
        on_header = self._header_at(position)
        cursor = Qt.CursorShape.PointingHandCursor if on_header else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(cursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802, ARG002  Qt's name
        """End the rubber band."""
        self._band.end()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Open a tile."""
        row = self.indexAt(event.position().toPoint()).row()
        if row >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(row)

    def choose_band(self, band: QRect, kept: Sequence[tuple[int, int]]) -> None:
        """Choose what a band over the content touches, beside what was chosen before."""
        self.choose_runs([*kept, *self._layout.rows_in(band)])

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Nothing is under the mouse."""
        super().leaveEvent(event)
        self._hover(-1)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Say more about the tile under the mouse."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self.indexAt(event.pos()).row()
            QToolTip.showText(event.globalPos(), self._tip(row) if row >= 0 else "", self)
            return True
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  Qt's name
        """With Ctrl, make tiles larger or smaller."""
        if event.modifiers() & _Ctrl:
            self.set_side(self.side + (16 if event.angleDelta().y() > 0 else -16))
            event.accept()
        else:
            super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  Qt's name
        """Ask for a menu about what is chosen."""
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_wanted.emit(place)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            for changed in (self._hovered, row):
                if 0 <= changed < self._layout.count:
                    self.viewport().update(self._around(changed))
            self._hovered = row

    # -- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Move, choose, open."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key in _ARROWS:
            self._go(self.moveCursor(_ARROWS[key], modifiers).row(), modifiers)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif key == Qt.Key.Key_Space and self.currentIndex().isValid():
            row = self._anchor = self.currentIndex().row()
            self.choose_runs([(row, row + 1)], _Flag.Toggle if modifiers & _Ctrl else _Flag.Select)
        elif key == Qt.Key.Key_A and modifiers & _Ctrl:
            self.choose_runs([(0, self._layout.count)] if self._layout.count else [])
        elif key == Qt.Key.Key_Escape and self.selectionModel().hasSelection():
            self.clearSelection()
        elif modifiers & _Ctrl and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.set_side(self.side + (-32 if key == Qt.Key.Key_Minus else 32))
        else:
            event.ignore()  # the page and the window have keys of their own

    def _go(self, row: int, modifiers: Qt.KeyboardModifier) -> None:
        if row < 0:
            return
        if modifiers & _Shift:
            self._reach(row, keep=bool(modifiers & _Ctrl))
        elif not modifiers & _Ctrl:
            self._anchor = row
            self.choose_runs([(row, row + 1)])
        self.set_current(row)
        self.scrollTo(self._model.index(row))

    def _reach(self, row: int, *, keep: bool) -> None:
        """Choose everything from where the choice began."""
        first, last = sorted((min(self._anchor, self._layout.count - 1), row))
        self.choose_runs([(first, last + 1)], _Flag.Select if keep else _Flag.ClearAndSelect)

    def focusInEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Show where the keyboard is."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.viewport().update()
