"""The bar above a photo: back, its name, how far along one is, and what can be done."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout

from faceapp.ui.theme import GAP, TIGHT
from faceapp.ui.widgets.dark import dark_icon_button
from faceapp.ui.widgets.labels import label


class ViewerBar(QFrame):
    """Its buttons are filled in by the viewer, which alone knows what they do."""

    def __init__(self) -> None:
        """Begin with the labels alone."""
        super().__init__()
        self.setObjectName("viewerbar")
        self.setFixedHeight(56)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(GAP, 0, GAP, 0)
        self._row.setSpacing(TIGHT)
        self._name = label(kind="heading")
        self._name.setMinimumWidth(80)
        self._count = label(kind="small")
        self.zoom = label(kind="small")
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.zoom.setMinimumWidth(48)

    def add(
        self, symbol: str, name: str, pressed: Callable[[], object], *, checkable: bool = False
    ) -> QToolButton:
        """One more button on the right."""
        button = dark_icon_button(symbol, name, pressed)
        button.setCheckable(checkable)
        self._row.addWidget(button)
        return button

    def add_words(self) -> None:
        """Name and position, and then all the room there is."""
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._count)
        words.addStretch(1)
        self._row.addSpacing(GAP)
        self._row.addLayout(words, 1)

    def add_zoom(self) -> None:
        """How large the photo is."""
        self._row.addWidget(self.zoom)

    def add_space(self) -> None:
        """Between groups of buttons."""
        self._row.addSpacing(GAP * 2)

    def set_words(self, name: str, count: str) -> None:
        """Say which photo is shown."""
        metrics = self._name.fontMetrics()
        self._name.setText(metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, 420))
        self._name.setToolTip(name)
        self._count.setText(count)
