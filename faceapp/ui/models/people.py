"""People and groups as rows: by name, by size, and what belongs to nobody."""

from collections.abc import Sequence
from enum import IntEnum

import numpy as np
from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from faceapp.core.people import People, PersonTile, Who
from faceapp.core.types import Ids
from faceapp.ui.decision_words import title_of
from faceapp.ui.language import translate
from faceapp.ui.models.sectioned import SectionedModel

# Stands for all faces that are in no group.
SINGLES = Who.group(-1)
Index = QModelIndex | QPersistentModelIndex


class Part(IntEnum):
    """The sections of the page."""

    NAMED = 1
    GROUPS = 2
    SINGLES = 3
    HIDDEN = 4


class PeopleModel(SectionedModel):
    """Everybody, or those whose name holds a text, or those who are hidden."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with nobody."""
        super().__init__(parent)
        self._tiles: list[PersonTile] = []
        self._sections: Ids = np.empty(0, np.int64)
        self._rows: dict[Who, int] = {}

    @property
    def sections(self) -> Ids:
        """A `Part` per row."""
        return self._sections

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name
        """How many people and groups."""
        return 0 if parent.isValid() else len(self._tiles)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The name, and what a screen reader says."""
        if not index.isValid():
            return None
        tile = self._tiles[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.title(index.row())}, {self.facts(tile)}"
        return None

    def tile(self, row: int) -> PersonTile:
        """Who stands in a row."""
        return self._tiles[row]

    def title(self, row: int) -> str:
        """What stands below the picture."""
        return shown_title(self._tiles[row])

    def facts(self, tile: PersonTile) -> str:
        """How many faces."""
        return self.tr("%n face(s)", "", tile.faces)

    def tip(self, row: int) -> str:
        """What a tool tip says: the name in full, faces, photos, guesses."""
        tile = self._tiles[row]
        lines = [self.title(row), self.facts(tile), self.tr("%n photo(s)", "", tile.photos)]
        if tile.who == SINGLES:
            lines.pop()
        if tile.guessed:
            lines.append(self.tr("%n of them guessed, not confirmed", "", tile.guessed))
        return "\n".join(lines)

    def row_of(self, who: Who) -> int:
        """Where somebody stands; -1 for nowhere."""
        return self._rows.get(who, -1)

    def rows_of(self, whos: Sequence[Who]) -> Ids:
        """Where people stand, sorted; those that are not shown are left out."""
        return np.array(sorted(self._rows[who] for who in whos if who in self._rows), np.int64)

    def show(self, people: People, single: int | None, text: str, *, hidden: bool) -> None:
        """Take other people; `single` is the face that stands for all that are in no group."""
        parts = _parts(people, single, hidden=hidden)
        words = text.casefold().split()
        chosen = [
            (part, tile)
            for part, tiles in parts
            for tile in tiles
            if all(word in shown_title(tile).casefold() for word in words)
        ]
        tiles = [tile for _, tile in chosen]
        if tiles == self._tiles:
            return
        self.beginResetModel()
        self._tiles = tiles
        self._sections = np.array([part for part, _ in chosen], np.int64)
        self._rows = {tile.who: row for row, tile in enumerate(tiles)}
        self.endResetModel()


def shown_title(tile: PersonTile) -> str:
    """The name of a person, a group, or the single faces."""
    if tile.who == SINGLES:
        return translate("People", "Single faces")
    return title_of(tile)


def _parts(
    people: People, single: int | None, *, hidden: bool
) -> list[tuple[Part, Sequence[PersonTile]]]:
    if hidden:
        return [(Part.HIDDEN, people.hidden)]
    alone = [PersonTile(SINGLES, "", people.singles, people.singles, single)]
    return [
        (Part.NAMED, people.named),
        (Part.GROUPS, people.groups),
        (Part.SINGLES, alone if people.singles else []),
    ]
