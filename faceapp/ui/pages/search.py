"""The page "Search": a sample photo in, everybody who looks like it out."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from faceapp.core.errors import Code, FaceAppError
from faceapp.core.jobs import Changes
from faceapp.services.found import Found
from faceapp.services.library import Answering
from faceapp.services.sample_search import SearchSample, SearchScope
from faceapp.services.search import Filters
from faceapp.ui.desk import Desk, SearchWish
from faceapp.ui.jobs.questions import Question
from faceapp.ui.language import number, translate
from faceapp.ui.pages.page import Page
from faceapp.ui.pages.search_compare import CompareDialog
from faceapp.ui.pages.search_dialog import SampleDialog
from faceapp.ui.pages.search_results import ResultsView
from faceapp.ui.pictures import wish_of
from faceapp.ui.recent_samples import RecentSamples, remember
from faceapp.ui.theme import GAP, PAGE, TIGHT, WIDE
from faceapp.ui.widgets.blank import Blank
from faceapp.ui.widgets.drop_area import DropArea, is_one_photo
from faceapp.ui.widgets.drop_overlay import DropOverlay
from faceapp.ui.widgets.labels import button, label, symbol_button

_BUSY_AFTER_MS = 150
_KEPT = "search_wish"


class SearchPage(Page):
    """Without a sample a large drop area; with one, its results."""

    name = "search"
    icon = "scan-search"
    shows = Changes(photos=True, faces=True, people=True)

    def __init__(self, desk: Desk) -> None:
        """Nothing is opened before a person looks at the page."""
        super().__init__(desk)
        self._wish = SearchWish()
        self._sample: SearchSample | None = None
        self._chosen = 0
        self._reading: Question | None = None
        self._finding: Question | None = None
        self._dialog: SampleDialog | None = None
        self._is_empty = False
        self._timer = QTimer(self, singleShot=True, interval=_BUSY_AFTER_MS)
        self._timer.timeout.connect(self._on_busy_seen)
        self.setAcceptDrops(True)
        self._build()
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.activated.connect(self.area.take_clipboard)

    @staticmethod
    def title() -> str:
        """Its name for people."""
        return translate("SearchPage", "Search")

    def actions(self) -> Sequence[QWidget]:
        """Compare, export, and another sample."""
        return (self._compare, self._export, self._another)

    def search(self, wish: SearchWish) -> None:
        """Search for what was wished; without a sample, ask for one."""
        if not wish.paths and not wish.image and wish.face is None:
            self.ask_for_sample()
            return
        if len(wish.paths) > 1:
            self.desk.say(self.tr("One photo at a time: the first one is searched for."))
        self._wish = wish
        self.desk.setProperty(_KEPT, wish)  # the page is made anew for another theme or language
        for question in filter(None, (self._reading, self._finding)):
            question.drop()
        self._timer.start()
        work = partial(_read, self.desk, wish, self.tr("Picture from the clipboard"))
        self._reading = self.desk.ask(work, self._on_sample_read, self._on_sample_failed)

    def ask_for_sample(self) -> None:
        """The dialog of Ctrl+F; the window goes on behind it."""
        if self._dialog is None:
            self._dialog = SampleDialog(self.desk, self)
            self._dialog.taken.connect(self.search)
            self._dialog.finished.connect(self._on_dialog_closed)
            self._dialog.open()
        self._warm_up()

    def reload(self) -> None:
        """The library changed: ask again, with the same sample."""
        self.desk.ask(partial(_scope, self.desk), self._on_scope_read)
        kept = self.desk.property(_KEPT)
        if self._sample and self._sample.faces and not self._reading:
            self._find(is_quiet=True)
        elif kept is not None and not self._sample and not self._reading:
            self.search(kept)

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
            self.tr("New search…"), self.ask_for_sample, "primary", symbol="image-plus"
        )
        self._bar = QProgressBar(textVisible=False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(self.tr("Searching"))
        self._busy_note = label(kind="muted")
        self.note = label(kind="warning", wraps=True)
        self.note.hide()
        self.area = DropArea()
        self.area.setAcceptDrops(False)  # the page does, whatever it shows
        self.area.taken.connect(self.search)
        self.area.refused.connect(self.desk.say)
        self.recent = RecentSamples(self.desk)
        self.recent.taken.connect(self.search)
        self.results = ResultsView(self.desk)
        self.results.face_chosen.connect(self._on_face_chosen)
        self.results.another_wanted.connect(self.ask_for_sample)
        self.results.filters.changed.connect(self._on_filters_changed)
        self.results.changed.connect(self._enable_actions)
        self.blank = Blank()
        self._stack = QStackedWidget()
        for page in (self._start_page(), self.results, self.blank):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, 0, PAGE, WIDE)
        column.setSpacing(TIGHT)
        column.addWidget(self._busy_line())
        column.addWidget(self.note)
        column.addWidget(self._stack, 1)
        self._overlay = DropOverlay(self, "scan-face")
        self._enable_actions()

    def _start_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, GAP, 0, 0)
        column.setSpacing(WIDE)
        column.addWidget(self.area, 1)
        column.addWidget(self.recent)
        return page

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

    def _find(self, *, is_quiet: bool = False) -> None:
        assert self._sample
        if self._finding:
            self._finding.drop()
        if not is_quiet:
            self._timer.start()
            self.results.clear()
            if not self.results.panel.view.hasFocus():
                self.results.grid.setFocus()
        filters = self.results.filters.filters
        work = partial(_find, self.desk, self._sample, self._chosen, filters)
        self._finding = self.desk.ask(work, self._on_found, self._on_finding_failed)

    def _warm_up(self) -> None:
        """Open the engine while the person still looks for a photo."""
        self.desk.ask(partial(_warm_up, self.desk), self._on_warm, self._on_warming_failed)

    def _done(self) -> None:
        self._timer.stop()
        self._show_busy(False)

    # -- answers

    def _on_sample_read(self, sample: SearchSample) -> None:
        self._done()
        self._reading = None
        if self._wish.paths:
            remember(self.desk.memory, self._wish.paths[0].absolute())
        self._sample, self._chosen = sample, sample.chosen
        self.results.show_sample(sample, sample.chosen)
        self._stack.setCurrentWidget(self.results)
        if sample.faces:
            self.results.grid.setFocus()  # the stack gave the keyboard to the sample
            self._find()
        self._enable_actions()

    def _on_sample_failed(self, error: FaceAppError) -> None:
        self._done()
        self._reading = None
        self.desk.setProperty(_KEPT, None)
        another = button(self.tr("Another sample…"), self.ask_for_sample, "primary")
        buttons = [another]
        if self._sample:
            buttons.append(button(self.tr("Back to the results"), self._on_back_pressed))
        name = self._wish.paths[0].name if self._wish.paths else self.tr("The sample")
        heading = self.tr("%1 cannot be searched for").replace("%1", name)
        self.blank.tell("file-x", heading, self.desk.explain(error), *buttons)
        self._stack.setCurrentWidget(self.blank)
        self._enable_actions()

    def _on_found(self, found: Found | None) -> None:
        self._done()
        if found is None:
            self.search(self._wish)
            return
        self.results.show_found(found)
        self.desk.ask(partial(_answering, self.desk), self._on_answering_read)

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
        if not self._sample:
            self.recent.refresh()

    def _on_answering_read(self, answering: Answering) -> None:
        chosen = self.desk.workspace.settings.engine
        self.note.setVisible(answering.engine != chosen or answering.failure is not None)
        if answering.failure:
            text = self.tr(
                "This is only what the engine %2 knows: %3 of %4 photos. The engine %1, which has "
                "seen all of those, could not be opened. %5"
            )
            text = text.replace("%1", answering.unopened)
            text = text.replace("%5", self.desk.explain(answering.failure))
        else:
            text = self.tr(
                "The engine %1 answers: %2, which you chose, has looked at %3 of %4 photos so far. "
                "Scan again to let it look at the rest."
            )
            text = text.replace("%1", answering.engine)
        text = text.replace("%2", chosen).replace("%3", number(answering.seen))
        self.note.setText(text.replace("%4", number(answering.photos)))

    def _on_warm(self, _size: int) -> None:
        """The next sample is answered at once."""

    def _on_warming_failed(self, error: FaceAppError) -> None:
        """The search itself says what is wrong."""

    # -- what the person does

    def _on_face_chosen(self, face: int) -> None:
        assert self._sample
        self._chosen = face
        self.results.show_sample(self._sample, face)
        self._find()

    def _on_filters_changed(self, _filters: Filters) -> None:
        if self._sample and self._sample.faces:
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
        if self._sample and self._sample.faces:
            dialog = CompareDialog(self.desk, self._sample.faces[self._chosen].embedding, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _on_folder_chosen(self, folder: str) -> None:
        self.desk.paths_dropped.emit([Path(folder)])

    # -- what is shown

    def _say_empty(self) -> None:
        add = symbol_button(
            self.tr("Add a folder…"), self._ask_for_folder, "primary", symbol="folder-plus"
        )
        heading = self.tr("There is no face to search yet")
        text = self.tr("Add a folder with photos, or drop one on the window. Then search here.")
        self.blank.tell("images", heading, text, add)
        self._stack.setCurrentWidget(self.blank)

    def _ask_for_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Add a folder with photos"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_folder_chosen)
        dialog.open()

    def _on_busy_seen(self) -> None:
        self._show_busy(True)

    def _show_busy(self, is_busy: bool) -> None:
        self._bar.setVisible(is_busy)
        self._busy_note.setVisible(is_busy)
        is_warm = is_busy and self.desk.workspace.sample_search.is_warm
        first = self.tr("Opening the engine, which takes some seconds the first time…")
        self._busy_note.setText(self.tr("Searching…") if is_warm else first)

    def _enable_actions(self) -> None:
        is_shown = self._stack.currentWidget() is self.results
        has_face = bool(self._sample and self._sample.faces)
        self._compare.setEnabled(is_shown and has_face)
        self._export.setEnabled(is_shown and self.results.model.rowCount() > 0)
        said = self.results.said if is_shown else ""
        self.setWindowTitle(f"{self.title()}  ·  {said}" if said else self.title())


def _read(desk: Desk, wish: SearchWish, name: str) -> SearchSample:
    service = desk.workspace.sample_search
    if wish.face is not None:
        return service.from_face(wish.face)
    if wish.image:
        return service.from_bytes(wish.image, name)
    return service.from_file(wish.paths[0])


def _find(desk: Desk, sample: SearchSample, face: int, filters: Filters) -> Found | None:
    return desk.workspace.sample_search.find(sample, face, filters)


def _scope(desk: Desk) -> SearchScope:
    return desk.workspace.sample_search.scope()


def _warm_up(desk: Desk) -> int:
    return desk.workspace.sample_search.warm_up()


def _answering(desk: Desk) -> Answering:
    return desk.workspace.answering
