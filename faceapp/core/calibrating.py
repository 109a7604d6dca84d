"""Fit the per-cent scale of an engine on labelled faces (facts: similarity is tied to error rates).

Whole-set statistics over all pairs, kept as histograms so that ten million pairs need no memory.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faceapp.core.errors import Code, UserError
from faceapp.core.similarity import Calibration
from faceapp.core.types import Floats, Ids

UNKNOWN_PERSON = -1
_BINS = 40_000
_BLOCK_ROWS = 512
# An error rate is known to within a factor of about two once ten errors were seen.
_ERRORS_TO_TRUST = 10
_LOOSE_FMR, _STRICTEST_FMR = 1e-3, 1e-6
_TABLE = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6)


@dataclass(frozen=True, eq=False)
class LabelledFaces:
    """(N, D) unit vectors; the person, the photo and the gathering of each, as numbers.

    Unnamed people are `UNKNOWN_PERSON`. Two faces of one photo are different people, and so are
    faces of different gatherings.
    """

    vectors: Floats
    people: Ids
    photos: Ids
    gatherings: Ids


@dataclass(frozen=True, eq=False)
class PairStatistics:
    """Histograms of the cosines of pairs of the same person and of different people.

    `people` is how many of them have names.
    """

    genuine: NDArray[np.int64]
    impostor: NDArray[np.int64]
    people: int

    def cosine_at_fmr(self, rate: float) -> float:
        """The least cosine that at most `rate` of the pairs of different people reach."""
        above = np.cumsum(self.impostor[::-1])[::-1]
        reached = np.flatnonzero(above <= rate * above[0])
        first = int(reached[0]) if len(reached) else _BINS
        return first / _BINS * 2 - 1

    @property
    def strictest_fmr(self) -> float:
        """The lowest false match rate that these pairs can show."""
        return _ERRORS_TO_TRUST / max(1, int(self.impostor.sum()))

    def false_match_table(self) -> list[list[float]]:
        """[rate, cosine] for each power of ten that these pairs can show."""
        rates = [rate for rate in _TABLE if rate >= self.strictest_fmr]
        return [[rate, round(self.cosine_at_fmr(rate), 4)] for rate in rates]


def pair_statistics(faces: LabelledFaces) -> PairStatistics:
    """Every pair once: same known person on two photos, or different people."""
    genuine = np.zeros(_BINS, np.int64)
    impostor = np.zeros(_BINS, np.int64)
    for start in range(0, len(faces.vectors), _BLOCK_ROWS):
        rows = slice(start, start + _BLOCK_ROWS)
        cosines = faces.vectors[rows] @ faces.vectors[start:].T
        bins = np.clip((cosines + 1) / 2 * _BINS, 0, _BINS - 1).astype(np.int64)
        people, others = faces.people[rows, None], faces.people[None, start:]
        same_photo = faces.photos[rows, None] == faces.photos[None, start:]
        later = np.arange(len(cosines))[:, None] < np.arange(cosines.shape[1])[None, :]
        known = (people != UNKNOWN_PERSON) & (others != UNKNOWN_PERSON)
        genuine += np.bincount(
            bins[later & known & (people == others) & ~same_photo], minlength=_BINS
        )
        apart = faces.gatherings[rows, None] != faces.gatherings[None, start:]
        different = same_photo | apart | (known & (people != others))
        impostor += np.bincount(bins[later & different], minlength=_BINS)
    named = np.unique(faces.people[faces.people != UNKNOWN_PERSON])
    return PairStatistics(genuine, impostor, len(named))


def fit_calibration(profile: str, pairs: PairStatistics, fitted: str) -> Calibration:
    """t70 at a false match rate of 1e-3, t95 at the strictest rate the pairs can show.

    `fitted` is the date as text. Raises UserError if there are too few pairs, or all are alike.
    """
    impostors = int(pairs.impostor.sum())
    strict = max(_STRICTEST_FMR, pairs.strictest_fmr)
    t70, t95 = (round(pairs.cosine_at_fmr(rate), 4) for rate in (_LOOSE_FMR, strict))
    if strict >= _LOOSE_FMR or t70 >= t95:
        raise UserError(Code.TOO_FEW_FACES, pairs=impostors)
    return Calibration(
        profile,
        t70,
        t95,
        _LOOSE_FMR,
        float(f"{strict:.2g}"),
        impostors,
        int(pairs.genuine.sum()),
        pairs.people,
        fitted,
    )
