"""Any detector with any embedder, from the store to cosines of people on real photos."""

import hashlib
import shutil
from dataclasses import replace
from itertools import product
from pathlib import Path

import cv2
import numpy as np
import pytest
from onnx import helper, numpy_helper

from faceapp.core.errors import Code, UserError
from faceapp.core.ports import Engine
from faceapp.core.similarity import PROVISIONAL_ARCFACE
from faceapp.imaging.chips import cut_chip
from faceapp.imaging.decode import decode
from faceapp.ml import insightface_pack, model_files
from faceapp.ml.engines import (
    engine_infos,
    find_combination,
    identify_engine,
    import_engine,
    load_engine,
    pack_problems,
)
from faceapp.ml.providers import session_factory
from faceapp.ml.sface import SfaceEmbedder
from faceapp.ml.single_models import import_model, recognise
from faceapp.paths import Folders
from tests.fakes import graphs
from tests.models.facenet_weights import write_weights
from tests.models.packs import model_file

YUNET, PACK = "face_detection_yunet_2023mar", ("scrfd_500m_kps", "mobilefacenet_y1")
DETECTORS = ("mtcnn", "arcface-pack", "large", "yunet")
EMBEDDERS = ("dlib", "mobilefacenet_y1")


@pytest.fixture(scope="module")
def folders(assets: Path, tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A store with a pack, a larger SCRFD and YuNet."""
    folder = tmp_path_factory.mktemp("arcface-pack")
    pack = folder / "arcface-pack"
    pack.mkdir()
    for name in PACK:
        shutil.copy(assets / "models" / f"{name}.onnx", pack)
    folders = Folders(folder / "data", folder / "cache", folder / "models")
    import_engine(folders.models, pack, None)
    import_engine(folders.models, assets / "models" / "scrfd_2.5g_kps.onnx", "large")
    import_engine(folders.models, assets / "models" / f"{YUNET}.onnx", None)
    return folders


def vectors(engine: Engine, photo: Path) -> np.ndarray:
    image = decode(photo.read_bytes()).pixels
    faces = engine.detector.detect(image)
    template = engine.embedder.template
    return engine.embedder.embed([cut_chip(image, face.landmarks, template) for face in faces])


@pytest.mark.parametrize(("detector", "embedder"), [*product(DETECTORS, EMBEDDERS)])
def test_every_combination_tells_people_apart(
    detector: str, embedder: str, folders: Folders, assets: Path
):
    engine = load_engine(f"{detector}+{embedder}", folders, "cpu")
    photos = assets / "data" / "photos"
    six = vectors(engine, photos / "groups" / "six_people.jpg")
    two = vectors(engine, photos / "samples" / "two_people.jpg")
    obama, again = (vectors(engine, photos / "samples" / f"obama{n}.jpg")[0] for n in "12")
    assert six.shape == (6, engine.embedder.dimension)
    assert len(two) == 2
    scale = engine.calibration
    assert scale.percent(two[0] @ two[1]) < 50
    strangers = (six @ six.T)[np.triu_indices(6, 1)]
    assert scale.percent(max(strangers)) < 70 < 95 < scale.percent(obama @ again)


def test_an_identity_is_that_of_the_parts_and_of_nothing_else(folders: Folders):
    names = [f"{detector}+{embedder}" for detector, embedder in product(DETECTORS, EMBEDDERS)]
    identities = {name: identify_engine(name, folders.models)[0] for name in names}
    assert len(set(identities.values())) == len(names)
    other_names = {
        "builtin": "mtcnn+dlib",
        "arcface-pack": "arcface-pack+mobilefacenet_y1",
        "scrfd_500m_kps+arcface": "arcface-pack+mobilefacenet_y1",
        f"{YUNET}+arcface-pack": "yunet+mobilefacenet_y1",
    }
    for name, same in other_names.items():
        assert identify_engine(name, folders.models)[0] == identities[same]


@pytest.mark.parametrize(
    "name", ["builtin", "arcface-pack", "yunet+mobilefacenet_y1", "mtcnn+mobilefacenet_y1:flip"]
)
def test_an_engine_is_identified_before_it_is_opened(name: str, folders: Folders):
    engine = load_engine(name, folders, "cpu")
    known = engine.identity, engine.embedder.dimension
    assert identify_engine(name, folders.models) == known
    parts = f"{engine.detector.identity} {engine.embedder.identity}"
    if ":" not in name:
        assert engine.identity == hashlib.sha256(parts.encode()).hexdigest()


def test_another_version_or_another_file_is_another_engine(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
):
    before = identify_engine("arcface-pack", folders.models)
    record = folders.models / "arcface-pack" / model_files.RECORD
    as_it_was = record.read_text()
    record.write_text(as_it_was.replace('sha256 = "', 'sha256 = "f', 1))
    other_file = identify_engine("arcface-pack", folders.models)
    record.write_text(as_it_was)
    monkeypatch.setattr(insightface_pack, "DETECTOR_VERSION", 99)
    other_version = identify_engine("arcface-pack", folders.models)
    assert len({before, other_file, other_version}) == 3


def test_a_scale_belongs_to_the_embedder_behind_a_kind_of_detector(folders: Folders):
    fitted = load_engine("large+mobilefacenet_y1", folders, "cpu").calibration
    assert fitted == load_engine("arcface-pack", folders, "cpu").calibration
    assert fitted != PROVISIONAL_ARCFACE
    elsewhere = load_engine("yunet+mobilefacenet_y1", folders, "cpu").calibration
    assert elsewhere == replace(fitted, impostor_pairs=0)
    assert elsewhere.is_provisional


@pytest.mark.parametrize("name", ["scrfd+dlib", "yunet+nothing", "+dlib", "dlib+mtcnn"])
def test_unknown_and_ambiguous_parts_are_refused_naming_the_known(name: str, folders: Folders):
    with pytest.raises(UserError) as caught:
        find_combination(folders.models, name)
    assert caught.value.code == Code.UNKNOWN_ENGINE
    known = f"mtcnn|arcface-pack|{YUNET}|large+dlib|arcface-pack"
    assert caught.value.details["known"] == known


def test_a_single_model_is_listed_beside_the_embedded_part_that_it_lacks(folders: Folders):
    infos = {info.name: info for info in engine_infos(folders.models)}
    assert list(infos) == ["builtin", "arcface-pack", f"{YUNET}+dlib", "large+dlib"]
    assert infos["large+dlib"].detector == "scrfd_2.5g_kps"
    assert infos["large+dlib"].dimension == 129


def retinaface_outputs(count: int) -> list[tuple]:
    return [(1, count, 4), (1, count, 2), (1, count, 10)]


def sface_graph() -> bytes:
    """The interface of OpenCV Zoo's SFace: the means of three colours first in 128 numbers."""
    weights = np.zeros((3, 128), np.float32)
    weights[:3, :3] = np.eye(3)
    graph = helper.make_graph(
        [
            helper.make_node("ReduceMean", ["data"], ["means"], axes=[2, 3], keepdims=0),
            helper.make_node("MatMul", ["means", "weights"], ["fc1"]),
        ],
        "sface",
        [helper.make_tensor_value_info("data", 1, (1, 3, 112, 112))],
        [helper.make_tensor_value_info("fc1", 1, (1, 128))],
        [numpy_helper.from_array(weights, "weights")],
    )
    model = helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 13)])
    return model.SerializeToString()


