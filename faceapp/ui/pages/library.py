"""The page "Photos": everything in the library, filtered, sorted, chosen."""

import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QLocale, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from faceapp.core.gallery import Facets, GalleryFilter, Order, PhotoTile, Sort
from faceapp.core.jobs import Changes
from faceapp.core.types import Ids
from faceapp.services.library import PhotoFilter
from faceapp.services.samples import copy_samples, find_samples
from faceapp.ui.desk import Desk, View
from faceapp.ui.icons import icon
from faceapp.ui.jobs.questions import Question
from faceapp.ui.language import translate
from faceapp.ui.last_folder import ask_for_files, ask_for_folder
from faceapp.ui.models.gallery_model import GalleryModel
from faceapp.ui.pages.library_export import LibraryExport
from faceapp.ui.pages.library_menu import LibraryMenu
from faceapp.ui.pages.library_words import month_title, sort_called, spare_words
from faceapp.ui.pages.page import Page
from faceapp.ui.theme import WIDE
from faceapp.ui.thumbnails import Thumbnails
from faceapp.ui.widgets.filter_bar import FilterBar
from faceapp.ui.widgets.first_steps import FirstSteps
from faceapp.ui.widgets.labels import menu_button
from faceapp.ui.widgets.notice import Notice
from faceapp.ui.widgets.photo_grid import PhotoGrid
from faceapp.ui.widgets.sectioned_view import USUAL

_SIDE_KEY, _SORT_KEY = "library/side", "library/sort"
# While somebody types, not every letter is a question.
_TYPED_MS = 150
_ACTED_ON_AT_ONCE = 2_000
# While a scan makes the library grow, reading it anew takes a tenth of the time at most.
_RESTS = 9


