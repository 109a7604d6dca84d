"""Start the window and run until it is closed."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from loguru import logger
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QMessageBox

from faceapp import paths
from faceapp.core.errors import Code, FaceAppError, FatalError
from faceapp.services.workspace import Workspace
from faceapp.texts import Texts
from faceapp.ui.desk import Desk
from faceapp.ui.icons import icon
from faceapp.ui.language import install_language
from faceapp.ui.main_window import MainWindow
from faceapp.ui.single_instance import Doorbell, hand_over
from faceapp.ui.theme import apply_theme

_FIXABLE, _FATAL = 3, 4


def run_window(
    open_workspace: Callable[[], Workspace],
    folders: paths.Folders,
    files: Sequence[Path],
    language: str = "",
) -> int:
    """Show the library and return the exit code; a second start hands `files` to the first."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Faceapp")
    application.setDesktopFileName("faceapp")
    if hand_over(folders.data, files):
        return 0
    try:
        workspace = open_workspace()
        workspace.stay_open()
    except FaceAppError as error:
        return _refuse(application, Texts(language, in_window=True), error)
    window = open_window(application, workspace, language)
    bell = Doorbell(folders.data, window)
    bell.rung.connect(window.take_paths)
    window.closed.connect(bell.close)
    sys.excepthook = Crash(window.desk).report
    window.show()
    window.scanning.resume()
    window.scanning.watch()
    if files:
        window.take_paths(files)
    try:
        return application.exec()
    finally:
        sys.excepthook = sys.__excepthook__


def open_window(application: QApplication, workspace: Workspace, language: str = "") -> MainWindow:
    """The main window on an open library, not yet shown; `language` overrides the settings."""
    settings = workspace.settings
    apply_theme(application, settings.theme)
    texts = install_language(application, language or settings.language)
    application.setWindowIcon(icon("scan-face"))
    memory = QSettings(str(workspace.folders.data / "window.ini"), QSettings.Format.IniFormat)
    desk = Desk(workspace, texts, memory)
    look = Look(application, desk, language)
    desk.look_changed.connect(look.follow)  # before the window builds its pages anew
    window = MainWindow(desk)
    window.setProperty("look", look)
    window.show_last_page()
    return window


class Look:
    """Keeps the application's language and theme as the settings have them.

    A language named for this run holds until another one is chosen.
    """

    def __init__(self, application: QApplication, desk: Desk, language: str) -> None:
        """Take what is to follow the settings."""
        self._application, self._desk, self._language = application, desk, language
        self._chosen = desk.workspace.settings.language

    def follow(self) -> None:
        """Apply the language and theme of the settings."""
        settings = self._desk.workspace.settings
        if settings.language != self._chosen:
            self._chosen, self._language = settings.language, ""
        apply_theme(self._application, settings.theme)
        language = self._language or self._chosen
        self._desk.texts = install_language(self._application, language)


class Crash:
    """What becomes of an exception that nobody caught: logged, told, and the window goes on."""

    def __init__(self, desk: Desk) -> None:
        """Take where to tell it."""
        self._desk = desk

    def report(self, kind: type[BaseException], error: BaseException, trace: object) -> None:
        """Take the place of `sys.excepthook`."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        logger.opt(exception=(kind, error, trace)).error("bug")
        self._desk.tell_failure(FatalError(Code.BUG))


def _refuse(application: QApplication, texts: Texts, error: FaceAppError) -> int:
    apply_theme(application, "")
    install_language(application, texts.language)
    application.setWindowIcon(icon("scan-face"))
    QMessageBox.critical(None, "Faceapp", texts.error(error))
    return _FATAL if isinstance(error, FatalError) else _FIXABLE
