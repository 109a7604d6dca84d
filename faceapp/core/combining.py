"""Search algebra: photos that hold all of some faces, any of others, and none of yet others.

Every photo is given thresholds once; which photos a least cosine admits is then a comparison of
arrays, so that a slider moves without another query.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from faceapp.core.types import Floats, Ids

# Above and below every cosine: somebody said whose face it is; nothing is known.
SAID, ABSENT = np.float32(2), np.float32(-2)
# Every set of terms is looked at: 255 of them.
MOST_TERMS = 8

Mask = NDArray[np.bool_]


class Rule(StrEnum):
    """What a term asks of a photo: to be on it, to be one of those on it, not to be on it."""

    ALL = "all"
    ANY = "any"
    NONE = "none"


@dataclass(frozen=True, eq=False)
class Hits:
    """Which face fits which term; the arrays belong together, a pair of both comes once.

    `terms` (N,) places in the list of terms, `faces` and `photos` (N,) numbers, `cosines` (N,)
    float32, `SAID` where no cosine decided.
    """

    terms: Ids
    faces: Ids
    photos: Ids
    cosines: Floats

    def of(self, face: int) -> list[tuple[int, float]]:
        """The terms that a face fits, with its cosines."""
        there = self.faces == face
        return list(zip(self.terms[there].tolist(), self.cosines[there].tolist(), strict=True))


@dataclass(frozen=True, eq=False)
class Combined:
    """P photos that hold what is wanted at some threshold, best first, with F faces in all.

    `weakest` (P,) is the least cosine of the best choice of a face for each term, `SAID` if none
    was measured. A photo is admitted up to the threshold `reach` and above its `veto` (P,). The
    faces of a photo, best first, are `starts[p]` up to `starts[p + 1]` of `faces`, `cosines` and
    `gates` (F,); the last is up to which threshold a face counts.
    """

    photos: Ids
    weakest: Floats
    reach: Floats
    veto: Floats
    starts: Ids
    faces: Ids
    cosines: Floats
    gates: Floats

    @property
    def first(self) -> Ids:
        """(P,) the best face of each photo."""
        return self.faces[self.starts[:-1]]

    def admitted(self, least: float) -> Mask:
        """(P,) the photos that hold what is wanted, and nobody unwanted, from this cosine on."""
        return (self.reach >= least) & (self.veto < least)

    def alone(self, least: float, on_photo: Ids) -> Mask:
        """(P,) the photos all of whose `on_photo` (P,) faces are wanted ones."""
        return np.equal(self.count(least), on_photo)

    def count(self, least: float) -> Ids:
        """(P,) how many faces count from this cosine on."""
        sums = np.concatenate([[0], np.cumsum(self.gates >= least)])
        counts: Ids = sums[self.starts[1:]] - sums[self.starts[:-1]]
        return counts

    def faces_of(self, photo: int, least: float) -> tuple[Ids, Floats]:
        """The faces that count from this cosine on at a place of `photos`, and their cosines."""
        part = slice(self.starts[photo], self.starts[photo + 1])
        counts = self.gates[part] >= least
        return self.faces[part][counts], self.cosines[part][counts]


def combine(hits: Hits, rules: Sequence[Rule], pinned: Sequence[bool]) -> Combined:
    """The photos that hold every term of ALL and, if there are such, one of ANY.

    Each needs a face of its own, those of ANY together one. Hits of `pinned` terms count at any
    threshold, as those do that are `SAID`. Raises ValueError without a term to look for, or with
    more than `MOST_TERMS`.
    """
    if not len(rules) == len(pinned) <= MOST_TERMS or all(rule is Rule.NONE for rule in rules):
        raise ValueError(f"cannot combine {list(rules)}")
    gates = np.where(np.array(pinned)[hits.terms], SAID, hits.cosines)
    is_unwanted = np.array([rule is Rule.NONE for rule in rules])[hits.terms]
    faces = _Faces.of(hits, gates, rules, ~is_unwanted)
    weakest = _weakest(faces.cosines, faces.starts)
    fits = weakest > ABSENT
    faces, weakest = faces.on(fits), weakest[fits]
    # Without a pinned term both tables are the same.
    reach = _weakest(faces.gates, faces.starts) if any(pinned) else weakest
    veto = _highest(faces.photos, hits.photos[is_unwanted], gates[is_unwanted])
    return _arranged(faces, weakest, reach, veto)


@dataclass(frozen=True, eq=False)
class _Faces:
    """Faces by photo; `cosines` and `gates` (F, K), a column for each term of ALL, one for ANY."""

    photos: Ids
    starts: Ids
    faces: Ids
    cosines: Floats
    gates: Floats

    @classmethod
    def of(cls, hits: Hits, gates: Floats, rules: Sequence[Rule], wanted: Mask) -> "_Faces":
        columns, count = _columns(rules)
        keys = hits.photos[wanted] * (hits.faces.max(initial=0) + 1) + hits.faces[wanted]
        _, first, rows = np.unique(keys, return_index=True, return_inverse=True)
        tables = np.full((2, len(first), count), ABSENT)
        places = rows, columns[hits.terms[wanted]]
        np.maximum.at(tables[0], places, hits.cosines[wanted])
        np.maximum.at(tables[1], places, gates[wanted])
        photos, starts = np.unique(hits.photos[wanted][first], return_index=True)
        starts = np.append(starts, len(first))
        made = cls(photos, starts, hits.faces[wanted][first], *tables)
        return made.on(np.all(made._best(tables[0]) > ABSENT, axis=1))

    def on(self, kept: Mask) -> "_Faces":
        """Those on some of the photos."""
        counts = np.diff(self.starts)
        rows = np.repeat(kept, counts)
        starts = np.concatenate([[0], np.cumsum(counts[kept])])
        return _Faces(
            self.photos[kept], starts, self.faces[rows], self.cosines[rows], self.gates[rows]
        )

    def _best(self, table: Floats) -> Floats:
        if not len(self.photos):
            return np.empty((0, table.shape[1]), np.float32)
        best: Floats = np.maximum.reduceat(table, self.starts[:-1], axis=0)
        return best


def _columns(rules: Sequence[Rule]) -> tuple[Ids, int]:
    """The column of each term, and how many there are."""
    every = [place for place, rule in enumerate(rules) if rule is Rule.ALL]
    columns = np.full(len(rules), len(every), np.int64)
    columns[every] = np.arange(len(every))
    return columns, len(every) + (Rule.ANY in rules)


def _weakest(table: Floats, starts: Ids) -> Floats:
    """(P,) the highest threshold at which every column has a row of its own among those of a photo.

    By Hall's theorem that is so if any set of n columns has n rows that fit one of them; the
    n-th best row of a set therefore says up to where the set is served.
    """
    weakest = np.full(len(starts) - 1, SAID)
    for columns in _sets(table.shape[1]):
        best = table[:, columns].max(axis=1)
        weakest = np.minimum(weakest, _nth_best(best, starts, len(columns)))
    return weakest


def _sets(count: int) -> Iterator[tuple[int, ...]]:
    for size in range(1, count + 1):
        yield from combinations(range(count), size)


def _nth_best(values: Floats, starts: Ids, place: int) -> Floats:
    """(P,) the n-th highest of each part, `ABSENT` where it is shorter."""
    counts = np.diff(starts)
    if place == 1:
        return np.maximum.reduceat(values, starts[:-1]) if len(counts) else values
    # One key sorts twice as fast as two: a part spans 8, values lie within -2..2.
    keys = np.repeat(np.arange(len(counts)) * 8.0, counts) - values
    ordered = values[np.argsort(keys)]
    at = np.minimum(starts[:-1] + place - 1, max(0, len(values) - 1))
    return np.where(counts >= place, ordered[at] if len(values) else ABSENT, ABSENT)


def _highest(photos: Ids, others: Ids, values: Floats) -> Floats:
    """(P,) the highest value that sorted `photos` have among `others`; `ABSENT` if none."""
    highest = np.full(len(photos), ABSENT)
    if len(photos):
        places = np.minimum(np.searchsorted(photos, others), len(photos) - 1)
        here = photos[places] == others
        np.maximum.at(highest, places[here], values[here])
    return highest


def _arranged(faces: _Faces, weakest: Floats, reach: Floats, veto: Floats) -> Combined:
    """Photos by their weakest face, and the faces of each, best first."""
    order = np.lexsort((faces.photos, -weakest))
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    counts = np.diff(faces.starts)
    best = faces.cosines.max(axis=1, initial=ABSENT)
    rows = np.lexsort((faces.faces, -best, np.repeat(ranks, counts)))
    return Combined(
        faces.photos[order],
        weakest[order],
        reach[order],
        veto[order],
        np.concatenate([[0], np.cumsum(counts[order])]),
        faces.faces[rows],
        best[rows],
        faces.gates.max(axis=1, initial=ABSENT)[rows],
    )
