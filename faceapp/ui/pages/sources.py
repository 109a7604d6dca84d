"""The page "Sources": where photos come from, how each place stands, and how to add one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from faceapp.core.errors import FaceAppError
from faceapp.core.jobs import Changes
from faceapp.core.places import SourceInfo, SourceState
from faceapp.core.remote import SourceIdentity
from faceapp.ui.desk import Desk
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.jobs.questions import Question
from faceapp.ui.pages.page import Page
from faceapp.ui.pages.sources_actions import SourcesActions
from faceapp.ui.widgets.column import Column
from faceapp.ui.widgets.labels import label, symbol_button
from faceapp.ui.widgets.notice import Notice
from faceapp.ui.widgets.source_adder import SourceAdder
from faceapp.ui.widgets.source_card import SourceCard
from faceapp.ui.widgets.tab_order import order_tabs

_WIDTH = 920


class SourcesPage(Page):
    """A card for each source; those that are updated move by themselves."""

    name = "sources"
    shows = Changes(photos=True, jobs=True)

    def __init__(self, desk: Desk) -> None:
        """Build; sources are asked for when it is first shown."""
        super().__init__(desk)
        self.cards: dict[int, SourceCard] = {}
        self._sources: Sequence[SourceInfo] = ()
        self._guess: Question | None = None
        self.actions_of = SourcesActions(desk, self)
        self.adder = SourceAdder()
        self._none = label(
            self.tr("Nothing here yet. Folders that you drop on the window appear here, too."),
            "muted",
            wraps=True,
        )
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._broken = Notice("triangle-alert", self.tr("The list of sources cannot be read"), "")
        self._broken.add_button(self.tr("Try again"), self.reload)
        self._list = Column(_WIDTH)
        self._list.column.addWidget(self.adder)
        self._list.column.addWidget(self._none)
        self._list.column.addStretch(1)
        self._stack = QStackedLayout(self)
        for part in (self._list, self._broken):
            self._stack.addWidget(part)
        self._connect()

    def actions(self) -> Sequence[QWidget]:
        """One update of everything."""
        self._all = symbol_button(self.tr("Update all"), self._on_all_wanted, symbol="refresh-cw")
        self._all.setEnabled(bool(self._sources))
        return (self._all,)

    def reload(self) -> None:
        """Ask which sources there are."""
        self.desk.ask(self.desk.workspace.sources.list, self._on_listed, self._on_unlisted)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """What is typed goes into the field."""
        super().focusInEvent(event)
        self.adder.field.setFocus(event.reason())

    # -- building

    def _connect(self) -> None:
        adder, desk = self.adder, self.desk
        adder.guess_wanted.connect(self._on_guess_wanted)
        adder.add_wanted.connect(self._on_add_wanted)
        adder.choose_wanted.connect(self.actions_of.choose)
        adder.sign_in_wanted.connect(self.actions_of.sign_in)
        adder.help_wanted.connect(self._on_help_wanted)
        self.actions_of.added.connect(self._on_added)
        self.actions_of.refused.connect(self._on_refused)
        self.actions_of.changed.connect(self.reload)
        desk.jobs.changed.connect(self._on_job_changed)
        desk.watching.told.connect(self._on_watching_told)

    # -- the list

    def _on_listed(self, sources: Sequence[SourceInfo]) -> None:
        self._sources = sources
        self.desk.watching.follow(sources)
        shown = {source.id for source in sources}
        for number in [number for number in self.cards if number not in shown]:
            gone = self.cards.pop(number)
            gone.hide()
            gone.deleteLater()
        for place, source in enumerate(sources):
            if source.id not in self.cards:
                self._add_card(source, place)
            self._show_card(source)
        self._none.setVisible(not sources)
        if hasattr(self, "_all"):
            self._all.setEnabled(bool(sources))
        self._stack.setCurrentWidget(self._list)
        order_tabs(self)

    def _on_unlisted(self, error: FaceAppError) -> None:
        self._broken.detail.setText(self.desk.explain(error))
        self._stack.setCurrentWidget(self._broken)

    def _add_card(self, source: SourceInfo, place: int) -> None:
        made = SourceCard(self.desk.texts)
        made.wanted.connect(partial(self._on_wanted, source.id))
        self.cards[source.id] = made
        self._list.column.insertWidget(place + 1, made)  # below the adder

    def _show_card(self, source: SourceInfo) -> None:
        job = self.actions_of.job_of(source)
        self.cards[source.id].show_source(source, job, self.desk.watching.how(source))

    def _on_job_changed(self, job: Job) -> None:
        if not self.isVisible():
            return
        numbers = getattr(job.request, "sources", ())
        for source in self._sources:
            if source.id in numbers and source.id in self.cards:
                self._show_card(source)

    def _on_watching_told(self) -> None:
        for source in self._sources:
            if source.is_watched:
                self._show_card(source)

    # -- what a person does

    def _on_wanted(self, number: int, name: str) -> None:
        self.actions_of.do(name, self.cards[number].source)

    def _on_all_wanted(self) -> None:
        for source in self._sources:
            if source.state is not SourceState.PAUSED:
                self.actions_of.do("update", source)

    def _on_guess_wanted(self, kind: str, link: str) -> None:
        if self._guess:
            self._guess.drop()
        work = partial(self.actions_of.identified, kind, link)
        self._guess = self.desk.ask(work, self._on_guessed, self._on_not_guessed)

    def _on_guessed(self, identity: SourceIdentity | None) -> None:
        self._guess = None
        if identity:
            self.adder.tell_guess(identity)

    def _on_not_guessed(self, _error: FaceAppError) -> None:
        self._guess = None  # not said while somebody types

    def _on_add_wanted(self, kind: str, link: str) -> None:
        if self._guess:  # or it would take the place of what comes of this
            self._guess.drop()
        self.adder.set_busy(True)
        self.actions_of.add(kind, link)

    def _on_added(self, _source: SourceInfo) -> None:
        self.adder.set_busy(False)
        self.adder.clear()

    def _on_refused(self, error: FaceAppError) -> None:
        self.adder.set_busy(False)
        self.adder.tell_problem(self.desk.explain(error))

    def _on_help_wanted(self, kind: str) -> None:
        topics = {"vk": "vk", "yandex": "yandex", "dropbox": "dropbox", "takeout": "google"}
        self.desk.help_wanted.emit(topics.get(kind, "sources"))
