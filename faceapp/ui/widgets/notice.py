"""What a page shows in place of its content: nothing there yet, or it could not be read."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from faceapp.ui.icons import pixmap
from faceapp.ui.theme import GAP, PAGE, colours
from faceapp.ui.widgets.labels import button, label

_TEXT_WIDTH = 460


class Notice(QWidget):
    """A large icon, what is the case, what to do about it, and perhaps a button for that."""

    def __init__(
        self, symbol: str, title: str, detail: str, action: QPushButton | None = None
    ) -> None:
        """Stand in the middle of the place it is given."""
        super().__init__()
        picture = label()
        picture.setPixmap(pixmap(symbol, 48, colours().muted))
        self.title = label(title, "heading", wraps=True)
        self.detail = label(detail, "muted", wraps=True)
        inner = QWidget()
        inner.setMaximumWidth(_TEXT_WIDTH)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(inner, 1000)  # a label that wraps finds its height only without alignment
        row.addStretch(1)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, PAGE, 0, PAGE)
        self._column.setSpacing(GAP)
        self._column.addStretch(1)
        self._column.addWidget(picture, alignment=Qt.AlignmentFlag.AlignCenter)
        for text in (self.title, self.detail):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._column.addWidget(text)
        self._column.addStretch(2)
        if action:
            self._offer(action)

    def add_button(self, text: str, pressed: Callable[[], object]) -> None:
        """Offer what helps."""
        self._offer(button(text, pressed, "primary"))

    def _offer(self, offer: QPushButton) -> None:
        place = self._column.count() - 1
        self._column.insertWidget(place, offer, alignment=Qt.AlignmentFlag.AlignCenter)
