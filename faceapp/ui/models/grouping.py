"""What a grouping would change, as rows: who joins, who splits, what appears, what dissolves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from faceapp.core.face_groups import GroupSize
from faceapp.services.grouping import GroupingPlan
from faceapp.ui.language import number

CHANGE_ROLE = int(Qt.ItemDataRole.UserRole)
JOIN, SPLIT, APPEAR, DISSOLVE = "join", "split", "appear", "dissolve"
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Part:
    """A group before or after, how many of its faces are meant, and some of them."""

    group: int
    count: int
    faces: tuple[int, ...]


@dataclass(frozen=True)
class Change:
    """One row: `parts` of which one group is made, or into which one falls."""

    kind: str
    group: int
    count: int
    parts: tuple[Part, ...]
    alone: int = 0


class GroupingModel(QAbstractListModel):
    """The largest changes of each kind first; `show_kind` leaves one kind, or all for ""."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with none."""
        super().__init__(parent)
        self._all: list[Change] = []
        self._rows: list[Change] = []
        self._kind = ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name
        """How many changes are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """What would happen, in words; the change itself."""
        if not index.isValid():
            return None
        change = self._rows[index.row()]
        if role == CHANGE_ROLE:
            return change
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.said(change)
        return None

    def counts(self) -> dict[str, int]:
        """How many changes of each kind."""
        kinds = [change.kind for change in self._all]
        return {kind: kinds.count(kind) for kind in (JOIN, SPLIT, APPEAR, DISSOLVE)}

    def show_plan(self, plan: GroupingPlan | None) -> None:
        """Take another plan."""
        self.beginResetModel()
        self._all = list(_changes(plan)) if plan else []
        self._kind = ""
        self._rows = self._all
        self.endResetModel()

    def show_kind(self, kind: str) -> None:
        """Show one kind of change, or all."""
        self.beginResetModel()
        self._kind = kind
        self._rows = [change for change in self._all if kind in ("", change.kind)]
        self.endResetModel()

    def said(self, change: Change) -> str:
        """What would happen."""
        group = number(change.group)
        faces = self.tr("%n face(s)", "", change.count)
        if change.kind == JOIN:
            text = self.tr("%n group(s) join: %1", "", len(change.parts))
        elif change.kind == SPLIT:
            text = self.tr("Group %2 falls into %n part(s): %1", "", len(change.parts))
            if change.alone:
                text += ", " + self.tr("%n face(s) alone", "", change.alone)
        elif change.kind == APPEAR:
            text = self.tr("New group: %1")
        else:
            text = self.tr("Group %2 dissolves: %1 stand alone")
        return text.replace("%1", faces).replace("%2", group)


def _changes(plan: GroupingPlan) -> Iterator[Change]:
    preview = plan.preview
    for join in sorted(preview.joins, key=lambda join: -join.into.faces):
        yield Change(
            JOIN, join.into.group, join.into.faces, _parts(plan, join.parts, is_after=False)
        )
    for split in sorted(preview.splits, key=lambda split: -split.group.faces):
        parts = _parts(plan, split.parts, is_after=True)
        yield Change(SPLIT, split.group.group, split.group.faces, parts, split.alone)
    for kind, sizes in ((APPEAR, preview.appearing), (DISSOLVE, preview.dissolving)):
        for size in sorted(sizes, key=lambda size: -size.faces):
            parts = _parts(plan, [size], is_after=kind == APPEAR)
            yield Change(kind, size.group, size.faces, parts)


def _parts(plan: GroupingPlan, sizes: Sequence[GroupSize], *, is_after: bool) -> tuple[Part, ...]:
    return tuple(
        Part(size.group, size.faces, plan.examples.get((is_after, size.group), ()))
        for size in sizes
    )
