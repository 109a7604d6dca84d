"""The decisions that were taken, newest first, as rows."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from faceapp.services.decisions import Entry
from faceapp.ui.decision_words import DecisionWords
from faceapp.ui.jobs.entries import said_moment

ENTRY_ROLE = int(Qt.ItemDataRole.UserRole)
MOMENT_ROLE = ENTRY_ROLE + 1
Index = QModelIndex | QPersistentModelIndex


class JournalModel(QAbstractListModel):
    """Those that were taken back stay, marked, until something else is decided."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with none."""
        super().__init__(parent)
        self._words = DecisionWords(self)
        self.entries: Sequence[Entry] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name
        """How many decisions."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """What was decided and when; the entry itself."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == MOMENT_ROLE:
            return said_moment(entry.at.timestamp())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words.say(entry.decision)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(index, entry)
        return None

    def show(self, entries: Sequence[Entry]) -> None:
        """Take other decisions."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def row_of(self, entry: int) -> int:
        """Where a decision stands; -1 for nowhere."""
        rows = (row for row, known in enumerate(self.entries) if known.id == entry)
        return next(rows, -1)

    def undone_by(self, row: int) -> int:
        """How many decisions *undo to here* takes back, this one included."""
        return sum(not entry.is_undone for entry in self.entries[: row + 1])

    def _said(self, index: Index, entry: Entry) -> str:
        said = f"{index.data()} {index.data(MOMENT_ROLE)}"
        return self.tr("%1, taken back").replace("%1", said) if entry.is_undone else said
