"""Put faces together that are one person's, without ever going against what people decided.

Faces confirmed for one person start as one group. What is alike without any doubt comes together
first; then the algorithm that was asked for decides about the rest, and what it put together
against a claim (two faces of a photo, two people, a rejection) is taken apart again. Faces too
poor to found a group join the groups there are at last.
"""

from collections.abc import Callable

import numpy as np

from faceapp.core.agglomeration import Agglomeration, Edges
from faceapp.core.claims import Bools, claims_of
from faceapp.core.face_groups import (
    NONE,
    Algorithm,
    FacesToGroup,
    Grouping,
    GroupingOptions,
    NeighbourGraph,
)
from faceapp.core.familiarity import familiarity
from faceapp.core.grouping_levels import Levels, levels_of
from faceapp.core.jobs import CancelToken, Progress, Report
from faceapp.core.matching import name
from faceapp.core.partitions import dbscan, is_inside, joined, k_means, nearest, unit
from faceapp.core.regrouping import stable_numbers
from faceapp.core.types import Ids

# Faces that may found a group: sharp, large and frontal enough to tell people apart by.
_LEAST_QUALITY, _LEAST_SCORE, _LEAST_SIDE = 0.5, 0.6, 24.0
_STEPS = 6
_BLOCK_ROWS = 4_096


def group(
    faces: FacesToGroup,
    graph: NeighbourGraph,
    options: GroupingOptions,
    token: CancelToken,
    report: Report,
) -> Grouping:
    """Group all faces anew; `graph` has one row for each of them. Raises Cancelled.

    Groups are numbered from 0, the largest first, or as `faces.before` had them where they overlap
    most (`stable_numbers`).
    """
    work = _Work(faces, graph.least, options, token, report)
    every = np.arange(len(faces))
    labels = work.grouped(_edges(graph, every, len(faces), token.raise_if_cancelled))
    if faces.before is not None:
        labels = stable_numbers(labels, faces.before)
    return work.named(labels)


def attach(
    faces: FacesToGroup,
    rows: Ids,
    graph: NeighbourGraph,
    options: GroupingOptions,
    token: CancelToken,
    report: Report,
) -> Grouping:
    """Let the new or waiting faces `rows` (M,) join groups and people, found a group, or wait.

    `graph` has one row for each of `rows`; its neighbours may be any face. `faces.before` has the
    groups so far, which stay as they are and keep their numbers. Raises Cancelled.
    """
    work = _Work(faces, graph.least, options, token, report)
    before = np.full(len(faces), NONE) if faces.before is None else faces.before
    edges = _edges(graph, rows, len(faces), token.raise_if_cancelled)
    return work.named(work.attached(edges, _at_home(faces, before)))


def may_found(faces: FacesToGroup) -> Bools:
    """(N,) the faces good enough to found a group; those that a human named always are."""
    sides = (faces.boxes[:, 2:] - faces.boxes[:, :2]).min(axis=1)
    good = (faces.quality >= _LEAST_QUALITY) & (faces.scores >= _LEAST_SCORE)
    founders: Bools = (good & (sides >= _LEAST_SIDE)) | (faces.person != NONE)
    return founders


