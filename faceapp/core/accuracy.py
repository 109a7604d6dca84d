"""How well cosines tell people apart, with 95 % intervals over people.

A photo on which no face was found is an error: its pairs never match, and LFW's protocol counts
them as wrong either way. A pair matches if its cosine is at least the threshold.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faceapp.core.scored_pairs import Bools, ScoredPairs
from faceapp.core.types import Floats, Ids

# One stranger in so many: FAR 1e-2, 1e-3, 1e-4.
FAR_ONE_IN = (100, 1_000, 10_000)
_SEED = 1
_MOST_RESAMPLES, _FEWEST_RESAMPLES = 1_000, 100
_PAIRS_OF_ALL_RESAMPLES = 100_000_000  # some five seconds on one core


@dataclass(frozen=True)
class Estimate:
    """A figure and its 95 % interval; `low`, `high` None where resampling tells nothing."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class AcceptRate:
    """The share of pairs of one person that is more alike than strangers are at one rate.

    `cosine` is the highest that more than 1 in `one_in` pairs of different people reach; what lies
    above it is accepted. Both None: with fewer than `one_in` such pairs not one of them may match,
    and the rate that this stands for is unknown.
    """

    one_in: int
    tar: Estimate | None
    cosine: float | None


@dataclass(frozen=True)
class FoldAccuracy:
    """LFW's protocol: mean accuracy and its standard error over the folds."""

    mean: float
    standard_error: float
    folds: int


@dataclass(frozen=True)
class Accuracy:
    """All figures of one engine on one set of pairs.

    `threshold` is that of the best F1, None where no pair was enrolled.
    """

    genuine: int
    impostors: int
    people: int
    f1: Estimate
    precision: Estimate
    recall: Estimate
    threshold: float | None
    accept_rates: tuple[AcceptRate, ...]
    lfw: FoldAccuracy | None
    resamples: int


@dataclass(frozen=True, eq=False)
class _Ranking:
    """The enrolled ones of `every` pair, most alike first; `ends`: the last of equal cosines."""

    every: ScoredPairs
    enrolled: ScoredPairs
    ends: Bools


@dataclass(frozen=True)
class _Figures:
    f1: float
    precision: float
    recall: float
    threshold: float | None
    tars: tuple[float, ...]
    cosines: tuple[float, ...]

    @property
    def resampled(self) -> tuple[float, ...]:
        return (self.f1, self.precision, self.recall, *self.tars)


def measure_accuracy(
    pairs: ScoredPairs, *, most_resamples: int = _MOST_RESAMPLES
) -> Accuracy | None:
    """All figures; None without pairs of one person or without pairs of different people."""
    once = np.ones(pairs.people, np.int64)
    genuine, impostors = pairs.totals(once)
    ranking = _rank(pairs)
    figures = _figures(ranking, once)
    if figures is None:
        return None
    samples = _resample(ranking, most_resamples)
    f1, precision, recall, *tars = _estimates(figures, samples)
    rates = (
        AcceptRate(one_in, tar, cosine) if impostors >= one_in else AcceptRate(one_in, None, None)
        for one_in, tar, cosine in zip(FAR_ONE_IN, tars, figures.cosines, strict=True)
    )
    return Accuracy(
        genuine,
        impostors,
        pairs.people,
        f1,
        precision,
        recall,
        figures.threshold,
        tuple(rates),
        fold_accuracy(pairs),
        len(samples),
    )


def fold_accuracy(pairs: ScoredPairs) -> FoldAccuracy | None:
    """LFW's view 2: the threshold is chosen on all folds but one, accuracy measured on that.

    Huang et al., "Labeled Faces in the Wild", 2007. None without at least two folds.
    """
    if pairs.folds is None or len(folds := np.unique(pairs.folds)) < 2:
        return None
    shares = []
    for fold in folds:
        tested = pairs.folds == fold
        threshold = _most_accurate(pairs.cosines[~tested], pairs.same[~tested])
        cosines, same = pairs.cosines[tested], pairs.same[tested]
        shares.append((np.isfinite(cosines) & ((cosines >= threshold) == same)).mean())
    error = np.std(shares, ddof=1) / len(shares) ** 0.5
    return FoldAccuracy(float(np.mean(shares)), float(error), len(shares))


