"""Sound engines pass the trial, broken ones are refused with the reason."""

import shutil
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import helper, numpy_helper

from faceapp.core.errors import Code, UserError
from faceapp.ml.builtin.engine import build_detector, build_embedder
from faceapp.ml.load_check import check_engine
from faceapp.ml.providers import session_factory
from tests.fakes import graphs
from tests.models.packs import open_pack


@pytest.fixture
def folder(assets: Path, tmp_path: Path) -> Path:
    shutil.copy(assets / "models" / "scrfd_500m_kps.onnx", tmp_path / "detector.onnx")
    shutil.copy(assets / "models" / "mobilefacenet_y1.onnx", tmp_path / "embedder.onnx")
    return tmp_path


def check(folder: Path) -> None:
    check_engine(*open_pack(folder))


def assert_refused(folder: Path, reason: str) -> None:
    with pytest.raises(UserError) as caught:
        check(folder)
    assert caught.value.code == Code.ENGINE_REFUSED
    assert caught.value.details == {"engine": "embedder", "reason": reason}


def normalising_twice(weights: Path, names: tuple[str, str]) -> onnx.ModelProto:
    """The embedder with (x - 127.5) / 127.5 inside, by nodes that insightface knows or not."""
    model = onnx.load(weights)
    graph = model.graph
    (pixels,) = [value.name for value in graph.input]
    for node in graph.node:
        node.input[:] = ["normalised" if name == pixels else name for name in node.input]
    before = [
        helper.make_node("Sub", [pixels, "mean"], ["centred"], names[0]),
        helper.make_node("Mul", ["centred", "scale"], ["normalised"], names[1]),
    ]
    nodes = [*before, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    for name, value in (("mean", 127.5), ("scale", 1 / 127.5)):
        graph.initializer.append(numpy_helper.from_array(np.float32([value]), name))
    return model


def test_a_sound_pack_passes(folder: Path):
    check(folder)


def test_the_embedded_engine_passes(tmp_path: Path):
    new_session = session_factory("cpu", threads=2)
    check_engine(build_detector(tmp_path, new_session), build_embedder(tmp_path, new_session))


def test_a_pack_that_normalises_inside_passes_if_insightface_sees_it(folder: Path):
    onnx.save(normalising_twice(folder / "embedder.onnx", ("Sub_0", "Mul_0")), folder / "new")
    (folder / "new").replace(folder / "embedder.onnx")
    check(folder)


def test_a_pack_that_is_normalised_twice_is_refused(folder: Path):
    onnx.save(normalising_twice(folder / "embedder.onnx", ("centre", "shrink")), folder / "new")
    (folder / "new").replace(folder / "embedder.onnx")
    assert_refused(folder, "people_not_told_apart")


@pytest.mark.parametrize(
    ("fill", "reason"),
    [(1.0, "people_not_told_apart"), (0.0, "broken_vectors"), (np.nan, "broken_vectors")],
)
def test_an_embedder_that_ignores_the_face_is_refused(fill: float, reason: str, folder: Path):
    onnx.save(graphs.embedder(fill=fill), folder / "embedder.onnx")
    assert_refused(folder, reason)


def test_a_detector_that_finds_nothing_is_refused(folder: Path):
    onnx.save(graphs.detector(fill=0.0), folder / "detector.onnx")
    assert_refused(folder, "finds_no_faces")


def test_a_detector_with_other_outputs_is_refused(folder: Path):
    onnx.save(
        graphs.detector(0.9, [(7, width) for width in (1, 4, 10)] * 3), folder / "detector.onnx"
    )
    assert_refused(folder, "does_not_run")
