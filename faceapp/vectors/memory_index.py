"""The index in RAM that answers every search: 8-bit codes find candidates, float16 ranks them.

Among very many rows a sketch of the codes chooses which of them to look at.
"""

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

import faiss
import numpy as np
from numpy.typing import NDArray

from faceapp.core.ports import IndexInfo
from faceapp.core.types import Floats, Halves, Ids
from faceapp.vectors.codes import Codes, codes_of, middle_of
from faceapp.vectors.exact import CHUNK_ROWS, best, check_query, check_vectors, cosines_of
from faceapp.vectors.sketch import Sketch

Mask = NDArray[np.bool_]
Result = TypeVar("Result")

_BLOCK_ROWS = 32_768
_CANDIDATES = 50
# Components of unit vectors are about 1 / sqrt(D); the codes cover this many times as much.
_CODE_RANGE = 6.0
# Rows to judge by whether a component lies to one side.
_ROWS_TO_JUDGE = 256
# Reading a row as float16 costs as much as scanning this many codes.
_SCANS_PER_READ = 32
# Codes come from RAM at 9 GB/s a core, and a thread costs 0.1 ms; a scan needs cores too.
_BLOCKS_PER_THREAD, _MOST_THREADS = 4, 4
# The rows of a block that pass its sketch. Of so many rows for each neighbour that is wanted, or
# more, they hold the nearest for certain: with fewer they seldom do and the codes are scanned too.
_PASSING, _ROWS_PER_NEIGHBOUR = _BLOCK_ROWS // 20, 15_000
_LEAST_SKETCHED = 256
# Errors of the sketch are sums of many, so normal: 5 times the usual one is 1 in 3 million.
_RARE_ERROR = 5.0


class _CodeRows:
    """A fixed number of rows of 8-bit codes, and faiss to scan them."""

    def __init__(self, rows: int, dimension: int) -> None:
        self.index = faiss.IndexScalarQuantizer(
            dimension, faiss.ScalarQuantizer.QT_8bit_direct_signed, faiss.METRIC_INNER_PRODUCT
        )
        self.index.codes.resize(rows * dimension)
        memory = faiss.rev_swig_ptr(self.index.codes.data(), rows * dimension)
        # faiss's own memory: rows are written in place, which no method of the index can do
        self.rows: Codes = memory.reshape(rows, dimension)

    def scan(self, query: Floats, limit: int, admitted: Mask | None = None) -> tuple[Ids, Floats]:
        """Offsets and scores of the best codes for a (D,) query of whole numbers."""
        parameters = None
        if admitted is not None:
            bits = np.packbits(admitted, bitorder="little")
            # the stubs know the constructors of C++ only
            selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        with _one_thread():
            scores, offsets = self.index.search(query[None], limit, params=parameters)
        found = offsets[0] >= 0
        return offsets[0][found], scores[0][found]


class _Block:
    """A fixed number of rows, so that growing copies nothing and shrinking moves one row."""

    def __init__(self, dimension: int, code_scale: float) -> None:
        self.vectors = np.empty((_BLOCK_ROWS, dimension), np.float16)
        self.codes = _CodeRows(_BLOCK_ROWS, dimension)
        self.sketch: Sketch | None = None
        if _is_sketched(dimension):
            self.sketch = Sketch(_BLOCK_ROWS, dimension, code_scale)
            self.passed = _CodeRows(_PASSING, dimension)

    def write(self, offsets: Ids, vectors: Floats | Halves, codes: Codes) -> None:
        """Put vectors and their codes in rows."""
        self.vectors[offsets], self.codes.rows[offsets] = vectors, codes
        if self.sketch:
            self.sketch.write(self.codes.rows, offsets)

    def use(self, rows: int) -> None:
        """Say how many rows are in use."""
        self.codes.index.ntotal = rows
        if self.sketch:
            self.sketch.use(rows)

    def sift(self, query: Floats, whole: Floats, limit: int) -> tuple[Ids, Floats, Floats, Floats]:
        """Offsets and scores for `whole` of what is best by the sketch for `query`.

        Beside them what the sketch says of each, and of the last that passed if not all did.
        """
        assert self.sketch
        with _one_thread():
            passed, rough = self.sketch.scan(query, _PASSING)
        # faiss would wait for each row: 15 ms for a million rows, copied together 4
        np.take(self.codes.rows, passed, axis=0, out=self.passed.rows[: len(passed)], mode="clip")
        self.passed.index.ntotal = len(passed)
        top, scores = self.passed.scan(whole, limit)
        return passed[top], scores, rough[top], rough[_PASSING - 1 :]


def _is_sketched(dimension: int) -> bool:
    """Whether a sketch pays: 128-D codes are as soon scanned."""
    return dimension >= _LEAST_SKETCHED and dimension % 4 == 0


