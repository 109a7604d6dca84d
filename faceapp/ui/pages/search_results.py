"""The results of one sample: slider, filters, grid, and why a face was found."""

from functools import partial

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from faceapp.services.found import Found
from faceapp.services.sample_search import Reason, SampleFace, SearchSample
from faceapp.ui.desk import Desk
from faceapp.ui.jobs.questions import Question
from faceapp.ui.language import number
from faceapp.ui.models.matches import MatchesModel
from faceapp.ui.pages.search_actions import MatchActions
from faceapp.ui.pages.search_filters import SearchFilters
from faceapp.ui.pages.search_sample import SamplePanel
from faceapp.ui.theme import GAP, TIGHT, WIDE
from faceapp.ui.widgets.blank import Blank
from faceapp.ui.widgets.flow_layout import FlowLayout
from faceapp.ui.widgets.labels import button, card, label
from faceapp.ui.widgets.match_grid import MatchGrid
from faceapp.ui.widgets.similarity_slider import HIGHEST, LOWEST, SimilaritySlider
from faceapp.ui.widgets.why_card import WhyCard

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
        self._face: SampleFace | None = None
        self._question: Question | None = None
        self._explained: tuple[int, int] | None = None
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
        self.why = WhyCard()
        self.why.runner_up_wanted.connect(self._on_runner_up_wanted)
        self.blank = Blank()
        self._build()

    @property
    def percent(self) -> int:
        """The least similarity that is shown."""
        return self.slider.percent

    @property
    def said(self) -> str:
        """The per cent and how much reaches it; empty before there is an answer."""
        is_answered = self._face is not None and self.model.found is not None
        return f"{self._percent.text()}  ·  {self.count.text()}" if is_answered else ""

    def show_sample(self, sample: SearchSample, chosen: int) -> None:
        """Another sample, or another face of it: what was found before is gone."""
        self._face = sample.faces[chosen] if sample.faces else None
        self.panel.show_sample(sample, chosen)
        self.clear()
        if self._face is None:
            self._show_side(has_matches=False)
            self._head.setVisible(False)
            another = button(self.tr("Another sample…"), self.another_wanted.emit, "primary")
            self.blank.tell(
                "user-x",
                self.tr("No face was found on this photo"),
                self.tr(
                    "Take a photo on which the face is larger, sharper or turned more to the "
                    "camera."
                ),
                another,
            )
            self._stack.setCurrentWidget(self.blank)

    def clear(self) -> None:
        """A query is under way."""
        self.model.show_found(None, self.percent)
        self._head.setVisible(True)
        self._show_side(has_matches=True)
        self._inner_side.setVisible(False)
        self.slider.set_counts([0] * len(_SCALE))
        self.count.setText(self.tr("Searching…"))
        self.strangers.setText("")
        self._stack.setCurrentWidget(self.grid)
        self.changed.emit()

    def show_found(self, found: Found) -> None:
        """Show the answer; what was selected before stays selected if it is still there."""
        kept = {self.model.number(row) for row in self.actions_on_matches.selected()}
        place = self.grid.verticalScrollBar().value()
        self._explained = None
        self.model.show_found(found, self.percent, by_date=self._is_by_date)
        self._stack.setCurrentWidget(self.grid)
        self.slider.set_counts([found.count(percent) for percent in _SCALE])
        self._show_counts()
        self._select(kept)
        if kept:
            self.grid.verticalScrollBar().setValue(place)

    def name_sources(self, names: bool) -> None:
        """Say on each tile where its photo comes from: not where there is one source only."""
        self.grid.delegate.names_sources = names

    def fail(self, text: str) -> None:
        """The query failed; say what happened and what to do."""
        self.count.setText("")
        self._show_side(has_matches=False)
        self.blank.tell("triangle-alert", self.tr("The search did not succeed"), text)
        self._stack.setCurrentWidget(self.blank)

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
        self.why.set_portrait_size(portrait)

    # -- building

    def _build(self) -> None:
        self._sort = QComboBox()
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
        row.addWidget(self._explanation())

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
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(WIDE, GAP, WIDE, GAP + TIGHT)
        column.setSpacing(GAP)
        column.addLayout(self._upper)
        column.addLayout(lower)
        self._show_percent()
        return frame

    def _explanation(self) -> QWidget:
        self._inner_side = QWidget()
        inside = QVBoxLayout(self._inner_side)
        inside.setContentsMargins(0, 0, GAP, 0)
        inside.setSpacing(GAP)
        inside.addWidget(label(self.tr("Why this face"), "heading"))
        inside.addWidget(self.why, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inner_side)
        self._inner_side.setAutoFillBackground(False)  # the card shows through
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side = card()
        column = QVBoxLayout(self._side)
        column.setContentsMargins(WIDE, WIDE, TIGHT, WIDE)
        column.addWidget(area)
        return self._side

    # -- what is shown

    @property
    def _is_by_date(self) -> bool:
        return self._sort.currentIndex() == 1

    def _show_side(self, *, has_matches: bool) -> None:
        self._has_matches = has_matches
        self._side.setVisible(has_matches and self.width() >= _REASONS_FROM_PX)

    def _show_percent(self) -> None:
        self._percent.setText(self.tr("%1 %").replace("%1", number(self.percent)))

    def _show_counts(self) -> None:
        found = self.model.found
        if found is None:
            return
        shown = found.count(self.percent)
        facts = [
            self.tr("%n face(s)", "", shown),
            self.tr("%n photo(s)", "", found.count_photos(self.percent)),
        ]
        if found.is_capped and shown == len(found.ids):
            facts = [self.tr("The best %n face(s) of more", "", shown)]
        self.count.setText("  ·  ".join(facts))
        self.strangers.setText(self._said_strangers(found, shown))
        self._show_blank(found, shown)
        self.changed.emit()

    def _said_strangers(self, found: Found, shown: int) -> str:
        expected = found.strangers(self.percent)
        searched = self.tr("%n face(s) searched", "", found.searched)
        if not shown:
            return self.tr("%1.").replace("%1", searched)
        if expected is None:
            text = self.tr("%1. Provisional scale: strangers not counted")
            return text.replace("%1", searched)
        text = self.tr("%1. Strangers to expect: about %2")
        if expected < 0.1:
            text = self.tr("%1. Strangers to expect: hardly any")
        return text.replace("%1", searched).replace("%2", number(expected, int(expected < 0.95)))

    def _show_blank(self, found: Found, shown: int) -> None:
        self._stack.setCurrentWidget(self.blank if not shown else self.grid)
        self._show_side(has_matches=bool(shown))
        if shown:
            return
        if not found.searched:
            reset = button(self.tr("Reset the filters"), self.filters.reset.click, "primary")
            text = self.tr("No photo with a face comes from there or from that time.")
            self.blank.tell("funnel-x", self.tr("Nothing to search"), text, reset)
        elif len(found.ids):
            self._offer_less(found)
        else:
            self._say_nobody()

    def _offer_less(self, found: Found) -> None:
        best = int(found.percent(0))
        heading = self.tr("No face reaches %1 %").replace("%1", number(self.percent))
        text = self.tr("The face most alike reaches %1 %.")
        text = text.replace("%1", number(found.percent(0), 1))
        lower = self.tr("Show %n face(s) from %1 %", "", found.count(best))
        move = partial(self.slider.set_percent, best)
        shown = button(lower.replace("%1", number(best)), move, "primary")
        self.blank.tell("search", heading, text, shown)

    def _say_nobody(self) -> None:
        heading = self.tr("This person was not found")
        text = self.tr(
            "No face reaches even 70 %. Try another photo of the person: larger, sharper, from "
            "about the same years."
        )
        another = button(self.tr("Another sample…"), self.another_wanted.emit, "primary")
        buttons = [another]
        if not self.filters.filters.admits_all:
            reset = button(self.tr("Search everywhere"), self.filters.reset.click)
            buttons.append(reset)
        self.blank.tell("user-x", heading, text, *buttons)

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
        row = self.model.row_of(position)
        if row is None and self.model.found:
            self.slider.set_percent(max(LOWEST, int(self.model.found.percent(position))))
            row = self.model.row_of(position)
        if row is not None:
            self.grid.setCurrentIndex(self.model.index(row))

    def _explain(self) -> None:
        index, found = self.grid.currentIndex(), self.model.found
        if not index.isValid() or found is None:
            return
        position = self.model.positions[index.row()]
        wanted = (position, self.model.rowCount())
        if wanted == self._explained:
            return
        self._explained = wanted
        if self._question:
            self._question.drop()
        work = partial(_explained, self._desk, found, position)
        self._question = self._desk.ask(work, self._on_reason_found)

    def _on_reason_found(self, answer: tuple[Found, int, Reason | None]) -> None:
        found, position, reason = answer
        if reason and self._face and found is self.model.found:
            total = self.model.rowCount()
            self.why.show_reason(self._face, reason, found, position, total)
            self._inner_side.setVisible(total > 0)


def _explained(desk: Desk, found: Found, position: int) -> tuple[Found, int, Reason | None]:
    return found, position, desk.workspace.sample_search.reason(found, position)
