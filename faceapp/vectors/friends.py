"""Neighbours of neighbours are likely neighbours: what a coarse search missed is found that way.

One round of what is known as NN-descent (Dong et al. 2011), over pairs that are alike enough only.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from faceapp.core.face_groups import NONE, NeighbourGraph
from faceapp.core.types import Floats, Ids

# Friends of each face that are asked for theirs: its nearest, and those it is nearest to.
_FRIENDS = 10
_BLOCK_ROWS, _CHUNK_PAIRS = 20_000, 65_536


def spread(graph: NeighbourGraph, vectors: Floats, check: Callable[[], None]) -> None:
    """Write better neighbours of every face into the graph of (N, D) unit `vectors`.

    `check` is called often and may raise `Cancelled`, which leaves the graph better in part.
    """
    from scipy.sparse import csr_array  # noqa: PLC0415  every command would wait for it

    one, other = _friendships(graph, check)
    count = len(vectors)
    friends = csr_array((np.ones(len(one), np.float32), (one, other)), shape=(count, count))
    for start in range(0, count, _BLOCK_ROWS):
        check()
        theirs = (friends[start : start + _BLOCK_ROWS] @ friends).tocoo()
        rows, columns = theirs.coords[0].astype(np.int64) + start, theirs.coords[1].astype(np.int64)
        others = rows != columns
        rows, columns = rows[others], columns[others]
        cosines = np.empty(len(rows), np.float32)
        for first in range(0, len(rows), _CHUNK_PAIRS):
            check()
            part = slice(first, first + _CHUNK_PAIRS)
            cosines[part] = np.vecdot(vectors[rows[part]], vectors[columns[part]])
        alike = cosines >= graph.least
        _merge(graph, start, rows[alike], columns[alike], cosines[alike])


def blend(graph: NeighbourGraph, other: NeighbourGraph, check: Callable[[], None]) -> None:
    """Write into the graph what another one of the same faces knows better."""
    for start in range(0, len(graph.neighbours), _BLOCK_ROWS):
        check()
        part = slice(start, start + _BLOCK_ROWS)
        rows, place = np.nonzero(other.neighbours[part] != NONE)
        found = other.neighbours[part][rows, place].astype(np.int64)
        _merge(graph, start, rows + start, found, other.cosines[part][rows, place])


def _friendships(graph: NeighbourGraph, check: Callable[[], None]) -> tuple[Ids, Ids]:
    """Pairs of a face and one of its friends."""
    own, place = np.nonzero(graph.neighbours[:, :_FRIENDS] != NONE)
    theirs, cosines = graph.neighbours[own, place].astype(np.int64), graph.cosines[own, place]
    check()
    order = np.argsort(theirs, kind="stable")
    check()
    ends = np.searchsorted(theirs[order], np.arange(0, len(graph.neighbours), _BLOCK_ROWS))
    admired = [order[:0]]
    for some in np.split(order, ends[1:]):
        check()
        best = some[np.lexsort((-cosines[some], theirs[some]))]
        admired.append(best[_ranks(theirs[best]) < _FRIENDS])
    back = np.concatenate(admired)
    return np.concatenate([own, theirs[back]]), np.concatenate([theirs, own[back]])


def _merge(graph: NeighbourGraph, start: int, rows: Ids, columns: Ids, cosines: Floats) -> None:
    """Keep the best of what some rows from `start` on have and of what was found for them."""
    part = slice(start, start + _BLOCK_ROWS)
    neighbours = graph.neighbours[part]
    own, place = np.nonzero(neighbours != NONE)
    rows = np.concatenate([own, rows - start])
    columns = np.concatenate([neighbours[own, place], columns])
    cosines = np.concatenate([graph.cosines[part][own, place], cosines])
    _, fresh = np.unique((rows << 32) | columns, return_index=True)
    order = fresh[np.lexsort((-cosines[fresh], rows[fresh]))]
    ranks = _ranks(rows[order])
    order, ranks = order[ranks < neighbours.shape[1]], ranks[ranks < neighbours.shape[1]]
    neighbours[rows[order], ranks] = columns[order]
    graph.cosines[part][rows[order], ranks] = cosines[order]


def _ranks(groups: NDArray[np.int64]) -> Ids:
    """The place of each element among those of its group, which stand together in order."""
    ranks: Ids = np.arange(len(groups)) - np.searchsorted(groups, groups)
    return ranks
