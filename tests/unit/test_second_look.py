"""Looking again, with a detector that finds coloured squares of some sizes, upright ones best."""

from dataclasses import replace
from typing import ClassVar

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceapp.core.boxes import iou
from faceapp.core.jobs import Cancelled, CancelToken
from faceapp.core.types import Detection, FaceBox
from faceapp.pipeline.second_look import (
    LONGEST_PX,
    SHARED_PX,
    TILE_PX,
    TOGETHER,
    Look,
    SecondLook,
    tile_corners,
    turned_back,
)

SURE = 0.8
# A face is a red square with a green upper half: what is turned shows its green half elsewhere.
RED, GREEN = (255, 0, 0), (0, 255, 0)


class SquareDetector:
    """Sees what is 10 pixels large or more once the photo is fitted into 640 pixels."""

    name = family = identity = "squares"
    sure_score = SURE

    def __init__(self, scores: tuple[float, float] = (0.9, 0.0)) -> None:
        self.upright_score, self.other_score = scores
        self.asked = 0

    def detect(self, image: np.ndarray) -> list[Detection]:
        self.asked += 1
        least = 10 * max(1, max(image.shape[:2]) / 640)
        lit = (image.max(axis=2) > 128).astype(np.uint8)
        _, _, stats, _ = cv2.connectedComponentsWithStats(lit)
        boxes = [row[:4].tolist() for row in stats[1:] if min(row[2], row[3]) >= least]
        faces = [self._face(image, *box) for box in boxes]
        return [face for face in faces if face.score]

    def _face(self, image, x, y, width, height) -> Detection:
        is_upright = image[y + height // 4, x + width // 2, 1] > 128
        score = self.upright_score if is_upright else self.other_score
        shares = np.array([(0.3, 0.3), (0.7, 0.3), (0.5, 0.5), (0.3, 0.7), (0.7, 0.7)], np.float32)
        points = (shares * (width, height) + (x, y)).astype(np.float32)
        return Detection(FaceBox(x, y, width, height), points, score)


def photo(size: tuple[int, int], *squares: tuple[int, int, int]) -> np.ndarray:
    """A black photo of (width, height) with faces at (x, y) of some side."""
    image = np.zeros((size[1], size[0], 3), np.uint8)
    for x, y, side in squares:
        image[y : y + side, x : x + side] = RED
        image[y : y + side // 2, x : x + side] = GREEN
    return image


def boxes(faces: list[Detection]) -> list[tuple[int, int, int]]:
    return sorted((round(f.box.x), round(f.box.y), round(f.box.width)) for f in faces)


CROWD = [(60 + 150 * column, 60 + 150 * row, 50) for column in range(12) for row in range(6)]
TINY = [(x, y, 12) for x, y, _ in CROWD[::2]]


def test_tiny_faces_are_looked_for_where_many_are_small():
    image = photo((2000, 1000), *[(x, y + 75, 50) for x, y, _ in CROWD[:12]], *TINY)
    detector = SquareDetector()
    assert len(detector.detect(image)) == 12
    assert len(SecondLook(detector).detect(image)) == 12 + len(TINY)


def test_a_few_faces_cost_one_look_only():
    image = photo((2000, 1000), *CROWD[:5], *TINY[6:])
    detector = SquareDetector()
    assert len(SecondLook(detector).detect(image)) == 5
    assert detector.asked == 1


def test_tiles_on_request_find_each_face_once_wherever_it_lies():
    image = photo((1500, 1300), (0, 0, 12), (475, 300, 90), (700, 600, 500), (1488, 1288, 12))
    faces = SecondLook(SquareDetector(), Look.TILES).detect(image)
    assert boxes(faces) == [(0, 0, 12), (475, 300, 90), (700, 600, 500), (1488, 1288, 12)]


def test_what_a_tile_cuts_through_is_left_to_its_neighbour():
    cut = photo((1000, 400), (600, 100, 80))
    assert boxes(SecondLook(SquareDetector(), Look.TILES).detect(cut)) == [(600, 100, 80)]


def test_a_huge_photo_is_reduced_before_it_is_cut_into_tiles():
    detector = SquareDetector()
    image = photo((LONGEST_PX * 2, 900), (8000, 500, 60))
    (face,) = SecondLook(detector, Look.TILES).detect(image)
    assert boxes([face]) == [(8000, 500, 60)]
    assert detector.asked <= 12


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_tiles_cover_the_photo_and_share_what_holds_a_face(width: int, height: int):
    image = np.broadcast_to(np.uint8(0), (height, width, 3))
    corners = tile_corners(image)
    for axis, side in ((0, width), (1, height)):
        starts = sorted({corner[axis] for corner in corners})
        ends = [start + TILE_PX for start in starts]
        assert starts[0] == 0
        assert ends[-1] >= side
        assert all(end - start >= SHARED_PX for end, start in zip(ends, starts[1:], strict=False))


@pytest.mark.parametrize("quarters", [1, 2, 3])
@pytest.mark.parametrize("lying_score", [0.0, 0.7])
def test_a_photo_on_its_side_is_turned_also_where_a_doubtful_face_was_found(
    quarters: int, lying_score: float
):
    upright = photo((900, 700), (200, 100, 80), (400, 300, 60))
    image = np.rot90(upright, quarters).copy()
    detector = SquareDetector((0.9, lying_score))
    faces = SecondLook(detector).detect(image)
    assert len(faces) == 2
    assert all(face.score == 0.9 for face in faces)
    lying = [SquareDetector()._face(image, *map(int, np.round(box_of(f)))) for f in faces]
    assert all(iou(a.box, b.box) > 0.95 for a, b in zip(faces, lying, strict=True))
    # The eyes lie where the green half lies.
    for face in faces:
        eye = face.landmarks[:2].mean(axis=0).astype(int)
        assert image[eye[1], eye[0]].tolist() == list(GREEN)


def box_of(face: Detection) -> tuple[float, float, float, float]:
    return face.box.x, face.box.y, face.box.width, face.box.height


def test_a_convincing_face_is_enough():
    detector = SquareDetector((SURE, 0.95))
    faces = SecondLook(detector).detect(photo((600, 600), (100, 100, 90)))
    assert (len(faces), detector.asked) == (1, 1)


def test_doubtful_faces_stay_where_no_direction_shows_better_ones():
    detector = SquareDetector((0.6, 0.5))
    faces = SecondLook(detector).detect(photo((600, 600), (100, 100, 90)))
    assert [face.score for face in faces] == [0.6]
    assert detector.asked == 4


def test_weak_finds_on_a_turned_photo_are_no_faces():
    image = np.rot90(photo((600, 500), (100, 100, 90)), 1).copy()
    assert SecondLook(SquareDetector((SURE - 0.1, 0.0))).detect(image) == []


def test_once_means_once():
    detector = SquareDetector()
    image = photo((2000, 1000), *CROWD, *TINY)
    assert len(SecondLook(detector, Look.ONCE).detect(image)) == len(CROWD)
    assert SecondLook(detector, Look.ONCE).detect(photo((100, 100))) == []
    assert detector.asked == 2


def test_a_cancel_is_noticed_between_two_looks():
    token = CancelToken()

    class Cancelling(SquareDetector):
        def detect(self, image):
            token.cancel()
            return super().detect(image)

    detector = Cancelling()
    with pytest.raises(Cancelled):
        SecondLook(detector, Look.TILES, token).detect(photo((2000, 2000)))
    assert detector.asked == 1


def test_a_detector_that_takes_several_photos_gets_tiles_together():
    class Batching(SquareDetector):
        sizes: ClassVar[list[int]] = []

        def detect_all(self, images):
            self.sizes.append(len(images))
            return [self.detect(image) for image in images]

    image = photo((1500, 1300), (0, 0, 12), (700, 600, 500), (1488, 1288, 12))
    faces = SecondLook(Batching(), Look.TILES).detect(image)
    assert boxes(faces) == boxes(SecondLook(SquareDetector(), Look.TILES).detect(image))
    assert max(Batching.sizes) == TOGETHER


@given(st.integers(1, 3), st.integers(0, 50), st.integers(0, 60), st.integers(1, 30))
def test_turning_back_is_the_inverse_of_turning(quarters: int, x: int, y: int, side: int):
    image = np.zeros((100, 120, 3), np.uint8)
    image[y : y + side, x : x + side] = 255
    turned = np.rot90(image, quarters)
    rows, columns = np.nonzero(turned[:, :, 0])
    top, left = rows.min(), columns.min()
    box = FaceBox(left, top, columns.max() + 1 - left, rows.max() + 1 - top)
    points = np.tile(np.array([left, top], np.float32), (5, 1))
    back = turned_back(Detection(box, points, 1.0), quarters, image)
    assert box_of(back) == (x, y, side, side)
    assert set(np.round(back.landmarks[0]).tolist()) <= {x, y, x + side, y + side}
    assert replace(back, score=0.5).score == 0.5


def test_a_small_chance_hit_on_the_turned_photo_does_not_outdo_a_doubtful_face():
    image = photo((600, 600), (100, 100, 90))
    image[500:540, 400:440] = RED
    image[500:540, 400:420] = GREEN  # upright once the photo is turned
    detector = SquareDetector((0.7, 0.0))
    plain = detector.detect
    detector.detect = lambda view: [
        replace(face, score=0.95) if face.box.width < 60 else face for face in plain(view)
    ]
    assert boxes(SecondLook(detector).detect(image)) == [(100, 100, 90)]
