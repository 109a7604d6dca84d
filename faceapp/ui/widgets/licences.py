"""Whose work is in the program: a list at the left, the licence in full at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from faceapp.services.about import Work
from faceapp.ui.theme import PAGE, WIDE
from faceapp.ui.widgets.labels import button, label

_SIZE = QSize(900, 600)
_LIST_WIDTH = 280


class LicenceDialog(QDialog):
    """Show it with `open`."""

    def __init__(self, parent: QWidget, works: Sequence[Work]) -> None:
        """Take what to list."""
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Licences"))
        self.resize(_SIZE)
        self._works = works
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Packages"))
        self.list.setProperty("kind", "entries")
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.addItems([f"{work.name} {work.version}".strip() for work in works])
        self._licence = label(kind="muted", wraps=True)
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Licence"))
        right = QVBoxLayout()
        right.setSpacing(WIDE)
        right.addWidget(self._licence)
        right.addWidget(self.text, 1)
        right.addWidget(
            button(self.tr("Close"), self.accept), alignment=Qt.AlignmentFlag.AlignRight
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        row.setSpacing(WIDE)
        row.addWidget(self.list)
        row.addLayout(right, 1)
        self.list.currentRowChanged.connect(self._on_row_changed)
        self.list.setCurrentRow(0)

    def _on_row_changed(self, position: int) -> None:
        work = self._works[position]
        nothing = self.tr("The package comes without the text of its licence.")
        self._licence.setText(work.licence or self.tr("Licence: see below"))
        self.text.setPlainText(work.texts or nothing)
