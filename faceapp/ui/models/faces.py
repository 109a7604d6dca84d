"""The faces of a person, a group or nobody as rows: guessed, suggested, confirmed."""

from collections.abc import Sequence
from enum import IntEnum

import numpy as np
from PySide6.QtCore import QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from faceapp.core.people import PersonFace
from faceapp.core.types import Ids
from faceapp.ui.models.sectioned import SectionedModel

Index = QModelIndex | QPersistentModelIndex
UNDATED = 0


class State(IntEnum):
    """The sections; a group and single faces have none."""

    GUESSED = 1
    SUGGESTED = 2
    CONFIRMED = 3


_STATES = {
    "automatic": State.GUESSED,
    "suggested": State.SUGGESTED,
    "confirmed": State.CONFIRMED,
}


class FacesModel(SectionedModel):
    """Shows all of them or those of one year."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with none."""
        super().__init__(parent)
        self.faces: Sequence[PersonFace] = ()
        self._sections: Ids = np.empty(0, np.int64)
        self._rows: dict[int, int] = {}

    @property
    def sections(self) -> Ids:
        """A `State` per row."""
        return self._sections

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name
        """How many faces."""
        return 0 if parent.isValid() else len(self.faces)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """When the photo was taken, and what a screen reader says."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._day(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(index.row())
        return None

    def rows_of(self, faces: Sequence[int]) -> Ids:
        """Where faces stand, sorted; those that are not shown are left out."""
        return np.array(sorted(self._rows[face] for face in faces if face in self._rows), np.int64)

    def show(
        self, faces: Sequence[PersonFace], year: int | None = None, *, parted: bool = False
    ) -> None:
        """Take other faces: those of `year`, if one is given; `parted` by whether confirmed."""
        chosen = [face for face in faces if year is None or _year(face) == year]
        if parted:
            chosen.sort(key=_state)
        sections = [_state(face) for face in chosen] if parted else []
        if chosen == self.faces and sections == self._sections.tolist():
            return
        self.beginResetModel()
        self.faces = chosen
        self._sections = np.array(sections, np.int64)
        self._rows = {face.face: row for row, face in enumerate(chosen)}
        self.endResetModel()

    def _day(self, row: int) -> str:
        taken = self.faces[row].taken_at
        if taken is None:
            return self.tr("Without date")
        return QLocale().toString(taken.date(), QLocale.FormatType.LongFormat)  # type: ignore[call-overload, no-any-return]

    def _said(self, row: int) -> str:
        words: dict[int, str] = {
            State.GUESSED: self.tr("Guessed face, %1"),
            State.SUGGESTED: self.tr("Suggested face, %1"),
        }
        state = int(self._sections[row]) if len(self._sections) else 0
        return words.get(state, self.tr("Face, %1")).replace("%1", self._day(row))


def _year(face: PersonFace) -> int:
    return face.taken_at.year if face.taken_at else UNDATED


def _state(face: PersonFace) -> int:
    return _STATES[face.state]
