"""Dialogs about sources: whether what was found goes with one, a code that a service shows."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QWidget

from faceapp.core.places import SourceInfo
from faceapp.ui.widgets.dialogs import Ask
from faceapp.ui.widgets.labels import button


class AskToRemove(Ask):
    """`chosen` brings whether the photos stay in the library."""

    chosen = Signal(bool)

    def __init__(self, parent: QWidget, source: SourceInfo) -> None:
        """Keeping what was found is what people mean first."""
        super().__init__(
            parent,
            self.tr("Remove %1?").replace("%1", source.title),
            self.tr("It will no longer be updated. Nothing is deleted where the photos lie."),
            self.tr("Remove"),
            kind="danger",
        )
        count = self.tr("%n photo(s)", "", source.photos + source.missing)
        self.keep = QRadioButton(self.tr("Keep what was found: photos, faces, names"))
        drop = self.tr("Remove its photos and their faces from the library, too: %1")
        self.drop = QRadioButton(drop.replace("%1", count))
        self._group = QButtonGroup(self)
        for option in (self.keep, self.drop):
            self._group.addButton(option)
            self.add(option)
        self.keep.setChecked(True)
        self.keep.setFocus()
        self.accepted.connect(self._on_accepted)

    def _on_accepted(self) -> None:
        self.chosen.emit(self.keep.isChecked())


class AskCaptcha(Ask):
    """`answered` brings what a person read on a picture, which the browser shows."""

    answered = Signal(str)

    def __init__(self, parent: QWidget, address: str) -> None:
        """`address` is that of the picture."""
        super().__init__(
            parent,
            self.tr("The service asks for a code"),
            self.tr("It wants to be sure that a person is there. Open the picture and type it."),
            self.tr("Go on"),
        )
        self._address = address
        self.open_picture = button(
            self.tr("Open the picture"), self._on_open_pressed, symbol="external-link"
        )
        self.open_picture.setAutoDefault(False)  # Enter in the field goes on
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("The code on the picture"))
        self.field.setPlaceholderText(self.tr("The code on the picture"))
        self.field.textChanged.connect(self._on_text_changed)
        self.add(self.open_picture)
        self.add(self.field)
        self.yes.setEnabled(False)
        self.no.setDefault(False)
        self.yes.setDefault(True)
        self.open_picture.setFocus()
        self.accepted.connect(self._on_accepted)

    def _on_open_pressed(self) -> None:
        QDesktopServices.openUrl(QUrl(self._address))
        self.field.setFocus()

    def _on_text_changed(self, text: str) -> None:
        self.yes.setEnabled(bool(text.strip()))

    def _on_accepted(self) -> None:
        self.answered.emit(self.field.text().strip())