@pytest.mark.parametrize(
    ("graph", "kind"),
    [
        (graphs.detector().SerializeToString(), "scrfd"),
        (
            graphs.constant_graph((1, 3, 640, 640), retinaface_outputs(16800)).SerializeToString(),
            "retinaface",
        ),
        (graphs.embedder(512).SerializeToString(), "arcface"),
        (sface_graph(), "sface"),
    ],
)
def test_a_file_is_known_by_its_graph(graph: bytes, kind: str, tmp_path: Path):
    path = tmp_path / "any name 2.5.onnx"
    path.write_bytes(graph)
    found = import_model(path, tmp_path / "models")
    assert (found.kind, found.name) == (kind, "any_name_2_5")
    assert found.file.path.read_bytes() == graph


def test_sface_sees_the_colours_that_opencv_shows_it(tmp_path: Path):
    path = tmp_path / "sface.onnx"
    path.write_bytes(sface_graph())
    chip = np.random.default_rng(1).integers(0, 256, (112, 112, 3), np.uint8)
    chip[:, :, 0] //= 4
    (vector,) = SfaceEmbedder(model_file(path), session_factory("cpu")).embed([chip])
    own = cv2.FaceRecognizerSF.create(str(path), "").feature(chip[:, :, ::-1].copy())[0]
    np.testing.assert_allclose(vector, own / np.linalg.norm(own), atol=1e-6)
    assert vector[0] < vector[2]


