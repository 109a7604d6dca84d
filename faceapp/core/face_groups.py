"""What grouping faces takes and gives: faces with what people decided, a graph, groups.

Rows of all arrays are faces, 0..N-1. People are numbers that the caller chooses, 0 and up; -1 is
nobody. Groups are numbers too; -1 is a face that stands alone or waits for more photos.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceapp.core.grouping_levels import least_cosine
from faceapp.core.similarity import Calibration
from faceapp.core.types import Floats, Halves, Ids

NONE = -1
# The nearest faces that grouping looks at; fewer than a person has photos is no fault.
NEIGHBOURS = 48

Rows = NDArray[np.int32]


class Algorithm(StrEnum):
    """How faces are put together; people choose."""

    DBSCAN = "dbscan"
    KMEANS = "kmeans"
    QUALITY = "quality"


@dataclass(frozen=True)
class GroupingOptions:
    """What to do, and the scale of the engine that made the vectors.

    `people` is K of K-Means, which needs it; the others ignore it. `strictness` is the least
    cosine of two faces of one group; None takes what suits the algorithm and the engine.
    """

    calibration: Calibration
    algorithm: Algorithm = Algorithm.DBSCAN
    people: int | None = None
    strictness: float | None = None

    def least_cosine(self, faces: int) -> float:
        """A graph of so many faces may omit pairs with less in common.

        They join no groups. A poor or lone face then needs more in common with those it joins, for
        how near the next best group comes is known no better than this.
        """
        return least_cosine(self.calibration, faces, self.strictness)

    def __post_init__(self) -> None:
        """Refuse K-Means without K."""
        if self.algorithm is Algorithm.KMEANS and (self.people is None or self.people < 1):
            raise ValueError(f"K-Means needs a number of people, got {self.people}")


@dataclass(frozen=True, eq=False)
class NeighbourGraph:
    """The nearest faces of M faces: `neighbours` (M, k) rows, `cosines` (M, k) float32.

    Best first, never the face itself; -1 (cosine -1) at the end where there are fewer than k.
    Neighbours with a cosine below `least` were left out.
    """

    neighbours: Rows
    cosines: Floats
    least: float = -1.0

    def __post_init__(self) -> None:
        """Refuse arrays that do not fit each other."""
        if self.neighbours.ndim != 2 or self.neighbours.shape != self.cosines.shape:
            raise ValueError(f"no graph: {self.neighbours.shape}, {self.cosines.shape}")


@dataclass(frozen=True, eq=False)
class FacesToGroup:
    """N faces of one engine and what people decided about them.

    `vectors` (N, D) float16 or float32 of unit length; `photos` (N,) the photo of each; `boxes`
    (N, 4) x1, y1, x2, y2 in pixels of the upright photo; `quality` (N,) 0..1; `scores` (N,) of
    the detector, 0..1. `person` (N,): for whom a human confirmed the face. `rejected` (R, 2): row
    of a face, person whom a human said it is not. `before` (N,): the group it was in, if any.
    """

    vectors: Floats | Halves
    photos: Ids
    boxes: Floats
    quality: Floats
    scores: Floats
    person: Ids
    rejected: Ids
    before: Ids | None = None

    def __post_init__(self) -> None:
        """Check the shapes once, where the arrays enter."""
        count = len(self.vectors)
        columns: tuple[NDArray[Any], ...] = (self.photos, self.quality, self.scores, self.person)
        if self.before is not None:
            columns += (self.before,)
        fits = self.vectors.ndim == 2 and self.boxes.shape == (count, 4)
        if not fits or any(column.shape != (count,) for column in columns):
            raise ValueError("every array of the faces needs one row for each")
        if self.rejected.shape != (len(self.rejected), 2):
            raise ValueError(f"rejections must be (R, 2), got {self.rejected.shape}")

    def __len__(self) -> int:
        """How many faces."""
        return len(self.vectors)


@dataclass(frozen=True, eq=False)
class Grouping:
    """What became of N faces.

    `labels` (N,): the group of each; faces of one group are one person as far as can be told. All
    faces confirmed for a person are in one group, which holds nobody confirmed for another; that
    group may have one face, others have two or more. `people` (N,): the person a face may be
    given to without asking, of which its confirmed faces are not repeated (-1). `suggested` (N,):
    the person to ask about, never one already in `people`; `score` (N,) float32: the cosine to
    that person, or to the one in `people`; 0 where there is neither.
    """

    labels: Ids
    people: Ids
    suggested: Ids
    score: Floats


@dataclass(frozen=True)
class GroupSize:
    """The number of a group and how many of its faces are meant."""

    group: int
    faces: int


@dataclass(frozen=True)
class Join:
    """Groups of before of which one is made."""

    into: GroupSize
    parts: Sequence[GroupSize]


@dataclass(frozen=True)
class Split:
    """A group of before whose faces go to several; `alone` of them to none."""

    group: GroupSize
    parts: Sequence[GroupSize]
    alone: int


@dataclass(frozen=True)
class Preview:
    """What applying a grouping would change.

    Groups `appearing` are made of faces that had none, `dissolving` ones leave all theirs alone.

    `moved` counts the faces that would be in another group, or in none, than before.
    """

    joins: Sequence[Join]
    splits: Sequence[Split]
    appearing: Sequence[GroupSize]
    dissolving: Sequence[GroupSize]
    moved: int
