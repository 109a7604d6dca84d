"""One query serves every per cent and every order."""

from datetime import datetime

import numpy as np
import pytest

from faceapp.core.similarity import Calibration
from faceapp.services.found import Found, moments

SCALE = Calibration("tried", t70=0.5, t95=0.7, fmr70=1e-3, fmr95=1e-5, impostor_pairs=10)


def found(*cosines: float, photos=None, taken=None, scale=SCALE) -> Found:
    count = len(cosines)
    return Found(
        np.arange(count) + 100,
        np.array(cosines, np.float32),
        np.array(photos if photos is not None else range(count), np.int64),
        moments(taken or [None] * count),
        50_000,
        cosines[0] if cosines else None,
        False,
        scale,
        "builtin",
        0.01,
    )


def test_each_per_cent_counts_the_faces_that_reach_it():
    some = found(0.9, 0.71, 0.69, 0.5001, 0.46)
    assert [some.count(percent) for percent in (95, 70, 60)] == [2, 4, 5]
    assert found().count(70) == 0


def test_two_faces_of_one_photo_are_one_photo():
    some = found(0.9, 0.8, 0.6, photos=[7, 7, 8])
    assert (some.count_photos(95), some.count_photos(70)) == (1, 2)


def test_strangers_grow_with_the_faces_searched_and_are_unknown_on_a_provisional_scale():
    assert found(0.9).strangers(70) == pytest.approx(50)
    assert found(0.9).strangers(95) == pytest.approx(0.5)
    assert found(0.9, scale=Calibration("new", t70=0.5, t95=0.7)).strangers(95) is None


def test_the_newest_come_first_and_undated_ones_last_in_the_order_of_likeness():
    days = [None, datetime(2001, 5, 1), datetime(1905, 1, 1), None, datetime(2020, 1, 1)]
    some = found(0.95, 0.9, 0.85, 0.8, 0.75, taken=days)
    assert some.order(70, by_date=True).tolist() == [4, 1, 2, 0, 3]
    assert some.order(70).tolist() == [0, 1, 2, 3, 4]


def test_the_runner_up_is_on_another_photo():
    some = found(0.9, 0.8, 0.7, 0.6, photos=[7, 7, 8, 8])
    assert [some.runner_up(position) for position in range(4)] == [2, 2, None, None]
