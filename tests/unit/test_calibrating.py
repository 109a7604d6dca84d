import numpy as np
import pytest

from faceapp.core.calibrating import (
    UNKNOWN_PERSON,
    LabelledFaces,
    fit_calibration,
    pair_statistics,
)
from faceapp.core.errors import Code, UserError


def labelled(rows: list[tuple[int, int, int]], vectors: np.ndarray) -> LabelledFaces:
    people, photos, gatherings = np.array(rows).T
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return LabelledFaces(unit.astype(np.float32), people, photos, gatherings)


def scattered(people: int, photos: int, *, spread: float) -> LabelledFaces:
    """Each person's photos around a point of their own, in 64 dimensions."""
    random = np.random.default_rng(7)
    centres = np.repeat(random.normal(size=(people, 64)), photos, axis=0)
    vectors = centres + spread * random.normal(size=centres.shape)
    return labelled([(n // photos, n, 0) for n in range(people * photos)], vectors)


def test_only_pairs_whose_truth_is_known_are_counted():
    rows = [(0, 0, 0), (0, 1, 0), (1, 2, 0)]  # Anna twice, Bob
    rows += [(UNKNOWN_PERSON, 3, 1), (UNKNOWN_PERSON, 3, 1), (UNKNOWN_PERSON, 4, 1)]
    pairs = pair_statistics(labelled(rows, np.eye(6)))
    assert pairs.genuine.sum() == 1
    # Both of Anna with Bob, the named with the gathering, two on one photo: whether somebody is on
    # both photos of the gathering nobody knows.
    assert pairs.impostor.sum() == 2 + 3 * 3 + 1


def test_every_pair_is_counted_once_however_many_blocks_there_are():
    faces = scattered(people=300, photos=2, spread=0.5)
    pairs = pair_statistics(faces)
    assert pairs.genuine.sum() == 300
    assert pairs.impostor.sum() == 600 * 599 // 2 - 300
    cosines = faces.vectors @ faces.vectors.T
    apart = np.triu(faces.people[:, None] != faces.people[None, :])
    for rate in (1e-2, 1e-3, 1e-4):
        reached = (cosines[apart] >= pairs.cosine_at_fmr(rate)).mean()
        assert rate * 0.9 <= reached <= rate * 1.02


def test_the_scale_stands_on_the_rates_that_the_pairs_can_show():
    scale = fit_calibration(
        "tried", pair_statistics(scattered(people=300, photos=2, spread=0.5)), "2026-01-02"
    )
    assert -1 < scale.t70 < scale.t95 < 1
    assert (scale.fmr70, scale.fmr95) == (1e-3, pytest.approx(10 / scale.impostor_pairs, rel=0.05))
    assert (scale.genuine_pairs, scale.impostor_pairs, scale.people) == (300, 179_400, 300)
    assert not scale.is_provisional


@pytest.mark.parametrize(
    "faces",
    [
        scattered(people=10, photos=2, spread=0.5),
        labelled([(n, n, 0) for n in range(300)], np.ones((300, 64))),
        LabelledFaces(np.empty((0, 64), np.float32), *np.empty((3, 0), np.int64)),
    ],
    ids=["few", "alike", "none"],
)
def test_too_little_to_fit_is_told_with_the_number_of_pairs(faces):
    with pytest.raises(UserError) as caught:
        fit_calibration("tried", pair_statistics(faces), "2026-01-02")
    assert caught.value.code is Code.TOO_FEW_FACES
    assert caught.value.details["pairs"] == pair_statistics(faces).impostor.sum()


def test_the_table_ends_where_the_pairs_do():
    pairs = pair_statistics(scattered(people=300, photos=2, spread=0.5))
    table = pairs.false_match_table()  # 179,400 pairs: ten errors are a rate of 5.6e-5
    assert [rate for rate, _ in table] == [1e-2, 1e-3, 1e-4]
    cosines = [cosine for _, cosine in table]
    assert cosines == sorted(cosines)
    assert cosines[1] == pytest.approx(pairs.cosine_at_fmr(1e-3), abs=1e-4)
