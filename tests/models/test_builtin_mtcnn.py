import importlib.util
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import pytest

from faceapp.core.boxes import iou
from faceapp.core.types import FaceBox
from faceapp.ml.builtin.engine import build_detector
from faceapp.ml.providers import session_factory

REFERENCE = json.loads(
    (Path(__file__).parent / "reference" / "mtcnn_t1.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def detector(tmp_path_factory):
    return build_detector(tmp_path_factory.mktemp("onnx"), session_factory("cpu", 1))


def load(path):
    return cv2.imread(str(path), cv2.IMREAD_COLOR_RGB)


@pytest.fixture(scope="module")
def t1():
    package = Path(importlib.util.find_spec("insightface").origin).parent
    return load(package / "data" / "images" / "t1.jpg")


def as_box(corners):
    left, top, right, bottom = corners
    return FaceBox(left, top, right - left, bottom - top)


def nearest(found, box):
    return max(found, key=lambda face: iou(face.box, box))


def values(found):
    return [(face.box, face.score, face.landmarks.tolist()) for face in found]


def test_every_face_of_the_original_is_found_at_its_place(detector, t1):
    found = detector.detect(t1)
    assert len(found) == len(REFERENCE["faces"]) == 6
    for face in REFERENCE["faces"]:
        box = as_box(face["corners"])
        ours = nearest(found, box)
        assert iou(ours.box, box) >= 0.9
        assert np.abs(ours.landmarks - face["landmarks"]).max() < 0.05 * box.width


def test_strongest_face_comes_first(detector, t1):
    scores = [face.score for face in detector.detect(t1)]
    assert scores == sorted(scores, reverse=True)
    assert 0.9 < scores[-1] <= scores[0] <= 1


@pytest.mark.parametrize("side", [320, 3000])
def test_a_resized_photo_has_the_same_faces(detector, t1, side):
    factor = side / t1.shape[1]
    found = detector.detect(
        cv2.resize(t1, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    )
    for face in REFERENCE["faces"]:
        ours = nearest(found, as_box(np.array(face["corners"]) * factor))
        assert iou(ours.box, as_box(np.array(face["corners"]) * factor)) > 0.7
        points = np.array(face["landmarks"]) * factor
        assert np.abs(ours.landmarks - points).max() < 0.12 * ours.box.width


def test_small_faces_low_in_a_large_photo_are_found_at_their_place(detector, t1):
    photo = np.full((1000, 1280, 3), 128, np.uint8)
    photo[700:922, 900:1220] = cv2.resize(t1, (320, 222), interpolation=cv2.INTER_AREA)
    found = detector.detect(photo)
    for face in REFERENCE["faces"]:
        left, top, right, bottom = np.array(face["corners"]) / 4
        box = as_box((left + 900, top + 700, right + 900, bottom + 700))
        assert iou(nearest(found, box).box, box) > 0.6


def test_a_grey_photo_has_the_same_faces(detector, t1):
    grey = np.repeat(cv2.cvtColor(t1, cv2.COLOR_RGB2GRAY)[:, :, None], 3, axis=2)
    assert len(detector.detect(grey)) == 6


def test_a_photo_without_a_face_has_none(detector):
    noise = np.random.default_rng(0).integers(0, 256, (480, 640, 3), dtype=np.uint8)
    assert detector.detect(noise) == []
    for level in (0, 127, 255):
        assert detector.detect(np.full((300, 400, 3), level, np.uint8)) == []


@pytest.mark.parametrize("shape", [(1, 1), (10, 4000), (4000, 10), (2, 9000), (20, 20), (21, 1999)])
def test_odd_sizes_are_searched_too(detector, t1, shape):
    photo = np.resize(t1, (*shape, 3))
    for face in detector.detect(photo):
        assert min(face.box.width, face.box.height) > 0


def test_four_threads_find_what_one_finds(detector, t1):
    photos = [t1, t1[:, ::-1], t1[200:700], t1[:, 300:900]] * 2
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(detector.detect, photos))
    assert [values(found) for found in together] == [values(detector.detect(p)) for p in photos]


def test_the_photo_is_not_changed(detector, t1):
    before = t1.copy()
    detector.detect(t1)
    np.testing.assert_array_equal(t1, before)


def test_six_people_are_found_and_nothing_else_of_their_size(detector, assets):
    found = detector.detect(load(assets / "data" / "photos" / "groups" / "six_people.jpg"))
    large = [face for face in found if max(face.box.width, face.box.height) >= 25]
    assert len(large) == 6


def test_the_person_of_every_portrait_is_found(detector, assets):
    portraits = sorted((assets / "data" / "photos" / "lfw10").rglob("*.jpg"))
    assert len(portraits) == 100
    for path in portraits:  # 250 x 250 pixels, the person in the middle
        boxes = [face.box for face in detector.detect(load(path))]
        middle = [
            box
            for box in boxes
            if np.hypot(box.x + box.width / 2 - 125, box.y + box.height / 2 - 125) < 30
        ]
        assert max((box.width for box in middle), default=0) > 50, path.name