class _Work:
    """One run over some faces."""

    def __init__(
        self,
        faces: FacesToGroup,
        least: float,
        options: GroupingOptions,
        token: CancelToken,
        report: Report,
    ) -> None:
        self._faces, self._least, self._options = faces, least, options
        self._check, self._report, self._done = token.raise_if_cancelled, report, 0
        self._founders = may_found(faces)
        self._claims = claims_of(faces, self._founders, levels_of(options.calibration, 1).same_face)
        vectors = faces.vectors.astype(np.float32)  # a copy, which is used up
        self._groups = Agglomeration(vectors, self._claims, self._check)
        self._levels = self._levels_for(len(faces))
        self._step()

    def grouped(self, edges: Edges) -> Ids:
        """Groups of all faces."""
        groups = self._groups
        founding = edges.where(self._founders[edges.one] & self._founders[edges.other])
        groups.unite(self._faces.person)
        groups.join(founding.where(founding.scores >= self._levels.strict), self._levels.strict)
        self._step()
        heads = groups.heads[self._founders[groups.heads]]
        self._levels = self._levels_for(len(heads))
        means = groups.means(heads)
        shifts = familiarity(self._faces.vectors, groups.labels, means, heads, self._check)
        groups.shift(shifts)
        for part in (edges, founding):
            part.scores[:] -= shifts[part.one] + shifts[part.other]
        self._step()
        self._divide(founding)
        self._step()
        self._take_in(edges, ~self._founders, self._levels.average, self._levels.margin)
        self._step()
        return self._numbered(np.full(len(self._faces), NONE))

    def attached(self, edges: Edges, homes: Ids) -> Ids:
        """The groups `homes` (N,) and what the other faces become."""
        groups, waiting = self._groups, homes == NONE
        groups.unite(homes)
        self._levels = self._levels_for(len(groups.heads))
        self._take_in(edges, self._founders & waiting, self._levels.average)
        self._step()
        may = self._founders & (groups.sizes == 1) & waiting
        founding = edges.where(may[edges.one] & may[edges.other])
        groups.join(founding, self._levels.average)
        self._take_in(edges, self._founders & waiting, self._levels.average)
        self._take_in(edges, ~self._founders & waiting, self._levels.average, self._levels.margin)
        self._step()
        return self._numbered(homes)

    def named(self, labels: Ids) -> Grouping:
        """The groups with the people they may belong to."""
        grouping = name(self._faces, labels, self._levels, self._check)
        self._report(Progress(_STEPS, _STEPS))
        return grouping

    def _divide(self, edges: Edges) -> None:
        """What the algorithm makes of the groups that are sure, without breaking a claim."""
        groups, level = self._groups, self._levels.average
        if self._options.algorithm is Algorithm.QUALITY:
            groups.join(edges.where(edges.scores >= level), level)
            self._take_in(edges, self._founders, self._levels.lone, self._levels.ahead)
            return
        if self._options.algorithm is Algorithm.DBSCAN:
            found, repair = dbscan(edges, len(self._faces), self._levels.link), level
        else:
            found, repair = self._k_means(), -1.0
        owned = np.isin(groups.labels, groups.labels[self._faces.person != NONE])
        wanted = joined(groups.labels, np.where(owned, NONE, found))
        broken = self._claims.broken(wanted)
        groups.unite(np.where(np.isin(wanted, broken), NONE, wanted))
        groups.join(edges.where(is_inside(edges, wanted, broken)), repair)
        groups.join(edges.where(owned[edges.one] | owned[edges.other]), level)

    def _k_means(self) -> Ids:
        """(N,) the nearest of K centres for each group that is sure; poor faces have none."""
        groups, founders = self._groups, np.flatnonzero(self._founders)
        heads = groups.heads[self._founders[groups.heads]]
        wanted = self._options.people or 1
        means = groups.means(heads)
        # of equally large groups those that the order of the faces does not choose
        largest = np.lexsort((means[:, 0], -groups.sizes[heads]))[:wanted]
        centres = unit(means[largest])
        vectors = self._faces.vectors[founders].astype(np.float32, copy=False)
        centres = k_means(vectors, centres, self._check)
        found = np.full(len(self._faces), NONE)
        found[heads] = nearest(means, centres, self._check)
        return found[groups.labels]

    def _take_in(self, edges: Edges, who: Bools, level: float, ahead: float = 0.0) -> None:
        """Let those faces that are alone join groups of several, or of a person."""
        groups = self._groups
        is_lone = who & (groups.sizes == 1) & (self._faces.person == NONE)
        is_group = (groups.sizes > 1) | (self._faces.person != NONE)
        there, back = edges.where(is_lone[edges.one]), edges.where(is_lone[edges.other])
        wishes = Edges(
            np.concatenate([there.one, back.other]),
            np.concatenate([there.other, back.one]),
            np.concatenate([there.scores, back.scores]),
        )
        groups.attach(wishes, is_group, level, ahead=ahead, least=self._least)

    def _numbered(self, homes: Ids) -> Ids:
        """Numbers for groups: that of the faces with a home, else the next, the largest first."""
        groups, seeds = self._groups, self._faces.person != NONE
        number_of = np.full(len(self._faces), NONE)
        number_of[groups.labels[homes != NONE]] = homes[homes != NONE]
        is_group = (groups.sizes > 1) | np.isin(groups.labels, groups.labels[seeds])
        fresh = np.unique(groups.labels[is_group & (number_of[groups.labels] == NONE)])
        fresh = fresh[np.argsort(-groups.sizes[fresh], kind="stable")]
        number_of[fresh] = homes.max(initial=NONE) + 1 + np.arange(len(fresh))
        return number_of[groups.labels]

    def _levels_for(self, groups: int) -> Levels:
        return levels_of(self._options.calibration, groups, self._options.strictness)

    def _step(self) -> None:
        self._check()
        self._done += 1
        self._report(Progress(self._done, _STEPS))


def _edges(graph: NeighbourGraph, rows: Ids, count: int, check: Callable[[], None]) -> Edges:
    """Every pair of neighbours once; `graph` has one row for each of `rows` (M,) of all faces."""
    place_of = np.full(count, NONE)
    place_of[rows] = np.arange(len(rows))
    parts = [Edges(rows[:0], rows[:0], graph.cosines[:0, 0])]
    for start in range(0, len(rows), _BLOCK_ROWS):
        check()
        found = graph.neighbours[start : start + _BLOCK_ROWS]
        row, column = np.nonzero(found != NONE)
        own, other = rows[start + row], found[row, column].astype(np.int64)
        back = place_of[other]
        is_told_twice = (graph.neighbours[back] == own[:, None]).any(axis=1) & (back != NONE)
        kept = (own < other) | ~is_told_twice
        scores = graph.cosines[start + row[kept], column[kept]]
        parts.append(Edges(own[kept], other[kept], scores))
    return Edges(
        np.concatenate([part.one for part in parts]),
        np.concatenate([part.other for part in parts]),
        np.concatenate([part.scores for part in parts]),
    )


def _at_home(faces: FacesToGroup, before: Ids) -> Ids:
    """`before` with all confirmed faces of a person in one group, and refused ones nowhere.

    The home of a person is the group that holds most of its confirmed faces and of nobody else's.
    """
    homes = before.copy()
    seeds = np.flatnonzero(faces.person != NONE)
    pairs, counts = np.unique(
        np.stack([faces.person[seeds], before[seeds]], axis=1), axis=0, return_counts=True
    )
    home_of: dict[int, int] = {}
    for person, home in pairs[np.argsort(-counts, kind="stable")].tolist():
        if home != NONE and person not in home_of and home not in home_of.values():
            home_of[person] = home
    free = int(before.max(initial=NONE)) + 1
    for person in np.unique(faces.person[seeds]).tolist():
        if person not in home_of:
            home_of[person], free = free, free + 1
    homes[seeds] = [home_of[person] for person in faces.person[seeds].tolist()]
    for row, person in faces.rejected.tolist():
        if homes[row] == home_of.get(person, NONE) and faces.person[row] == NONE:
            homes[row] = NONE
    return homes
