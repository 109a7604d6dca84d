"""A page that is read from top to bottom: one column of cards, not wider than is good to read."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from faceapp.ui.theme import GAP, PAGE, WIDE


class Column(QScrollArea):
    """Add widgets to `column`; what has the keyboard is scrolled into view."""

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        """At most `width` pixels wide, in the middle of a wider window."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body = QWidget()
        self.body.setMaximumWidth(width)
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, GAP, 0, PAGE)
        self.column.setSpacing(WIDE)
        self.ground = QWidget()
        self.ground.setObjectName("column")
        row = QHBoxLayout(self.ground)
        row.setContentsMargins(PAGE, 0, PAGE, 0)
        row.addStretch(1)
        row.addWidget(self.body, 1000)
        row.addStretch(1)
        self.setWidget(self.ground)
