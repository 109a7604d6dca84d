import importlib.util
from pathlib import Path

import cv2
import dlib
import numpy as np
import pytest

from faceapp.ml.builtin.engine import build_embedder, load_mean
from faceapp.ml.providers import session_factory


@pytest.fixture(scope="module")
def embedder(tmp_path_factory):
    return build_embedder(tmp_path_factory.mktemp("onnx"), session_factory("cpu", 1))


@pytest.fixture(scope="module")
def dlib_models():
    package = importlib.util.find_spec("face_recognition_models").submodule_search_locations[0]
    return Path(package) / "models"


@pytest.fixture(scope="module")
def chips(assets, dlib_models):
    """Faces cut by dlib itself, from its own detector and landmarks."""
    detect = dlib.get_frontal_face_detector()
    points = dlib.shape_predictor(str(dlib_models / "shape_predictor_5_face_landmarks.dat"))
    photos = sorted((assets / "data" / "photos" / "lfw10").rglob("*.jpg"))[::4]
    images = [cv2.imread(str(path), cv2.IMREAD_COLOR_RGB) for path in photos]
    return [
        dlib.get_face_chip(image, points(image, face), 150, 0.25)
        for image in images
        for face in detect(image)
    ]


def cosines(a, b):
    return (a * b).sum(1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)


def test_descriptors_are_those_of_dlib(embedder, chips, dlib_models):
    model = dlib.face_recognition_model_v1(
        str(dlib_models / "dlib_face_recognition_resnet_model_v1.dat")
    )
    theirs = np.array([model.compute_face_descriptor(chip) for chip in chips])
    assert len(theirs) >= 20
    ours = embedder.describe(chips)
    assert cosines(ours, theirs).min() >= 0.99999
    np.testing.assert_allclose(ours, theirs, atol=1e-5)


def test_vectors_are_descriptors_without_the_mean_as_unit_vectors(embedder, chips):
    vectors = embedder.embed(chips)
    assert vectors.shape == (len(chips), 128)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert cosines(vectors, embedder.describe(chips) - load_mean()).min() > 0.99999


def test_many_faces_at_once_are_as_one_by_one(embedder):
    noise = np.random.default_rng(0).integers(0, 256, (70, 150, 150, 3), dtype=np.uint8)
    together = embedder.embed(list(noise))
    alone = np.concatenate([embedder.embed([chip]) for chip in noise[::23]])
    np.testing.assert_allclose(together[::23], alone, atol=1e-5)


def test_no_face_gives_no_vector(embedder):
    assert embedder.embed([]).shape == (0, 128)
