"""Rates and remaining times count what this run does, and no pause."""

import pytest

from faceapp.ui.jobs.pace import Pace


def test_nothing_is_told_from_too_little():
    pace = Pace()
    assert pace.per_second == 0
    pace.note(0, 500)
    pace.note(1, 510)
    assert pace.per_second == 0


def test_what_was_done_before_does_not_count():
    pace = Pace()
    for second in range(6):
        pace.note(second, 50_000 + 20 * second)
    assert pace.per_second == pytest.approx(20)


def test_it_follows_the_last_half_minute():
    pace = Pace()
    for second in range(100):
        pace.note(second, 100 * second if second < 50 else 5_000 + 2 * (second - 50))
    assert pace.per_second == pytest.approx(2)


def test_a_pause_is_forgotten():
    pace = Pace()
    pace.note(0, 0)
    pace.note(10, 100)
    pace.forget()
    pace.note(500, 100)
    pace.note(510, 200)
    assert pace.per_second == pytest.approx(10)