class LibraryPage(Page):
    """A grid with chips above it, or what to do first, or why nothing is shown."""

    name = "library"
    shows = Changes(photos=True, faces=True, people=True)
    text_dropped = Signal()

    def __init__(self, desk: Desk) -> None:
        """Build; nothing is asked for before it is shown."""
        super().__init__(desk)
        self._filter = GalleryFilter()
        self._sort = sort_called(desk.memory.value(_SORT_KEY, ""))
        self._spare_sort = Sort.SPARE
        self._is_outdated = True
        self._by_name = ""
        self._question: Question | None = None
        self._facets = Facets()
        self._model = GalleryModel(desk, self)
        self._thumbnails = Thumbnails(desk, self)
        self.grid = PhotoGrid(self._model, self._thumbnails, month_title, self._tip)
        self.bar = FilterBar()
        self._export = LibraryExport(desk, self._exported, self)
        self.menu = LibraryMenu(desk, self._export, self)
        self._typed = QTimer(self, singleShot=True, interval=_TYPED_MS)
        self._postponed = QTimer(self, singleShot=True)
        self._asked_at = self._rests_until = 0.0
        self._build()
        self._connect()
        self.grid.set_side(int(str(desk.memory.value(_SIDE_KEY, USUAL))))
        self.bar.show_side(self.grid.side)
        self.bar.show_sort(self._sort)

    @staticmethod
    def hint() -> str:
        """What the search field looks for."""
        return translate("LibraryPage", "Names and paths")

    def actions(self) -> Sequence[QWidget]:
        """Add and Export."""
        menu = QMenu()
        menu.addAction(icon("folder-plus"), self.tr("Folder…"), self._on_folder_wanted)
        menu.addAction(icon("image-plus"), self.tr("Photos or archives…"), self._on_files_wanted)
        menu.addAction(icon("link"), self.tr("By a link…"), self._on_sources_wanted)
        add = menu_button(self.tr("Add"), menu, symbol="plus")
        exports = QMenu()
        self._export.fill(exports)
        self._export_button = menu_button(self.tr("Export"), exports, symbol="upload")
        self._export_button.setEnabled(False)
        return add, self._export_button

    # -- what is shown

    def look_for(self, text: str) -> bool:
        """Show photos whose path, date or people hold every word."""
        self._filter = replace(self._filter, text=text)
        self._typed.start()
        return True

    def show_only(self, wanted: object) -> None:
        """Show what a filter admits: a GalleryFilter, a PhotoFilter, or numbers of photos."""
        if isinstance(wanted, GalleryFilter):
            self._filter = wanted
        elif isinstance(wanted, PhotoFilter):
            faces = "none" if wanted.no_faces else ""
            self._filter = GalleryFilter(faces=faces, failed=wanted.failed, missing=wanted.missing)
            self._by_name = wanted.source or ""
        elif isinstance(wanted, Sequence):
            self._filter = GalleryFilter(photos=tuple(wanted))
        self.text_dropped.emit()
        self._typed.stop()
        self._ask()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """What is shown takes the keyboard; a proxy would let Tab pass the chips by."""
        super().focusInEvent(event)
        if shown := self._pages.currentWidget():
            shown.setFocus(event.reason())

    def reload(self) -> None:
        """Ask for everything anew, in the place where it is."""
        self._is_outdated = True
        self._thumbnails.forget_failures()
        rest_s = self._rests_until - time.monotonic()
        if rest_s > 0 and self._is_scanning():
            self._postponed.start(round(rest_s * 1000))
        else:
            self._ask()

    @property
    def is_settled(self) -> bool:
        """Whether nothing asked for is still to come."""
        is_due = self._typed.isActive() or self._postponed.isActive()
        return self._question is None and not is_due and not self.grid.is_settling

    def _ask(self) -> None:
        if self._question:
            self._question.drop()
        self._asked_at = time.monotonic()
        load = partial(
            self._load, self._filter, self._order(), self._by_name, is_outdated=self._is_outdated
        )
        self._question = self.desk.ask(load, self._on_order_found, self._on_order_failed)

    def _order(self) -> Sort:
        """Duplicates have an order of their own."""
        return self._spare_sort if self._filter.duplicates else self._sort

    def _load(
        self, wanted: GalleryFilter, sort: Sort, source: str, *, is_outdated: bool
    ) -> tuple[GalleryFilter, Order, bool]:
        """In a worker: which photos, in which order."""
        gallery = self.desk.workspace.photos.gallery
        if is_outdated:
            gallery.forget()
        if source:
            wanted = replace(wanted, sources=gallery.sources_called(source))
        return wanted, gallery.order(wanted, sort), is_outdated

    def _on_order_found(self, answer: tuple[GalleryFilter, Order, bool]) -> None:
        wanted, order, was_outdated = answer
        self._question = None
        self._by_name = ""
        is_same = wanted == self.bar.shown and was_outdated
        if wanted.sources != self._filter.sources:  # a name became numbers
            self._filter = replace(self._filter, sources=wanted.sources)
        self.bar.show_filter(wanted)
        self.bar.show_sort(self._order())
        self._show_order(order, keeps_place=is_same)
        if was_outdated:
            self._is_outdated = False
            now = time.monotonic()
            self._rests_until = now + _RESTS * (now - self._asked_at)
            self.desk.ask(self.desk.workspace.photos.gallery.facets, self._on_facets_found)
        self._show_state()

    def _on_order_failed(self, error: Exception) -> None:
        self._question = None
        self._by_name = ""
        self.desk.tell_failure(error)  # type: ignore[arg-type]

    def _on_facets_found(self, facets: Facets) -> None:
        self._facets = facets
        self.bar.offer(facets)
        self._show_state()
        if not self._is_scanning():
            self.desk.ask(self.desk.workspace.photos.gallery.prepare, self._on_prepared)

    def _is_scanning(self) -> bool:
        return any(job.kind == "scan" for job in self.desk.jobs.running())

    def _on_prepared(self, _nothing: None) -> None:
        """The next search finds everything read."""

    def _show_order(self, order: Order, *, keeps_place: bool) -> None:
        """Take other rows; what is chosen stays chosen, and a reload moves nothing."""
        row, distance = self.grid.anchor()
        at_top = self.grid.verticalOffset() == 0
        first = int(self._model.ids[row]) if row >= 0 else -1
        current = self.grid.currentIndex().row()
        current_photo = int(self._model.ids[current]) if current >= 0 else -1
        chosen = self._chosen_ids()
        before = self._model.ids
        self._model.show(order)
        if np.array_equal(before, order.ids):
            self.grid.refresh()
            return
        if len(chosen):
            self.grid.choose_rows(self._model.rows_of(chosen))
        if (at := self._model.row_of(current_photo)) >= 0:
            self.grid.set_current(at)
        if keeps_place and not at_top and (at := self._model.row_of(first)) >= 0:
            self.grid.restore(at, distance)
        else:
            self.grid.verticalScrollBar().setValue(0)

    def _show_state(self) -> None:
        count = len(self._model.ids)
        if count:
            self._pages.setCurrentWidget(self.grid)
            if self.hasFocus():  # the first photos came while nothing could take the keyboard
                self.grid.setFocus()
        elif self._filter.admits_all:
            self._pages.setCurrentWidget(self._first_steps)
        else:
            self._pages.setCurrentWidget(self._nothing)
        is_empty = self._pages.currentWidget() is self._first_steps
        self.bar.setVisible(not is_empty)
        if hasattr(self, "_export_button"):
            self._export_button.setEnabled(count > 0)
        self._show_count()

    def _show_count(self) -> None:
        count = len(self._model.ids)
        chosen = sum(end - first for first, end in self.grid.runs())
        of_these = self.tr("%n selected", "", chosen) if chosen else ""
        parts = self.tr("%n photo(s)", "", count), of_these, spare_words(self._spare())
        said = "  ·  ".join(filter(None, parts))
        self.bar.count.setText(said)
        self.setWindowTitle(f"{self.title()}  ·  {said}" if count else self.title())

    def _tip(self, tile: PhotoTile) -> str:
        lines = [tile.name, tile.path]
        if tile.taken_at:
            lines.append(QLocale().toString(tile.taken_at, QLocale.FormatType.ShortFormat))
        if tile.state == "failed":
            lines.append(self.desk.texts.failure(tile.error_code or "", tile.error_details))
        elif tile.state == "missing":
            lines.append(self.tr("The file is no longer there."))
        elif tile.faces:
            lines.append(self.tr("%n face(s)", "", tile.faces))
        else:
            lines.append(self.tr("No faces"))
        if tile.places > 1:
            lines.append(self.tr("Lies in %n place(s)", "", tile.places))
        return "\n".join(lines)

    # -- building

    def _build(self) -> None:
        self._first_steps = FirstSteps(has_samples=bool(find_samples()))
        self._nothing = Notice(
            "search",
            self.tr("No photo fits"),
            self.tr("Nothing in the library matches all the filters at once."),
        )
        self._nothing.add_button(self.tr("Show all photos"), self._on_reset_wanted)
        self._blank = QWidget()
        self._pages = QStackedWidget()
        for page in (self._blank, self.grid, self._first_steps, self._nothing):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, WIDE - 4, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._pages, 1)
        self.bar.hide()
        self.grid.setAccessibleName(self.title())
        for keys, slot in (
            (QKeySequence(QKeySequence.StandardKey.Delete), self._on_remove_wanted),
            (QKeySequence(QKeySequence.StandardKey.Copy), self._on_copy_wanted),
        ):
            shortcut = QShortcut(keys, self.grid, activated=slot)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _connect(self) -> None:
        self.bar.wanted.connect(self._on_filter_wanted)
        self.bar.reset_wanted.connect(self._on_reset_wanted)
        self.bar.sort_wanted.connect(self._on_sort_wanted)
        self.bar.side_wanted.connect(self.grid.set_side)
        self.grid.side_changed.connect(self._on_side_changed)
        self.grid.opened.connect(self._on_photo_opened)
        self.grid.menu_wanted.connect(self._on_menu_wanted)
        self.grid.chosen_changed.connect(self._show_count)
        self.menu.open_wanted.connect(self._on_open_wanted)
        self.menu.month_wanted.connect(self._on_month_wanted)
        self._first_steps.folder_wanted.connect(self._on_folder_wanted)
        self._first_steps.sources_wanted.connect(self._on_sources_wanted)
        self._first_steps.samples_wanted.connect(self._on_samples_wanted)
        self._typed.timeout.connect(self._ask)
        self._postponed.timeout.connect(self._ask)

    # -- what a person does

    def _on_filter_wanted(self, wanted: GalleryFilter) -> None:
        self._filter = replace(wanted, text=self._filter.text)
        self._ask()

    def _on_reset_wanted(self) -> None:
        self._filter = GalleryFilter()
        self.text_dropped.emit()
        self._typed.stop()
        self._ask()

    def _on_sort_wanted(self, sort: str) -> None:
        if self._filter.duplicates:
            self._spare_sort = sort_called(sort)
        else:
            self._sort = sort_called(sort)
            self.desk.memory.setValue(_SORT_KEY, sort)
        self._ask()

    def _on_side_changed(self, side: int) -> None:
        self.desk.memory.setValue(_SIDE_KEY, side)
        self.bar.show_side(side)

    def _on_photo_opened(self, row: int) -> None:
        self.desk.view_wanted.emit(View(self._model.ids.tolist(), row))

    def _on_open_wanted(self) -> None:
        rows = self.grid.rows()
        if len(rows) > 1:
            self.desk.view_wanted.emit(View(self._chosen_ids().tolist(), 0))
        elif rows:
            self._on_photo_opened(rows[0])

    def _on_menu_wanted(self, place: QPoint) -> None:
        if self._prepare_menu():
            has_months = len(self._model.sections) > 0
            self.menu.menu(has_months=has_months).popup(place)

    def _prepare_menu(self) -> bool:
        ids = self._chosen_ids().tolist()
        rows = self.grid.rows()[:_ACTED_ON_AT_ONCE]
        self.menu.set_photos(ids, self._model.tiles_of(rows))
        return bool(ids)

    def _on_remove_wanted(self) -> None:
        if self._prepare_menu():
            self.menu.ask_to_remove()

    def _on_copy_wanted(self) -> None:
        if self._prepare_menu():
            self.menu.copy_paths()

    def _on_month_wanted(self) -> None:
        row = self.grid.currentIndex().row()
        if row >= 0:
            section = self.grid.section_of(row)
            self.grid.choose_runs([(section.first, section.end)])

    def _on_folder_wanted(self) -> None:
        folder = ask_for_folder(self, self.tr("Add a folder with photos"), self.desk.memory)
        if folder:
            self.desk.paths_dropped.emit([folder])

    def _on_files_wanted(self) -> None:
        files = ask_for_files(self, self.tr("Add photos or zip archives"), self.desk.memory)
        if files:
            self.desk.paths_dropped.emit(files)

    def _on_sources_wanted(self) -> None:
        self.desk.page_wanted.emit("sources")

    def _on_samples_wanted(self) -> None:
        folder = self.desk.workspace.folders.data / self.tr("Sample photos")
        self.desk.ask(partial(copy_samples, folder), self._on_samples_copied)

    def _on_samples_copied(self, folder: Path) -> None:
        self.desk.paths_dropped.emit([folder])

    # -- what is chosen

    def _chosen_ids(self) -> Ids:
        parts = [self._model.ids[first:end] for first, end in self.grid.runs()]
        return np.concatenate(parts) if parts else np.empty(0, np.int64)

    def _spare(self) -> int:
        """Bytes that copies of what is chosen take, or of all that is shown."""
        parts = [self._model.spare[first:end] for first, end in self.grid.runs()]
        return int(np.concatenate(parts or [self._model.spare]).sum())

    def _exported(self) -> list[int]:
        return (self._chosen_ids() if self.grid.runs() else self._model.ids).tolist()
