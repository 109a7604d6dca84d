"""Classic RetinaFace on a graph that says what the test wants of chosen priors."""

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import helper, numpy_helper

from faceapp.ml.providers import session_factory
from faceapp.ml.retinaface import RetinafaceDetector, decode, priors
from tests.models.packs import model_file

COUNT = 2 * (80 * 80 + 40 * 40 + 20 * 20)
# The prior of 64 pixels in row 10, column 20 of the second feature map, and where its centre lies.
CHOSEN = 2 * (80 * 80 + 10 * 40 + 20)
CENTRE = np.array([20.5 * 16, 10.5 * 16])
POINTS = np.array([(-2, -2), (2, -2), (0, 0.5), (-1.5, 2), (1.5, 2)], np.float32)


def graph(
    offsets: np.ndarray, classes: np.ndarray, points: np.ndarray, *, batch: int | str = 1
) -> onnx.ModelProto:
    """Answers with the three arrays; the classes weigh by the mean of a corner of the input."""
    nodes = [
        helper.make_node("Slice", ["input", "start", "end", "axes"], ["corner"]),
        helper.make_node("ReduceMean", ["corner"], ["mean"], axes=[1, 2, 3]),
        helper.make_node("Reshape", ["mean", "each"], ["weight"]),
        helper.make_node("Mul", ["classes", "weight"], ["conf"]),
        helper.make_node("Mul", ["weight", "zero"], ["nothing"]),
        helper.make_node("Add", ["offsets", "nothing"], ["loc"]),
        helper.make_node("Add", ["points", "nothing"], ["landmarks"]),
    ]
    arrays = {"offsets": offsets, "classes": classes, "points": points}
    arrays |= {"start": np.array([0, 0]), "end": np.array([2, 2]), "axes": np.array([2, 3])}
    arrays |= {"each": np.array([-1, 1, 1]), "zero": np.zeros(1, np.float32)}
    made = helper.make_graph(
        nodes,
        "retinaface",
        [helper.make_tensor_value_info("input", 1, (batch, 3, 640, 640))],
        [
            helper.make_tensor_value_info(name, 1, (batch, COUNT, width))
            for name, width in (("loc", 4), ("conf", 2), ("landmarks", 10))
        ],
        [numpy_helper.from_array(value, name) for name, value in arrays.items()],
    )
    return helper.make_model(made, ir_version=8, opset_imports=[helper.make_opsetid("", 17)])


def one_face(score: float = 0.9) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A face twice as wide as its prior, half a side to the right; a weaker one in its place."""
    offsets, classes = np.zeros((1, COUNT, 4), np.float32), np.zeros((1, COUNT, 2), np.float32)
    points = np.zeros((1, COUNT, 10), np.float32)
    classes[..., 0] = 1
    classes[0, CHOSEN] = 1 - score, score
    offsets[0, CHOSEN] = 5, 0, np.log(2) / 0.2, 0
    points[0, CHOSEN] = POINTS.ravel()
    classes[0, CHOSEN + 2] = 0.2, 0.8  # the next column, with the same place decoded
    offsets[0, CHOSEN + 2] = 5 - 2.5, 0, np.log(2) / 0.2, 0
    return offsets, classes, points


def detector_of(
    folder: Path, parts: tuple[np.ndarray, ...], *, batch: int | str = 1
) -> RetinafaceDetector:
    path = folder / "retina.onnx"
    path.write_bytes(graph(*parts, batch=batch).SerializeToString())
    return RetinafaceDetector(model_file(path), session_factory("cpu", threads=1))


def photo(height: int, width: int) -> np.ndarray:
    """RGB whose pixels are one above the mean that RetinaFace takes away, so that weights are 1."""
    return np.full((height, width, 3), (124, 118, 105), np.uint8)


@pytest.mark.parametrize(("height", "width", "scale"), [(640, 640, 1), (1280, 960, 2)])
def test_a_chosen_prior_comes_out_where_it_lies_on_the_photo(
    height: int, width: int, scale: int, tmp_path: Path
):
    (face,) = detector_of(tmp_path, one_face()).detect(photo(height, width))
    box = np.array([face.box.x, face.box.y, face.box.width, face.box.height])
    expected = np.array([CENTRE[0] + 32 - 64, CENTRE[1] - 32, 128, 64])
    np.testing.assert_allclose(box, expected * scale, atol=1e-2)
    np.testing.assert_allclose(face.landmarks, (CENTRE + POINTS * 6.4) * scale, atol=1e-2)
    assert face.score == pytest.approx(0.9, abs=1e-4)


@pytest.mark.parametrize("batch", [1, "N"])
def test_several_photos_give_what_each_gives_alone(batch: int | str, tmp_path: Path):
    detector = detector_of(tmp_path, one_face(), batch=batch)
    photos = [photo(640, 640), np.zeros((300, 200, 3), np.uint8), photo(1280, 960)] * 4
    together = detector.detect_all(photos)
    assert [len(faces) for faces in together] == [1, 0, 1] * 4
    assert [face.box for face in together[2]] == [face.box for face in detector.detect(photos[2])]


def test_weak_answers_are_no_faces(tmp_path: Path):
    offsets, classes, points = one_face(score=0.4)
    classes[0, CHOSEN + 2] = 0.6, 0.4
    assert detector_of(tmp_path, (offsets, classes, points)).detect(photo(640, 640)) == []


def test_priors_are_the_published_ones():
    # biubug6/Pytorch_Retinaface, PriorBox: by map, row, column and size; centres at half cells.
    boxes = priors(640) * 640
    assert boxes.shape == (COUNT, 4)
    np.testing.assert_allclose(
        boxes[[0, 1, 2, 160, CHOSEN, -1]],
        [
            (4, 4, 16, 16),
            (4, 4, 32, 32),
            (12, 4, 16, 16),
            (4, 12, 16, 16),
            (*CENTRE, 64, 64),
            (624, 624, 512, 512),
        ],
        atol=1e-3,
    )


def test_decoding_follows_the_published_arithmetic():
    # centre + offset * 0.1 * side; side * exp(offset * 0.2); landmarks like centres.
    prior = np.array([(0.5, 0.4, 0.2, 0.1)], np.float32)
    offsets = np.array([(1, -2, 0.5, -0.5)], np.float32)
    points = np.arange(10, dtype=np.float32)[None]
    (face,) = decode(offsets, np.array([(0.1, 0.9)], np.float32), points, prior)
    width, height = 0.2 * np.exp(0.1), 0.1 * np.exp(-0.1)
    x, y = 0.5 + 0.02, 0.4 - 0.02
    np.testing.assert_allclose(
        face[:4], [x - width / 2, y - height / 2, x + width / 2, y + height / 2], rtol=1e-5
    )
    np.testing.assert_allclose(
        face[4:14].reshape(5, 2),
        [(0.5 + even * 0.02, 0.4 + (even + 1) * 0.01) for even in range(0, 10, 2)],
        rtol=1e-5,
    )
    assert face[14] == pytest.approx(0.9)