def refusal(action) -> tuple[Code, object]:
    with pytest.raises(UserError) as caught:
        action()
    return caught.value.code, caught.value.details.get("reason")


def test_files_that_are_no_known_model_are_refused(tmp_path: Path):
    path = tmp_path / "model.onnx"
    contents = {
        "model_unknown": graphs.constant_graph((1, 3, 96, 96), [(1, 3)]).SerializeToString(),
        "external_data": graphs.with_external_weights(graphs.embedder()).SerializeToString(),
        "graph_unreadable": b"no graph",
        "weights_unreadable": b"\x89HDF\r\n\x1a\n and no more",
    }
    for reason, content in contents.items():
        path.write_bytes(content)
        answer = refusal(lambda: import_engine(tmp_path / "models", path, None))
        assert answer == (Code.MODEL_FOLDER_INVALID, reason)
    assert not (tmp_path / "models").exists()


def test_a_wrong_byte_is_found_and_put_right_by_another_import(tmp_path: Path):
    source, models = tmp_path / "det.onnx", tmp_path / "models"
    source.write_bytes(graphs.detector().SerializeToString())
    stored = import_model(source, models).file
    assert import_model(source, models).file == stored
    assert pack_problems(models) == {"det": []}
    stored.path.write_bytes(stored.path.read_bytes()[:-1] + b"\0")
    assert pack_problems(models) == {"det": ["det.onnx: changed"]}
    assert refusal(stored.read) == (Code.MODEL_FOLDER_INVALID, "changed")
    import_model(source, models)
    assert pack_problems(models) == {"det": []}


def test_a_name_is_not_taken_twice(tmp_path: Path):
    source, models = tmp_path / "a.onnx", tmp_path / "models"
    source.write_bytes(graphs.detector().SerializeToString())
    import_model(source, models)
    source.write_bytes(graphs.detector(1.0).SerializeToString())
    assert refusal(lambda: import_model(source, models))[0] == Code.MODEL_NAME_TAKEN
    for name in ("mtcnn", "dlib", "builtin"):
        assert refusal(lambda name=name: import_model(source, models, name))[0] == (
            Code.MODEL_NAME_TAKEN
        )


def test_facenet_goes_from_keras_file_to_trial(tmp_path: Path):
    weights = write_weights(tmp_path / "random-weights.h5", seed=1)
    assert recognise(weights).kind == "facenet"
    folders = Folders(tmp_path / "data", tmp_path / "cache", tmp_path / "models")
    info = import_engine(folders.models, weights, None)
    assert (info.name, info.dimension) == ("mtcnn+random-weights", 512)
    # Random weights run, and the trial sees that they know nobody.
    answer = refusal(lambda: load_engine("mtcnn+facenet", folders, "cpu"))
    assert answer == (Code.ENGINE_REFUSED, "people_not_told_apart")
