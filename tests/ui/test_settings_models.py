"""Models in the settings: consent, download, import, check, removal."""

import hashlib
import zipfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from faceapp.core.catalogue import CatalogueFile, CatalogueModel
from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import Progress
from faceapp.core.records import EngineInfo
from faceapp.ui.pages.settings_models import ModelsSection

BYTES = b"weights"
MODEL = CatalogueModel(
    "yunet",
    "detector",
    "mit",
    (CatalogueFile("yunet.onnx", hashlib.sha256(BYTES).hexdigest(), 7, ("https://a.org/x",)),),
)
INFO = EngineInfo("yunet", "yunet", "dlib", 128)


class Store:
    """Stands for the adapters of the catalogue: what is installed, and a slow download."""

    def __init__(self, catalogue) -> None:
        self.installed: set[str] = set()
        self.go_on = False
        self.error: UserError | None = None
        object.__setattr__(catalogue, "models", (MODEL,))
        object.__setattr__(catalogue, "installed_names", lambda: set(self.installed))
        object.__setattr__(catalogue, "install_model", self.install)
        object.__setattr__(catalogue, "remove_model", self.remove)

    def install(self, model, token, report):
        report(Progress(3, 7))
        while not self.go_on:
            token.wait(0.01)
        if self.error:
            raise self.error
        self.installed.add(model.name)
        return INFO

    def remove(self, name, engine):
        self.installed.remove(name)


@pytest.fixture
def store(desk) -> Store:
    return Store(desk.workspace.catalogue)


@pytest.fixture
def section(qtbot, desk, store) -> ModelsSection:
    made = ModelsSection(desk)
    qtbot.addWidget(made)
    made.show()
    made.finish()
    settle(qtbot, desk)
    return made


def settle(qtbot, desk) -> None:
    qtbot.waitUntil(lambda: not desk.questions.is_busy, timeout=30_000)


def press(qtbot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def consent(qtbot, section) -> None:
    press(qtbot, section.model_rows["yunet"].action)
    dialog = QApplication.activeModalWidget()
    dialog.box.click()
    press(qtbot, dialog.yes)


def test_a_licence_is_read_and_accepted_before_anything_is_fetched(qtbot, section, desk, store):
    press(qtbot, section.model_rows["yunet"].action)
    dialog = QApplication.activeModalWidget()
    texts = " ".join(child.text() for child in dialog.findChildren(type(section._rows[0].title)))
    assert "Licence: MIT" in texts
    assert "a.org" in texts
    assert not dialog.yes.isEnabled()
    press(qtbot, dialog.no)
    assert not desk.workspace.catalogue.has_consent(MODEL)
    assert not desk.jobs.running()
    store.go_on = True
    consent(qtbot, section)
    qtbot.waitUntil(lambda: desk.workspace.catalogue.has_consent(MODEL))
    qtbot.waitUntil(lambda: not desk.jobs.running())
    settle(qtbot, desk)


def test_a_download_shows_how_far_it_is_and_ends_as_installed(qtbot, section, desk, store):
    consent(qtbot, section)
    row = section.model_rows["yunet"]
    qtbot.waitUntil(lambda: row._bar.value() == 428)
    section.reload()  # the page may be built anew meanwhile
    settle(qtbot, desk)
    row = section.model_rows["yunet"]
    assert row._bar.value() == 428
    with qtbot.waitSignal(desk.said) as said:
        store.go_on = True
    assert said.args[0].text.startswith("yunet is installed.")
    settle(qtbot, desk)
    assert section.model_rows["yunet"].action.toolTip() == "Remove yunet"


def test_a_download_can_be_cancelled(qtbot, section, desk):
    consent(qtbot, section)
    job = desk.jobs.jobs[0]
    qtbot.waitUntil(lambda: job.progress.done == 3)
    press(qtbot, section.model_rows["yunet"].action)
    qtbot.waitUntil(lambda: job.state == "cancelled")
    settle(qtbot, desk)
    assert section.model_rows["yunet"].action.text() == "Download…"


def test_a_download_that_fails_says_why(qtbot, section, desk, store):
    store.error = UserError(Code.DOWNLOAD_FAILED, address="a.org", reason="unreachable")
    store.go_on = True
    with qtbot.waitSignal(desk.said) as said:
        consent(qtbot, section)
    assert "a.org: no connection" in said.args[0].text
    settle(qtbot, desk)


def test_a_model_is_removed_after_a_question(qtbot, section, desk, store):
    store.installed.add("yunet")
    section.reload()
    settle(qtbot, desk)
    press(qtbot, section.model_rows["yunet"].action)
    press(qtbot, QApplication.activeModalWidget().no)
    assert store.installed == {"yunet"}
    press(qtbot, section.model_rows["yunet"].action)
    press(qtbot, QApplication.activeModalWidget().yes)
    qtbot.waitUntil(lambda: not store.installed)
    settle(qtbot, desk)


def test_files_that_are_no_model_are_refused_beside_the_button(qtbot, section, desk, tmp_path):
    with zipfile.ZipFile(tmp_path / "nothing.zip", "w") as archive:
        archive.writestr("readme.txt", "no model")
    section.import_path(tmp_path / "nothing.zip")
    assert section._import_row.busy.isVisible()
    settle(qtbot, desk)
    assert "there is no model file" in section._import_row.error.text()
    assert not section._import_row.busy.isVisible()


def test_files_are_checked(qtbot, section, desk, monkeypatch):
    press(qtbot, section.check)
    settle(qtbot, desk)
    assert section._check_row.detail.text() == "Every file is as it should be."
    section._on_checked({"builtin": [], "mine": ["det.onnx: changed"]})
    assert section._check_row.error.text() == (
        "mine: det.onnx: a file was changed since it was imported"
    )
