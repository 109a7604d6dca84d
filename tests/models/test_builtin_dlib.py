import importlib.util
from pathlib import Path

import cv2
import dlib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceapp.ml.builtin.dlib_embedder import SHORT, lifted
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


def test_vectors_are_descriptors_without_the_mean_on_a_sphere(embedder, chips):
    vectors = embedder.embed(chips)
    assert vectors.shape == (len(chips), 129)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert cosines(vectors[:, :128], embedder.describe(chips) - load_mean()).min() > 0.99999


def test_cosines_on_the_sphere_rank_as_the_distances_of_clear_faces(embedder, chips):
    plain = embedder.describe(chips) - load_mean()
    clear = np.linalg.norm(plain, axis=1) > SHORT
    vectors, plain = embedder.embed(chips)[clear], plain[clear]
    pairs = np.triu_indices(len(plain), 1)
    distances = np.linalg.norm(plain[pairs[0]] - plain[pairs[1]], axis=1)
    ranks = [np.argsort(np.argsort(values)) for values in (distances, (vectors @ vectors.T)[pairs])]
    assert np.corrcoef(ranks)[0, 1] < -0.98


@given(
    st.integers(0, 2**32 - 1),
    st.floats(0.001, 3),
    st.floats(0.001, 3),
)
def test_vectors_of_any_length_come_to_lie_on_the_sphere(seed, length, other_length):
    direction = np.random.default_rng(seed).normal(size=(1, 128)).astype(np.float32)
    direction /= np.linalg.norm(direction)
    one, other = (lifted(direction * np.float32(each)) for each in (length, other_length))
    assert np.linalg.norm(one) == pytest.approx(1, abs=1e-5)
    assert cosines(one[:, :128], direction) == pytest.approx(1, abs=1e-5)
    # What is short is not alike for that: it is lengthened, the shorter the more.
    if length < other_length < SHORT:
        assert one[0, 128] <= other[0, 128] + 1e-6


def test_many_faces_at_once_are_as_one_by_one(embedder):
    noise = np.random.default_rng(0).integers(0, 256, (70, 150, 150, 3), dtype=np.uint8)
    together = embedder.embed(list(noise))
    alone = np.concatenate([embedder.embed([chip]) for chip in noise[::23]])
    np.testing.assert_allclose(together[::23], alone, atol=1e-5)


def test_no_face_gives_no_vector(embedder):
    assert embedder.embed([]).shape == (0, 129)
