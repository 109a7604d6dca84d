"""The page "Search": a sample photo in, everybody who looks like it out."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from faceapp.core.errors import Code, FaceAppError
from faceapp.core.jobs import Changes
from faceapp.services.found import AnyFound, FoundPhotos
from faceapp.services.library import Answering
from faceapp.services.sample_search import SearchSample, SearchScope
from faceapp.services.search import Filters
from faceapp.ui.desk import Desk, SearchWish
from faceapp.ui.jobs.questions import Question
from faceapp.ui.pages.page import Page
from faceapp.ui.pages.search_blank import NoSearch
from faceapp.ui.pages.search_chooser import FaceChooser
from faceapp.ui.pages.search_compare import CompareDialog
from faceapp.ui.pages.search_dialog import SampleDialog
from faceapp.ui.pages.search_note import EngineNote
from faceapp.ui.pages.search_results import ResultsView
from faceapp.ui.pages.search_start import SearchStart
from faceapp.ui.pictures import wish_of
from faceapp.ui.recent_samples import remember
from faceapp.ui.search_terms import Search, SearchTerm, find, meet_again, read_again, read_term
from faceapp.ui.theme import PAGE, TIGHT, WIDE
from faceapp.ui.widgets.drop_area import is_one_photo
from faceapp.ui.widgets.drop_overlay import DropOverlay
from faceapp.ui.widgets.labels import label, symbol_button

_BUSY_AFTER_MS = 150
_KEPT = "search"


class SearchPage(Page):
    """Without a sample a large drop area; with one, its results."""

    name = "search"
    shows = Changes(photos=True, faces=True, people=True)

    def __init__(self, desk: Desk) -> None:
        """Nothing is opened before a person looks at the page."""
        super().__init__(desk)
        self._wish = SearchWish()
        self._search = Search()
        self._reading: Question | None = None
        self._finding: Question | None = None
        self._dialog: SampleDialog | None = None
        self._is_empty = False
        self._timer = QTimer(self, singleShot=True, interval=_BUSY_AFTER_MS)
        self._timer.timeout.connect(self._show_busy)
        self.setAcceptDrops(True)
        self._build()
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.activated.connect(self.area.take_clipboard)

    def actions(self) -> Sequence[QWidget]:
        """Compare, export, and another sample."""
        return (self._compare, self._export, self._another)

    def search(self, wish: SearchWish) -> None:
        """Search for what was wished; without a sample, ask for one."""
        if wish.is_empty:
            self.ask_for_sample(joins=wish.joins)
            return
        if len(wish.paths) > 1:
            self.desk.say(self.tr("One photo at a time: the first one is searched for."))
        self._timer.start()
        work = partial(read_term, self.desk, wish, self.tr("Picture from the clipboard"))
        if wish.joins and self._search.terms:
            self.desk.ask(work, self._on_term_read, self._on_joining_failed)
            return
        self._wish = wish
        for question in filter(None, (self._reading, self._finding)):
            question.drop()
        self._reading = self.desk.ask(work, self._on_term_read, self._on_sample_failed)

    def ask_for_sample(self, *, joins: bool = False) -> None:
        """The dialog of Ctrl+F; the window goes on behind it. What it takes may join the others."""
        if self._dialog is None:
            self._dialog = SampleDialog(self.desk, self)
            self._dialog.taken.connect(self._on_joining_taken if joins else self.search)
            self._dialog.finished.connect(self._on_dialog_closed)
            self._dialog.open()
        self._warm_up()

    def reload(self) -> None:
        """The library changed: ask again, with the same sample."""
        service = self.desk.workspace.sample_search
        self.desk.ask(service.scope, self._on_scope_read)
        if self._reading:
            return
        kept = self.desk.property(_KEPT)  # the page is made anew for another theme or language
        if any(term.is_person for term in self._search.terms):
            work = partial(_met, self.desk, self._search)
            self._reading = self.desk.ask(work, self._on_people_met)
        elif self._search.terms:
            self._find(is_quiet=True)
        elif isinstance(kept, Search):
            self._show_results(kept)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        """Take one photo as a sample; everything else goes on to the window, which scans it."""
        if is_one_photo(event) and not self._is_empty:
            event.acceptProposedAction()
            self._overlay.announce(
                self.tr("Search for the person on this photo"),
                self.tr("Several photos or a folder are added to the library instead"),
            )
        else:
            event.ignore()

    def dragLeaveEvent(self, event: Any) -> None:  # noqa: N802, ANN401, ARG002  Qt's name
        """Nothing will be dropped."""
        self._overlay.hide()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        """Search for it."""
        self._overlay.hide()
        wish = wish_of(event.mimeData())
        if wish:
            event.acceptProposedAction()
            self.search(wish)

    # -- building

    def _build(self) -> None:
        self._compare = symbol_button(self.tr("Compare…"), self._on_compare_pressed, symbol="scale")
        self._compare.setToolTip(self.tr("The same search by memory index, Milvus and exactly"))
        self._export = symbol_button(self.tr("Export…"), self._on_export_pressed, symbol="download")
        self._another = symbol_button(
            self.tr("New search…"), self._on_another_wanted, "primary", symbol="image-plus"
        )
        self._bar = QProgressBar(textVisible=False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(self.tr("Searching"))
        self._busy_note = label(kind="muted")
        self.note = EngineNote(self.desk)
        self.start = SearchStart(self.desk)
        self.start.taken.connect(self.search)
        self.area, self.recent = self.start.area, self.start.recent
        self.results = ResultsView(self.desk)
        self.results.face_chosen.connect(self._on_face_chosen)
        self.results.another_wanted.connect(self._on_another_wanted)
        self.results.filters.changed.connect(self._on_filters_changed)
        self.results.changed.connect(self._enable_actions)
        self.results.terms.changed.connect(self._on_search_changed)
        self.results.terms.wanted.connect(self.search)
        self.results.terms.library_wanted.connect(self._on_library_wanted)
        self.blank = NoSearch(self.desk.memory)
        self.blank.another_wanted.connect(self._on_another_wanted)
        self.blank.back_wanted.connect(self._on_back_pressed)
        self.blank.folder_chosen.connect(self._on_folder_chosen)
        self._stack = QStackedWidget()
        for page in (self.start, self.results, self.blank):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, 0, PAGE, WIDE)
        column.setSpacing(TIGHT)
        column.addWidget(self._busy_line())
        column.addWidget(self.note)
        column.addWidget(self._stack, 1)
        self._overlay = DropOverlay(self, "scan-face")
        self._enable_actions()

    def _busy_line(self) -> QWidget:
        line = QWidget()
        line.setFixedHeight(18)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(WIDE)
        row.addWidget(self._bar, 1)
        row.addWidget(self._busy_note)
        self._show_busy(False)
        return line

    # -- asking

    @property
    def _term(self) -> SearchTerm | None:
        """The face or person that is looked at; None before there is any."""
        return self._search.term

    @property
    def _sample(self) -> SearchSample | None:
        return self._term.sample if self._term else None

    def _find(self, *, is_quiet: bool = False) -> None:
        if self._finding:
            self._finding.drop()
        if any(term.sample and not term.chosen for term in self._search.terms):
            return
        if self._search.looks_for_nobody:
            self._done()
            self.results.refuse()
            return
        if not is_quiet:
            self._timer.start()
            self.results.clear()
            if not self.results.keeps_keyboard():
                self.results.grid.setFocus()
        work = partial(find, self.desk, self._search, self.results.filters.filters)
        self._finding = self.desk.ask(work, self._on_found, self._on_finding_failed)

    def _show_results(self, search: Search) -> None:
        """Another search than before, of what was read already."""
        self._take(search)
        self._stack.setCurrentWidget(self.results)
        if search.term and (search.term.is_person or search.term.chosen):
            self.results.grid.setFocus()  # the stack gave the keyboard to the sample
            self._find()
        self._enable_actions()

    def _take(self, search: Search) -> None:
        self._search = search
        self.desk.setProperty(_KEPT, search)
        self.results.show_search(search)

    def _warm_up(self) -> None:
        """Open the engine while the person still looks for a photo."""
        service = self.desk.workspace.sample_search
        self.desk.ask(service.warm_up, self._on_warm, self._on_warming_failed)

    def _done(self) -> None:
        self._timer.stop()
        self._show_busy(False)

    # -- answers

    def _on_term_read(self, term: SearchTerm) -> None:
        self._done()
        self._reading = None
        if term.wish.paths:
            remember(self.desk.memory, term.wish.paths[0].absolute())
        if not (term.wish.joins and self._search.terms):
            self._show_results(Search((term,)))
        elif self.results.terms.refuses_more():
            return
        elif term.sample and not term.chosen:
            text = self.tr("No face was found on %1.").replace("%1", term.name)
            self.desk.say(text, "error")
        else:
            self._show_results(self._search.with_term(term))

    def _on_read_again(self, search: Search) -> None:
        self._reading = None
        self._show_results(search)

    def _on_people_met(self, met: tuple[Search, Search]) -> None:
        self._reading = None
        before, search = met
        if before is not self._search:  # somebody went, or came, meanwhile
            return
        self._take(search)
        if search.terms:
            self._find(is_quiet=True)
        else:
            self._stack.setCurrentWidget(self.start)

    def _on_joining_failed(self, error: FaceAppError) -> None:
        self._done()
        self.desk.tell_failure(error)

    def _on_sample_failed(self, error: FaceAppError) -> None:
        self._done()
        self._reading = None
        self.desk.setProperty(_KEPT, None)
        name = self._wish.paths[0].name if self._wish.paths else ""
        has_results = bool(self._search.terms)
        self.blank.tell_unreadable(name, self.desk.explain(error), has_results=has_results)
        self._stack.setCurrentWidget(self.blank)
        self._enable_actions()

    def _on_found(self, found: AnyFound | None) -> None:
        self._done()
        if found is None:  # another engine answers by now
            work = partial(read_again, self.desk, self._search)
            self._reading = self.desk.ask(work, self._on_read_again, self._on_sample_failed)
            return
        if isinstance(found, FoundPhotos):  # limits may have changed meanwhile
            found = self._limited(found)
        self.results.show_found(found)
        self.desk.ask(lambda: self.desk.workspace.answering, self._on_answering_read)

    def _on_finding_failed(self, error: FaceAppError) -> None:
        self._done()
        if error.code is Code.LIBRARY_EMPTY:
            self._say_empty()
        else:
            self.results.fail(self.desk.explain(error))

    def _on_scope_read(self, scope: SearchScope) -> None:
        self.results.filters.set_scope(scope)
        self.results.name_sources(len(scope.sources) > 1)
        was_empty, self._is_empty = self._is_empty, scope.is_empty
        if scope.is_empty:
            self._say_empty()
        elif was_empty and self._stack.currentWidget() is self.blank:
            self._stack.setCurrentIndex(0)
        elif not self.desk.workspace.sample_search.is_warm:
            self._warm_up()
        if not self._search.terms:
            self.recent.refresh()

    def _on_answering_read(self, answering: Answering) -> None:
        self.note.show_answering(answering)

    def _on_warm(self, _size: int) -> None:
        """The next sample is answered at once."""

    def _on_warming_failed(self, error: FaceAppError) -> None:
        """The search itself says what is wrong."""

    # -- what the person does

    def _on_face_chosen(self, face: int) -> None:
        self._take(self._search.changed(self._search.current, face=face))
        self._find()

    def _on_search_changed(self, search: Search) -> None:
        before = self._search
        self._take(search)
        if search.terms != before.terms or search.is_simple != before.is_simple:
            self._find(is_quiet=True)
        else:
            self.results.limit(self._limited)

    def _limited(self, found: FoundPhotos) -> FoundPhotos:
        search = self._search
        return found.limited(only_them=search.only_them, most_faces=search.most_faces)

    def _on_joining_taken(self, wish: SearchWish) -> None:
        self.search(replace(wish, joins=True))

    def _on_another_wanted(self) -> None:
        self.ask_for_sample()

    def _on_library_wanted(self) -> None:
        chooser = FaceChooser(self.desk, self)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.taken.connect(self._on_joining_taken)
        chooser.open()

    def _on_filters_changed(self, _filters: Filters) -> None:
        if self._search.terms:
            self._find()

    def _on_back_pressed(self) -> None:
        self._stack.setCurrentWidget(self.results)
        self._enable_actions()

    def _on_dialog_closed(self) -> None:
        if self._dialog:
            self._dialog.deleteLater()
            self._dialog = None

    def _on_export_pressed(self) -> None:
        self.results.actions_on_matches.ask_for_file()

    def _on_compare_pressed(self) -> None:
        face = self._term.chosen if self._term else None
        if face:
            dialog = CompareDialog(self.desk, face.embedding, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _on_folder_chosen(self, folder: str) -> None:
        self.desk.paths_dropped.emit([Path(folder)])

    # -- what is shown

    def _say_empty(self) -> None:
        self.blank.tell_empty()
        self._stack.setCurrentWidget(self.blank)

    def _show_busy(self, is_busy: bool = True) -> None:
        self._bar.setVisible(is_busy)
        self._busy_note.setVisible(is_busy)
        is_warm = is_busy and self.desk.workspace.sample_search.is_warm
        first = self.tr("Opening the engine, which takes some seconds the first time…")
        self._busy_note.setText(self.tr("Searching…") if is_warm else first)

    def _enable_actions(self) -> None:
        is_shown = self._stack.currentWidget() is self.results
        has_face = self._term is not None and self._term.chosen is not None
        self._compare.setEnabled(is_shown and has_face and self._search.is_simple)
        self._export.setEnabled(is_shown and self.results.model.rowCount() > 0)
        said = self.results.said if is_shown else ""
        self.setWindowTitle(f"{self.title()}  ·  {said}" if said else self.title())


def _met(desk: Desk, search: Search) -> tuple[Search, Search]:
    return search, meet_again(desk, search)
