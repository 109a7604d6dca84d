"""The page "Settings": sections one below the other, a list of them at the left."""

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from faceapp.core.jobs import Changes
from faceapp.ui.desk import Desk
from faceapp.ui.icons import icon
from faceapp.ui.pages.page import Page
from faceapp.ui.pages.settings_about import AboutSection
from faceapp.ui.pages.settings_engine import EngineSection
from faceapp.ui.pages.settings_general import RETURN_TO, GeneralSection
from faceapp.ui.pages.settings_index import IndexSection
from faceapp.ui.pages.settings_limits import LimitsSection
from faceapp.ui.pages.settings_models import ModelsSection
from faceapp.ui.pages.settings_privacy import PrivacySection
from faceapp.ui.pages.settings_section import Section
from faceapp.ui.pages.settings_sources import SourcesSection
from faceapp.ui.theme import GAP, PAGE, TIGHT, WIDE
from faceapp.ui.widgets.column import Column
from faceapp.ui.widgets.tab_order import order_tabs

_WIDTH = 760
_LIST_WIDTH = 232
_SECTIONS: tuple[type[Section], ...] = (
    GeneralSection,
    EngineSection,
    ModelsSection,
    IndexSection,
    SourcesSection,
    LimitsSection,
    PrivacySection,
    AboutSection,
)


class SettingsPage(Page):
    """Every change is kept at once; there is no button for that.

    Sections are built one by one once the page is shown: all at once would keep the click waiting.
    """

    name = "settings"
    shows = Changes(jobs=True)  # not photos: model files are hashed to see whether they are sound

    def __init__(self, desk: Desk) -> None:
        """List the sections."""
        super().__init__(desk)
        self.sections: dict[str, Section] = {}
        self.entries: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self.view = Column(_WIDTH)
        self.view.column.setSpacing(PAGE)
        row = QHBoxLayout(self)
        row.setContentsMargins(PAGE - GAP, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._list())
        row.addWidget(self.view, 1)
        self.view.column.addStretch(1)
        self.view.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.view.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        self._wanted, self._is_moving = "", False
        self._builder = QTimer(self, interval=0)
        self._builder.timeout.connect(self._on_builder_ticked)

    def reload(self) -> None:
        """Let the sections that are built ask again."""
        for section in self.sections.values():
            if section.is_built:
                section.reload()

    def open_section(self, name: str) -> None:
        """Bring a section to the top, and keep it there while those above grow to their size."""
        for section in self.sections.values():
            section.finish()
        self.view.ground.layout().activate()
        self._wanted = name
        self._on_range_changed()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """Begin to build, and go back to the control that had the page built anew."""
        super().showEvent(event)
        self.sections["general"].finish()
        self._builder.start()
        name = self.desk.property(RETURN_TO)
        control = self.findChild(QWidget, name) if name else None
        self.desk.setProperty(RETURN_TO, None)
        if control:  # a window that is built anew gives the focus to its first control
            QTimer.singleShot(0, control, control.setFocus)

    def _list(self) -> QWidget:
        made = QWidget()
        made.setFixedWidth(_LIST_WIDTH)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, GAP, 0, WIDE)
        column.setSpacing(TIGHT)
        for kind in _SECTIONS:
            section = kind(self.desk)
            self.sections[section.name] = section
            self.view.column.addWidget(section)
            section.rows_changed.connect(self._on_rows_changed)
            column.addWidget(self._entry(section))
        column.addStretch(1)
        self.entries["general"].setChecked(True)
        return made

    def _entry(self, section: Section) -> QToolButton:
        made = QToolButton()
        made.setProperty("kind", "entry")
        made.setText(f"  {section.heading()}")  # the style leaves too little between icon and text
        made.setAccessibleName(section.heading())
        made.setIcon(icon(section.icon))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setCheckable(True)
        made.setFixedWidth(_LIST_WIDTH)
        made.setProperty("section", section.name)
        made.clicked.connect(self._on_entry_pressed)
        self._group.addButton(made)
        self.entries[section.name] = made
        return made

    def _on_entry_pressed(self) -> None:
        self.open_section(self.sender().property("section"))

    def _on_builder_ticked(self) -> None:
        section = next((one for one in self.sections.values() if not one.is_built), None)
        if section:
            section.finish()
        else:
            self._builder.stop()

    def _on_rows_changed(self) -> None:
        order_tabs(self)

    def _on_range_changed(self) -> None:
        if not self._wanted:
            return
        top = self.sections[self._wanted].mapTo(self.view.ground, QPoint(0, 0)).y()
        self._is_moving = True  # the last ones cannot come to the very top
        self.view.verticalScrollBar().setValue(top - GAP)
        self._is_moving = False
        self.entries[self._wanted].setChecked(True)

    def _on_scrolled(self, value: int) -> None:
        if self._is_moving:
            return
        self._wanted = ""
        middle = value + self.view.viewport().height() // 3
        above = [
            name
            for name, section in self.sections.items()
            if section.mapTo(self.view.ground, QPoint(0, 0)).y() <= middle
        ]
        is_end = value == self.view.verticalScrollBar().maximum()
        self.entries[list(self.sections)[-1] if is_end else above[-1]].setChecked(True)
