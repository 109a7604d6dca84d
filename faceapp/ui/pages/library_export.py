"""The Export menu: what is chosen, else what the filter shows, into a file or a folder."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from faceapp.core.jobs import CancelToken, Progress, Report
from faceapp.services.photo_export import ExportSummary
from faceapp.ui.annotating import annotate
from faceapp.ui.desk import Desk
from faceapp.ui.icons import icon
from faceapp.ui.jobs.job_center import Job, Work
from faceapp.ui.last_folder import EXPORTS, last_folder, remember_folder
from faceapp.ui.opening import open_file, show_in_folder


class LibraryExport(QObject):
    """Asks where to, starts the job, tells what came of it."""

    def __init__(self, desk: Desk, chosen: Callable[[], list[int]], page: QWidget) -> None:
        """`chosen` gives the numbers of the photos to export."""
        super().__init__(page)
        self._desk, self._chosen, self._page = desk, chosen, page
        self._jobs: dict[Job, Path] = {}
        desk.jobs.ended.connect(self._on_job_ended)

    def fill(self, menu: QMenu) -> None:
        """Put all kinds of export into a menu."""
        for symbol, text, slot in (
            ("file-spreadsheet", self.tr("List of faces (CSV)…"), self._on_csv_wanted),
            ("file-json", self.tr("List of faces (JSON)…"), self._on_json_wanted),
            ("", "", None),
            ("copy", self.tr("Copies of the photos…"), self._on_copies_wanted),
            ("crop", self.tr("Faces cut out…"), self._on_faces_wanted),
            ("square-user", self.tr("Photos with boxes and names…"), self._on_annotated_wanted),
        ):
            if slot is None:
                menu.addSeparator()
            else:
                menu.addAction(icon(symbol), text, slot)

    # -- lists

    def _on_csv_wanted(self) -> None:
        self._list("csv", self.tr("CSV files (*.csv)"))

    def _on_json_wanted(self) -> None:
        self._list("json", self.tr("JSON files (*.json)"))

    def _list(self, suffix: str, kind: str) -> None:
        name = f"faces-{time.strftime('%Y-%m-%d')}.{suffix}"
        wanted = str(Path(self._last_folder()) / name)
        title = self.tr("Export the list of faces")
        chosen, _ = QFileDialog.getSaveFileName(self._page, title, wanted, kind)
        if not chosen:
            return
        file = Path(chosen)
        if file.suffix.lower() != f".{suffix}":
            file = file.with_name(f"{file.name}.{suffix}")
        self._remember(file.parent)
        export = partial(self._desk.workspace.photos.export_list, file)
        self._start(self.tr("Exporting a list of faces"), _listing(export, self._chosen()), file)

    # -- pictures

    def _on_copies_wanted(self) -> None:
        self._pictures("copies", self.tr("Copying photos"))

    def _on_faces_wanted(self) -> None:
        self._pictures("faces", self.tr("Cutting out faces"))

    def _on_annotated_wanted(self) -> None:
        self._pictures("annotated", self.tr("Drawing boxes and names"))

    def _pictures(self, kind: str, title: str) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self._page, self.tr("Export into a folder"), self._last_folder()
        )
        if chosen:
            self._remember(Path(chosen))
            self._start(title, self._picture_work(kind, self._chosen(), Path(chosen)), Path(chosen))

    def _picture_work(self, kind: str, photos: list[int], folder: Path) -> Work:
        def work(token: CancelToken, report: Report) -> ExportSummary:
            export = self._desk.workspace.photos.export
            if kind == "annotated":
                return export.annotated(photos, folder, annotate, token, report)
            return getattr(export, kind)(photos, folder, token, report)  # type: ignore[no-any-return]

        return work

    # -- the job

    def _start(self, title: str, work: Work, target: Path) -> None:
        job = Job("export", title, work, lane="export")
        self._jobs[job] = target
        self._desk.start(job)

    def _on_job_ended(self, job: Job) -> None:
        target = self._jobs.pop(job, None)
        if target is None:
            return
        if job.error:
            self._desk.tell_failure(job.error)
        elif isinstance(job.result, ExportSummary):
            self._tell_pictures(job.result)
        elif job.state == "done":
            said = self.tr("%n face(s) exported.", "", job.result)
            show = partial(show_in_folder, target)
            self._desk.say(said, "good", label=self.tr("Open"), action=show)

    def _tell_pictures(self, summary: ExportSummary) -> None:
        facts = [self.tr("%n file(s) exported.", "", summary.files)]
        if summary.cancelled:
            facts.insert(0, self.tr("The export was stopped."))
        failures = summary.failures
        if failures:
            facts.append(self.tr("%n photo(s) could not be read.", "", len(failures)))
            first = failures[0]
            reason = self._desk.texts.failure(first.code, first.details)
            facts.append(f"{Path(first.path).name}: {reason}")
        kind = "good" if not failures and not summary.cancelled else "info"
        show = partial(open_file, summary.folder)
        self._desk.say(" ".join(facts), kind, label=self.tr("Open"), action=show)

    def _last_folder(self) -> str:
        return last_folder(self._desk.memory, EXPORTS)

    def _remember(self, folder: Path) -> None:
        remember_folder(self._desk.memory, EXPORTS, folder)


def _listing(export: Callable[[list[int]], int], photos: list[int]) -> Work:
    def work(token: CancelToken, report: Report) -> int:
        report(Progress(0, len(photos)))
        token.raise_if_cancelled()
        return export(photos)

    return work
