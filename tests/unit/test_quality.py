from dataclasses import fields, replace

import cv2
import numpy as np
import pytest

from faceapp.core.alignment import ARCFACE
from faceapp.core.quality import exposure, face_quality, frontality, sharpness
from faceapp.core.types import Detection, FaceBox, Quality

SHARP = np.random.default_rng(3).integers(0, 256, (112, 112, 3), np.uint8)
FACTS = [field.name for field in fields(Quality)]
GOOD = Detection(FaceBox(0, 0, 200, 250), ARCFACE.points, 0.99)


def turned(share: float) -> np.ndarray:
    """The nose moved by a share of the distance between the eyes."""
    points = ARCFACE.points.copy()
    points[2] += share * (points[1] - points[0])
    return points


def test_a_sharp_large_frontal_face_is_best():
    assert face_quality(GOOD, SHARP).score > 0.95


@pytest.mark.parametrize(
    ("fact", "detection", "chip"),
    [
        ("sharpness", GOOD, cv2.GaussianBlur(SHARP, (0, 0), 4)),
        ("size", replace(GOOD, box=FaceBox(0, 0, 20, 25)), SHARP),
        ("pose", replace(GOOD, landmarks=turned(0.3)), SHARP),
        ("exposure", GOOD, np.clip(SHARP.astype(int) + 120, 0, 255).astype(np.uint8)),
        ("detector", replace(GOOD, score=0.5), SHARP),
    ],
)
def test_each_fault_lowers_its_fact_and_the_whole(fact, detection, chip):
    good, faulty = face_quality(GOOD, SHARP), face_quality(detection, chip)
    assert 0 <= faulty.score < good.score <= 1
    assert [name for name in FACTS if getattr(faulty, name) < getattr(good, name)] == [fact]


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


def test_exposure_falls_towards_black_and_towards_white():
    levels = [exposure(np.full((112, 112, 3), level, np.uint8)) for level in (0, 30, 120, 230, 255)]
    assert levels == pytest.approx([0, 0.5, 1, 25 / 55, 0])
