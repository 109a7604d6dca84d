"""The nearest faces of all faces at once: every product up to a size, above it those of near cells.

Faces are divided into cells around centres. The faces of a cell are compared with those of the
cells nearest to it, all together, because a matrix product is an order of magnitude faster than
one list after the other. How many cells are near enough is found out on a sample. numpy multiplies
four times as fast as faiss 1.15 does, whose own BLAS does not know newer processors.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from faceapp.core.face_groups import NEIGHBOURS, NONE, NeighbourGraph
from faceapp.core.jobs import CancelToken, Progress, Report
from faceapp.core.partitions import k_means, nearest
from faceapp.core.types import Floats, Halves, Ids

# Above it not every product is computed.
MOST_EXACT = 150_000
RECALL = 0.98
# Products at once, and multiplications for them: 0.15 s of one core. With fewer rows than some two
# hundred at once a product takes a third longer.
_BLOCK_PRODUCTS, _BLOCK_WORK = 24_000_000, 8_000_000_000
# The highest of so many products at once.
_CHUNK = 64
_LOOK_S = 0.1
_MOST_THREADS = 4
_SAMPLE_ROWS = 500
_FACES_PER_CELL, _TRAINING_ROWS = 1_000, 50_000
_FIRST_CELLS, _MORE_CELLS = 16, 1.5


def find_neighbours(
    vectors: Floats | Halves,
    token: CancelToken,
    report: Report,
    *,
    rows: Ids | None = None,
    count: int = NEIGHBOURS,
    least: float = -1.0,
) -> NeighbourGraph:
    """The `NeighbourSearch` of this program. Raises Cancelled.

    Exact up to `MOST_EXACT` faces, and for so few `rows`; else `RECALL` holds on a sample.
    """
    if rows is None and len(vectors) > MOST_EXACT:
        return Cells(vectors, token.raise_if_cancelled).graph(report, count, least)
    every = np.ascontiguousarray(vectors, np.float32)
    own = np.arange(len(every)) if rows is None else np.asarray(rows)
    graph = _unfilled(len(own), count)
    task = _Task(every, np.arange(len(every)), own, np.arange(len(own)))
    done = 0
    for compared in _compare(task.blocks(), graph, least, token.raise_if_cancelled):
        done += compared
        report(Progress(done, len(own)))
    return graph


@dataclass(frozen=True, eq=False)
class _Task:
    """Compare some of (M, D) vectors, the rows `own` (Q,), with all of them.

    `numbers` (M,) are what the graph calls the vectors, `places` (Q,) its rows to be filled.
    """

    vectors: Floats
    numbers: Ids
    own: Ids
    places: Ids

    def blocks(self) -> Iterator["_Task"]:
        """The same in parts that do not take long."""
        most = _BLOCK_PRODUCTS, _BLOCK_WORK // max(1, self.vectors.shape[1])
        step = max(1, min(most) // max(1, len(self.vectors)))
        for start in range(0, len(self.own), step):
            part = slice(start, start + step)
            yield _Task(self.vectors, self.numbers, self.own[part], self.places[part])

    def fill(self, graph: NeighbourGraph, least: float) -> int:
        """Write the neighbours of the queries into the graph; return how many queries."""
        queries, count = len(self.own), graph.neighbours.shape[1]
        cosines = self.vectors[self.own] @ self.vectors.T
        cosines[np.arange(queries), self.own] = -2
        flat = np.flatnonzero(cosines >= _floors(cosines, count, least)[:, None])
        query, column = np.divmod(flat, len(self.vectors))
        values = cosines.ravel()[flat]
        order = np.lexsort((column, -values, query))
        rank = np.arange(len(order)) - np.searchsorted(query, query)
        order, rank = order[rank < count], rank[rank < count]
        place = self.places[query[order]], rank
        graph.neighbours[place] = self.numbers[column[order]]
        graph.cosines[place] = values[order]
        return queries


class Cells:
    """All faces, sorted into cells of about `_FACES_PER_CELL`."""

    def __init__(self, vectors: Floats | Halves, check: Callable[[], None]) -> None:
        """Choose centres and assign every face; `check` may raise `Cancelled`."""
        self._check, self._near = check, _FIRST_CELLS
        sample = vectors[:: -(-len(vectors) // _TRAINING_ROWS)].astype(np.float32)
        spread = np.linspace(0, len(sample) - 1, max(2, len(vectors) // _FACES_PER_CELL))
        centres = k_means(sample, sample[spread.astype(int)], check)
        cells = nearest(vectors, centres, check)
        self._order = np.argsort(cells, kind="stable")
        self._ends = np.searchsorted(cells[self._order], np.arange(len(centres) + 1))
        self._vectors = np.empty(vectors.shape, np.float32)
        for start in range(0, len(vectors), _TRAINING_ROWS):
            check()
            part = slice(start, start + _TRAINING_ROWS)
            self._vectors[part] = vectors[self._order[part]]
        self._nearest_cells = np.argsort(-(centres @ centres.T), axis=1, kind="stable")

    def __len__(self) -> int:
        """How many cells."""
        return len(self._ends) - 1

    def graph(self, report: Report, count: int, least: float) -> NeighbourGraph:
        """The neighbours of every face, with as many cells compared as `RECALL` takes."""
        while self._near < len(self) and self.recall(self._near, count, least) < RECALL:
            self._near = min(len(self), int(self._near * _MORE_CELLS))
        graph, done = _unfilled(len(self._order), count), 0
        every = np.arange(len(self._order))
        for compared in _compare(self._tasks(every, self._near), graph, least, self._check):
            done += compared
            report(Progress(done, len(every)))
        return graph

    def recall(self, near: int, count: int, least: float) -> float:
        """The share of the neighbours with `least` or more that `near` cells find, on a sample."""
        random = np.random.default_rng(0)
        sample = np.sort(random.choice(len(self._order), _SAMPLE_ROWS, replace=False))
        exact, found = (_unfilled(len(self._order), count) for _ in range(2))
        everything = _Task(self._vectors, self._order, sample, self._order[sample])
        for _ in _compare(everything.blocks(), exact, least, self._check):
            pass
        for _ in _compare(self._tasks(sample, near), found, least, self._check):
            pass
        rows = self._order[sample]
        pairs = zip(exact.neighbours[rows], found.neighbours[rows], strict=True)
        hits = sum(int(np.isin(a[a != NONE], b).sum()) for a, b in pairs)
        wanted = int(np.count_nonzero(exact.neighbours[rows] != NONE))
        return hits / wanted if wanted else 1.0

    def _tasks(self, places: Ids, near: int) -> Iterator[_Task]:
        """What to compare for faces at `places` (sorted) of the sorted order, cell by cell."""
        bounds = np.searchsorted(places, self._ends)
        for cell in range(len(self)):
            own = places[bounds[cell] : bounds[cell + 1]]
            if not len(own):
                continue
            cells = np.sort(self._nearest_cells[cell, :near])
            others = np.concatenate([np.arange(self._ends[c], self._ends[c + 1]) for c in cells])
            task = _Task(
                self._vectors[others],
                self._order[others],
                np.searchsorted(others, own),
                self._order[own],
            )
            yield from task.blocks()


def _floors(cosines: Floats, count: int, least: float) -> Floats:
    """For each row a cosine that the `count` highest reach, and few others.

    As many chunks as are wanted have maxima above it. A chunk takes every so-manieth column, which
    is ten times as fast as neighbouring ones.
    """
    floors = np.full(len(cosines), least, np.float32)
    chunks = cosines.shape[1] // _CHUNK
    if chunks > count:
        inside = cosines[:, : chunks * _CHUNK].reshape(len(cosines), _CHUNK, chunks)
        maxima = np.partition(inside.max(axis=1), chunks - count, axis=1)
        floors = np.maximum(floors, maxima[:, chunks - count])
    return floors


def _compare(
    tasks: Iterable[_Task], graph: NeighbourGraph, least: float, check: Callable[[], None]
) -> Iterator[int]:
    """Do all tasks on several threads; yield how many rows are filled by each."""
    threads = min(_MOST_THREADS, os.cpu_count() or 1)
    under_way: deque[Future[int]] = deque()
    # Threads of the product that wait for each other would take half as much again.
    with threadpool_limits(1, "blas"), ThreadPoolExecutor(threads) as pool:
        for task in tasks:
            check()
            under_way.append(pool.submit(task.fill, graph, least))
            if len(under_way) > threads:
                yield _awaited(under_way.popleft(), check)
        while under_way:
            yield _awaited(under_way.popleft(), check)


def _awaited(filling: Future[int], check: Callable[[], None]) -> int:
    while not filling.done():
        check()
        wait([filling], _LOOK_S)
    return filling.result()


def _unfilled(rows: int, count: int) -> NeighbourGraph:
    neighbours = np.full((rows, count), NONE, np.int32)
    return NeighbourGraph(neighbours, np.full((rows, count), -1, np.float32))
