"""The faces that were found, as a list that follows the slider without a new query."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)

from faceapp.services.face_pictures import FoundFace
from faceapp.services.found import AnyFound
from faceapp.ui.desk import Desk
from faceapp.ui.face_tiles import FaceTile, FaceTiles
from faceapp.ui.jobs.questions import Question
from faceapp.ui.language import number

MATCH_ROLE = Qt.ItemDataRole.UserRole + 1
_PAGE = 100
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, eq=False)
class ShownMatch:
    """What a tile shows; `face` and `tile` are None until they came.

    `percent` is None where people said who it is; `faces` are the numbers of those to point out.
    """

    position: int
    percent: float | None
    face: FoundFace | None
    tile: FaceTile | None
    faces: tuple[int, ...]


class MatchesModel(QAbstractListModel):
    """Rows and pictures come when they are looked at."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._desk = desk
        self._tiles = FaceTiles(desk, self)
        self._tiles.loaded.connect(self._on_tiles_loaded)
        self.found: AnyFound | None = None
        self.percent = 0.0
        self.positions: list[int] = []
        self._rows: dict[int, int] = {}
        self._faces: dict[int, FoundFace] = {}
        self._missing: set[int] = set()
        self._asked: dict[int, Question] = {}
        # data() only notes what is wanted: one question for all rows of a repaint.
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._on_rows_wanted)

    def show_found(self, found: AnyFound | None, percent: float, *, by_date: bool = False) -> None:
        """Show what another query found.

        What was known of its faces is shown until it was read again: nothing flickers while a
        scan goes on.
        """
        for question in self._asked.values():
            question.drop()
        self._asked.clear()
        self._missing.clear()
        if self.found and found and np.array_equal(self.found.ids, found.ids):
            self.found = found
            self.show_from(percent, by_date=by_date)
            if self.positions:
                self.dataChanged.emit(self.index(0), self.index(len(self.positions) - 1))
            return
        self._tiles.forget_wishes()
        self._faces = {} if found is None else self._faces
        self.beginResetModel()
        self.found = found
        self._arrange(percent, by_date)
        self.endResetModel()

    def show_from(self, percent: float, *, by_date: bool = False) -> None:
        """Show the faces from `percent` on, of the same query; what stays keeps its place."""
        if self.found is None:
            return
        wanted = self.found.order(percent, by_date=by_date).tolist()
        had = self.positions
        if wanted[: len(had)] == had and len(wanted) > len(had):
            self.beginInsertRows(QModelIndex(), len(had), len(wanted) - 1)
            self._arrange(percent, by_date)
            self.endInsertRows()
        elif had[: len(wanted)] == wanted and len(had) > len(wanted):
            self.beginRemoveRows(QModelIndex(), len(wanted), len(had) - 1)
            self._arrange(percent, by_date)
            self.endRemoveRows()
        elif wanted != had:
            self.beginResetModel()
            self._arrange(percent, by_date)
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's
        """How many faces reach the per cent."""
        return 0 if parent.isValid() else len(self.positions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """What a tile shows, and the same in words."""
        if not index.isValid() or self.found is None:
            return None
        if role == MATCH_ROLE:
            return self.shown(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._said(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            face = self.face(index.row())
            return face.info.path if face else None
        return None

    def shown(self, row: int) -> ShownMatch:
        """What a tile shows; what is missing is asked for."""
        assert self.found
        position = self.positions[row]
        face = self._face(position)
        tile = self._tiles.get(face) if face else None
        fits = tuple(number for number, _ in self.found.faces(position, self.percent))
        return ShownMatch(position, self.found.percent(position), face, tile, fits)

    def face(self, row: int) -> FoundFace | None:
        """The face in a row, if it is known yet."""
        return self._faces.get(self._number(self.positions[row]))

    def number(self, row: int) -> int:
        """The number of the face in a row."""
        return self._number(self.positions[row])

    def photo(self, row: int) -> int:
        """The number of the photo that the face in a row is on."""
        assert self.found
        return int(self.found.photos[self.positions[row]])

    def row_of(self, position: int) -> int | None:
        """Where a face of the query is shown."""
        return self._rows.get(self._number(position))

    def photos(self) -> tuple[list[int], dict[int, int]]:
        """The photos in the order of their first face, and where each is in that list."""
        assert self.found
        photos = [int(self.found.photos[position]) for position in self.positions]
        places = {photo: place for place, photo in enumerate(dict.fromkeys(photos))}
        return list(places), places

    def similarities(self) -> dict[int, float]:
        """Per cent by face, of those shown that were measured."""
        return {number: alike for number, alike in self._fits(self.positions) if alike is not None}

    def count_faces(self, rows: Iterable[int]) -> int:
        """How many faces fit in these rows."""
        return sum(1 for _ in self._fits(self.positions[row] for row in rows))

    def _fits(self, positions: Iterable[int]) -> Iterator[tuple[int, float | None]]:
        assert self.found
        for position in positions:
            yield from self.found.faces(position, self.percent)

    def _arrange(self, percent: float, by_date: bool) -> None:
        found, self.percent = self.found, percent
        self.positions = found.order(percent, by_date=by_date).tolist() if found else []
        self._rows = {self._number(place): row for row, place in enumerate(self.positions)}

    def _number(self, position: int) -> int:
        assert self.found
        return int(self.found.ids[position])

    def _face(self, position: int) -> FoundFace | None:
        face = self._faces.get(self._number(position))
        if position // _PAGE not in self._asked and position not in self._missing:
            self._missing.add(position)
            self._timer.start()
        return face

    def _said(self, row: int) -> str:
        assert self.found
        percent = self.found.percent(self.positions[row])
        said = "" if percent is None else self.tr("%1 %").replace("%1", number(percent, 1))
        face = self.face(row)
        return ", ".join(filter(None, (said, names_of(face) if face else "")))

    def _on_rows_wanted(self) -> None:
        found = self.found
        if found is None:
            return
        pages = {position // _PAGE for position in self._missing} - set(self._asked)
        self._missing.clear()
        for page in sorted(pages):
            work = partial(_read, self._desk, found, page)
            self._asked[page] = self._desk.ask(work, self._on_rows_read)

    def _on_rows_read(self, read: tuple[AnyFound, dict[int, FoundFace]]) -> None:
        found, faces = read
        if found is self.found:  # else the answer of an earlier query was already on its way
            self._faces |= faces
            self._tell(faces)

    def _on_tiles_loaded(self, numbers: list[int]) -> None:
        self._tell(numbers)

    def _tell(self, numbers: Iterable[int]) -> None:
        rows = [self._rows[number] for number in numbers if number in self._rows]
        if rows:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))


def _read(desk: Desk, found: AnyFound, page: int) -> tuple[AnyFound, dict[int, FoundFace]]:
    positions = range(page * _PAGE, min((page + 1) * _PAGE, len(found.ids)))
    return found, desk.workspace.sample_search.shown(found, positions)


def names_of(face: FoundFace) -> str:
    """Who is known on it, else the name of its file."""
    people = dict.fromkeys(info.person for info in (face.info, *face.others) if info.person)
    return ", ".join(people) or file_name(face.info.path)


def file_name(path: str) -> str:
    """The last part of a place, also of one inside an archive."""
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def day_of(face: FoundFace) -> str:
    """When the photo was taken, in words; empty if nobody knows."""
    taken = face.info.taken_at
    return "" if taken is None else said_day(QDate(taken.year, taken.month, taken.day))


def said_day(day: QDate) -> str:
    """A day the way it is written in the language."""
    return QLocale().toString(day, "d MMMM yyyy")
