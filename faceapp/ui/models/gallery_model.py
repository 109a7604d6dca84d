"""The photos of the gallery as rows: numbers of all of them, tiles of those near the eye."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from faceapp.core.gallery import Order, PhotoTile
from faceapp.core.types import Ids
from faceapp.ui.desk import Desk
from faceapp.ui.jobs.questions import Question
from faceapp.ui.models.sectioned import SectionedModel

PAGE_ROWS = 200
_PAGES_KEPT = 60
TILE_ROLE = int(Qt.ItemDataRole.UserRole)
_NONE = Order(np.empty(0, np.int64), np.empty(0, np.int64))
Index = QModelIndex | QPersistentModelIndex


class GalleryModel(SectionedModel):
    """Loads pages of tiles that the view wants; a row without one says nothing yet."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._desk = desk
        self._order = _NONE
        self._pages: OrderedDict[int, Sequence[PhotoTile | None]] = OrderedDict()
        self._asked: dict[int, Question] = {}
        self._stale: set[int] = set()

    @property
    def ids(self) -> Ids:
        """The numbers of all photos, in order."""
        return self._order.ids

    @property
    def sections(self) -> Ids:
        """A month per photo; empty where there are none."""
        return self._order.months

    @property
    def spare(self) -> Ids:
        """How many bytes the copies of each photo take; empty unless duplicates are shown."""
        return self._order.spare

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name
        """How many photos."""
        return 0 if parent.isValid() else len(self._order.ids)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The name, the tile, or what a screen reader says; None until its page has come."""
        if not index.isValid():
            return None
        tile = self.tile(index.row())
        if tile is None:
            return None
        if role == TILE_ROLE:
            return tile
        if role == Qt.ItemDataRole.DisplayRole:
            return tile.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            faces = self.tr("%n face(s)", "", tile.faces)  # lupdate looks into no f-string
            return f"{tile.name}, {faces}"
        return None

    def tile(self, row: int) -> PhotoTile | None:
        """The tile of a row if it is loaded."""
        page = self._pages.get(row // PAGE_ROWS)
        at = row % PAGE_ROWS
        return page[at] if page and at < len(page) else None

    def show(self, order: Order) -> None:
        """Take another order; the same one leaves selection and place of a view alone."""
        self._drop_questions()
        if np.array_equal(order.ids, self.ids) and np.array_equal(order.months, self.sections):
            self._stale = set(self._pages)  # what a tile says may have changed
            self._order = order
            return
        self.beginResetModel()
        self._order = order
        known = self._known()
        self._pages.clear()
        self._stale.clear()
        self._keep_known(known)
        self.endResetModel()

    def want(self, first: int, end: int) -> None:
        """Load what is missing from `first` to `end`; what was wanted before no longer is."""
        if first >= end:
            return
        pages = range(first // PAGE_ROWS, (end - 1) // PAGE_ROWS + 1)
        for page in [page for page in self._asked if page not in pages]:
            self._asked.pop(page).drop()
        for page in pages:
            is_there = page in self._pages and page not in self._stale
            if page in self._pages:
                self._pages.move_to_end(page)
            if not is_there and page not in self._asked:
                self._asked[page] = self._ask(page)

    def tiles_of(self, rows: Iterable[int]) -> list[PhotoTile]:
        """The tiles of rows, as far as they are loaded."""
        return [tile for row in rows if (tile := self.tile(row))]

    def row_of(self, photo: int) -> int:
        """Where a photo stands; -1 for nowhere."""
        found = np.flatnonzero(self.ids == photo)
        return int(found[0]) if len(found) else -1

    def rows_of(self, photos: Ids) -> Ids:
        """Where photos stand, sorted; those that are not shown are left out."""
        return np.flatnonzero(np.isin(self.ids, photos))

    def _ask(self, page: int) -> Question:
        ids = self.ids[page * PAGE_ROWS : (page + 1) * PAGE_ROWS].tolist()
        return self._desk.ask(partial(self._load, page, ids), self._on_page_loaded)

    def _load(self, page: int, ids: list[int]) -> tuple[int, list[int], list[PhotoTile]]:
        return page, ids, self._desk.workspace.photos.gallery.tiles(ids)

    def _on_page_loaded(self, answer: tuple[int, list[int], list[PhotoTile]]) -> None:
        page, ids, tiles = answer
        first = page * PAGE_ROWS
        self._asked.pop(page, None)
        if ids != self.ids[first : first + PAGE_ROWS].tolist():
            return
        by_id = {tile.id: tile for tile in tiles}
        self._stale.discard(page)
        self._pages[page] = [by_id.get(number) for number in ids]
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        self.dataChanged.emit(self.index(first), self.index(first + len(ids) - 1))

    def _known(self) -> dict[int, PhotoTile]:
        return {tile.id: tile for page in self._pages.values() for tile in page if tile}

    def _keep_known(self, known: dict[int, PhotoTile]) -> None:
        """Show at once what was loaded for another order, and load it again beside."""
        rows = self.rows_of(np.array(list(known), np.int64)) // PAGE_ROWS
        for page in np.unique(rows).tolist()[:_PAGES_KEPT]:
            ids = self.ids[page * PAGE_ROWS : (page + 1) * PAGE_ROWS].tolist()
            self._pages[page] = [known.get(number) for number in ids]
            self._stale.add(page)

    def _drop_questions(self) -> None:
        for question in self._asked.values():
            question.drop()
        self._asked.clear()
