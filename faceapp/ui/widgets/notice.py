"""A page that has nothing to show says why, and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from faceapp.ui.icons import pixmap
from faceapp.ui.theme import GAP, WIDE, colours
from faceapp.ui.widgets.labels import label


class Notice(QWidget):
    """A symbol, a headline, a sentence, a button; in the middle of the page."""

    def __init__(self, symbol: str, title: str, words: str, action: QPushButton) -> None:
        """Say it."""
        super().__init__()
        picture = label()
        picture.setPixmap(pixmap(symbol, 48, colours().muted))
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        column.addStretch(2)
        for part in (picture, label(title, "heading"), label(words, "muted")):
            column.addWidget(part, alignment=Qt.AlignmentFlag.AlignCenter)
        column.addSpacing(WIDE)
        column.addWidget(action, alignment=Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
