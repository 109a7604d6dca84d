"""Pairs of photos with their cosines: those of a list, or every pair of a labelled set."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faceapp.core.types import Floats, Ids

Bools = NDArray[np.bool_]
Numbers = NDArray[np.int32]

NEVER = -np.inf  # the cosine of a pair with a photo on which no face was found
_BLOCK_ROWS = 512
# Pairs of different people that are kept at least: all of LFW's list, all of a thousand photos.
_LEAST_KEPT = 500_000
_SAMPLE = 1_000_000
_NOTHING = (np.empty(0, np.float32), np.empty(0, np.int32), np.empty(0, np.int32))


@dataclass(frozen=True, eq=False)
class ScoredPairs:
    """P pairs: cosines (P,) float32, whether of one person, the two people as 0..n-1, the folds.

    With `photos`, the number of photos of each of the n people, the pairs stand for every pair of
    them: all enrolled ones of one person, the most alike of different people. Without, they are
    all there is, those that were not enrolled with the cosine `NEVER`.
    """

    cosines: Floats
    same: Bools
    first: Numbers
    second: Numbers
    folds: Numbers | None = None
    photos: Ids | None = None

    @property
    def people(self) -> int:
        """How many identities there are."""
        if self.photos is not None:
            return len(self.photos)
        return int(max(self.first.max(initial=-1), self.second.max(initial=-1))) + 1

    def weights(self, drawn: Ids) -> Ids:
        """How often each pair counts when person i was drawn `drawn[i]` times."""
        once = drawn[self.first]
        return np.where(self.same, once, once * drawn[self.second])

    def totals(self, drawn: Ids) -> tuple[int, int]:
        """Pairs of one person and of different people, so weighted; also those not kept."""
        if self.photos is None:
            weights = self.weights(drawn)
            genuine = int(weights[self.same].sum())
            return genuine, int(weights.sum()) - genuine
        return _totals(self.photos, drawn)


def score_list(
    vectors: Floats, enrolled: Bools, people: Ids, pairs: Ids, folds: Ids | None
) -> ScoredPairs:
    """Score the pairs (P, 2) of rows of `vectors` (N, D), unit length where `enrolled` (N,)."""
    one, other = pairs.T
    cosines = np.einsum("ij,ij->i", vectors[one], vectors[other]).astype(np.float32)
    cosines[~(enrolled[one] & enrolled[other])] = NEVER
    first, second = (people[rows].astype(np.int32) for rows in (one, other))
    kept = None if folds is None else folds.astype(np.int32)
    return ScoredPairs(cosines, first == second, first, second, kept)


def score_all(vectors: Floats, enrolled: Bools, people: Ids) -> ScoredPairs:
    """Score every pair of the rows of `vectors` (N, D), unit length where `enrolled` (N,).

    Of different people the most alike are kept: half a million, a fiftieth, or four times as many
    as there are pairs of one person, whichever is most. Rates up to 1e-2 lie within that, and so
    does every F1 above 1/3: with more false matches than 4 G it cannot exceed 2 G / (2 G + 4 G).
    """
    photos = np.bincount(people)
    genuine, impostors = _totals(photos)
    kept = max(_LEAST_KEPT, impostors // 50, 4 * genuine)
    rows, owners = vectors[enrolled], people[enrolled].astype(np.int32)
    floor = NEVER if kept >= impostors else _floor(rows, owners, kept / impostors)
    found = list(_blocks(rows, owners, floor)) or [_NOTHING]
    cosines, first, second = (np.concatenate(column) for column in zip(*found, strict=True))
    return ScoredPairs(cosines, first == second, first, second, photos=photos)


def _totals(own: Ids, weights: Ids | None = None) -> tuple[int, int]:
    """Pairs of one person and of different people among `own[i]` photos of person i."""
    drawn = np.ones_like(own) if weights is None else weights
    each = drawn * own
    return int((each * (own - 1)).sum()) // 2, (int(each.sum()) ** 2 - int((each**2).sum())) // 2


def _floor(vectors: Floats, people: Numbers, share: float) -> float:
    """The cosine that about `share` of the pairs of different people reach, from a sample."""
    one, other = np.random.default_rng(0).integers(len(vectors), size=(2, _SAMPLE))
    apart = people[one] != people[other]
    cosines = np.einsum("ij,ij->i", vectors[one[apart]], vectors[other[apart]])
    return float(np.quantile(cosines, 1 - share))


def _blocks(
    vectors: Floats, people: Numbers, floor: float
) -> Iterator[tuple[Floats, Numbers, Numbers]]:
    for start in range(0, len(vectors), _BLOCK_ROWS):
        some = slice(start, start + _BLOCK_ROWS)
        cosines = vectors[some] @ vectors[start:].T
        same = people[some, None] == people[None, start:]
        later = np.arange(len(cosines))[:, None] < np.arange(cosines.shape[1])[None, :]
        row, column = np.nonzero(later & (same | (cosines >= floor)))
        yield cosines[row, column], people[start + row], people[start + column]
