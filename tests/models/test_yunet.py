"""YuNet through onnxruntime against OpenCV's own FaceDetectorYN, on real photos."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from faceapp.core.boxes import iou_matrix
from faceapp.core.types import Detection, Image
from faceapp.imaging.decode import decode as decode_photo
from faceapp.ml import yunet
from faceapp.ml.canvas import on_canvas
from faceapp.ml.model_files import ModelFile
from faceapp.ml.providers import session_factory
from faceapp.ml.yunet import YunetDetector
from tests.models.packs import model_file

PHOTOS = (
    "groups/six_people.jpg",
    "groups/team.jpg",
    "groups/office1.jpg",
    "groups/office2.jpg",
    "samples/two_people.jpg",
    "samples/obama.jpg",
)


@pytest.fixture(scope="module")
def file(assets: Path) -> ModelFile:
    return model_file(assets / "models" / "face_detection_yunet_2023mar.onnx")


@pytest.fixture(scope="module")
def detector(file: ModelFile) -> YunetDetector:
    return YunetDetector(file, session_factory("cpu", threads=2))


def photo(assets: Path, name: str) -> Image:
    return decode_photo((assets / "data" / "photos" / name).read_bytes()).pixels


def corners(faces: list[Detection]) -> np.ndarray:
    boxes = [(face.box.x, face.box.y, face.box.width, face.box.height) for face in faces]
    x, y, width, height = np.array(boxes, np.float32).reshape(-1, 4).T
    return np.stack([x, y, x + width, y + height], axis=1)


def opencv_faces(file: ModelFile, image: Image) -> np.ndarray:
    """(N, 15) as OpenCV gives them, x, y, width, height first, in pixels of the photo."""
    canvas, scale = on_canvas(image, yunet.CANVAS)
    side = (yunet.CANVAS, yunet.CANVAS)
    own = cv2.FaceDetectorYN.create(
        str(file.path), "", side, yunet.MIN_SCORE, yunet.MAX_OVERLAP, 5000
    )
    faces = own.detect(np.ascontiguousarray(canvas[:, :, ::-1]))[1]
    faces[:, :14] *= np.tile(scale, 7)
    return faces[np.argsort(-faces[:, 14])]


@pytest.mark.parametrize("name", PHOTOS)
def test_the_same_faces_as_opencv(name: str, assets: Path, file: ModelFile, detector):
    image = photo(assets, name)
    found, expected = detector.detect(image), opencv_faces(file, image)
    assert len(found) == len(expected) > 0
    boxes = expected[:, :4].copy()
    boxes[:, 2:] += boxes[:, :2]
    overlaps = iou_matrix(corners(found), boxes.astype(np.float32))
    pairs = overlaps.argmax(axis=1)
    assert sorted(pairs) == list(range(len(found)))
    assert overlaps.max(axis=1).min() >= 0.95
    for face, other in zip(found, expected[pairs], strict=True):
        assert face.score == pytest.approx(other[14], abs=1e-3)
        np.testing.assert_allclose(face.landmarks, other[4:14].reshape(5, 2), atol=1.0)


def test_a_crowd_is_the_same_but_for_rounding(assets: Path, file: ModelFile, detector):
    # OpenCV compares boxes in whole pixels: of faces 13 pixels wide it keeps other twins.
    image = photo(assets, "groups/crowd.jpg")
    found, expected = detector.detect(image), opencv_faces(file, image)
    boxes = expected[:, :4].copy()
    boxes[:, 2:] += boxes[:, :2]
    same = (iou_matrix(corners(found), boxes) >= 0.95).sum()
    assert len(expected) >= 100
    assert same >= len(expected) - 2


def test_six_people_are_found_with_landmarks_image_left_first(assets: Path, detector):
    faces = detector.detect(photo(assets, "groups/six_people.jpg"))
    assert len(faces) == 6
    for left_eye, right_eye, nose, left_mouth, right_mouth in (face.landmarks for face in faces):
        assert left_eye[0] < right_eye[0]
        assert left_mouth[0] < right_mouth[0]
        assert max(left_eye[1], right_eye[1]) < nose[1] < min(left_mouth[1], right_mouth[1])


def test_faces_are_in_pixels_of_the_photo_whatever_its_size(assets: Path, detector):
    image = photo(assets, "samples/two_people.jpg")
    double = cv2.resize(image, None, fx=2, fy=2, interpolation=cv2.INTER_LINEAR)
    found, larger = detector.detect(image), detector.detect(double)
    assert len(found) == len(larger) == 2
    assert np.diag(iou_matrix(corners(found) * 2, corners(larger))).min() > 0.9


@pytest.mark.parametrize("shape", [(1, 1), (1, 3000), (40, 30)])
def test_photos_without_room_for_a_face_have_none(shape: tuple[int, int], detector):
    assert detector.detect(np.zeros((*shape, 3), np.uint8)) == []


def test_a_cell_decodes_by_the_published_arithmetic():
    outputs = [
        np.zeros((1, (640 // stride) ** 2, width), np.float32)
        for width in (1, 1, 4, 10)
        for stride in (8, 16, 32)
    ]
    cell = 3 * 40 + 5  # row 3, column 5 of the cells of 16 pixels
    outputs[1][0, cell], outputs[4][0, cell] = 0.81, 1.5  # what is above one counts as one
    outputs[7][0, cell] = 0.5, 0.25, np.log(2), np.log(4)
    outputs[10][0, cell] = np.arange(10) / 10
    (face,) = yunet.decode(outputs)
    centre_x, centre_y = 5.5 * 16, 3.25 * 16
    np.testing.assert_allclose(
        face[:4], [centre_x - 16, centre_y - 32, centre_x + 16, centre_y + 32], rtol=1e-5
    )
    np.testing.assert_allclose(
        face[4:14], np.tile([5 * 16, 3 * 16], 5) + np.arange(10) * 1.6, rtol=1e-5
    )
    assert face[14] == pytest.approx(0.9)
