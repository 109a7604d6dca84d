"""Short words over a photo: what is being done, or why something is missing."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from faceapp.ui.theme import DARK, GAP, WIDE
from faceapp.ui.widgets.dark import dark_button, dark_symbol
from faceapp.ui.widgets.labels import label

_HEIGHT = 42


class WorkPill(QFrame):
    """At the lower edge of its parent while something is done; may have a button to stop it."""

    def __init__(self, parent: QWidget, stop: str, stopped: Callable[[], object]) -> None:
        """Hidden until `announce`."""
        super().__init__(parent)
        self.setObjectName("pill")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self._text = label()
        self._stop: QPushButton = dark_button(stop, stopped, "link")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setFixedWidth(64)
        self._bar.setTextVisible(False)
        self.setFixedHeight(_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(WIDE, GAP, WIDE, GAP)
        row.setSpacing(GAP)
        for part in (self._bar, self._text, self._stop):
            row.addWidget(part)
        self.hide()

    def announce(self, text: str, *, can_stop: bool = False, is_working: bool = True) -> None:
        """Say what is being done, or to be done; nothing hides the pill."""
        self._text.setText(text)
        self._stop.setVisible(can_stop)
        self._bar.setVisible(is_working)
        self.setVisible(bool(text))
        self.place()

    def place(self) -> None:
        """Keep to the middle of the lower edge."""
        self.adjustSize()
        room = self.parentWidget().rect()
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - WIDE)
        self.raise_()


class PhotoNote(QFrame):
    """At the upper edge of its parent: why the photo itself is not shown."""

    def __init__(self, parent: QWidget) -> None:
        """Hidden until `announce`."""
        super().__init__(parent)
        self.setObjectName("note")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self._is_alone = False
        self._text = label(wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(WIDE, GAP, WIDE, GAP)
        row.setSpacing(GAP)
        symbol = dark_symbol("triangle-alert", 18, DARK.warning)
        row.addWidget(symbol, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    def announce(self, text: str, *, is_alone: bool = False) -> None:
        """Say it, in the middle if there is nothing else to see; nothing hides the note."""
        self._text.setText(text)
        self._is_alone = is_alone
        self.setVisible(bool(text))
        self.place()

    def place(self) -> None:
        """Keep to the middle of the upper edge, or of the parent."""
        room = self.parentWidget().rect()
        words = self._text.fontMetrics().horizontalAdvance(self._text.text()) + 80
        self.setFixedWidth(max(200, min(560, words, room.width() - 2 * WIDE)))
        height = self.layout().heightForWidth(self.width())
        self.setFixedHeight(max(40, height))
        top = (room.height() - self.height()) // 2 if self._is_alone else WIDE
        self.move((room.width() - self.width()) // 2, top)
        self.raise_()
