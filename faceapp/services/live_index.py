"""The memory index in step with SQL: filled once, then told what was committed since.

Whoever commits, this process or another, moves one number in the database; looking at it before
every use costs 0.2 ms and needs no message from the writer.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import CancelToken
from faceapp.core.ports import Engine, VectorIndex
from faceapp.core.types import Ids
from faceapp.pipeline.flow import parallel_map
from faceapp.services.photo_numbers import PhotoNumbers
from faceapp.stores.database import Database
from faceapp.stores.rows import PendingChanges
from faceapp.stores.unit_of_work import UnitOfWork

# Rows read at once: few enough that searches of other threads hardly wait for the index.
_STEP_ROWS = 4_000


@dataclass
class _Filled:
    """An index that holds what `engine_id` knew at `seq`; None if the library knew no engine.

    The first filter by photos asks for `photos`: 0.9 s for a million faces.
    """

    index: VectorIndex
    identity: str
    engine_id: int | None
    seq: int
    photos: PhotoNumbers | None = None


class LiveIndex:
    """Vectors of one engine at a time. Thread-safe."""

    def __init__(self, database: Database, make_index: Callable[[int], VectorIndex]) -> None:
        """Take the truth and how to get an empty index of some dimension; nothing is read yet."""
        self._database = database
        self._make_index = make_index
        self._lock = threading.Lock()
        self._filled: _Filled | None = None

    def ready(self, engine: Engine) -> VectorIndex:
        """The index with all that is committed. Raises UserError if there is nothing in it."""
        with self._lock, self._database.read() as unit:
            filled = self._current(engine, unit)
            if not filled.index.info().vectors:
                raise UserError(Code.LIBRARY_EMPTY, engine=engine.name)
            return filled.index

    def faces_on(self, photos: Ids, engine: Engine) -> Ids:
        """The faces of the index, sorted, that are on some photos."""
        with self._lock, self._database.read() as unit:
            filled = self._current(engine, unit)
            if filled.photos is None:
                filled.photos = _photo_numbers(filled.index.ids(), unit)
            return filled.photos.faces_on(photos)

    def follow(self) -> None:
        """Take in what was committed, unless the index is not in use or another thread does."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            if self._filled is not None:
                with self._database.read() as unit:
                    _follow(self._filled, unit)
        finally:
            self._lock.release()

    def _current(self, engine: Engine, unit: UnitOfWork) -> _Filled:
        filled = self._filled
        if filled is None or filled.identity != engine.identity or not _follow(filled, unit):
            self._filled = None  # its memory is free before the next one takes as much
            filled = self._filled = self._fill(engine, unit)
        return filled

    def _fill(self, engine: Engine, unit: UnitOfWork) -> _Filled:
        index = self._make_index(engine.embedder.dimension)
        seq, engine_id = unit.index_changes.newest(), unit.engines.find(engine.identity)
        if engine_id is not None:
            parts = unit.faces.vectors(engine_id)
            for _ in parallel_map(
                lambda part: index.upsert(*part), parts, workers=2, ahead=3, token=CancelToken()
            ):
                pass  # while SQLite reads one part, others are checked and coded
        index.flush()
        return _Filled(index, engine.identity, engine_id, seq)


def _follow(filled: _Filled, unit: UnitOfWork) -> bool:
    """Bring an index to the state of `unit`; False if what it missed is not written down."""
    newest = unit.index_changes.newest()
    if filled.seq == newest:
        return True
    if filled.engine_id is None or filled.seq > newest:
        return False
    if unit.index_changes.is_forgotten(filled.engine_id, filled.seq):
        return False
    while changes := unit.index_changes.after(filled.engine_id, filled.seq, _STEP_ROWS):
        _apply(changes, filled, unit)
        filled.seq = changes.last_seq
    filled.index.flush()
    filled.seq = newest
    return True


def _apply(changes: PendingChanges, filled: _Filled, unit: UnitOfWork) -> None:
    ids, vectors = unit.faces.vectors_of(filled.engine_id or 0, changes.upserts)
    filled.index.delete(changes.deletes)
    filled.index.upsert(ids, vectors)
    if filled.photos is not None:
        filled.photos.drop(changes.deletes)
        filled.photos.set(*unit.faces.photos_of(ids))


def _photo_numbers(held: Ids, unit: UnitOfWork) -> PhotoNumbers:
    faces, photos = unit.faces.photos()
    is_held = np.isin(faces, held)  # other engines know others
    numbers = PhotoNumbers()
    numbers.set(faces[is_held], photos[is_held])
    return numbers
