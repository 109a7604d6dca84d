"""The dialog of Ctrl+F: a sample by file, clipboard, drop, or one of the last."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from faceapp.ui.desk import Desk, SearchWish
from faceapp.ui.recent_samples import RecentSamples
from faceapp.ui.theme import GAP, PAGE, WIDE
from faceapp.ui.widgets.drop_area import DropArea
from faceapp.ui.widgets.labels import button, label


class SampleDialog(QDialog):
    """Closes with `taken` as soon as there is a sample."""

    taken = Signal(SearchWish)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """Lie over the window of `parent`; show it with `open`, which blocks nothing."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Search by a sample photo"))
        self.setMinimumSize(560, 420)
        self.area = DropArea(desk.memory)
        self.area.taken.connect(self._on_sample_taken)
        self.area.refused.connect(self._on_sample_refused)
        self._refusal = label(kind="error", wraps=True)
        self._refusal.hide()
        self.recent = RecentSamples(desk)
        self.recent.taken.connect(self._on_sample_taken)
        row = QHBoxLayout()
        row.addWidget(self.recent, 1)
        row.addSpacing(GAP)
        close = button(self.tr("Cancel"), self.reject)
        row.addWidget(close, alignment=Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        column.setSpacing(WIDE)
        column.addWidget(self.area, 1)
        column.addWidget(self._refusal)
        column.addLayout(row)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.activated.connect(self.area.take_clipboard)
        self.area.choose.setFocus()
        self.recent.refresh()

    def _on_sample_taken(self, wish: SearchWish) -> None:
        self.accept()
        self.taken.emit(wish)

    def _on_sample_refused(self, reason: str) -> None:
        self._refusal.setText(reason)
        self._refusal.show()
