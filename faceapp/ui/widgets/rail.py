"""The column at the left: one button per page."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from faceapp.ui.icons import icon
from faceapp.ui.theme import GAP, WIDE

_WIDTH = 104


class Rail(QWidget):
    """`wanted` brings the name of the page whose button was pressed."""

    wanted = Signal(str)

    def __init__(self, places: Sequence[tuple[str, str, str]], lower: int) -> None:
        """Take name, title and icon of each; those from `lower` on stand at the bottom."""
        super().__init__(objectName="rail")  # type: ignore[call-overload]
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(_WIDTH)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, WIDE, GAP, WIDE)
        column.setSpacing(GAP)
        for at, (name, title, symbol) in enumerate(places):
            if at == lower:
                column.addStretch(1)
            column.addWidget(self._button(name, title, symbol))

    def show_page(self, name: str) -> None:
        """Mark the button of the page in front, none if it has none."""
        self._group.setExclusive(name in self.buttons)
        for other, button in self.buttons.items():
            button.setChecked(other == name)

    def _button(self, name: str, title: str, symbol: str) -> QToolButton:
        button = QToolButton()
        button.setText(title)
        button.setIcon(icon(symbol))
        button.setIconSize(QSize(24, 24))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setCheckable(True)
        button.setFixedSize(_WIDTH - 2 * GAP, 60)
        button.setProperty("page", name)
        button.clicked.connect(self._on_pressed)
        self._group.addButton(button)
        self.buttons[name] = button
        return button

    def _on_pressed(self) -> None:
        self.wanted.emit(self.sender().property("page"))
