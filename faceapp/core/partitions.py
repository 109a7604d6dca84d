"""The two ways to put faces together that everybody knows: DBSCAN on the graph, K-Means.

Neither knows what people decided; whoever calls them takes apart what may not be together.
"""

from collections.abc import Callable

import numpy as np

from faceapp.core.agglomeration import Edges
from faceapp.core.claims import Bools
from faceapp.core.components import connected
from faceapp.core.face_groups import NONE
from faceapp.core.types import Floats, Halves, Ids

# A face with so many neighbours, itself among them, is the core of a group.
_CORE = 3
# Above it K-Means looks at samples of the faces only.
_MOST_AT_ONCE = 50_000
_ROUNDS, _SAMPLES_ROUNDS, _BATCH_ROWS = 25, 3, 4_096
# Products between two looks at the token.
_BLOCK_PRODUCTS = 20_000_000


def dbscan(edges: Edges, count: int, level: float) -> Ids:
    """(N,) groups of faces that cores of `level` connect; -1 is noise.

    Two faces that have nobody but each other are a group too.
    """
    edges = edges.where(edges.scores >= level)
    neighbours = np.bincount(edges.one, minlength=count) + np.bincount(edges.other, minlength=count)
    core = neighbours + 1 >= _CORE
    inner = edges.where(core[edges.one] & core[edges.other])
    labels = connected(count, inner.one, inner.other)
    groups: Ids = np.where(core, labels, NONE)
    border = edges.where(core[edges.one] != core[edges.other])
    order = np.argsort(border.scores, kind="stable")  # the best neighbour is written last
    one, other = border.one[order], border.other[order]
    groups[np.where(core[one], other, one)] = groups[np.where(core[one], one, other)]
    pairs = edges.where(~core[edges.one] & ~core[edges.other])
    pairs = pairs.where((groups[pairs.one] == NONE) & (groups[pairs.other] == NONE))
    groups[pairs.one] = groups[pairs.other] = labels.max(initial=0) + 1 + np.arange(len(pairs))
    return groups


def k_means(vectors: Floats, centres: Floats, check: Callable[[], None]) -> Floats:
    """(K, D) the directions of the groups that form around the `centres` (K, D)."""
    if len(vectors) > _MOST_AT_ONCE:
        return _moved_by_samples(vectors, centres, check)
    labels = nearest(vectors, centres, check)
    for _ in range(_ROUNDS):
        before, centres = labels, _means(vectors, labels, centres)
        labels = nearest(vectors, centres, check)
        if np.array_equal(labels, before):
            break
    return centres


def nearest(vectors: Floats | Halves, centres: Floats, check: Callable[[], None]) -> Ids:
    """(N,) the place of the centre that each vector is most alike to."""
    labels = np.empty(len(vectors), np.int64)
    step = max(1, _BLOCK_PRODUCTS // len(centres))
    for start in range(0, len(vectors), step):
        check()
        rows = slice(start, start + step)
        own = vectors[rows].astype(np.float32, copy=False)
        labels[rows] = (own @ centres.T).argmax(axis=1)
    return labels


def unit(vectors: Floats) -> Floats:
    """(N, D) the same directions with unit length; what has no direction stays as it is."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    directions: Floats = vectors / np.maximum(lengths, np.float32(1e-9))
    return directions


def joined(labels: Ids, wanted: Ids) -> Ids:
    """(N,) numbers of what `labels` (N,) and `wanted` (N,), where -1 binds nothing, make of all."""
    rows = np.flatnonzero(wanted != NONE)
    count = int(labels.max(initial=NONE)) + 1
    width = count + int(wanted.max(initial=NONE)) + 1
    return connected(width, labels[rows], count + wanted[rows])[labels]


def _moved_by_samples(vectors: Floats, centres: Floats, check: Callable[[], None]) -> Floats:
    """Mini-batches (Sculley 2010): each centre follows the mean of all it was nearest to."""
    random, seen = np.random.default_rng(0), np.ones(len(centres), np.float32)
    for _ in range(_SAMPLES_ROUNDS):
        order = random.permutation(len(vectors))
        for start in range(0, len(order), _BATCH_ROWS):
            some = vectors[order[start : start + _BATCH_ROWS]]
            groups, sums, sizes = _sums(some, nearest(some, centres, check))
            seen[groups] += sizes
            moved = centres.copy()
            moved[groups] += (sums - sizes[:, None] * centres[groups]) / seen[groups, None]
            centres = unit(moved)
    return centres


def _means(vectors: Floats, labels: Ids, centres: Floats) -> Floats:
    """The directions of the groups; an empty one stays where it was."""
    groups, sums, _ = _sums(vectors, labels)
    moved = centres.copy()
    moved[groups] = sums
    return unit(moved)


def _sums(vectors: Floats, labels: Ids) -> tuple[Ids, Floats, Floats]:
    """The groups there are, the sums of their vectors, their sizes."""
    order = np.argsort(labels, kind="stable")
    groups, starts, sizes = np.unique(labels[order], return_index=True, return_counts=True)
    sums: Floats = np.add.reduceat(vectors[order], starts, axis=0)
    return groups, sums, sizes.astype(np.float32)


def is_inside(edges: Edges, groups: Ids, wanted: Ids) -> Bools:
    """Which edges lie within one of the `wanted` groups."""
    same: Bools = groups[edges.one] == groups[edges.other]
    return same & np.isin(groups[edges.one], wanted)
