"""A real window on a real library, closed as a person closes it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from faceapp.app import open_workspace
from faceapp.ui.application import open_window
from faceapp.ui.desk import Desk
from faceapp.ui.main_window import MainWindow
from tests.ui.painted_library import make_window, painted, painted_photos, photos  # noqa: F401


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The main window on an empty library, in English, shown."""
    workspace = open_workspace(tmp_path / "library")
    workspace.stay_open()
    window = open_window(qapp, workspace, "en")
    window.show()
    yield window
    window.desk.jobs.stop_all()
    qapp.processEvents()
    window.close()
    window.deleteLater()
    qapp.processEvents()


@pytest.fixture
def desk(window: MainWindow) -> Desk:
    return window.desk
