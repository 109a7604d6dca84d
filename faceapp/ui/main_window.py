"""The frame around the pages: rail, title, job strip, messages, drops, keys that work anywhere."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from loguru import logger
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from faceapp.core.errors import FaceAppError
from faceapp.core.people import Who
from faceapp.services.scan import ScanRequest
from faceapp.ui.deciding import Deciding
from faceapp.ui.desk import Desk, Message, SearchWish, View
from faceapp.ui.icons import icon
from faceapp.ui.jobs.scanning import Scanning
from faceapp.ui.last_folder import ask_for_folder
from faceapp.ui.page_stack import PageStack
from faceapp.ui.pages.kinds import KINDS
from faceapp.ui.pages.page import Page
from faceapp.ui.theme import GAP, PAGE, WIDE
from faceapp.ui.widgets.drop_overlay import DropOverlay
from faceapp.ui.widgets.job_strip import JobStrip
from faceapp.ui.widgets.labels import label
from faceapp.ui.widgets.rail import Rail
from faceapp.ui.widgets.toasts import Toasts

if TYPE_CHECKING:
    from faceapp.ui.pages.viewer import Viewer

# The page of the help that F1 opens on each page of the window.
_TOPICS = {
    "library": "photos",
    "people": "people",
    "journal": "people",
    "search": "search",
    "sources": "sources",
    "jobs": "scanning",
    "settings": "engines",
}
_MINIMUM = QSize(900, 600)
_FIRST_SIZE = QSize(1280, 800)


class MainWindow(QMainWindow):
    """Everything in it is made anew when the language or the theme changes."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        """Build the frame; a page, and the viewer, when it is first shown."""
        super().__init__()
        self.desk = desk
        self._deciding = Deciding(desk, self)
        self.setWindowTitle("Faceapp")
        self.setMinimumSize(_MINIMUM)
        self.setAcceptDrops(True)
        self._build()
        self.resize(_FIRST_SIZE)
        geometry = desk.memory.value("geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        desk.page_wanted.connect(self.show_page)
        desk.view_wanted.connect(self._on_view_wanted)
        desk.search_wanted.connect(self._on_search_wanted)
        desk.library_wanted.connect(self._on_library_wanted)
        desk.person_wanted.connect(self._on_person_wanted)
        desk.help_wanted.connect(self._on_help_wanted)
        desk.said.connect(self._on_said)
        desk.look_changed.connect(self.rebuild)
        self.scanning = Scanning(desk)

    def rebuild(self) -> None:
        """Show everything in the language and theme that are in force now."""
        page = self._content.front.name
        self.takeCentralWidget().deleteLater()
        self._build()
        self.show_page(page)

    def show_page(self, name: str) -> None:
        """Bring a page to the front."""
        page = self._content.page(name)
        self._content.setCurrentWidget(page)
        self._frame.setCurrentIndex(0)
        self._title.setText(page.title())
        self._show_field(page)
        for other, actions in self._actions.items():
            actions.setVisible(other == name)
        self._rail.show_page(name)
        if not page.isAncestorOf(QApplication.focusWidget() or self):
            page.setFocus()  # keys go to what is looked at, not to the rail
        self._name_window()
        self.desk.memory.setValue("page", name)

    def _show_field(self, page: Page) -> None:
        """Each page has its own text to search for."""
        self._field.setVisible(bool(page.hint()))
        self._field.setPlaceholderText(page.hint())
        self._field.setAccessibleName(self.tr("Search: %1").replace("%1", page.hint()))
        self._field.blockSignals(True)
        self._field.setText(self._searched.get(page.name, ""))
        self._field.blockSignals(False)

    def show_last_page(self) -> None:
        """Begin where the last run ended, with the keyboard in the page, not on the rail."""
        name = str(self.desk.memory.value("page", "library"))
        self.show_page(name if name in self._content else "library")
        self._content.front.setFocus()

    def page(self, name: str) -> Page:
        """A page by its name."""
        return self._content.page(name)

    @property
    def viewer(self) -> "Viewer":
        """What shows one photo, large."""
        if self._viewer is None:
            from faceapp.ui.pages.viewer import Viewer  # noqa: PLC0415  0.1 s before any photo

            self._viewer = viewer = Viewer(self.desk, self._deciding)
            viewer.closed.connect(self._on_viewer_closed)
            viewer.windowTitleChanged.connect(self._name_window)
            self._frame.addWidget(viewer)
        return self._viewer

    # -- building

    def _build(self) -> None:
        self._content = PageStack(self.desk, KINDS)
        self._content.built.connect(self._on_page_built)
        self._viewer: Viewer | None = None
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._top_bar())
        right.addWidget(self._content, 1)
        self._strip = strip = JobStrip(self.desk.jobs)
        strip.opened.connect(self._on_jobs_wanted)
        right.addWidget(strip)
        main = QWidget()
        row = QHBoxLayout(main)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._made_rail())
        row.addLayout(right, 1)
        self._frame = QStackedWidget()
        self._frame.addWidget(main)
        self.setCentralWidget(self._frame)
        self._toasts = Toasts(self._frame, self.tr("Close"))
        self._overlay = DropOverlay(self._frame)
        self._frame.currentChanged.connect(self._on_frame_changed)
        self._add_shortcuts(self._frame)

    def _made_rail(self) -> QWidget:
        places = [(kind.name, kind.title(), kind.icon) for kind in KINDS if kind.is_on_rail]
        self._rail = Rail(places, len(places) - 2)
        self._rail.wanted.connect(self.show_page)
        self._buttons = self._rail.buttons
        return self._rail

    def _top_bar(self) -> QWidget:
        self._bar = bar = QWidget(objectName="top")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setFixedHeight(68)
        row = QHBoxLayout(bar)
        row.setContentsMargins(PAGE, WIDE, PAGE, GAP)
        row.setSpacing(GAP)
        self._title = label(kind="title")
        self._field = QLineEdit(clearButtonEnabled=True)
        self._field.setProperty("kind", "search")
        self._field.setMaximumWidth(360)
        self._field.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._field.textChanged.connect(self._on_text_changed)
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self._field, 2)
        self._actions: dict[str, QWidget] = {}
        self._searched: dict[str, str] = {}
        return bar

    def _on_page_built(self, page: Page) -> None:
        page.windowTitleChanged.connect(self._name_window)
        if page.name == "library":
            page.text_dropped.connect(self._on_text_dropped)
        self._actions[page.name] = actions = QWidget(self._bar)
        inner = QHBoxLayout(actions)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GAP)
        for action in page.actions():
            inner.addWidget(action)
        actions.hide()
        self._bar.layout().addWidget(actions)

    def _add_shortcuts(self, parent: QWidget) -> None:
        for keys, slot in (
            (QKeySequence(QKeySequence.StandardKey.Find), self._on_find_pressed),
            (QKeySequence(QKeySequence.StandardKey.HelpContents), self._on_help_pressed),
            (QKeySequence(QKeySequence.StandardKey.Open), self.choose_folder),
            (QKeySequence("Ctrl+K"), self._on_field_wanted),
            (QKeySequence("Ctrl+Z"), self._deciding.undo),
            (QKeySequence("Ctrl+Y"), self._deciding.redo),
            (QKeySequence("Ctrl+Shift+Z"), self._deciding.redo),
        ):
            QShortcut(keys, parent, activated=slot)
        for position, name in enumerate(self._buttons, 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{position}"), parent)
            shortcut.setProperty("page", name)
            shortcut.activated.connect(self._on_rail_pressed)

    # -- going from page to page

    def _name_window(self) -> None:
        """Say on the title bar, and in the list of windows, what is in front."""
        shown = self._frame.currentWidget()
        said = (shown if shown is self._viewer else self._content.front).windowTitle()
        self.setWindowTitle(f"{said} — Faceapp" if said else "Faceapp")

    def _on_frame_changed(self) -> None:
        self._toasts.raise_()  # Qt put what is in front now above them
        self._name_window()

    def _on_rail_pressed(self) -> None:
        self.show_page(self.sender().property("page"))

    def _on_jobs_wanted(self) -> None:
        self.show_page("jobs")

    def _on_find_pressed(self) -> None:
        self.desk.search_wanted.emit(SearchWish())

    def _on_help_pressed(self) -> None:
        self.desk.help_wanted.emit(_TOPICS.get(self._content.front.name, ""))

    def _on_field_wanted(self) -> None:
        if not self._field.isVisible():
            self.show_page("library")
        self._field.setFocus()

    def _on_text_changed(self, text: str) -> None:
        page = self._content.front
        self._searched[page.name] = text
        page.look_for(text)

    def _on_text_dropped(self) -> None:
        """The page let go of it by itself, and must not be asked for it again."""
        self._searched.pop("library", None)
        if self._content.front.name == "library":
            self._show_field(self._content.front)

    def _on_view_wanted(self, view: View) -> None:
        self.viewer.open(view)
        self._frame.setCurrentWidget(self.viewer)
        self.viewer.setFocus()

    def _on_viewer_closed(self) -> None:
        self._frame.setCurrentIndex(0)
        self._content.front.setFocus()

    def _on_search_wanted(self, wish: SearchWish) -> None:
        page = self.page("search")
        self.show_page("search")
        page.search(wish)

    def _on_library_wanted(self, wanted: object) -> None:
        page = self.page("library")
        self.show_page("library")
        page.show_only(wanted)

    def _on_person_wanted(self, who: Who) -> None:
        page = self.page("people")
        self.show_page("people")
        page.open(who)

    def _on_help_wanted(self, topic: str) -> None:
        page = self.page("help")
        self.show_page("help")
        page.open_topic(topic)

    def _on_said(self, message: Message) -> None:
        self._toasts.show_message(message)

    # -- files that are dropped or chosen

    def choose_folder(self) -> None:
        """Ask for a folder and scan it."""
        folder = ask_for_folder(self, self.tr("Add a folder with photos"), self.desk.memory)
        if folder:
            self.scanning.add([folder])

    def take_paths(self, paths: Sequence[Path]) -> None:
        """Scan what a later start of the program was given, and come to the front."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        if paths:
            self.scanning.add(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        """Say what a drop would do."""
        paths = _dropped(event)
        if paths:
            event.acceptProposedAction()
            self._overlay.announce(*self.scanning.preview(paths))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802, ARG002  Qt's name
        """Nothing will be dropped."""
        self._overlay.hide()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        """Scan what was dropped."""
        self._overlay.hide()
        paths = _dropped(event)
        if paths:
            event.acceptProposedAction()
            self.scanning.add(paths)

    # -- the end

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the theme of the system."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange and not self.desk.workspace.settings.theme:
            self.desk.look_changed.emit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        """Ask when something runs; then stop it, which loses nothing."""
        asked_for = [job for job in self.desk.jobs.running() if not job.is_quiet]
        if asked_for and not self._may_stop():
            event.ignore()
            return
        self.desk.memory.setValue("geometry", self.saveGeometry())
        self.hide()
        unfinished = self.scanning.unfinished()
        self.desk.jobs.stop_all()
        self._put_off(unfinished)
        self.desk.close()
        self.closed.emit()

    def _put_off(self, unfinished: Sequence[ScanRequest]) -> None:
        try:
            if unfinished:
                self.desk.workspace.resume_later(unfinished)
        except FaceAppError as error:  # a full disk must not keep the window open
            logger.warning("scans are not put off: {}", error.code)

    def _may_stop(self) -> bool:
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("A job is still running."))
        box.setInformativeText(
            self.tr("What is finished is kept. A scan goes on when you start Faceapp again.")
        )
        stop = box.addButton(self.tr("Stop and close"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("Go on working"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is stop


def _dropped(event: QDropEvent) -> list[Path]:
    """The files of a drag from outside; what begins in this window is no drop."""
    if event.source() is not None:
        return []
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
