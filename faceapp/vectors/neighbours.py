"""The nearest faces of all faces at once: every product up to a size, above it those of near cells.

Faces are divided into cells around centres. The faces of a cell are compared with those of the
cells nearest to it, all together, because a matrix product is an order of magnitude faster than
one list after the other; then neighbours of neighbours are looked at, until a sample says that it
is enough. numpy multiplies four times as fast as faiss 1.15, whose BLAS knows no newer processors.
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
from faceapp.vectors.friends import blend, spread

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
# A round over the friends of friends that finds fewer new ones than this was the last.
_WORTH_A_ROUND = 0.005
_FACES_PER_CELL, _TRAINING_ROWS = 1_000, 50_000
# Near cells of each of the first divisions; later ones look at twice as many each time.
_NEAR_CELLS, _DIVISIONS = 8, 6


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

    Exact up to `MOST_EXACT` faces, and for so few `rows`: nothing is left out, for that would save
    nothing. Else `RECALL` holds on a sample, for neighbours of at least `least`.
    """
    every = np.ascontiguousarray(vectors, np.float32)
    if rows is None and len(vectors) > MOST_EXACT:
        return NearEnough(every, count, least, token.raise_if_cancelled).improve(report)
    own = np.arange(len(every)) if rows is None else np.asarray(rows)
    graph = _unfilled(len(own), count, -1.0)
    task = _Task(every, np.arange(len(every)), own, np.arange(len(own)))
    done = 0
    for compared in _compare(task.blocks(), graph, token.raise_if_cancelled):
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

    def fill(self, graph: NeighbourGraph) -> int:
        """Write the neighbours of the queries into the graph; return how many queries."""
        queries, count = len(self.own), graph.neighbours.shape[1]
        cosines = self.vectors[self.own] @ self.vectors.T
        cosines[np.arange(queries), self.own] = -2
        flat = np.flatnonzero(cosines >= _floors(cosines, count, graph.least)[:, None])
        query, column = np.divmod(flat, len(self.vectors))
        values = cosines.ravel()[flat]
        order = np.lexsort((column, -values, query))
        rank = np.arange(len(order)) - np.searchsorted(query, query)
        order, rank = order[rank < count], rank[rank < count]
        place = self.places[query[order]], rank
        graph.neighbours[place] = self.numbers[column[order]]
        graph.cosines[place] = values[order]
        return queries


class NearEnough:
    """A graph that gets better until a sample of faces says that it is good enough.

    Each division into cells brings neighbours together that another keeps apart; what one of them
    knows, the neighbours of its neighbours are told.
    """

    def __init__(
        self, vectors: Floats, count: int, least: float, check: Callable[[], None]
    ) -> None:
        """Find out who is really nearest to the sample; `check` may raise `Cancelled`."""
        self._vectors, self._check = vectors, check
        self.graph = _unfilled(len(vectors), count, least)
        random = np.random.default_rng(0)
        size = min(_SAMPLE_ROWS, len(vectors))
        self._sample = np.sort(random.choice(len(vectors), size, replace=False))
        self._truth = _unfilled(size, count, least)
        task = _Task(vectors, np.arange(len(vectors)), self._sample, np.arange(size))
        for _ in _compare(task.blocks(), self._truth, check):
            pass

    def recall(self) -> float:
        """The share of the real neighbours of the sample that the graph knows by now."""
        known = self.graph.neighbours[self._sample]
        pairs = zip(self._truth.neighbours, known, strict=True)
        hits = sum(int(np.isin(a[a != NONE], b).sum()) for a, b in pairs)
        wanted = int(np.count_nonzero(self._truth.neighbours != NONE))
        return hits / wanted if wanted else 1.0

    def improve(self, report: Report) -> NeighbourGraph:
        """Go on until `RECALL` is reached. Raises Cancelled."""
        divisions, now = 0, self.recall()
        while now < RECALL:
            self.divide(divisions, report)
            before, now = now, self.recall()
            while before + _WORTH_A_ROUND < now < RECALL:
                spread(self.graph, self._vectors, self._check)
                before, now = now, self.recall()
            divisions += 1
        return self.graph

    def divide(self, number: int, report: Report) -> None:
        """Compare the faces of near cells, of another division for each number."""
        graph, rows = self.graph, len(self._vectors)
        if number > 0:
            graph = _unfilled(rows, graph.neighbours.shape[1], graph.least)
        done = 0
        for compared in _compare(self._tasks(number), graph, self._check):
            done += compared
            report(Progress(done, rows))
        if number > 0:
            blend(self.graph, graph, self._check)

    def _tasks(self, number: int) -> Iterator[_Task]:
        """What to compare, cell by cell; the more often it was divided, the more cells are near."""
        order, ends, nearest_cells = _division(self._vectors, number, self._check)
        near = _NEAR_CELLS * 2 ** max(0, number - _DIVISIONS)
        for cell in range(len(nearest_cells)):
            own = order[ends[cell] : ends[cell + 1]]
            cells = np.append(nearest_cells[cell, :near][nearest_cells[cell, :near] != cell], cell)
            others = np.concatenate([order[ends[c] : ends[c + 1]] for c in cells])
            places = np.arange(len(others) - len(own), len(others))
            yield from _Task(self._vectors[others], others, places, own).blocks()


def _division(vectors: Floats, number: int, check: Callable[[], None]) -> tuple[Ids, Ids, Ids]:
    """All rows sorted by their cell, where each cell ends, which cells are nearest to each."""
    random = np.random.default_rng(number)
    size = min(_TRAINING_ROWS, len(vectors))
    sample = vectors[random.choice(len(vectors), size, replace=False)]
    centres = k_means(sample, sample[: max(2, len(vectors) // _FACES_PER_CELL)], check)
    cells = nearest(vectors, centres, check)
    order = np.argsort(cells, kind="stable")
    ends = np.searchsorted(cells[order], np.arange(len(centres) + 1))
    return order, ends, np.argsort(-(centres @ centres.T), axis=1, kind="stable")


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
    tasks: Iterable[_Task], graph: NeighbourGraph, check: Callable[[], None]
) -> Iterator[int]:
    """Do all tasks on several threads; yield how many rows are filled by each."""
    threads = min(_MOST_THREADS, os.cpu_count() or 1)
    under_way: deque[Future[int]] = deque()
    # Threads of the product that wait for each other would take half as much again.
    with threadpool_limits(1, "blas"), ThreadPoolExecutor(threads) as pool:
        for task in tasks:
            check()
            under_way.append(pool.submit(task.fill, graph))
            if len(under_way) > threads:
                yield _awaited(under_way.popleft(), check)
        while under_way:
            yield _awaited(under_way.popleft(), check)


def _awaited(filling: Future[int], check: Callable[[], None]) -> int:
    while not filling.done():
        check()
        wait([filling], _LOOK_S)
    return filling.result()


def _unfilled(rows: int, count: int, least: float) -> NeighbourGraph:
    neighbours = np.full((rows, count), NONE, np.int32)
    return NeighbourGraph(neighbours, np.full((rows, count), -1, np.float32), least)
