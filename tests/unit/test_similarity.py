import tomllib
from dataclasses import asdict, replace
from pathlib import Path

import pytest
import tomli_w
from hypothesis import assume, given
from hypothesis import strategies as st

from faceapp.core.errors import Code, UserError
from faceapp.core.similarity import (
    DEFAULT_PERCENT,
    MAXIMUM_PERCENT,
    MINIMUM_PERCENT,
    PROVISIONAL_ARCFACE,
    Calibration,
)
from faceapp.ml.calibrations import calibration_for
from faceapp.paths import resources
from faceapp.services.calibration_files import check_profile_name, keep_calibration

FITTED = Calibration("fitted", 0.3, 0.5, 1e-3, 1e-5, 3_000_000, 900, 120, "2026-01-02")


@st.composite
def calibrations(draw: st.DrawFn) -> Calibration:
    t70 = draw(st.floats(-1, 0.98))
    return Calibration("drawn", t70, draw(st.floats(t70 + 0.02, 1)))


@given(calibrations(), st.floats(1, 99))
def test_cosine_and_per_cent_are_inverse(calibration: Calibration, percent: float):
    assert calibration.percent(calibration.cosine(percent)) == pytest.approx(percent)


@given(calibrations())
def test_the_anchors_show_70_and_95(calibration: Calibration):
    assert calibration.percent(calibration.t70) == pytest.approx(70)
    assert calibration.percent(calibration.t95) == pytest.approx(95)
    assert calibration.cosine(MINIMUM_PERCENT) == pytest.approx(calibration.t70)
    assert calibration.cosine(MAXIMUM_PERCENT) == pytest.approx(calibration.t95)


@given(calibrations(), st.floats(-1, 1), st.floats(-1, 1))
def test_more_cosine_is_never_less_per_cent(calibration: Calibration, one: float, other: float):
    low, high = sorted((one, other))
    assert 0 <= calibration.percent(low) <= calibration.percent(high) <= 100


@given(calibrations(), st.floats(2, 98), st.floats(2, 98))
def test_the_scale_is_strict_where_the_slider_works(
    calibration: Calibration, one: float, other: float
):
    assume(abs(one - other) > 1e-6)
    low, high = sorted((one, other))
    assert calibration.cosine(low) < calibration.cosine(high)


@given(calibrations())
def test_expected_strangers_meet_the_fitted_rates(calibration: Calibration):
    assert calibration.false_match_rate(calibration.t70) == pytest.approx(calibration.fmr70)
    assert calibration.false_match_rate(calibration.t95) == pytest.approx(calibration.fmr95)


@pytest.mark.parametrize(("t70", "t95"), [(0.5, 0.5), (0.6, 0.5), (0.5, 1.1), (float("nan"), 0.5)])
def test_a_scale_that_is_not_monotone_is_refused(t70: float, t95: float):
    with pytest.raises(ValueError, match="t70 < t95"):
        Calibration("broken", t70, t95)


def test_the_default_per_cent_of_the_provisional_scale_is_cosine_0_4():
    assert PROVISIONAL_ARCFACE.is_provisional
    assert PROVISIONAL_ARCFACE.cosine(DEFAULT_PERCENT) == pytest.approx(0.396, abs=1e-3)


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    for sha, detector, profile in (("aa", "scrfd", "one"), ("aa", "mtcnn", "two")):
        entry = asdict(replace(FITTED, profile=profile))
        record = {"embedder_sha256": sha, "detector": detector, **entry}
        (tmp_path / f"{profile}.toml").write_text(tomli_w.dumps(record))
    return tmp_path


def test_figures_are_found_by_embedder_and_detector(figures: Path):
    assert calibration_for("aa", "mtcnn", "", figures) == replace(FITTED, profile="two")


def test_an_unknown_embedder_gets_the_provisional_scale(figures: Path):
    assert calibration_for("bb", "scrfd", "", figures) == PROVISIONAL_ARCFACE


def test_behind_an_unknown_detector_an_embedders_scale_is_provisional(figures: Path):
    found = calibration_for("aa", "yunet", "", figures)
    assert found == replace(FITTED, profile=found.profile, impostor_pairs=0)
    assert found.is_provisional


def test_a_scale_of_another_variant_is_provisional_and_hides_none(figures: Path):
    record = {"embedder_sha256": "aa", "detector": "mtcnn", "variant": "flip int8", "version": 9}
    flipped = record | asdict(replace(FITTED, profile="flipped"))
    (figures / "flipped.toml").write_text(tomli_w.dumps(flipped))
    assert calibration_for("aa", "mtcnn", "", figures).profile == "two"
    found = calibration_for("aa", "mtcnn", "flip int8", figures)
    assert found == replace(FITTED, profile="flipped")
    for other in ("flip", "int8"):
        assert calibration_for("aa", "mtcnn", other, figures).is_provisional
    assert calibration_for("aa", "yunet", "", figures).profile in {"one", "two"}


@pytest.mark.parametrize("damage", ["= [", 'embedder_sha256 = "aa"', None])
def test_damaged_figures_do_not_hide_the_others(damage: str | None, figures: Path):
    broken = figures / "one.toml"
    text = broken.read_text().replace("t70 = 0.3", "t70 = 0.9") if damage is None else damage
    broken.write_text(text)
    assert calibration_for("aa", "mtcnn", "", figures).profile == "two"
    assert calibration_for("aa", "scrfd", "", figures).is_provisional


def test_every_stored_calibration_is_in_force(tmp_path: Path):
    for path in (resources() / "calibration").glob("*.toml"):
        entry = tomllib.loads(path.read_text(encoding="utf-8"))
        found = calibration_for(entry["embedder_sha256"], entry["detector"], "", tmp_path)
        assert found.profile == entry["profile"]


def test_the_newest_own_scale_comes_before_older_ones_and_ours(tmp_path: Path):
    ours = tomllib.loads((resources() / "calibration" / "builtin.toml").read_text(encoding="utf-8"))
    figures = asdict(FITTED) | {name: ours[name] for name in ("embedder_sha256", "detector")}
    for _ in range(11):
        kept = keep_calibration(tmp_path, figures | {"profile": "mine"})
    assert kept["profile"] == "mine-v11"
    assert {path.name for path in tmp_path.iterdir()} == {f"mine-v{n}.toml" for n in range(1, 12)}
    key = (ours["embedder_sha256"], ours["detector"], "")
    assert calibration_for(*key, tmp_path) == replace(FITTED, profile="mine-v11")
    (tmp_path / "mine-v11.toml").write_text("= [")
    assert calibration_for(*key, tmp_path).profile == "mine-v10"
    (tmp_path / "mine-v11.toml").unlink()
    assert keep_calibration(tmp_path, figures | {"profile": "a"})["profile"] == "a-v11"
    assert calibration_for(*key, tmp_path).profile == "a-v11"


@pytest.mark.parametrize("name", ["", "../x", "a b", "имя", "a/b", "x" * 81, "a\n"])
def test_the_name_of_a_scale_is_a_plain_word(name: str):
    with pytest.raises(UserError) as caught:
        check_profile_name(name)
    assert caught.value.code is Code.PROFILE_NAME_INVALID
