from dataclasses import replace

import cv2
import numpy as np
import pytest

from faceapp.core.alignment import ARCFACE
from faceapp.core.quality import face_quality, frontality, sharpness
from faceapp.core.types import Detection, FaceBox

SHARP = np.random.default_rng(3).integers(0, 256, (112, 112, 3), np.uint8)
GOOD = Detection(FaceBox(0, 0, 200, 250), ARCFACE.points, 0.99)


def turned(share: float) -> np.ndarray:
    """The nose moved by a share of the distance between the eyes."""
    points = ARCFACE.points.copy()
    points[2] += share * (points[1] - points[0])
    return points


def test_a_sharp_large_frontal_face_is_best():
    assert face_quality(GOOD, SHARP) > 0.95


@pytest.mark.parametrize(
    ("detection", "chip"),
    [
        (GOOD, cv2.GaussianBlur(SHARP, (0, 0), 4)),
        (replace(GOOD, box=FaceBox(0, 0, 20, 25)), SHARP),
        (replace(GOOD, landmarks=turned(0.3)), SHARP),
        (replace(GOOD, score=0.5), SHARP),
    ],
    ids=["blurred", "small", "turned", "doubtful"],
)
def test_each_fault_lowers_the_quality_and_it_stays_a_share(detection, chip):
    assert 0 <= face_quality(detection, chip) < face_quality(GOOD, SHARP) <= 1


def test_the_more_blurred_the_less_sharp():
    scores = [sharpness(cv2.GaussianBlur(SHARP, (0, 0), sigma)) for sigma in (1.5, 2, 4)]
    assert scores == sorted(scores, reverse=True)
    assert sharpness(np.full((112, 112, 3), 128, np.uint8)) == 0


def test_frontality_falls_with_the_turn_whichever_side_and_however_large():
    assert frontality(turned(0)) == pytest.approx(1, abs=0.02)
    assert frontality(turned(0.2)) == pytest.approx(frontality(turned(-0.2)), abs=0.04)
    assert frontality(turned(0.2)) == pytest.approx(frontality(turned(0.2) * 7), abs=1e-4)
    assert 1 > frontality(turned(0.1)) > frontality(turned(0.3)) > frontality(turned(0.6)) == 0
    assert frontality(np.zeros((5, 2), np.float32)) == 0
