"""The part of a sign-in that happens in the browser: a button, a code to type there, a wait."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from faceapp.ui.theme import GAP, WIDE
from faceapp.ui.widgets.labels import button, label


class BrowserSignIn(QWidget):
    """`wanted` comes when a person wants to sign in there; `show_way` then tells where."""

    wanted = Signal()

    def __init__(self) -> None:
        """Begin with the button alone."""
        super().__init__()
        self._address = ""
        self.go = button(
            self.tr("Sign in in the browser"), self.wanted.emit, "primary", symbol="external-link"
        )
        self.code = label(kind="big")
        self.copy = button(self.tr("Copy"), self._on_copy_pressed, symbol="copy")
        self._frame = QFrame()
        self._frame.setProperty("kind", "inset")
        row = QHBoxLayout(self._frame)
        row.setContentsMargins(WIDE, GAP, WIDE, GAP)
        row.setSpacing(WIDE)
        row.addWidget(self.code, 1)
        row.addWidget(self.copy)
        self._told = label(kind="muted", wraps=True)
        self.again = button(self.tr("Open the page again"), self._open, "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for part in (self.go, self._frame, self._told, self.again):
            column.addWidget(part)
        for part in (self.go, self.copy, self.again):
            part.setAutoDefault(False)  # Enter in another field is none of theirs
        self.begin()

    def begin(self) -> None:
        """Nothing is under way."""
        self.go.show()
        self.go.setEnabled(True)
        for part in (self._frame, self._told, self.again):
            part.hide()

    def set_busy(self) -> None:
        """The service is asked where to go."""
        self.go.setEnabled(False)

    def show_way(self, address: str, code: str) -> None:
        """Open the browser there, and show the code to type."""
        self._address = address
        self.go.hide()
        self.code.setText(code)
        self.code.setAccessibleName(self.tr("Code: %1").replace("%1", " ".join(code)))
        self._frame.setVisible(bool(code))
        words = self.tr("Type this code on the page in the browser and agree there.")
        self._told.setText(words if code else self.tr("Agree on the page in the browser."))
        self._told.show()
        self.again.show()
        self._open()
        (self.copy if code else self.again).setFocus()

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl(self._address))

    def _on_copy_pressed(self) -> None:
        QGuiApplication.clipboard().setText(self.code.text())
