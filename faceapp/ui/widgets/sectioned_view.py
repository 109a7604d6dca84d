"""A view of square tiles in sections: geometry, scrolling, moving, choosing by runs."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from faceapp.core.types import Ids
from faceapp.ui.models.sectioned import SectionedModel
from faceapp.ui.widgets.grid_layout import GridLayout, Section

SMALLEST, USUAL, LARGEST = 96, 176, 360
_Flag = QItemSelectionModel.SelectionFlag


class SectionedView(QAbstractItemView):
    """Knows where the rows of a model lie; what they look like is for a subclass.

    `text_px` is how much room there is for words below each tile.
    """

    text_px = 0

    side_changed = Signal(int)
    chosen_changed = Signal()

    def __init__(self, model: SectionedModel) -> None:
        """Take the rows; a subclass calls `setModel` when it is ready for them."""
        super().__init__()
        self._model = model
        self.side = USUAL
        self._layout = GridLayout(0, model.sections, 1, self.side, self.text_px)
        self._anchor = 0
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    # -- what is chosen

    def rows(self) -> list[int]:
        """The chosen rows, sorted."""
        return [row for first, end in self.runs() for row in range(first, end)]

    def runs(self) -> list[tuple[int, int]]:
        """The chosen rows as runs, first and end."""
        return sorted((run.top(), run.bottom() + 1) for run in self.selectionModel().selection())

    def choose_runs(
        self, runs: Sequence[tuple[int, int]], flag: _Flag = _Flag.ClearAndSelect
    ) -> None:
        """Choose rows by runs."""
        selection = QItemSelection()
        for first, end in runs:
            selection.append(_range(self._model, first, end))
        self.selectionModel().select(selection, flag)

    def choose_rows(self, rows: Ids) -> None:
        """Choose sorted rows, however many: neighbours make one run."""
        breaks = np.flatnonzero(np.diff(rows) > 1) + 1
        parts = np.split(rows, breaks) if len(rows) else []
        self.choose_runs([(int(part[0]), int(part[-1]) + 1) for part in parts])

    def set_current(self, row: int) -> None:
        """Move the keyboard to a row without choosing it."""
        self.selectionModel().setCurrentIndex(self._model.index(row), _Flag.NoUpdate)

    def section_of(self, row: int) -> Section:
        """The section of a row."""
        return self._layout.section_of(row)

    # -- geometry

    def set_side(self, side: int) -> None:
        """Make tiles larger or smaller; what is in the middle of the view stays there."""
        side = max(SMALLEST, min(LARGEST, side))
        if side == self.side:
            return
        self.side = side
        self._lay_out()
        self.side_changed.emit(side)

    def anchor(self) -> tuple[int, int]:
        """The first row in sight and how far it is from the top; -1 if there is none."""
        top = self.verticalOffset()
        for _, start, _, y in self._layout.lines(top, top + self.viewport().height()):
            if y + self._layout.size.height() > top:
                return start, y - top
        return -1, 0

    def restore(self, row: int, distance: int) -> None:
        """Scroll so that a row is as far from the top as it was."""
        if 0 <= row < self._layout.count:
            self.verticalScrollBar().setValue(self._layout.rect(row).top() - distance)

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:  # noqa: N802
        """Where a tile is in the viewport."""
        if not index.isValid() or index.row() >= self._layout.count:
            return QRect()
        return self._layout.rect(index.row()).translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802  Qt's name
        """The tile at a point of the viewport."""
        row = self._layout.row_at(point + QPoint(0, self.verticalOffset()))
        return self._model.index(row) if row >= 0 else QModelIndex()

    def scrollTo(  # noqa: N802  Qt's name
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a tile into view, with its header where it is in the first line."""
        if not index.isValid() or index.row() >= self._layout.count:
            return
        rect, bar, height = self._layout.rect(index.row()), self.verticalScrollBar(), self._height
        section = self._layout.section_of(index.row())
        # the name of the month stays at the top and would cover the tile
        is_first = rect.top() == section.tiles_top
        top = section.top if is_first else rect.top() - 8 - section.header
        if hint is QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(rect.center().y() - height // 2)
        elif top < bar.value():
            bar.setValue(top)
        elif rect.bottom() + 8 > bar.value() + height:
            bar.setValue(rect.bottom() + 8 - height)

    def horizontalOffset(self) -> int:  # noqa: N802  Qt's name
        """Never scrolled sideways."""
        return 0

    def verticalOffset(self) -> int:  # noqa: N802  Qt's name
        """How far it is scrolled."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: QModelIndex | QPersistentModelIndex) -> bool:  # noqa: N802, ARG002
        """None is."""
        return False

    def setSelection(  # noqa: N802  Qt's name
        self, rect: QRect, command: QItemSelectionModel.SelectionFlag
    ) -> None:
        """Choose the tiles that a rectangle of the viewport touches."""
        content = rect.normalized().translated(0, self.verticalOffset())
        self.choose_runs(self._layout.rows_in(content), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802
        """What must be drawn anew, no more than is in sight."""
        region = QRegion()
        first, end = self._rows_in_sight()
        for run in selection:
            for row in range(max(first, run.top()), min(end, run.bottom() + 1)):
                region += self._around(row)
        return region

    def moveCursor(  # noqa: N802  Qt's name
        self,
        action: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,  # noqa: ARG002
    ) -> QModelIndex:
        """The tile a key leads to."""
        if not self._layout.count:
            return QModelIndex()
        current = self.currentIndex().row()
        if current < 0:
            return self._model.index(max(0, self.anchor()[0]))
        return self._model.index(self._led_to(current, action))

    def _led_to(self, row: int, action: QAbstractItemView.CursorAction) -> int:
        lines = max(1, self._height // self._layout.step_y - 1)
        steps = {
            QAbstractItemView.CursorAction.MoveUp: -1,
            QAbstractItemView.CursorAction.MoveDown: 1,
            QAbstractItemView.CursorAction.MovePageUp: -lines,
            QAbstractItemView.CursorAction.MovePageDown: lines,
        }
        last = self._layout.count - 1
        if action in steps:
            return self._layout.moved(row, steps[action])
        ends = {
            QAbstractItemView.CursorAction.MoveHome: 0,
            QAbstractItemView.CursorAction.MoveEnd: last,
            QAbstractItemView.CursorAction.MoveLeft: max(0, row - 1),
            QAbstractItemView.CursorAction.MovePrevious: max(0, row - 1),
        }
        return ends.get(action, min(last, row + 1))

    @property
    def _height(self) -> int:
        return self.viewport().height()

    def _rows_in_sight(self) -> tuple[int, int]:
        top = self.verticalOffset()
        lines = self._layout.lines(top, top + self._height)
        return (lines[0][1], lines[-1][2]) if lines else (0, 0)

    def _around(self, row: int) -> QRect:
        """A tile with its frame, in the viewport."""
        rect = self._layout.rect(row).translated(0, -self.verticalOffset())
        return rect.adjusted(-6, -6, 6, 6)

    def _lay_out(self) -> None:
        row, distance = self.anchor()
        at_top = self.verticalOffset() == 0
        width = self.viewport().width()
        count, keys = self._model.rowCount(), self._model.sections
        self._layout = GridLayout(count, keys, width, self.side, self.text_px)
        self.updateGeometries()
        if not at_top:
            self.restore(row, distance)
        self._changed_sight()

    def updateGeometries(self) -> None:  # noqa: N802  Qt's name
        """Tell the scroll bar how much there is."""
        super().updateGeometries()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self._layout.height - self._height))
        bar.setEnabled(bar.maximum() > 0)
        bar.setPageStep(self._height)
        bar.setSingleStep(max(24, self.side // 3))

    def _changed_sight(self) -> None:
        """Something else is in sight now."""
        self.viewport().update()

    # -- following the model

    def reset(self) -> None:
        """Other rows: lay them out anew."""
        super().reset()
        self._anchor = 0
        self._lay_out()

    def selectionChanged(  # noqa: N802  Qt's name
        self, selected: QItemSelection, deselected: QItemSelection
    ) -> None:
        """Tell how much is chosen."""
        super().selectionChanged(selected, deselected)
        self.chosen_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Lay out anew."""
        super().resizeEvent(event)
        self._lay_out()


def _range(model: SectionedModel, first: int, end: int) -> QItemSelectionRange:
    return QItemSelectionRange(model.index(first), model.index(end - 1))
