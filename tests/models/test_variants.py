"""The same weights run otherwise: int8, float16, every face twice, bound to a device."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from faceapp.core import alignment
from faceapp.core.errors import Code, UserError
from faceapp.core.ports import Detector
from faceapp.ml import parity
from faceapp.ml.bound_session import BoundSession
from faceapp.ml.builtin.convert import embedder_graph
from faceapp.ml.builtin.engine import build_detector, build_embedder
from faceapp.ml.engines import import_engine, load_engine, takes_making
from faceapp.ml.graphs import convolutions, to_float16
from faceapp.ml.insightface_pack import ArcFaceEmbedder, ScrfdDetector
from faceapp.ml.load_check import sample_photos
from faceapp.ml.parts import DLIB, find_part, parts_at_hand
from faceapp.ml.precision import Int8Sessions
from faceapp.ml.providers import session_factory
from faceapp.ml.variants import (
    FlippedEmbedder,
    Variant,
    check_vectors,
    int8_detector,
    int8_embedder,
    split_name,
)
from faceapp.paths import Folders
from tests.models.packs import model_file

new_session = session_factory("cpu", 2)


@pytest.fixture(scope="module")
def folders(tmp_path_factory) -> Folders:
    root = tmp_path_factory.mktemp("variants")
    return Folders(root / "data", root / "cache", root / "models")


@pytest.fixture(scope="module")
def detector(folders: Folders):
    return build_detector(folders.onnx, new_session)


@pytest.fixture(scope="module")
def chips(detector) -> list[np.ndarray]:
    return parity.chips_of(parity.tried_photos(), detector, alignment.DLIB)


def test_the_embedded_network_in_int8_gives_nearly_the_same_vectors(
    detector, folders: Folders, chips
):
    full = build_embedder(folders.onnx, new_session)
    small = int8_embedder(DLIB, detector, folders.onnx, new_session)
    distance = parity.greatest_distance(small, full, chips)
    print(f"greatest cosine distance of int8: {distance:.4f}")
    assert 0 < distance <= parity.MAX_COSINE_DISTANCE
    check_vectors(small, full, detector)


def test_int8_is_another_engine_and_is_made_once(folders: Folders, monkeypatch):
    names = ("builtin", "builtin:int8", "builtin:flip", "builtin:flip:int8")
    assert [takes_making(name, folders) for name in names] == [False, True, False, True]
    plain = load_engine("builtin", folders, "cpu")
    small = load_engine("builtin:int8", folders, "cpu")
    flipped = load_engine("builtin:flip", folders, "cpu")
    assert len({plain.identity, small.identity, flipped.identity}) == 3
    scales = [engine.calibration for engine in (plain, small, flipped)]
    assert [scale.is_provisional for scale in scales] == [False, True, True]
    monkeypatch.setattr("faceapp.ml.precision.to_int8", None)  # would raise if it were made again
    again = load_engine("builtin:int8", folders, "cpu")
    assert again.identity == small.identity
    assert [takes_making(name, folders) for name in names] == [False, False, False, True]


def test_a_damaged_int8_graph_is_made_again(folders: Folders):
    load_engine("builtin:int8", folders, "cpu")
    (graph,) = folders.onnx.glob("*-int8-*.onnx")
    content = graph.read_bytes()
    graph.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    load_engine("builtin:int8", folders, "cpu")
    assert graph.read_bytes() == content


def test_a_network_that_int8_changes_too_much_is_refused(assets: Path, folders: Folders):
    source = assets / "models" / "mobilefacenet_y1.onnx"
    import_engine(folders.models, source, None)
    with pytest.raises(UserError) as caught:
        load_engine("mtcnn+mobilefacenet_y1:int8", folders, "cpu")
    assert caught.value.details == {"engine": source.stem, "reason": "precision_differs"}


def test_a_detector_in_int8_finds_the_same_faces(assets: Path, folders: Folders):
    source = assets / "models" / "scrfd_2.5g_kps.onnx"
    import_engine(folders.models, source, None)
    part = find_part(parts_at_hand(folders.models)[0], "scrfd")
    full = ScrfdDetector(part.file, new_session)

    def measure(new) -> None:
        listening = ScrfdDetector(part.file, new)
        for photo in sample_photos():
            listening.detect(photo)

    small = ScrfdDetector(part.file, Int8Sessions(new_session, folders.onnx, measure))
    photo = next(parity.tried_photos())
    assert small.detect(photo)[0].score != full.detect(photo)[0].score
    assert parity.finds_the_same(full, small)


@pytest.mark.parametrize(
    ("is_same", "is_faster", "becomes"),
    [(True, True, "int8"), (True, False, "full"), (False, True, "full")],
)
def test_a_detector_is_judged_once_and_stays_in_int8_if_that_is_the_same_and_faster(
    is_same: bool,
    is_faster: bool,
    becomes: str,
    assets: Path,
    folders: Folders,
    tmp_path: Path,
    monkeypatch,
):
    import_engine(tmp_path, assets / "models" / "scrfd_500m_kps.onnx", None)
    part = find_part(parts_at_hand(tmp_path)[0], "scrfd")
    for verdict in folders.onnx.glob("*.verdict"):
        verdict.unlink()
    monkeypatch.setattr(parity, "finds_the_same", lambda *_: is_same)
    monkeypatch.setattr(parity, "is_faster", lambda *_: is_faster)
    photo = next(parity.tried_photos())

    def scores(detector: Detector) -> list[float]:
        return [face.score for face in detector.detect(photo)]

    full, found = scores(ScrfdDetector(part.file, new_session)), []
    for _ in range(2):
        found.append(scores(int8_detector(part, folders.onnx, new_session)))
        for trial in ("finds_the_same", "is_faster", "measured_photos"):
            monkeypatch.setattr(parity, trial, None)  # would raise if it were asked again
    assert found[0] == found[1]
    assert (found[0] == full) == (becomes == "full")


@pytest.mark.parametrize("fault", ["loses one", "moves one"])
def test_a_detector_that_finds_otherwise_is_noticed(fault: str, detector):
    class Faulty:
        def detect(self, image):
            first, *rest = detector.detect(image)
            if fault == "loses one":
                return rest
            box = replace(first.box, x=first.box.x + first.box.width / 5)
            return [replace(first, box=box), *rest]

    assert parity.finds_the_same(detector, detector)
    assert not parity.finds_the_same(detector, Faulty())


def test_float16_keeps_the_vectors_to_what_sql_keeps(folders: Folders, chips):
    full = build_embedder(folders.onnx, new_session)
    half = build_embedder(folders.onnx, lambda source: new_session(to_float16(source.read_bytes())))
    assert 0 < parity.greatest_distance(half, full, chips) < 1e-3


def test_a_flipped_embedder_cannot_tell_a_face_from_its_mirror_image(folders: Folders, chips):
    flipped = FlippedEmbedder(build_embedder(folders.onnx, new_session))
    vectors = flipped.embed(chips)
    mirrored = flipped.embed([chip[:, ::-1].copy() for chip in chips])
    np.testing.assert_allclose(vectors, mirrored, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_bound_session_gives_what_a_plain_one_gives(folders: Folders, chips):
    session = new_session(embedder_graph(folders.onnx))
    feed = {"pixels": np.stack(chips[:3])}
    bound = BoundSession(session, "cpu")
    for names in (None, [session.get_outputs()[0].name]):
        np.testing.assert_array_equal(bound.run(names, feed)[0], session.run(names, feed)[0])
    assert bound.get_inputs()[0].name == "pixels"
    graph, images = convolutions()
    plain = new_session(graph)
    np.testing.assert_array_equal(
        BoundSession(plain, "cpu").run(None, images)[0], plain.run(None, images)[0]
    )


def test_a_bound_session_carries_insightfaces_models(assets: Path):
    def bound(source) -> BoundSession:
        return BoundSession(new_session(source), "cpu")

    models, photo = assets / "models", next(parity.tried_photos())
    file = model_file(models / "scrfd_500m_kps.onnx")
    faces, plain = (ScrfdDetector(file, make).detect(photo) for make in (bound, new_session))
    assert [face.box for face in faces] == [face.box for face in plain]
    file = model_file(models / "mobilefacenet_y1.onnx")
    embedders = [ArcFaceEmbedder(file, 128, make) for make in (bound, new_session)]
    noise = [np.random.default_rng(1).integers(0, 256, (112, 112, 3), np.uint8)]
    np.testing.assert_allclose(embedders[0].embed(noise), embedders[1].embed(noise), atol=1e-6)


@pytest.mark.skipif(
    "CUDAExecutionProvider" in onnxruntime.get_available_providers(), reason="a GPU build"
)
def test_int8_on_a_gpu_and_tensorrt_without_one_are_refused(folders: Folders, monkeypatch):
    with pytest.raises(UserError) as caught:
        load_engine("builtin", folders, "tensorrt")
    assert caught.value.code == Code.DEVICE_UNAVAILABLE
    report = type("Report", (), {"device": "cuda"})
    monkeypatch.setattr("faceapp.ml.engines.choose_device", lambda wanted: report)
    with pytest.raises(UserError) as caught:
        load_engine("builtin:int8", folders, "auto")
    assert caught.value.code == Code.PRECISION_UNAVAILABLE


def test_a_name_says_how_to_run_an_engine():
    assert split_name("yunet+dlib") == ("yunet+dlib", Variant())
    assert split_name("builtin:int8") == ("builtin", Variant(int8=True))
    assert split_name("a+b:flip:int8") == ("a+b", Variant(int8=True, flip=True))
    with pytest.raises(UserError) as caught:
        split_name("builtin:int4")
    assert caught.value.details["known"] == "builtin:int8, builtin:flip"
