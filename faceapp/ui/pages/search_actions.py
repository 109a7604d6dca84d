"""What can be done with faces that were found: open, search on, show, copy, export."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu

from faceapp.ui.desk import Desk, SearchWish, View
from faceapp.ui.icons import icon
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.last_folder import EXPORTS, begin_in_last_folder
from faceapp.ui.models.matches import MatchesModel
from faceapp.ui.widgets.match_grid import MatchGrid


class MatchActions(QObject):
    """Acts on the selection of a grid; an export without one of several takes all."""

    def __init__(self, desk: Desk, grid: MatchGrid, model: MatchesModel) -> None:
        """Follow the grid."""
        super().__init__(grid)
        self._desk, self._grid, self._model = desk, grid, model
        self._jobs: dict[Job, Path] = {}
        grid.opened.connect(self._on_match_opened)
        grid.customContextMenuRequested.connect(self._on_menu_requested)
        desk.jobs.ended.connect(self._on_job_ended)

    def selected(self) -> list[int]:
        """The rows that are selected, from the top."""
        return sorted(index.row() for index in self._grid.selectedIndexes())

    def menu(self, row: int) -> QMenu:
        """What can be done with one face and, at its end, with all that are selected."""
        menu = QMenu(self._grid)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        face = self._model.face(row)
        path = face.info.path if face else ""
        self._add(menu, "eye", self.tr("Open"), partial(self.open, row))
        if self._is_of_one_face(row):
            text = self.tr("Search for this face")
            self._add(menu, "scan-search", text, partial(self._search, row))
            text = self.tr("Add to the search")
            self._add(menu, "user-plus", text, partial(self._search, row, joins=True))
        self._add(menu, "images", self.tr("Show in Photos"), self._show_in_photos)
        menu.addSeparator()
        if path.startswith("https://"):
            visit = partial(_visit, path)
            self._add(menu, "external-link", self.tr("Open in the browser"), visit)
        else:
            folder = self._add(
                menu, "folder-open", self.tr("Open the folder"), partial(_open_folder, path)
            )
            folder.setEnabled(_place(path).is_absolute())
        copy = self._add(menu, "copy", self.tr("Copy the path"), partial(_copy, path))
        copy.setEnabled(bool(path))
        menu.addSeparator()
        count = self._model.count_faces(self.rows_to_export())
        self._add(menu, "download", self.tr("Export %n face(s)…", "", count), self.ask_for_file)
        return menu

    def open(self, row: int) -> None:
        """Show the photo in the viewer; the others follow in the order of the grid."""
        photos, places = self._model.photos()
        number = self._model.number(row)
        photo = self._model.photo(row)
        self._desk.view_wanted.emit(View(photos, places[photo], number, self._model.similarities()))

    def rows_to_export(self) -> list[int]:
        """Those selected, if they are several; else all."""
        rows = self.selected()
        return rows if len(rows) > 1 else list(range(self._model.rowCount()))

    def ask_for_file(self) -> None:
        """Let the person say where to, and write the table there."""
        dialog = QFileDialog(self._grid, self.tr("Export the faces found"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Table (*.csv)"), self.tr("JSON (*.json)")])
        dialog.setDefaultSuffix("csv")
        begin_in_last_folder(dialog, self._desk.memory, EXPORTS)
        dialog.selectFile(self.tr("faces found"))
        dialog.filterSelected.connect(partial(_follow_filter, dialog))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file_named)
        dialog.open()

    def export(self, path: Path) -> Job | None:
        """Write the faces with their similarity, beside the window."""
        found = self._model.found
        if found is None:
            return None
        positions = [self._model.positions[row] for row in self.rows_to_export()]
        service = self._desk.workspace.sample_search
        title = self.tr("Export to %1").replace("%1", path.name)
        work = partial(service.export, path, found, positions, percent=self._model.percent)
        job = Job("export", title, work, lane="export")
        self._jobs[job] = path
        return self._desk.start(job)

    def _add(self, menu: QMenu, symbol: str, text: str, act: Callable[[], object]) -> QAction:
        action = menu.addAction(icon(symbol), text)
        action.triggered.connect(lambda _checked=False: act())
        return action

    def _is_of_one_face(self, row: int) -> bool:
        return self._model.count_faces([row]) == 1

    def _search(self, row: int, *, joins: bool = False) -> None:
        self._desk.search_wanted.emit(SearchWish(face=self._model.number(row), joins=joins))

    def _show_in_photos(self) -> None:
        photos = dict.fromkeys(self._model.photo(row) for row in self.selected())
        self._desk.library_wanted.emit(tuple(photos))

    def _on_match_opened(self, index: QModelIndex) -> None:
        self.open(index.row())

    def _on_menu_requested(self, point: QPoint) -> None:
        index = self._grid.indexAt(point)
        if not index.isValid():
            return
        if not self._grid.selectionModel().isSelected(index):
            select = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self._grid.selectionModel().setCurrentIndex(index, select)
        self.menu(index.row()).popup(self._grid.viewport().mapToGlobal(point))

    def _on_file_named(self, name: str) -> None:
        self.export(Path(name))

    def _on_job_ended(self, job: Job) -> None:
        path = self._jobs.pop(job, None)
        if path is None:
            return
        if job.error:
            self._desk.tell_failure(job.error)
        elif job.state == "done":
            text = self.tr("%n face(s) were written to %1.", "", job.result)
            open_it = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(path)))
            said = text.replace("%1", path.name)
            self._desk.say(said, "good", label=self.tr("Open"), action=open_it)


def _follow_filter(dialog: QFileDialog, chosen: str) -> None:
    dialog.setDefaultSuffix("json" if ".json" in chosen else "csv")


def _place(path: str) -> Path:
    """A file; for a photo inside an archive, the archive."""
    archive, is_inside, _ = path.partition(".zip!/")
    return Path(f"{archive}.zip" if is_inside else path)


def _open_folder(path: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(_place(path).parent)))


def _visit(link: str) -> None:
    QDesktopServices.openUrl(QUrl(link))


def _copy(path: str) -> None:
    is_link = path.startswith("https://")
    QGuiApplication.clipboard().setText(path if is_link else str(_place(path)))
