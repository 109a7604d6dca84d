"""Files that could not be used, each with the reason, behind a button that unfolds them."""

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from faceapp.ui.icons import icon
from faceapp.ui.theme import GAP, TIGHT
from faceapp.ui.widgets.labels import button, label


class FailureList(QWidget):
    """Shows (path, reason) pairs once somebody asks for them."""

    def __init__(self, show: str, hide: str) -> None:
        """Take what the button says while the list is folded, and while it is not."""
        super().__init__()
        self._names = {False: show, True: hide}
        self._rows: Sequence[tuple[str, str]] = ()
        self._more = ""
        self.toggle = button(show, self._on_toggle_pressed, "link", symbol="chevron-right")
        self._list = QFrame()
        self._list.setProperty("kind", "inset")
        self._list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.toggle, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._list)

    def show_rows(self, rows: Sequence[tuple[str, str]], more: str = "") -> None:
        """Take what to list; `more` stands below if there is more than that."""
        if (rows, more) == (self._rows, self._more):
            return
        self._rows, self._more = rows, more
        self.setVisible(bool(rows))
        if self.is_open:
            self._fill()

    @property
    def is_open(self) -> bool:
        """Whether the list is unfolded."""
        return not self._list.isHidden()

    def _on_toggle_pressed(self) -> None:
        is_open = not self.is_open
        if is_open:
            self._fill()
        self._list.setVisible(is_open)
        self.toggle.setText(self._names[is_open])
        self.toggle.setIcon(icon("chevron-down" if is_open else "chevron-right"))

    def _fill(self) -> None:
        if old := self._list.layout():
            QWidget().setLayout(old)  # takes the old rows with it
        column = QVBoxLayout(self._list)
        column.setContentsMargins(GAP * 2, GAP + TIGHT, GAP * 2, GAP + TIGHT)
        column.setSpacing(GAP + TIGHT)
        for path, reason in self._rows:
            column.addWidget(_row(path, reason))
        if self._more:
            column.addWidget(label(self._more, "muted"))


def _row(path: str, reason: str) -> QWidget:
    place = PurePath(path)
    name = label(place.name or path)
    folder = label(f"{reason}\n{place.parent}", "small", wraps=True)
    for text in (name, folder):
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(TIGHT // 2)
    column.addWidget(name)
    column.addWidget(folder)
    row.setToolTip(path)
    return row