def _most_accurate(cosines: Floats, same: Bools) -> float:
    """The cosine that divides best, the highest of several."""
    order = np.argsort(-cosines, kind="stable")
    cosines, same = cosines[order], same[order]
    gains = np.cumsum(np.where(same, 1, -1))[_ends(cosines) & np.isfinite(cosines)]
    distinct = cosines[_ends(cosines) & np.isfinite(cosines)]
    return float(distinct[gains.argmax()]) if gains.max(initial=0) > 0 else np.inf


def _ends(cosines: Floats) -> Bools:
    return np.append(cosines[1:] != cosines[:-1], True)[: len(cosines)]


def _rank(pairs: ScoredPairs) -> _Ranking:
    order = np.argsort(-pairs.cosines, kind="stable")[: np.isfinite(pairs.cosines).sum()]
    enrolled = ScoredPairs(
        pairs.cosines[order], pairs.same[order], pairs.first[order], pairs.second[order]
    )
    return _Ranking(pairs, enrolled, _ends(enrolled.cosines))


def _figures(ranking: _Ranking, drawn: Ids) -> _Figures | None:
    """All figures when person i was drawn `drawn[i]` times; None if a kind of pair is missing."""
    genuine, impostors = ranking.every.totals(drawn)
    if not genuine or not impostors:
        return None
    cosines, weights = ranking.enrolled.cosines, ranking.enrolled.weights(drawn)
    hits = np.cumsum(np.where(ranking.enrolled.same, weights, 0))
    errors = np.cumsum(weights) - hits
    marks = [_accepted(cosines, hits, errors, impostors // one_in) for one_in in FAR_ONE_IN]
    tars, far_cosines = zip(*marks, strict=True)
    f1 = np.where(ranking.ends, 2 * hits / (hits + errors + genuine), -1)
    if not len(f1):  # nobody was enrolled
        return _Figures(0, 0, 0, None, tuple(0 for _ in tars), far_cosines)
    best = int(f1.argmax())
    matches = max(1, int(hits[best] + errors[best]))
    return _Figures(
        float(f1[best]),
        float(hits[best] / matches),
        float(hits[best] / genuine),
        float(cosines[best]),
        tuple(accepted / genuine for accepted in tars),
        far_cosines,
    )


def _accepted(cosines: Floats, hits: Ids, errors: Ids, allowed: int) -> tuple[int, float]:
    """How many of one person lie above the cosine that more than `allowed` strangers reach."""
    barred = int(np.searchsorted(errors, allowed, side="right"))
    if barred == len(cosines):  # so few strangers were enrolled that all may match
        return (int(hits[-1]) if len(hits) else 0), -1.0
    cosine = cosines[barred]
    above = int(np.searchsorted(-cosines, -cosine, side="left"))
    return (int(hits[above - 1]) if above else 0), float(cosine)


def _resample(ranking: _Ranking, most: int) -> NDArray[np.float64]:
    """(R, figures) of R seeded draws of as many people as there are, with replacement."""
    people = ranking.every.people
    pairs = max(1, len(ranking.every.cosines))
    repeats = min(most, max(_FEWEST_RESAMPLES, _PAIRS_OF_ALL_RESAMPLES // pairs))
    random = np.random.default_rng(_SEED)
    draws = (
        np.bincount(random.integers(people, size=people), minlength=people) for _ in range(repeats)
    )
    figures = (_figures(ranking, drawn) for drawn in draws)
    return np.array([each.resampled for each in figures if each is not None])


def _estimates(figures: _Figures, samples: NDArray[np.float64]) -> list[Estimate]:
    if not len(samples):
        return [Estimate(value) for value in figures.resampled]
    lows, highs = np.percentile(samples, [2.5, 97.5], axis=0)
    return [
        Estimate(value, float(low), float(high))
        for value, low, high in zip(figures.resampled, lows, highs, strict=True)
    ]
