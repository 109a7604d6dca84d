"""A real window on a real library, driven to a state and photographed."""

import dataclasses
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from faceapp.app import open_workspace
from faceapp.ui.application import open_window
from faceapp.ui.main_window import MainWindow


class Stage:
    """The window for one picture; `shot` is what to photograph, the window if it is None."""

    def __init__(self, application: QApplication, data: Path, look: "Look", size: QSize) -> None:
        self.application = application
        self.workspace = open_workspace(data)
        self.workspace.stay_open()
        self.workspace.settings = look.applied(self.workspace.settings)
        self.window: MainWindow = open_window(application, self.workspace)
        self.window.resize(size)
        self.window.show_page("library")
        self.window.show()
        self.shot: QWidget | None = None
        self.settle()

    def settle(self, quiet_s: float = 0.15, most_s: float = 20) -> None:
        """Let questions be answered and thumbnails be drawn."""
        end, quiet = time.monotonic() + most_s, time.monotonic() + quiet_s
        while time.monotonic() < min(end, quiet):
            self.application.processEvents()
            if self.window.desk.questions.is_busy:
                quiet = time.monotonic() + quiet_s
            time.sleep(0.005)

    def until(self, is_so: Callable[[], object], most_s: float = 60) -> None:
        """Wait for something that takes its time."""
        end = time.monotonic() + most_s
        while not is_so():
            assert time.monotonic() < end, "did not come"
            self.application.processEvents()
            time.sleep(0.005)

    def save(self, path: Path) -> None:
        self.settle()
        (self.shot or self.window).grab().save(str(path))

    def close(self) -> None:
        self.window.desk.jobs.stop_all()
        self.settle(0.05)
        self.window.close()
        self.window.deleteLater()
        self.settle(0.05)


class Look:
    """A language and a theme."""

    def __init__(self, language: str, theme: str) -> None:
        self.language, self.theme = language, theme

    def applied(self, settings):
        return dataclasses.replace(settings, language=self.language, theme=self.theme)
