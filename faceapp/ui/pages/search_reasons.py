"""Why a face was found, or who is on a photo that was found, in a column beside the results."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from faceapp.services.found import AnyFound, Found, FoundPhotos
from faceapp.services.sample_search import Portrait, Reason
from faceapp.ui.desk import Desk
from faceapp.ui.jobs.questions import Question
from faceapp.ui.search_terms import Search
from faceapp.ui.theme import GAP, TIGHT, WIDE
from faceapp.ui.widgets.labels import label
from faceapp.ui.widgets.together_card import TogetherCard
from faceapp.ui.widgets.why_card import WhyCard


class Reasons(QFrame):
    """Explains one position of what was found; `runner_up_wanted` brings another."""

    runner_up_wanted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        """Begin with nothing explained."""
        super().__init__()
        self.setProperty("kind", "card")
        self._desk = desk
        self._search = Search()
        self._question: Question | None = None
        self._explained: tuple[int, ...] = ()
        self._found: AnyFound | None = None
        self._total = 0
        self.why = WhyCard()
        self.why.runner_up_wanted.connect(self.runner_up_wanted)
        self.together = TogetherCard()
        self._build()

    def set_search(self, search: Search) -> None:
        """Who is searched for."""
        self._search = search

    def clear(self) -> None:
        """Nothing is explained any more."""
        self._inside.setVisible(False)
        self.forget()

    def forget(self) -> None:
        """What was explained may be another by now."""
        self._explained = ()

    def set_portrait_size(self, size_px: int) -> None:
        """How large faces are shown."""
        self.why.set_portrait_size(size_px)
        self.together.set_portrait_size(size_px)

    def explain(self, found: AnyFound, position: int, percent: float, total: int) -> None:
        """Explain the face or photo at `position`; `total` are shown from `percent` on."""
        wanted = (id(found), position, total, int(percent))
        if wanted == self._explained:
            return
        self._explained, self._found, self._total = wanted, found, total
        if self._question:
            self._question.drop()
        if isinstance(found, FoundPhotos):
            work = partial(_together, self._desk, found, position, percent)
            self._question = self._desk.ask(work, self._on_faces_read)
        else:
            work = partial(_explained, self._desk, found, position)
            self._question = self._desk.ask(work, self._on_reason_found)

    def _build(self) -> None:
        self._inside = QWidget()
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, GAP, 0)
        inside.setSpacing(GAP)
        self.heading = label(kind="heading")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.why)
        self._stack.addWidget(self.together)
        inside.addWidget(self.heading)
        inside.addWidget(self._stack, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inside)
        self._inside.setAutoFillBackground(False)  # the card shows through
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, TIGHT, WIDE)
        column.addWidget(area)

    def _show(self, page: QWidget, heading: str) -> None:
        self.heading.setText(heading)
        self._stack.setCurrentWidget(page)
        self._inside.setVisible(self._total > 0)

    def _on_reason_found(self, answer: tuple[Found, int, Reason | None]) -> None:
        found, position, reason = answer
        term = self._search.term
        sample = term.chosen if term else None
        if reason and sample and found is self._found:
            self.why.show_reason(sample, reason, found, position, self._total)
            self._show(self.why, self.tr("Why this face"))

    def _on_faces_read(self, answer: tuple[FoundPhotos, Sequence[Portrait]]) -> None:
        found, portraits = answer
        if found is self._found:
            self.together.show_faces(self._search.terms, found, portraits)
            self._show(self.together, self.tr("Who is on this photo"))


def _explained(desk: Desk, found: Found, position: int) -> tuple[Found, int, Reason | None]:
    return found, position, desk.workspace.sample_search.reason(found, position)


def _together(
    desk: Desk, found: FoundPhotos, position: int, percent: float
) -> tuple[FoundPhotos, Sequence[Portrait]]:
    return found, desk.workspace.sample_search.portraits(found, position, percent)
