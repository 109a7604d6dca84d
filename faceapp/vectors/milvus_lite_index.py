"""Face vectors on disk in Milvus Lite's embedded engine: durable, portable to a Milvus server.

One database per collection, so that a damaged one harms no other and a new one takes the place of
an old one by renaming folders. Pinned to 3.2: two calls below, with an underscore, are not public.
"""

import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
from milvus_lite import Collection

from faceapp.core.errors import FaceAppError
from faceapp.core.ports import IndexInfo
from faceapp.core.types import Floats, Halves, Ids
from faceapp.vectors.exact import best, check_query, check_vectors, cosines_of, exact_search
from faceapp.vectors.index_choice import IndexChoice, choose_index
from faceapp.vectors.lite_database import (
    KEY,
    VECTOR,
    is_whole,
    open_collection,
    open_database,
    translated,
)

# Rows handed over at once; a search may come in between.
_BATCH_ROWS = 1_000
# Rows not yet in a file cost every reader 45 microseconds each (Milvus Lite 3.2.2).
_UNFLUSHED_ROWS = 4_000


class MilvusLiteIndex:
    """One collection in its own folder. Thread-safe; a search waits for one batch at most.

    Indexes are built by the search that needs them and let go by the next write: the engine builds
    none in the background, so closing never waits for one.
    """

    def __init__(self, folder: Path, dimension: int, choice: IndexChoice) -> None:
        """Open or make the collection. Raises UserError, FatalError."""
        self._folder = folder
        self._dimension = dimension
        self._choice = choice
        self._lock = threading.RLock()
        self._failure: FaceAppError | None = None
        self._unflushed = 0
        with ExitStack() as undo:
            self._database = open_database(folder)
            undo.callback(self._database.close)
            self._collection = open_collection(self._database, folder, dimension)
            with translated(folder):
                if not self._collection.has_index():
                    self._create_index(self._collection)
            undo.pop_all()

    def upsert(self, ids: Ids, vectors: Floats | Halves) -> None:
        """Store vectors, replacing what the ids had; raises ValueError if they are not unit."""
        check_vectors(vectors, len(ids), self._dimension)
        for start in range(0, len(ids), _BATCH_ROWS):
            part = slice(start, start + _BATCH_ROWS)
            pairs = zip(ids[part].tolist(), vectors[part].tolist(), strict=True)
            rows = [{KEY: face_id, VECTOR: vector} for face_id, vector in pairs]
            with self._engine() as collection:
                collection.release()
                collection.insert(rows)
                self._wrote(len(rows))

    def delete(self, ids: Ids) -> None:
        """Drop ids; unknown ones are ignored."""
        with self._engine() as collection:
            collection.delete(ids.tolist())
            self._wrote(len(ids))

    def flush(self) -> None:
        """Put everything into files; the index over them is built by the next search."""
        with self._engine() as collection:
            collection.flush()
            self._unflushed = 0

    def search(self, query: Floats, limit: int, allowed: Ids | None = None) -> tuple[Ids, Floats]:
        """The ids the index finds with their exact cosines; with `allowed` the plain product."""
        query = check_query(query, self._dimension)
        with self._engine() as collection:
            if allowed is not None:
                return exact_search(self, query, limit, allowed)
            self.flush()
            self._load(collection)
            try:
                ids = self._nearest(collection, query, limit)
            except (IndexError, MemoryError):  # a flipped bit on disk: a row that does not exist
                collection.release()
                self._replace_index(collection)
                ids = self._nearest(collection, query, limit)
            return best(ids, cosines_of(self.vectors(ids), query), limit)

    def ids(self) -> Ids:
        """All ids held, sorted."""
        segments, deleted = self._files()
        if not segments:
            return np.empty(0, np.int64)
        ids: Ids = np.concatenate([np.array(segment.pks, np.int64) for segment in segments])
        writes = np.concatenate([segment.seqs.astype(np.int64) for segment in segments])
        order = np.lexsort((writes, ids))
        ids, writes = ids[order], writes[order]
        newest = np.append(ids[1:] != ids[:-1], True)
        ids, writes = ids[newest], writes[newest]
        if not len(deleted):
            return ids
        pairs = zip(ids.tolist(), writes.tolist(), strict=True)
        alive = [not deleted.is_deleted(face_id, write) for face_id, write in pairs]
        return ids[np.array(alive, np.bool_)]

    def vectors(self, ids: Ids) -> Floats:
        """(N, D) vectors of ids that are held. Raises KeyError for an unknown one."""
        segments, deleted = self._files()
        wanted = ids.tolist()
        vectors = np.empty((len(ids), self._dimension), np.float32)
        newest = np.full(len(ids), -1, np.int64)
        for segment in segments:
            rows = np.array([segment.pk_to_row.get(face_id, -1) for face_id in wanted], np.int64)
            writes = np.where(rows < 0, -1, segment.seqs[rows].astype(np.int64))
            newer = writes > newest
            newest[newer] = writes[newer]
            vectors[newer] = segment.vectors[rows[newer]]
        for face_id, write in zip(wanted, newest.tolist(), strict=True):
            if write < 0 or deleted.is_deleted(face_id, write):
                raise KeyError(face_id)
        return vectors

    def info(self) -> IndexInfo:
        """What the engine itself says; a changed choice comes into force with the next search."""
        with self._engine() as collection:
            told = collection.get_index_info(VECTOR)
        parameters = dict(told["build_params"])
        if told["index_type"] == self._choice.index_type:
            parameters |= self._choice.search
        return IndexInfo(told["index_type"], parameters, len(self.ids()))

    def close(self) -> None:
        """Release files and threads; rows that cannot be flushed stay in the log."""
        with self._lock:
            with suppress(OSError):
                self._collection.close()
            self._database.close()

    @contextmanager
    def _engine(self) -> Iterator[Collection]:
        """The engine, for one caller at a time.

        After a failure only reopening helps: a later flush would delete the log that still holds
        the rows of the failed one (seen with a full disk).
        """
        with self._lock:
            if self._failure:
                raise self._failure
            try:
                with translated(self._folder):
                    yield self._collection
            except FaceAppError as failure:
                self._failure = failure
                raise

    def _wrote(self, rows: int) -> None:
        self._unflushed += rows
        if self._unflushed >= _UNFLUSHED_ROWS:
            self.flush()

    def _files(self) -> tuple[tuple[Any, ...], Any]:
        """Segments of flushed rows, and the deletes that apply to them."""
        with self._engine() as collection:
            self.flush()
            snapshot: tuple[tuple[Any, ...], Any] = collection._read_snapshot()
            return snapshot

    def _create_index(self, collection: Collection) -> None:
        kind = {"index_type": self._choice.index_type, "metric_type": "COSINE"}
        collection.create_index(VECTOR, kind | {"params": self._choice.build})

    def _load(self, collection: Collection) -> None:
        """Read or build the wanted index; a torn or unwanted one is made anew."""
        told = collection.get_index_info(VECTOR)
        wanted = (self._choice.index_type, self._choice.build)
        if (told["index_type"], told["build_params"]) == wanted:
            collection._wait_for_bg()  # files it is merging would come back without an index
            with suppress(RuntimeError, ValueError, OSError, EOFError, MemoryError):
                collection.load()
                return
        self._replace_index(collection)

    def _replace_index(self, collection: Collection) -> None:
        collection.drop_index(VECTOR)
        self._create_index(collection)

    def _nearest(self, collection: Collection, query: Floats, limit: int) -> Ids:
        segments, _ = collection._read_snapshot()
        limit = min(limit, sum(segment.num_rows for segment in segments))
        search = self._choice.search
        if "ef" in search:
            search = {"ef": max(search["ef"], limit)}
        (hits,) = collection.search(
            [query], limit, metric_type="COSINE", output_fields=[], search_params=search
        )
        return np.array([hit["id"] for hit in hits], np.int64)


