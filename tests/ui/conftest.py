"""A desk on a real library of a few rows, without a scan."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from faceapp import paths
from faceapp.app import open_workspace
from faceapp.services.workspace import Workspace
from faceapp.stores.database import open_database
from faceapp.texts import Texts
from faceapp.ui import language
from faceapp.ui.application import open_window
from faceapp.ui.desk import Desk
from faceapp.ui.main_window import MainWindow
from tests.ui.painted_library import (  # noqa: F401
    anna,
    both,
    make_window,
    page,
    painted,
    painted_photos,
    photos,
)
from tests.unit.stores.library import Library, analysed, face, failed
from tests.words import WORDS, run_tool

# What is waited for comes at once on a free machine; a busy one is no fault of the program.
PATIENCE_MS = 60_000


class PatientBot(QtBot):
    """Waits longer than the five seconds that are usual."""

    def waitUntil(self, callback, *, timeout=PATIENCE_MS):  # noqa: N802  pytest-qt's name
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal, *, timeout=PATIENCE_MS, **given):  # noqa: N802  pytest-qt's name
        return super().waitSignal(signal, timeout=timeout, **given)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    return PatientBot(request)


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both languages as the .ts files have them now, in a folder like `resources`."""
    resources = tmp_path_factory.mktemp("resources")
    (resources / "i18n").mkdir()
    for name in ("window_ru", "window_en"):
        run_tool("pyside6-lrelease", WORDS / f"{name}.ts", "-qm", resources / f"i18n/{name}.qm")
    return resources


@pytest.fixture(autouse=True)
def _english(qapp: QApplication, compiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows speak English, whatever the system and the test before spoke."""
    monkeypatch.setattr(language, "paths", SimpleNamespace(resources=lambda: compiled))
    language.install_language(qapp, "en")


@pytest.fixture(autouse=True)
def _nothing_stays(qapp: QApplication) -> Iterator[None]:
    """Widgets end with their test: each new window styles anew whatever is alive."""
    yield
    qapp.processEvents()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert qapp.topLevelWidgets() == []


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    """An empty library in the folder of the test."""
    opened = open_workspace(None)
    opened.stay_open()
    yield opened
    opened.close()


@pytest.fixture
def desk(qapp, workspace: Workspace) -> Iterator[Desk]:
    memory = QSettings(str(workspace.folders.data / "window.ini"), QSettings.Format.IniFormat)
    made = Desk(workspace, Texts("en", in_window=True), memory)
    yield made
    made.close()


def fill() -> None:
    """Two photos with faces, one without, two that failed, and the job that found them."""
    folders = paths.folders()
    database = open_database(folders.database, folders.backups)
    library = Library(database)
    library.record(
        analysed("/photos/a.jpg", "A", face("anna"), face("bob", 300)),
        analysed("/photos/b.jpg", "B", face("anna")),
        analysed("/photos/c.jpg", "C"),
        failed("/photos/torn.jpg", "D"),
        failed("/photos/empty.jpg", "E", "empty_file"),
    )
    with database.write() as unit:
        counts = {"photos": 3, "updated": 0, "skipped": 0, "duplicates": 0, "failed": 2}
        number = unit.jobs.start("scan", {"paths": ["/photos"], "engine": "builtin"})
        unit.jobs.finish(number, "done", counts | {"no_face": 1, "faces": 3})
    database.close()


@pytest.fixture
def filled(desk: Desk) -> Desk:
    fill()
    return desk


@pytest.fixture
def show_window(qapp: QApplication) -> Iterator[Callable[..., MainWindow]]:
    """Shows windows on libraries, and closes them as a person does."""
    opened: list[MainWindow] = []

    def show(workspace: Workspace, language: str = "en") -> MainWindow:
        workspace.stay_open()
        window = open_window(qapp, workspace, language)
        window.show()
        opened.append(window)
        return window

    yield show
    for window in opened:
        window.desk.jobs.stop_all()
        qapp.processEvents()
        window.close()
        window.deleteLater()


@pytest.fixture
def window(show_window: Callable[..., MainWindow], tmp_path: Path) -> MainWindow:
    """The main window on an empty library, in English, shown."""
    return show_window(open_workspace(tmp_path / "library"))
