"""The results of one sample: slider, filters, grid, and why a face was found."""

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from faceapp.services.found import AnyFound, FoundPhotos
from faceapp.ui.desk import Desk
from faceapp.ui.language import number
from faceapp.ui.models.matches import MatchesModel
from faceapp.ui.pages.search_actions import MatchActions
from faceapp.ui.pages.search_blank import NoResults
from faceapp.ui.pages.search_filters import SearchFilters
from faceapp.ui.pages.search_reasons import Reasons
from faceapp.ui.pages.search_sample import SamplePanel
from faceapp.ui.pages.search_terms import TermRow
from faceapp.ui.search_terms import Search
from faceapp.ui.theme import GAP, TIGHT, WIDE
from faceapp.ui.widgets.flow_layout import FlowLayout
from faceapp.ui.widgets.labels import card, drop_down, label
from faceapp.ui.widgets.match_grid import MatchGrid
from faceapp.ui.widgets.similarity_slider import HIGHEST, LOWEST, SimilaritySlider

# Widths of the two sides, and of the faces side by side: in a small, a usual, a wide window.
_SMALL, _USUAL, _WIDE_WINDOW = (216, 304, 124), (248, 320, 132), (320, 408, 176)
_USUAL_FROM_PX, _WIDE_FROM_PX = 1060, 1700
# Narrower than the first, there is no room for the reasons; than the second, the words go below
# the slider.
_REASONS_FROM_PX = 860
_HEAD_IN_ROWS_FROM_PX = 480
_SCALE = range(LOWEST, HIGHEST + 1)


