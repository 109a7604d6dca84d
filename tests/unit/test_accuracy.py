from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faceapp.core import scored_pairs
from faceapp.core.accuracy import Accuracy, fold_accuracy, measure_accuracy
from faceapp.core.scored_pairs import NEVER, ScoredPairs, score_all, score_list


def scored(rows: list[tuple[float, int, int]], folds: list[int] | None = None) -> ScoredPairs:
    cosines, first, second = (np.array(column) for column in zip(*rows, strict=True))
    return ScoredPairs(
        cosines.astype(np.float32),
        first == second,
        first.astype(np.int32),
        second.astype(np.int32),
        None if folds is None else np.array(folds, np.int32),
    )


def crowd(seed: int, *, people: int, photos: int, spread: float) -> tuple[np.ndarray, ...]:
    """Vectors, whether enrolled, whose; the first person has two photos and both are enrolled."""
    random = np.random.default_rng(seed)
    whose = random.integers(0, people, photos)
    whose[:3] = 0, 0, 1
    centres = random.normal(size=(people, 16))
    vectors = centres[whose] + spread * random.normal(size=(photos, 16))
    enrolled = random.random(photos) < 0.9
    enrolled[:3] = True
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit.astype(np.float32), enrolled, whose


def every_pair(photos: int) -> np.ndarray:
    return np.array(list(combinations(range(photos), 2)))


def measured(pairs: ScoredPairs, most_resamples: int = 1000) -> Accuracy:
    accuracy = measure_accuracy(pairs, most_resamples=most_resamples)
    assert accuracy is not None
    return accuracy


def test_figures_of_six_pairs_counted_by_hand():
    accuracy = measured(
        scored([(0.9, 0, 0), (0.8, 1, 1), (0.7, 0, 1), (0.6, 2, 2), (0.2, 0, 2), (NEVER, 1, 1)])
    )
    # At 0.6: three of four of the same people, one stranger. At 0.8 it would be 2·2/(2+4).
    assert accuracy.f1.value == pytest.approx(2 * 3 / (4 + 4))
    assert accuracy.threshold == pytest.approx(0.6)
    assert (accuracy.precision.value, accuracy.recall.value) == (0.75, 0.75)
    assert (accuracy.genuine, accuracy.impostors, accuracy.people) == (4, 2, 3)
    assert [rate.tar for rate in accuracy.accept_rates] == [None] * 3
    assert accuracy.lfw is None


def test_equal_cosines_match_together_or_not_at_all():
    accuracy = measured(scored([(0.5, 0, 0), (0.5, 0, 1), (0.5, 1, 1)]))
    assert accuracy.precision.value == pytest.approx(2 / 3)
    assert accuracy.recall.value == 1


def test_accept_rates_allow_exactly_so_many_strangers():
    strangers = [(0.3 - n / 1000, 0, 1) for n in range(200)]
    rates = measured(
        scored([*strangers, (0.9, 0, 0), (0.2985, 0, 0), (0.2975, 1, 1), (NEVER, 1, 1)])
    ).accept_rates
    # Of 200 pairs two may match at 1e-2, so the third is the bar. Of the four of one person one
    # lies below it, one had no face.
    assert rates[0].cosine == pytest.approx(0.298)
    assert rates[0].tar.value == pytest.approx(2 / 4)
    assert [(rate.one_in, rate.tar) for rate in rates[1:]] == [(1_000, None), (10_000, None)]


def test_a_stranger_without_a_face_counts_among_the_pairs():
    strangers = [(0.1, 0, 1)] * 99
    assert measured(scored([*strangers, (0.5, 0, 0)])).accept_rates[0].tar is None
    assert measured(scored([*strangers, (NEVER, 0, 1), (0.5, 0, 0)])).accept_rates[0].tar.value == 1


def test_an_engine_that_finds_no_face_has_figures_of_nought():
    accuracy = measured(scored([(NEVER, 0, 0), *[(NEVER, 0, 1)] * 100]))
    assert (accuracy.f1.value, accuracy.recall.value) == (0, 0)
    assert accuracy.threshold is None
    assert accuracy.accept_rates[0].tar.value == 0


@pytest.mark.parametrize("rows", [[(0.5, 0, 0)], [(0.5, 0, 1)]])
def test_one_kind_of_pair_alone_shows_nothing(rows: list[tuple[float, int, int]]):
    assert measure_accuracy(scored(rows)) is None