class MilvusStore:
    """A folder of collections. Use it from the one writing process."""

    def __init__(self, folder: Path, index_type: str, parameters: Mapping[str, int]) -> None:
        """End what a kill left half done. Raises UserError for an index Lite cannot build."""
        self._folder = folder
        self._choice = choose_index(index_type, parameters)
        self._open: dict[str, MilvusLiteIndex] = {}
        for old in folder.glob("*.old"):
            self._end_swap(old)

    def open(self, collection: str, dimension: int) -> MilvusLiteIndex:
        """The collection, made if there is none. Raises UserError, FatalError."""
        index = MilvusLiteIndex(self._folder / collection, dimension, self._choice)
        self._open[collection] = index
        return index

    def is_whole(self, collection: str) -> bool:
        """Whether all its files are there and complete at a glance; no if there are none."""
        return is_whole(self._folder / collection)

    def drop(self, collection: str) -> None:
        """Delete a collection, damaged or not; an unknown one is ignored."""
        self._close(collection)
        with translated(self._folder), suppress(FileNotFoundError):
            shutil.rmtree(self._folder / collection)

    def swap(self, fresh: str, collection: str) -> None:
        """Let `fresh` take the place and name of `collection`; killed halfway, nothing changed."""
        self._close(fresh)
        self._close(collection)
        final = self._folder / collection
        old = final.with_name(f"{collection}.old")
        with translated(self._folder):
            with suppress(FileNotFoundError):
                final.rename(old)
            (self._folder / fresh).rename(final)
            self._end_swap(old)

    def close(self) -> None:
        """Close every collection; safe to call twice."""
        for collection in list(self._open):
            self._close(collection)

    def _close(self, collection: str) -> None:
        if index := self._open.pop(collection, None):
            index.close()

    def _end_swap(self, old: Path) -> None:
        """Take the old collection away if its place is filled, else put it back."""
        final = old.with_suffix("")
        if final.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(final)