class ResultsView(QWidget):
    """Knows one query; the page asks for others."""

    face_chosen = Signal(int)
    another_wanted = Signal()
    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing before `show_sample`."""
        super().__init__(parent)
        self._desk = desk
        self._search = Search()
        self._has_matches = True
        self.panel = SamplePanel()
        self.panel.face_chosen.connect(self.face_chosen)
        self.panel.another_wanted.connect(self.another_wanted)
        self.slider = SimilaritySlider(self.tr("Least similarity in per cent"))
        self.slider.changed.connect(self._on_slider_moved)
        self.filters = SearchFilters()
        self.model = MatchesModel(desk, self)
        self.grid = MatchGrid()
        self.grid.setAccessibleName(self.tr("Faces found"))
        self.grid.setModel(self.model)
        self.grid.selectionModel().currentChanged.connect(self._on_current_changed)
        self.grid.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.actions_on_matches = MatchActions(desk, self.grid, self.model)
        self.terms = TermRow(desk)
        self._side = Reasons(desk)
        self.why = self._side.why
        self._side.runner_up_wanted.connect(self._on_runner_up_wanted)
        self.blank = NoResults(self.filters.reset.click)
        self.blank.another_wanted.connect(self.another_wanted)
        self.blank.percent_wanted.connect(self.slider.set_percent)
        self._build()

    @property
    def percent(self) -> int:
        """The least similarity that is shown."""
        return self.slider.percent

    @property
    def said(self) -> str:
        """The per cent and how much reaches it; empty before there is an answer."""
        is_answered = bool(self._search.terms) and self.model.found is not None
        return f"{self._percent.text()}  ·  {self.count.text()}" if is_answered else ""

    def show_search(self, search: Search) -> None:
        """Whom the page searches for: what was found before is gone once it is cleared."""
        self._search = search
        self.terms.show_search(search)
        self._side.set_search(search)
        measured = any(not term.is_person or term.alike for term in search.terms)
        self.slider.setEnabled(measured)
        term = search.term
        if term is None:
            return
        if term.sample:
            self.panel.show_sample(term.sample, term.face)
        else:
            self.panel.show_person(term.name, term.cover)
        if term.sample and not term.sample.faces:
            self.clear()
            self._head.setVisible(False)
            self.blank.tell_no_face()
            self._say_instead()

    def clear(self) -> None:
        """A query is under way."""
        self.model.show_found(None, self.percent)
        self._head.setVisible(True)
        self._show_side(has_matches=True)
        self._side.clear()
        self.slider.set_counts([0] * len(_SCALE))
        self.count.setText(self.tr("Searching…"))
        self.strangers.setText("")
        self._stack.setCurrentWidget(self.grid)
        self.changed.emit()

    def show_found(self, found: AnyFound) -> None:
        """Show the answer; what was selected before stays selected if it is still there."""
        kept = {self.model.number(row) for row in self.actions_on_matches.selected()}
        place = self.grid.verticalScrollBar().value()
        self._side.forget()
        self.model.show_found(found, self.percent, by_date=self._is_by_date)
        self._stack.setCurrentWidget(self.grid)
        self.slider.set_counts([found.count(percent) for percent in _SCALE])
        self._show_counts()
        self._select(kept)
        if kept:
            self.grid.verticalScrollBar().setValue(place)
        self._explain()

    def limit(self, limited: Callable[[FoundPhotos], FoundPhotos]) -> None:
        """Show what the last query found with other limits on who else is on a photo."""
        if isinstance(self.model.found, FoundPhotos):
            self.show_found(limited(self.model.found))

    def keeps_keyboard(self) -> bool:
        """Whether the keyboard is where the search is changed, and should stay there."""
        return self.panel.view.hasFocus() or self._is_in_terms(QApplication.focusWidget())

    def _is_in_terms(self, widget: QWidget | None) -> bool:
        return widget is not None and self.terms.isAncestorOf(widget)

    def name_sources(self, names: bool) -> None:
        """Say on each tile where its photo comes from: not where there is one source only."""
        self.grid.delegate.names_sources = names

    def fail(self, text: str) -> None:
        """The query failed; say what happened and what to do."""
        self.count.setText("")
        self.blank.tell_failure(text)
        self._say_instead()

    def refuse(self) -> None:
        """All that is said is who must not be there."""
        self.clear()
        self.count.setText("")
        self.blank.tell_nobody_wanted()
        self._say_instead()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Give the sides more of a wide window."""
        super().resizeEvent(event)
        width = self.width()
        usual = _USUAL if width >= _USUAL_FROM_PX else _SMALL
        side, why, portrait = _WIDE_WINDOW if width >= _WIDE_FROM_PX else usual
        self._show_side(has_matches=self._has_matches)
        is_roomy = width - side - why >= _HEAD_IN_ROWS_FROM_PX
        directions = QBoxLayout.Direction
        self._upper.setDirection(directions.LeftToRight if is_roomy else directions.TopToBottom)
        self.panel.setFixedWidth(side)
        self._side.setFixedWidth(why)
        self._side.set_portrait_size(portrait)

    # -- building

    def _build(self) -> None:
        self._sort = drop_down()
        self._sort.addItems([self.tr("Most alike first"), self.tr("Newest first")])
        self._sort.setAccessibleName(self.tr("Order"))
        self._sort.currentIndexChanged.connect(self._on_order_changed)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.blank)
        middle = QVBoxLayout()
        middle.setSpacing(GAP)
        self._head = self._heading()
        middle.addWidget(self._head)
        middle.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(WIDE)
        row.addWidget(self.panel)
        row.addLayout(middle, 1)
        row.addWidget(self._side)

    def _heading(self) -> QWidget:
        self._percent = label(kind="big")
        self._percent.setMinimumWidth(84)
        self.count = label(kind="heading")
        self.strangers = label(kind="small", wraps=True)
        self.strangers.setToolTip(
            self.tr(
                "As many strangers look alike by chance at this per cent, as measured on pairs of "
                "different people. Relatives look more alike."
            )
        )
        self.strangers.setMinimumHeight(32)  # two lines: nothing jumps under the slider
        self.strangers.setAlignment(Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addStretch(1)
        said.addWidget(self.count)
        said.addWidget(self.strangers)
        said.addStretch(1)
        moved = QHBoxLayout()
        moved.setSpacing(WIDE)
        moved.addWidget(self._percent)
        moved.addWidget(self.slider, 1)
        self._upper = QHBoxLayout()
        self._upper.setSpacing(WIDE)
        self._upper.addLayout(moved, 4)
        self._upper.addLayout(said, 4)
        lower = FlowLayout()
        lower.addWidget(self.filters)
        lower.addWidget(self._sort)
        lower.addWidget(self.terms.limits)
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(WIDE, GAP, WIDE, GAP + TIGHT)
        column.setSpacing(GAP)
        column.addWidget(self.terms)
        column.addLayout(self._upper)
        column.addLayout(lower)
        self._show_percent()
        return frame

    # -- what is shown

    @property
    def _is_by_date(self) -> bool:
        return self._sort.currentIndex() == 1

    def _show_side(self, *, has_matches: bool) -> None:
        self._has_matches = has_matches
        self._side.setVisible(has_matches and self.width() >= _REASONS_FROM_PX)

    def _say_instead(self) -> None:
        self._show_side(has_matches=False)
        self._stack.setCurrentWidget(self.blank)

    def _show_percent(self) -> None:
        self._percent.setText(self.tr("%1 %").replace("%1", number(self.percent)))

    def _show_counts(self) -> None:
        found = self.model.found
        if found is None:
            return
        shown = found.count(self.percent)
        self.count.setText("  ·  ".join(self._facts(found, shown)))
        self.strangers.setText(self._said_strangers(found, shown))
        self._stack.setCurrentWidget(self.grid)
        self._show_side(has_matches=bool(shown))
        if not shown:
            is_filtered = not self.filters.filters.admits_all
            self.blank.tell_why(found, self.percent, is_filtered=is_filtered)
            self._say_instead()
        self.changed.emit()

    def _facts(self, found: AnyFound, shown: int) -> list[str]:
        if isinstance(found, FoundPhotos):
            faces = found.count_faces(self.percent)
            return [self.tr("%n photo(s)", "", shown), self.tr("%n face(s)", "", faces)]
        if found.is_capped and shown == len(found.ids):
            return [self.tr("The best %n face(s) of more", "", shown)]
        photos = found.count_photos(self.percent)
        return [self.tr("%n face(s)", "", shown), self.tr("%n photo(s)", "", photos)]

    def _said_strangers(self, found: AnyFound, shown: int) -> str:
        searched = self.tr("%n face(s) searched", "", found.searched)
        if isinstance(found, FoundPhotos):
            capped = self.tr("%1. Of a sample only the 5,000 faces most alike count.")
            return (capped if found.is_capped else self.tr("%1.")).replace("%1", searched)
        expected = found.strangers(self.percent)
        if not shown:
            return self.tr("%1.").replace("%1", searched)
        if expected is None:
            text = self.tr("%1. Provisional scale: strangers not counted")
            return text.replace("%1", searched)
        text = self.tr("%1. Strangers to expect: about %2")
        if expected < 0.1:
            text = self.tr("%1. Strangers to expect: hardly any")
        return text.replace("%1", searched).replace("%2", number(expected, int(expected < 0.95)))

    def _select(self, numbers: set[int]) -> None:
        rows = [row for row in range(self.model.rowCount()) if self.model.number(row) in numbers]
        if not rows and self.model.rowCount():
            rows = [0]
        chosen = QItemSelection()
        for row in rows:
            chosen.select(self.model.index(row), self.model.index(row))
        selection = self.grid.selectionModel()
        if rows:
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            selection.setCurrentIndex(self.model.index(rows[0]), flag)
            selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    # -- what the person does

    def _on_slider_moved(self, _percent: int) -> None:
        self._show_percent()
        kept = {self.model.number(row) for row in self.actions_on_matches.selected()}
        self.model.show_from(self.percent, by_date=self._is_by_date)
        self._show_counts()
        if not self.grid.currentIndex().isValid():
            self._select(kept)
        self._explain()

    def _on_order_changed(self, _index: int) -> None:
        kept = {self.model.number(row) for row in self.actions_on_matches.selected()}
        self.model.show_from(self.percent, by_date=self._is_by_date)
        self._select(kept)

    def _on_selection_changed(self) -> None:
        self.changed.emit()

    def _on_current_changed(self, _current: QModelIndex) -> None:
        self._explain()

    def _on_runner_up_wanted(self, position: int) -> None:
        row, found = self.model.row_of(position), self.model.found
        percent = found.percent(position) if found else None
        if row is None and percent is not None:
            self.slider.set_percent(max(LOWEST, int(percent)))
            row = self.model.row_of(position)
        if row is not None:
            self.grid.setCurrentIndex(self.model.index(row))

    def _explain(self) -> None:
        index, found = self.grid.currentIndex(), self.model.found
        if index.isValid() and found is not None:
            position, total = self.model.positions[index.row()], self.model.rowCount()
            self._side.explain(found, position, self.percent, total)
