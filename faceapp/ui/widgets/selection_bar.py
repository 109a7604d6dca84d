"""The line above a grid: what is shown, what can be done with what is chosen."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from faceapp.ui.theme import GAP, PAGE, WIDE
from faceapp.ui.widgets.flow_layout import FlowLayout
from faceapp.ui.widgets.labels import label, symbol_button


class SelectionBar(QWidget):
    """Actions appear with a selection; the line keeps its height, so that nothing jumps."""

    def __init__(self) -> None:
        """Say nothing yet."""
        super().__init__()
        self.count = label(kind="muted")
        self._chosen = label(kind="heading")
        self._actions: list[QPushButton] = []
        self.chips = QHBoxLayout()
        self.chips.setSpacing(GAP)
        self._flow = QWidget()
        flow = FlowLayout(self._flow)
        flow.addWidget(self._chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(PAGE, 0, PAGE, GAP)
        row.setSpacing(WIDE)
        row.addLayout(self.chips)
        row.addWidget(self._flow, 1)
        row.addWidget(self.count, alignment=Qt.AlignmentFlag.AlignRight)
        self.setMinimumHeight(32 + GAP)

    def add_action(
        self, symbol: str, text: str, key: str, act: Callable[[], object]
    ) -> QPushButton:
        """A button that is there while something is chosen; `key` does the same."""
        made = symbol_button(text, act, "chip", symbol=symbol)
        made.setToolTip(f"{text} ({key})" if key else text)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard in the grid
        made.hide()
        self._flow.layout().addWidget(made)
        self._chosen.setFixedHeight(made.sizeHint().height())
        self._actions.append(made)
        return made

    def show_chosen(self, said: str, count: int) -> None:
        """What is chosen, in words; nothing if `count` is 0."""
        self._chosen.setText(said)
        self._chosen.setVisible(count > 0)
        for made in self._actions:
            made.setVisible(count > 0 and made.isEnabled())
