"""Whose face is it? Faces and groups against the people whose faces were confirmed."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from faceapp.core.claims import Bools
from faceapp.core.face_groups import NONE, FacesToGroup, Grouping
from faceapp.core.grouping_levels import Levels
from faceapp.core.prototypes import means_of_looks
from faceapp.core.types import Floats, Ids

# Scores between two looks at the token.
_BLOCK_SCORES = 4_000_000
_NEVER = np.float32(-2)


@dataclass(frozen=True, eq=False)
class People:
    """P people: `numbers` (P,) sorted; the mean vectors of their looks (L, D), `starts` (P,)."""

    numbers: Ids
    looks: Floats
    starts: Ids

    @property
    def block_rows(self) -> int:
        """How many faces to score at once."""
        return max(1, _BLOCK_SCORES // len(self.looks))

    def scores(self, vectors: Floats) -> Floats:
        """(N, P) mean cosines to the faces of the look that fits best."""
        scores: Floats = np.maximum.reduceat(vectors @ self.looks.T, self.starts, axis=1)
        return scores


def known_people(faces: FacesToGroup, check: Callable[[], None]) -> People:
    """Everybody with a confirmed face; there must be one."""
    seeds = np.flatnonzero(faces.person != NONE)
    seeds = seeds[np.argsort(faces.person[seeds], kind="stable")]
    numbers, starts = np.unique(faces.person[seeds], return_index=True)
    looks = []
    for rows in np.split(seeds, starts[1:]):
        check()
        looks.append(means_of_looks(faces.vectors[rows], check))
    counts = [len(each) for each in looks]
    return People(numbers, np.concatenate(looks), np.cumsum([0, *counts[:-1]]))


def name(faces: FacesToGroup, labels: Ids, levels: Levels, check: Callable[[], None]) -> Grouping:
    """Say to whom the faces of groups `labels` (N,) may be given, and whom to ask about.

    A face is given to the person of its group if it is surely more alike to that person than to
    anybody else. All faces of a group that is nobody's are asked about together, but for those of
    which a human said that they are not that person.
    """
    count = len(faces)
    people, suggested = np.full(count, NONE), np.full(count, NONE)
    score = np.zeros(count, np.float32)
    if (faces.person != NONE).any():
        known = known_people(faces, check)
        owners = _owners(faces, labels)
        ours = np.flatnonzero((owners != NONE) & (faces.person == NONE))
        for rows in np.array_split(ours, -(-len(ours) // known.block_rows)) if len(ours) else ():
            check()
            own, ahead = _of_their_person(faces, known, rows, owners[rows])
            sure = (own >= levels.certain) & (ahead >= levels.margin)
            people[rows] = np.where(sure, owners[rows], NONE)
            suggested[rows] = np.where(sure, NONE, owners[rows])
            score[rows] = own
        rows, persons, cosines = _asked(faces, known, labels, owners, levels.ask, check)
        suggested[rows], score[rows] = persons, cosines
    return Grouping(labels, people, suggested, score)


def _owners(faces: FacesToGroup, labels: Ids) -> Ids:
    """(N,) the person whose confirmed faces the group of each face holds."""
    seeds = np.flatnonzero(faces.person != NONE)
    owner_of = np.full(labels.max(initial=0) + 1, NONE)
    owner_of[labels[seeds]] = faces.person[seeds]
    return np.where(labels == NONE, NONE, owner_of[labels])


def _of_their_person(
    faces: FacesToGroup, known: People, rows: Ids, owners: Ids
) -> tuple[Floats, Floats]:
    """The cosine of each face to its person, and how far the next person is behind."""
    scores = known.scores(faces.vectors[rows].astype(np.float32))
    places = np.arange(len(rows)), np.searchsorted(known.numbers, owners)
    own = scores[places]
    scores[places] = _NEVER
    return own, own - scores.max(axis=1)


def _asked(
    faces: FacesToGroup,
    known: People,
    labels: Ids,
    owners: Ids,
    least: float,
    check: Callable[[], None],
) -> tuple[Ids, Ids, Floats]:
    """Rows of nobody's faces, the person to ask about, the cosine of their group to the person."""
    rows = np.flatnonzero((owners == NONE) & (faces.person == NONE))
    units = np.where(labels == NONE, labels.max(initial=0) + 1 + np.arange(len(labels)), labels)
    rows = rows[np.argsort(units[rows], kind="stable")]
    if not len(rows):
        return rows, rows, np.empty(0, np.float32)
    numbers, starts, unit_of = np.unique(units[rows], return_index=True, return_inverse=True)
    best = np.empty(len(numbers), np.int64)
    cosines = np.empty(len(numbers), np.float32)
    refused = _refused(faces, known, units, numbers)
    ends = np.append(starts, len(rows))
    for start in range(0, len(numbers), known.block_rows):
        check()
        part = slice(start, min(start + known.block_rows, len(numbers)))
        own = rows[ends[part.start] : ends[part.stop]]
        sums: Floats = np.add.reduceat(
            faces.vectors[own].astype(np.float32), starts[part] - starts[start], axis=0
        )
        sizes = np.diff(ends)[part, None].astype(np.float32)
        scores = known.scores(sums / sizes)
        here = (refused[:, 0] >= part.start) & (refused[:, 0] < part.stop)
        scores[refused[here, 0] - start, refused[here, 1]] = _NEVER
        best[part], cosines[part] = known.numbers[scores.argmax(axis=1)], scores.max(axis=1)
    persons = best[unit_of]
    asked = (cosines >= least)[unit_of] & ~_beside(faces, rows, persons)
    asked &= ~_is_rejected(faces, rows, persons)
    return rows[asked], persons[asked], cosines[unit_of][asked]


def _refused(faces: FacesToGroup, known: People, units: Ids, numbers: Ids) -> Ids:
    """(R, 2) places in `numbers` of groups, and in `known` of whom half of their faces are not."""
    rows, persons = faces.rejected[np.isin(faces.rejected[:, 1], known.numbers)].T
    inside = np.isin(units[rows], numbers)
    places = np.searchsorted(numbers, units[rows[inside]])
    columns = np.searchsorted(known.numbers, persons[inside])
    pairs, counts = np.unique(np.stack([places, columns], axis=1), axis=0, return_counts=True)
    sizes = np.bincount(np.searchsorted(numbers, units[np.isin(units, numbers)]))
    refused: Ids = pairs[2 * counts >= sizes[pairs[:, 0]]]
    return refused


def _is_rejected(faces: FacesToGroup, rows: Ids, persons: Ids) -> Bools:
    """Which faces `rows` (M,) are not those of `persons` (M,), as a human said."""
    width = int(max(faces.rejected[:, 1].max(initial=0), persons.max(initial=0))) + 1
    rejected = faces.rejected[:, 0] * width + faces.rejected[:, 1]
    is_rejected: Bools = np.isin(rows * width + persons, rejected)
    return is_rejected


def _beside(faces: FacesToGroup, rows: Ids, persons: Ids) -> Bools:
    """Which faces are on a photo where another face was confirmed for that person."""
    seeds = np.flatnonzero(faces.person != NONE)
    width = int(max(faces.person.max(), persons.max(initial=0))) + 1
    taken = faces.photos[seeds] * width + faces.person[seeds]
    beside: Bools = np.isin(faces.photos[rows] * width + persons, taken)
    return beside
