"""The page "People": everybody, one of them, a review, a grouping."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from faceapp.core.errors import FaceAppError
from faceapp.core.jobs import Changes
from faceapp.core.people import People, Who
from faceapp.ui.desk import Desk
from faceapp.ui.face_covers import FaceCovers
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.jobs.questions import Question
from faceapp.ui.language import translate
from faceapp.ui.pages.page import Page
from faceapp.ui.pages.people_actions import PeopleActions
from faceapp.ui.pages.people_grouping import GroupingView
from faceapp.ui.pages.people_overview import PeopleOverview
from faceapp.ui.pages.people_review import ReviewView
from faceapp.ui.pages.person import PersonView
from faceapp.ui.theme import WIDE
from faceapp.ui.widgets.labels import symbol_button

# Jobs at whose end there are groups.
_MAKE_GROUPS = {"scan", "group"}


class PeoplePage(Page):
    """One view in front of the others; each leads back to that of everybody."""

    name = "people"
    shows = Changes(photos=True, faces=True, people=True)

    def __init__(self, desk: Desk) -> None:
        """Build; nothing is asked for before it is shown."""
        super().__init__(desk)
        self._question: Question | None = None
        self._is_outdated = False
        self._covers = FaceCovers(desk, self)
        self.acting = PeopleActions(desk, self)
        self.overview = PeopleOverview(desk, self._covers, self.acting)
        self.person = PersonView(desk, self._covers, self.acting)
        self.review = ReviewView(desk, self._covers)
        self.grouping = GroupingView(desk, self._covers, self.acting.deciding)
        self._views = QStackedWidget()
        for view in (self.overview, self.person, self.review, self.grouping):
            self._views.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, WIDE - 4, 0, 0)
        column.addWidget(self._views)
        self._connect()

    @staticmethod
    def hint() -> str:
        """What the search field looks for."""
        return translate("PeoplePage", "Names")

    def actions(self) -> Sequence[QWidget]:
        """Review, group, history."""
        return (
            symbol_button(self.tr("Review"), self._on_review_wanted, symbol="list-checks"),
            symbol_button(self.tr("Group faces"), self._on_grouping_wanted, symbol="layers"),
            symbol_button(self.tr("History"), self._on_journal_wanted, symbol="history"),
        )

    def look_for(self, text: str) -> bool:
        """Show those whose names hold every word."""
        if text:
            self._show(self.overview)
        self.overview.look_for(text)
        return True

    def open(self, who: Who) -> None:
        """Show one of them."""
        self._show(self.person)
        self.person.open(who)

    def reload(self) -> None:
        """Ask for everything anew."""
        self._covers.forget_failures()
        if self._views.currentWidget() is self.review:
            self._is_outdated = True  # each answer would read everybody anew
            return
        self._is_outdated = False
        if self._question:
            self._question.drop()
        self._question = self.desk.ask(
            partial(_load, self.desk), self._on_everybody_found, self._on_failed
        )
        if self._views.currentWidget() is self.person:
            self.person.reload()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """What is shown takes the keyboard."""
        super().focusInEvent(event)
        self._views.currentWidget().setFocus(event.reason())

    @property
    def is_settled(self) -> bool:
        """Whether nothing asked for is still to come."""
        return self._question is None

    def _connect(self) -> None:
        self.overview.opened.connect(self.open)
        self.overview.retry_wanted.connect(self.reload)
        self.overview.changed.connect(self._name_page)
        self.desk.jobs.changed.connect(self._on_job_changed)
        self.person.left.connect(self._on_view_left)
        self.overview.grouping_wanted.connect(self._on_grouping_wanted)
        self.person.changed.connect(self._name_page)
        for view in (self.review, self.grouping):
            view.left.connect(self._on_view_left)

    def _show(self, view: QWidget) -> None:
        if self._views.currentWidget() is not view:
            self._views.setCurrentWidget(view)
            view.setFocus()
            if self._is_outdated:
                self.reload()
        self._name_page()

    def _name_page(self) -> None:
        view = self._views.currentWidget()
        said = view.said if isinstance(view, PeopleOverview | PersonView) else ""
        self.setWindowTitle(f"{self.title()}  ·  {said}" if said else self.title())

    def _on_everybody_found(self, answer: tuple[People, int | None, list[str]]) -> None:
        self._question = None
        people, single, self.acting.names = answer
        self.overview.grid.field.set_names(self.acting.names)
        self.person.head.field.set_names(self.acting.names)
        self.overview.show_people(people, single)

    def _on_failed(self, error: FaceAppError) -> None:
        self._question = None
        self.overview.fail(self.desk.explain(error))

    def _on_job_changed(self, _job: Job) -> None:
        kinds = {job.kind for job in self.desk.jobs.running()}
        self.overview.set_working(bool(kinds & _MAKE_GROUPS))

    def _on_view_left(self) -> None:
        self._show(self.overview)

    def _on_review_wanted(self) -> None:
        if self._views.currentWidget() is not self.review:
            self._show(self.review)
            self.review.begin()

    def _on_grouping_wanted(self) -> None:
        self._show(self.grouping)

    def _on_journal_wanted(self) -> None:
        self.desk.page_wanted.emit("journal")


def _load(desk: Desk) -> tuple[People, int | None, list[str]]:
    people = desk.workspace.people
    everybody = people.everybody()
    singles = people.singles() if everybody.singles else []
    names = desk.workspace.decisions.known_names()
    return everybody, next(iter(singles), None), names
