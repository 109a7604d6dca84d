"""A library of a hundred thousand photos, driven with keys."""

import pytest

from tests.bench.synthetic import People, bench_engine, fill
from tests.e2e.screen import needs_screen
from tests.e2e.windowed import Faceapp

pytestmark = needs_screen
DIMENSION = 8
FACES = 300_001  # three on every photo, and one on the last


@pytest.fixture
def large(faceapp: Faceapp) -> Faceapp:
    faceapp.data.mkdir()
    fill(faceapp.data / "faceapp.sqlite", bench_engine(DIMENSION), People(FACES, DIMENSION))
    return faceapp


def test_a_hundred_thousand_photos_are_walked_filtered_and_looked_through(large):
    large.start()
    large.expect("Photos", "100,001 photo")
    ends = large.rows("SELECT max(taken_at), min(taken_at) FROM asset")[0]
    for key, day in zip(("Home", "End", "Home"), (*ends, ends[0]), strict=True):
        large.press(key, "Return")
        name = large.expect("IMG_").split(" ")[0]
        large.press("Escape")
        large.expect("Photos", "1 selected")
        number = name.removeprefix("IMG_").removesuffix(".jpg")
        assert large.rows(f"SELECT taken_at FROM asset WHERE id = {number}") == [(day,)]
    large.press(*["shift+Tab"] * 4, "space", "Down", "Down", "Down", "Return")
    large.expect("Photos", "·  1 photo")
    large.press("ctrl+k")
    large.type("IMG_777.")
    large.expect("Photos — Faceapp")  # it has three faces
    large.press("ctrl+a")
    large.type("IMG_100001")
    large.expect("·  1 photo")
    assert large.close() == 0