def naive(cosines: np.ndarray, same: np.ndarray) -> tuple[float, list[float]]:
    best = max(
        2 * (same & (cosines >= bar)).sum() / ((cosines >= bar).sum() + same.sum())
        for bar in cosines[np.isfinite(cosines)]
    )
    strangers = np.sort(cosines[~same])[::-1]
    bars = [strangers[len(strangers) // one_in] for one_in in (100, 1_000, 10_000)]
    return float(best), [(cosines[same] > bar).sum() / same.sum() for bar in bars]


@given(st.integers(0, 2**32 - 1), st.floats(0.1, 3), st.integers(1, 6))
@settings(max_examples=25)
def test_figures_are_those_of_the_naive_count(seed: int, spread: float, decimals: int):
    vectors, enrolled, people = crowd(seed, people=12, photos=60, spread=spread)
    listed = score_list(vectors, enrolled, people, every_pair(60), None)
    rounded = ScoredPairs(listed.cosines.round(decimals), listed.same, listed.first, listed.second)
    accuracy = measured(rounded, 1)
    f1, tars = naive(rounded.cosines, rounded.same)
    assert accuracy.f1.value == pytest.approx(f1)
    assert [rate.tar is None for rate in accuracy.accept_rates] == [False, False, True]
    for rate, tar in zip(accuracy.accept_rates[:2], tars, strict=False):
        assert rate.tar.value == pytest.approx(tar)


@given(st.integers(0, 2**32 - 1), st.floats(0.1, 0.8))
@settings(max_examples=5)
def test_every_pair_without_a_list_is_every_pair_of_a_list(seed: int, spread: float):
    vectors, enrolled, people = crowd(seed, people=30, photos=400, spread=spread)
    listed = measured(score_list(vectors, enrolled, people, every_pair(400), None), 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scored_pairs, "_LEAST_KEPT", 1)
        every = score_all(vectors, enrolled, people)
    assert len(every.cosines) < 0.6 * 400 * 399 / 2  # the least alike were left out
    found = measured(every, 1)
    assert (found.genuine, found.impostors) == (listed.genuine, listed.impostors)
    for one, other in zip(found.accept_rates, listed.accept_rates, strict=True):
        assert one.cosine == pytest.approx(other.cosine, abs=1e-6)
        assert (one.tar is None) == (other.tar is None)
        assert one.tar is None or one.tar.value == pytest.approx(other.tar.value, abs=2e-3)
    assert found.f1.value == pytest.approx(listed.f1.value, abs=1e-4)


def test_drawn_people_count_as_if_they_were_there_so_often():
    vectors, enrolled, people = crowd(5, people=6, photos=40, spread=0.5)
    pairs = score_list(vectors, enrolled, people, every_pair(40), None)
    drawn = np.array([2, 0, 1, 3, 0, 0])
    by_hand = [
        (drawn[one] if one == other else drawn[one] * drawn[other])
        for one, other in zip(pairs.first, pairs.second, strict=True)
    ]
    assert pairs.weights(drawn).tolist() == by_hand
    genuine = sum(weight for weight, same in zip(by_hand, pairs.same, strict=True) if same)
    expected = (genuine, sum(by_hand) - genuine)
    assert pairs.totals(drawn) == expected
    assert score_all(vectors, enrolled, people).totals(drawn) == expected


def test_the_interval_holds_the_spread_between_people():
    # Half of the people are always known, half never: the recall of 20 drawn is binomial.
    rows = [(0.9 if person % 2 else -0.9, person, person) for person in range(20)]
    strangers = [(0.0, one, other) for one, other in combinations(range(20), 2)]
    tar = measured(scored([*rows, *strangers])).accept_rates[0].tar
    assert tar.value == 0.5
    assert tar.low == pytest.approx(0.5 - 1.96 * 0.25**0.5 / 20**0.5, abs=0.04)
    assert tar.high == pytest.approx(0.5 + 1.96 * 0.25**0.5 / 20**0.5, abs=0.04)
    assert tar == measured(scored([*rows, *strangers])).accept_rates[0].tar  # seeded


def test_each_fold_is_measured_with_the_threshold_of_the_others():
    # Folds 1 and 2 divide at 0.5, fold 3 at 0.2: with 0.5 one of its two pairs is wrong.
    rows = [(0.5, 0, 0), (0.3, 0, 1), (0.5, 2, 2), (0.3, 2, 3), (0.2, 4, 4), (0.1, 4, 5)]
    lfw = fold_accuracy(scored(rows, [1, 1, 2, 2, 3, 3]))
    assert lfw.mean == pytest.approx((1 + 1 + 0.5) / 3)
    assert lfw.standard_error == pytest.approx(np.std([1, 1, 0.5], ddof=1) / 3**0.5)
    assert lfw.folds == 3


@pytest.mark.parametrize("failed", [(NEVER, 4, 4), (NEVER, 4, 5)], ids=["same", "different"])
def test_a_pair_without_a_face_is_wrong_either_way(failed: tuple[float, int, int]):
    rows = [(0.5, 0, 0), (0.3, 0, 1), (0.5, 2, 2), failed]
    assert fold_accuracy(scored(rows, [1, 1, 2, 2])).mean == pytest.approx((1 + 0.5) / 2)


def test_ten_million_pairs_are_kept_in_part_and_counted_in_full():
    vectors, _, people = crowd(1, people=2500, photos=4600, spread=0.4)
    pairs = score_all(vectors, np.ones(4600, bool), people)
    genuine, impostors = pairs.totals(np.ones(2500, np.int64))
    assert genuine + impostors == 4600 * 4599 // 2
    assert pairs.same.sum() == genuine
    assert (~pairs.same).sum() == pytest.approx(500_000, rel=0.02)