class MemoryIndex:
    """Unit vectors by face id: 3.25 bytes a component, exact answers. Thread-safe.

    Rows are dense: a deleted one is filled with the last. Vectors may come in as float16.
    """

    def __init__(self, dimension: int) -> None:
        """Start empty, for vectors of `dimension`."""
        self._dimension = dimension
        self._code_range = min(1.0, _CODE_RANGE / dimension**0.5)
        self._code_scale = 127 / self._code_range
        self._middle: Floats = np.zeros(dimension, np.float32)
        self._is_judged = False
        self._lock = threading.Lock()
        self._rows: dict[int, int] = {}
        self._ids = np.empty(0, np.int64)
        self._blocks: list[_Block] = []

    def upsert(self, ids: Ids, vectors: Floats | Halves) -> None:
        """Store vectors, replacing what the ids had; raises ValueError if they are not unit."""
        check_vectors(vectors, len(ids), self._dimension)
        last = dict(zip(ids.tolist(), range(len(ids)), strict=True))
        if len(last) < len(ids):
            positions = list(last.values())
            ids, vectors = ids[positions], vectors[positions]
        for start in range(0, len(ids), CHUNK_ROWS):
            part = slice(start, start + CHUNK_ROWS)
            middle = self._middle
            codes = codes_of(vectors[part], self._code_scale, middle)
            with self._lock:
                if middle is not self._middle:
                    codes = codes_of(vectors[part], self._code_scale, self._middle)
                self._write(ids[part], vectors[part], codes)

    def delete(self, ids: Ids) -> None:
        """Drop ids; unknown ones are ignored."""
        with self._lock:
            for face_id in ids.tolist():
                row = self._rows.pop(face_id, None)
                if row is not None:
                    self._move(len(self._rows), row)
            self._fit()

    def flush(self) -> None:
        """Nothing to do: RAM is fast and not durable."""

    def search(self, query: Floats, limit: int, allowed: Ids | None = None) -> tuple[Ids, Floats]:
        """The `limit` nearest ids with their cosines, exactly, ties by id."""
        query = check_query(query, self._dimension)
        with self._lock:
            ids = self._ids[: len(self._rows)]
            admitted = None if allowed is None else np.isin(ids, allowed)
            rows, cosines = self._near(query, limit, admitted)
            return best(ids[rows], cosines, limit)

    def ids(self) -> Ids:
        """All ids held, sorted."""
        with self._lock:
            return np.sort(self._ids[: len(self._rows)])

    def vectors(self, ids: Ids) -> Floats:
        """(N, D) vectors of ids that are held. Raises KeyError for an unknown one."""
        with self._lock:
            rows = np.array([self._rows[face_id] for face_id in ids.tolist()], np.int64)
            vectors = np.empty((len(rows), self._dimension), np.float32)
            for block, here, offsets in self._parts(rows):
                vectors[here] = block.vectors[offsets]
            return vectors

    def info(self) -> IndexInfo:
        """Type, parameters in force, number of vectors."""
        return IndexInfo("SQ8", {"candidates": _CANDIDATES}, len(self._rows))

    def close(self) -> None:
        """Give the memory back."""
        with self._lock:
            self._rows.clear()
            self._fit()

    def _write(self, ids: Ids, vectors: Floats | Halves, codes: Codes) -> None:
        held = self._rows
        rows = np.array([held.setdefault(face_id, len(held)) for face_id in ids.tolist()], np.int64)
        self._fit()
        self._ids[rows] = ids
        for block, here, offsets in self._parts(rows):
            block.write(offsets, vectors[here], codes[here])
        if not self._is_judged and len(held) >= _ROWS_TO_JUDGE:
            self._judge()

    def _judge(self) -> None:
        """Learn around which middle the components lie, and code again what is held."""
        self._is_judged = True
        self._middle = middle_of(self._blocks[0].vectors[:_ROWS_TO_JUDGE], self._code_range)
        if self._middle.any():
            for block in self._blocks:
                vectors = block.vectors[: block.codes.index.ntotal]
                codes = codes_of(vectors, self._code_scale, self._middle)
                block.write(np.arange(len(vectors)), vectors, codes)

    def _move(self, source: int, target: int) -> None:
        if source == target:
            return
        face_id = int(self._ids[source])
        self._ids[target] = face_id
        self._rows[face_id] = target
        (old, old_row), (new, new_row) = self._place(source), self._place(target)
        offsets = np.array([new_row])
        new.write(offsets, old.vectors[old_row], old.codes.rows[old_row])

    def _fit(self) -> None:
        """As many blocks as the rows need, each knowing how many of its rows are in use."""
        needed = -(-len(self._rows) // _BLOCK_ROWS)
        while len(self._blocks) < needed:
            self._blocks.append(_Block(self._dimension, self._code_scale))
        del self._blocks[needed:]
        if len(self._ids) != needed * _BLOCK_ROWS:
            self._ids = np.resize(self._ids, needed * _BLOCK_ROWS)
        for number, block in enumerate(self._blocks):
            block.use(min(_BLOCK_ROWS, len(self._rows) - number * _BLOCK_ROWS))

    def _near(self, query: Floats, limit: int, admitted: Mask | None) -> tuple[Ids, Floats]:
        """Rows, with their cosines, that certainly contain the `limit` nearest.

        A row outside the candidates scores no higher than the worst of them, so it is out of the
        race if that score, plus twice the largest error seen, stays below the `limit`th cosine.
        """
        if admitted is None and (found := self._near_by_sketch(query, limit)):
            return found
        total = len(self._rows) if admitted is None else int(np.count_nonzero(admitted))
        wanted = max(_CANDIDATES, 4 * limit)
        while 4 * wanted < total and len(self._rows) < _SCANS_PER_READ * total:
            rows, scores = self._scan(query, wanted, admitted)
            cosines = self._cosines(rows, query)
            reach = scores.min() + 2 * np.abs(scores - cosines).max()
            if limit < 1 or reach < np.partition(cosines, -limit)[-limit]:
                return rows, cosines
            wanted *= 4
        rows = np.arange(total) if admitted is None else np.flatnonzero(admitted)
        return rows, self._cosines(rows, query)

    def _near_by_sketch(self, query: Floats, limit: int) -> tuple[Ids, Floats] | None:
        """The same in half the time; None if it is not to be had or not certain."""
        is_large = len(self._rows) >= _ROWS_PER_NEIGHBOUR * limit
        if limit < 1 or not is_large or not _is_sketched(self._dimension):
            return None
        wanted = max(_CANDIDATES, 4 * limit)
        whole, scale, shift = self._whole(query)

        def sketched(number: int) -> tuple[Ids, Floats, Floats, Floats]:
            offsets, scores, rough, missed = self._blocks[number].sift(query, whole, wanted)
            rows = offsets + number * _BLOCK_ROWS
            return rows, scores / scale + shift, rough + shift, missed + shift

        found = zip(*_spread(sketched, len(self._blocks)), strict=True)
        rows, scores, rough, missed = map(np.concatenate, found)
        top = np.argpartition(-scores, wanted - 1)[:wanted]
        cosines = self._cosines(rows[top], query)
        usual = float(np.sqrt(np.mean((rough[top] - cosines) ** 2)))
        doubt = 2 * float(np.abs(scores[top] - cosines).max())
        reach = max(missed.max() + _RARE_ERROR * usual, scores[top].min() + doubt)
        return (rows[top], cosines) if reach < np.partition(cosines, -limit)[-limit] else None

    def _scan(self, query: Floats, limit: int, admitted: Mask | None) -> tuple[Ids, Floats]:
        whole, scale, shift = self._whole(query)

        def scanned(number: int) -> tuple[Ids, Floats]:
            start = number * _BLOCK_ROWS
            mask = None if admitted is None else admitted[start : start + _BLOCK_ROWS]
            offsets, found = self._blocks[number].codes.scan(whole, limit, mask)
            return offsets + start, found / scale + shift

        rows, scores = zip(*_spread(scanned, len(self._blocks)), strict=True)
        merged, merged_scores = np.concatenate(rows), np.concatenate(scores)
        top = np.argpartition(-merged_scores, limit - 1)[:limit]
        return merged[top], merged_scores[top]

    def _whole(self, query: Floats) -> tuple[Floats, float, float]:
        """The query as whole numbers, to which scans round, and how scores become cosines.

        They are divided by the second number; the third, for the middle of the codes, is added.
        """
        query_scale = 127 / float(np.abs(query).max())
        shift = float(query @ self._middle)
        return np.rint(query * query_scale), query_scale * self._code_scale, shift

    def _cosines(self, rows: Ids, query: Floats) -> Floats:
        cosines = np.empty(len(rows), np.float32)
        for block, here, offsets in self._parts(rows):
            cosines[here] = cosines_of(block.vectors[offsets].astype(np.float32), query)
        return cosines

    def _place(self, row: int) -> tuple[_Block, int]:
        return self._blocks[row // _BLOCK_ROWS], row % _BLOCK_ROWS

    def _parts(self, rows: Ids) -> Iterator[tuple[_Block, Mask, Ids]]:
        """Each block that holds some of `rows`: which of them, and where in the block."""
        numbers, offsets = np.divmod(rows, _BLOCK_ROWS)
        for number in np.unique(numbers):
            here = numbers == number
            yield self._blocks[number], here, offsets[here]


def _spread(work: Callable[[int], Result], count: int) -> list[Result]:
    """`work` of 0 .. count - 1, in order, in several threads where that pays."""
    threads = min(_MOST_THREADS, os.cpu_count() or 1, count // _BLOCKS_PER_THREAD)
    if threads < 2:
        return list(map(work, range(count)))
    with ThreadPoolExecutor(threads, thread_name_prefix="search") as pool:
        return list(pool.map(work, range(count)))


@contextmanager
def _one_thread() -> Iterator[None]:
    """Keep faiss to the calling thread, for which alone OpenMP keeps the number.

    It splits queries, and there is one: on two busy cores the other thread was only waited for,
    17 ms a block of 512-D instead of 0.8.
    """
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)
