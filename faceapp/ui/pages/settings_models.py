"""Settings: models to download, import, check and remove."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from faceapp.core.catalogue import CatalogueModel, Offer
from faceapp.core.errors import FaceAppError
from faceapp.core.jobs import CancelToken, Changes, Report
from faceapp.core.records import EngineInfo
from faceapp.ui.desk import Desk
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.language import size
from faceapp.ui.pages.settings_section import Section
from faceapp.ui.widgets.dialogs import Ask, AskConsent
from faceapp.ui.widgets.labels import button, icon_button, label
from faceapp.ui.widgets.setting_rows import Card, Row

_KIND = "download"
_JOBS = Changes(jobs=True)

Known = tuple[list[Offer], list[EngineInfo]]


class ModelsSection(Section):
    """Each model of the catalogue is a row; what was imported by hand follows."""

    name = "models"
    icon = "package"

    def build(self) -> None:
        """Lay out the cards; rows come with `reload`."""
        self._offers = self.add_card(self.tr("To download"))
        self._imported = self.add_card(self.tr("Imported by you"))
        self._imported.hide()
        self._rows: list[QWidget] = []
        self.model_rows: dict[str, ModelRow] = {}
        self._add_files()
        self.desk.jobs.changed.connect(self._on_job_changed)
        self.desk.jobs.ended.connect(self._on_job_ended)

    def heading(self) -> str:
        """Its name for people."""
        return self.tr("Models")

    def reload(self) -> None:
        """Ask what there is and what is installed."""
        workspace = self.desk.workspace
        engine = workspace.settings.engine
        self.desk.ask(
            lambda: (workspace.catalogue.offers(), workspace.models.engines(engine)), self._on_known
        )

    def _add_files(self) -> None:
        card = self.add_card(self.tr("Files of your own"))
        self._import_row = Row(
            self.tr("Import"),
            self.tr(
                "An InsightFace pack or a single model: a folder, a zip archive, or a file that "
                "ends in .onnx or .h5. The files are copied."
            ),
        )
        self._import_row.add(button(self.tr("Folder…"), self._on_folder_pressed))
        self._import_row.add(button(self.tr("File…"), self._on_file_pressed))
        self._check_row = Row(
            self.tr("Check"),
            self.tr("Compares every model file with what was imported or published."),
        )
        self.check = button(self.tr("Check all files"), self._on_check_pressed)
        self._check_row.add(self.check)
        card.add(self._import_row, is_divided=False)
        card.add(self._check_row)

    # -- the catalogue

    def _on_known(self, known: Known) -> None:
        offers, engines = known
        focused = self._focused()
        for old in self._rows:
            old.hide()
            old.deleteLater()
        self._rows, self.model_rows = [], {}
        for offer in offers:
            self._add_offer(offer)
        own = _own_names(engines, offers)
        for name in own:
            self._add_row(self._imported, self._own_row(name), is_first=name == own[0])
        self._imported.setVisible(bool(own))
        self.rows_changed.emit()
        if focused in self.model_rows:
            self.model_rows[focused].setFocus()

    def _add_offer(self, offer: Offer) -> None:
        model = offer.model
        row = ModelRow(model.name, "\n".join(self._facts(model)))
        if offer.is_installed:
            row.show_installed(partial(self._ask_removal, model.name))
        else:
            row.show_offer(partial(self._ask_consent, model))
        self.model_rows[model.name] = row
        self._add_row(self._offers, row, is_first=not self._rows)
        for job in self.desk.jobs.running():
            if job.kind == _KIND and job.request == model.name:
                row.follow(job, partial(self.desk.jobs.cancel, job))

    def _own_row(self, name: str) -> Row:
        row = ModelRow(name, self.tr("From files of your own"))
        row.show_installed(partial(self._ask_removal, name))
        return row

    def _add_row(self, card: Card, row: Row, *, is_first: bool) -> None:
        card.add(row, is_divided=not is_first)
        self._rows.append(row)

    def _facts(self, model: CatalogueModel) -> list[str]:
        say = self.desk.texts.say
        told = self.tr("Size: unknown, at most 1 GB")
        if model.size is not None:
            told = self.tr("Size: %1").replace("%1", size(model.size))
        return [say(f"offers.{model.name}"), say(f"licences.{model.licence}"), told]

    def _focused(self) -> str:
        return next((name for name, row in self.model_rows.items() if row.has_focus()), "")

    # -- downloading

    def _ask_consent(self, model: CatalogueModel) -> None:
        say = self.desk.texts.say
        sources = "\n".join(dict.fromkeys(_hosts(model)))
        text = [*self._facts(model), self.tr("It is fetched from:") + "\n" + sources]
        if model.archives:
            text.append(say("models.archive_size"))
        dialog = AskConsent(
            self,
            self.tr("Download %1").replace("%1", model.name),
            "\n\n".join(text),
            self.tr("Download"),
            self.tr("I have read the licence and accept it"),
        )
        dialog.accepted.connect(partial(self._download, model))
        dialog.open()

    def _download(self, model: CatalogueModel) -> None:
        title = self.tr("Downloading %1").replace("%1", model.name)
        work = partial(_consent_and_install, self.desk, model)
        job = Job(_KIND, title, work, lane="network", in_bytes=True, request=model.name)
        self.desk.start(job)
        self.model_rows[model.name].follow(job, partial(self.desk.jobs.cancel, job))

    def _on_job_changed(self, job: Job) -> None:
        if job.kind == _KIND and job.request in self.model_rows:
            self.model_rows[job.request].show_progress(job)

    def _on_job_ended(self, job: Job) -> None:
        if job.kind != _KIND:
            return
        self.reload()
        if job.error:
            self.desk.tell_failure(job.error)
        elif job.state == "done":
            told = self.tr("%1 is installed. It is listed under Engine and device.")
            self.desk.say(told.replace("%1", str(job.request)), "good")
            self.desk.announce(_JOBS)

    # -- removing, importing, checking

    def _ask_removal(self, name: str) -> None:
        dialog = Ask(
            self,
            self.tr("Remove %1?").replace("%1", name),
            self.tr(
                "Its files are deleted. Names, decisions and vectors in your library stay and are "
                "used again when you install it again."
            ),
            self.tr("Remove"),
            kind="danger",
        )
        dialog.accepted.connect(partial(self._remove, name))
        dialog.open()

    def _remove(self, name: str) -> None:
        workspace = self.desk.workspace
        remove = partial(workspace.catalogue.remove, name, workspace.settings.engine)
        self.desk.ask(remove, self._on_removed)

    def _on_removed(self, _nothing: object) -> None:
        self.desk.announce(_JOBS)
        self.reload()

    def _on_folder_pressed(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder with models"))
        if folder:
            self.import_path(Path(folder))

    def _on_file_pressed(self) -> None:
        kinds = self.tr("Models (%1)").replace("%1", "*.onnx *.h5 *.zip")
        file, _kind = QFileDialog.getOpenFileName(self, self.tr("Model file"), "", kinds)
        if file:
            self.import_path(Path(file))

    def import_path(self, path: Path) -> None:
        """Copy what lies there into the store."""
        self._import_row.fail("")
        self._import_row.say_busy(self.tr("Importing…"))
        self.desk.ask(
            lambda: self.desk.workspace.models.import_path(path, None),
            self._on_imported,
            self._on_import_refused,
        )

    def _on_imported(self, engine: EngineInfo) -> None:
        self._import_row.say_busy("")
        told = self.tr("%1 was imported. It is listed under Engine and device.")
        self.desk.say(told.replace("%1", engine.name), "good")
        self.desk.announce(_JOBS)
        self.reload()

    def _on_import_refused(self, error: FaceAppError) -> None:
        self._import_row.say_busy("")
        self._import_row.fail(self.desk.explain(error))

    def _on_check_pressed(self) -> None:
        self.check.setEnabled(False)
        self._check_row.fail("")
        self._check_row.say_busy(self.tr("Checking…"))
        self.desk.ask(self.desk.workspace.models.verify, self._on_checked, self._on_check_failed)

    def _on_checked(self, problems: dict[str, list[str]]) -> None:
        self._end_check()
        lines = [self._said_problems(name, found) for name, found in problems.items() if found]
        if lines:
            self._check_row.fail("\n".join(lines))
        else:
            self._check_row.tell(self.tr("Every file is as it should be."))

    def _said_problems(self, name: str, found: Sequence[str]) -> str:
        told = [problem.partition(": ") for problem in found]
        words = [f"{file}: {self.desk.texts.reason(why)}" for file, _, why in told]
        return self.desk.texts.say("models.unsound", name=name, problems=", ".join(words))

    def _on_check_failed(self, error: FaceAppError) -> None:
        self._end_check()
        self._check_row.fail(self.desk.explain(error))

    def _end_check(self) -> None:
        self.check.setEnabled(True)
        self._check_row.say_busy("")


class ModelRow(Row):
    """A model with the one thing that can be done with it now."""

    def __init__(self, name: str, facts: str) -> None:
        """Nothing can be done before one of the methods below was called."""
        super().__init__(name, facts)
        self.title.setProperty("kind", "strong")
        self._name = name
        self.action: QWidget = QWidget()
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName(name)
        self._bar.hide()
        self.add_below(self._bar)

    def has_focus(self) -> bool:
        """Whether the keyboard is on its button."""
        return self.action.hasFocus()

    def setFocus(self) -> None:  # type: ignore[override]  # noqa: N802  Qt's name
        """Put the keyboard on its button."""
        self.action.setFocus()

    def show_offer(self, pressed: Callable[[], object]) -> None:
        """Offer to download it."""
        self._put(button(self.tr("Download…"), pressed, symbol="download"))
        self.action.setAccessibleName(self.tr("Download %1").replace("%1", self._name))

    def show_installed(self, pressed: Callable[[], object]) -> None:
        """Say that it is there, and offer to remove it."""
        self.add(label(self.tr("Installed"), "good"))
        name = self.tr("Remove %1").replace("%1", self._name)
        self._put(icon_button("trash-2", name, pressed))

    def follow(self, job: Job, cancel: Callable[[], object]) -> None:
        """Show how far a download is, and offer to cancel it."""
        self._put(icon_button("x", self.tr("Cancel"), cancel))
        self._bar.show()
        self.show_progress(job)

    def show_progress(self, job: Job) -> None:
        """Move the bar."""
        total = job.progress.total or 0
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(1000 * job.progress.done // total if total else 0)

    def _put(self, action: QWidget) -> None:
        self.action.hide()
        self.action.deleteLater()
        self.action = action
        self.add(action)


def _consent_and_install(
    desk: Desk, model: CatalogueModel, token: CancelToken, report: Report
) -> EngineInfo:
    catalogue = desk.workspace.catalogue
    if not catalogue.has_consent(model):
        catalogue.give_consent(model)
    return catalogue.install(model, token, report)


def _own_names(engines: Sequence[EngineInfo], offers: Sequence[Offer]) -> list[str]:
    known = {"builtin", *(offer.model.name for offer in offers if offer.is_installed)}
    bases = dict.fromkeys(engine.name.partition(":")[0] for engine in engines)
    return [name for name in bases if name not in known and "+" not in name]


def _hosts(model: CatalogueModel) -> list[str]:
    addresses = [*model.archives, *(place for file in model.files for place in file.addresses)]
    return [address.split("/")[2] for address in addresses]
