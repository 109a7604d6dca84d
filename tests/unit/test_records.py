"""Records beside models and figures that no program would write: passed over, never a crash."""

import dataclasses
from pathlib import Path

import pytest
import tomli_w

from faceapp.core.similarity import PROVISIONAL_ARCFACE, Calibration
from faceapp.core.toml import parse_toml
from faceapp.ml.calibrations import calibration_for
from faceapp.ml.engines import engine_infos, pack_problems

FILE = {"file": "a.onnx", "sha256": "0", "size": 1}


@pytest.mark.parametrize(
    "document",
    [
        b"a = 9223372036854775808",
        b"a = [{b = -9223372036854775809}]",
        b"\xff",
        b"a = " + b"[" * 5000,
    ],
)
def test_what_toml_does_not_allow_is_a_value_error(document: bytes):
    with pytest.raises(ValueError):
        parse_toml(document)


def test_toml_with_a_byte_order_mark_is_read():
    assert parse_toml(b"\xef\xbb\xbfa = 9223372036854775807") == {"a": 2**63 - 1}


@pytest.mark.parametrize(
    "change",
    [
        {"dimension": float("inf")},
        {"detector": FILE | {"size": float("-inf")}, "model": FILE | {"size": float("-inf")}},
        {"detector": FILE | {"file": "a\0.onnx"}, "model": FILE | {"file": "a\0.onnx"}},
    ],
)
@pytest.mark.parametrize("name", ["pack.toml", "model.toml"])
def test_a_senseless_record_is_a_damaged_one(name: str, change: dict[str, object], tmp_path: Path):
    record = {"imported_at": "", "dimension": 1, "kind": "arcface", "model": FILE}
    record |= {"detector": FILE, "embedder": FILE} | change
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / name).write_text(tomli_w.dumps(record))
    assert [engine.name for engine in engine_infos(tmp_path)] == ["builtin"]
    assert pack_problems(tmp_path) == {"a": [f"{name}: record_damaged"]}


@pytest.mark.parametrize("rate", [0.0, -1.0, 2.0, float("nan"), "x", []])
def test_figures_without_a_false_match_rate_are_passed_over(rate: object, tmp_path: Path):
    figures = dataclasses.asdict(Calibration("x", 0.3, 0.5)) | {"fmr70": rate}
    (tmp_path / "x.toml").write_text(
        tomli_w.dumps(figures | {"embedder_sha256": "0", "detector": "scrfd"})
    )
    assert calibration_for("0", "scrfd", "", tmp_path) is PROVISIONAL_ARCFACE


def test_the_steepest_scale_has_a_figure_for_every_cosine():
    steep = Calibration("x", 0.3, 0.30000000000000004, fmr95=5e-324)
    assert [steep.percent(cosine) for cosine in (-1.0, 1.0)] == pytest.approx([0, 100])
    assert [steep.false_match_rate(cosine) for cosine in (-1.0, 1.0)] == [1, 0]
