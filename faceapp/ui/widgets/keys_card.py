"""The keys that work here, on a card over the window."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from faceapp.ui.theme import GAP, PAGE, WIDE
from faceapp.ui.widgets.dark import dark_icon_button
from faceapp.ui.widgets.labels import label

Keys = Sequence[tuple[Sequence[str], str]]


class KeysCard(QFrame):
    """Centred over its parent; any click on its button or Escape closes it."""

    def __init__(
        self, parent: QWidget, title: str, close_name: str, columns: Sequence[Keys]
    ) -> None:
        """List keys with what they do; hidden until it is shown."""
        super().__init__(parent)
        self.setProperty("kind", "popup")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(PAGE, WIDE, PAGE, PAGE)
        outer.setSpacing(WIDE)
        head = QHBoxLayout()
        head.addWidget(label(title, "heading"), 1)
        head.addWidget(dark_icon_button("x", close_name, self.hide))
        outer.addLayout(head)
        body = QHBoxLayout()
        body.setSpacing(PAGE * 2)
        for keys in columns:
            body.addLayout(_column(keys))
        outer.addLayout(body)
        self.hide()

    def toggle(self) -> None:
        """Show it in the middle, or hide it."""
        self.adjustSize()
        room = self.parentWidget().rect().center() - self.rect().center()
        self.move(room)
        self.setVisible(not self.isVisible())
        self.raise_()


def _column(keys: Keys) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(WIDE)
    grid.setVerticalSpacing(GAP)
    for row, (names, what) in enumerate(keys):
        caps = QHBoxLayout()
        caps.setSpacing(GAP // 2)
        for name in names:
            caps.addWidget(label(name, "key"))
        caps.addStretch(1)
        grid.addLayout(caps, row, 0)
        grid.addWidget(label(what), row, 1, Qt.AlignmentFlag.AlignVCenter)
    grid.setRowStretch(len(keys), 1)
    return grid
