"""How much a face is worth for recognition: sharpness, size, pose, exposure and detector."""

import numpy as np

from faceapp.core.types import Detection, Floats, Image, Quality

# A face this wide (pixels) fills the embedders' chips without being enlarged.
FULL_SIZE = 112.0
# Variance of the Laplacian of a chip at which it looks sharp; blurred chips stay under 30.
SHARP_VARIANCE = 150.0
# Grey levels: a face lies well between them on average, and shows nothing outside the outer ones.
DARK, BRIGHT = 60.0, 200.0
BLACK, WHITE = 12, 243


def face_quality(detection: Detection, chip: Image) -> Quality:
    """The worth of a face, judged by its RGB `chip`, its box, landmarks and score."""
    return Quality(
        sharpness=sharpness(chip),
        size=min(1.0, min(detection.box.width, detection.box.height) / FULL_SIZE),
        pose=frontality(detection.landmarks),
        exposure=exposure(chip),
        detector=min(1.0, max(0.0, detection.score)),
    )


def sharpness(chip: Image) -> float:
    """0..1 from the variance of the Laplacian of the middle half, where the face is."""
    middle = _middle(chip)
    laplacian = (
        middle[:-2, 1:-1] + middle[2:, 1:-1] + middle[1:-1, :-2] + middle[1:-1, 2:]
    ) - 4 * middle[1:-1, 1:-1]
    return float(min(1.0, np.sqrt(laplacian.var() / SHARP_VARIANCE)))


def exposure(chip: Image) -> float:
    """0..1: the share of the middle half that is neither black nor white, less if all is dim."""
    middle = _middle(chip)
    mean = float(middle.mean())
    level = min(1.0, mean / DARK, (255.0 - mean) / (255.0 - BRIGHT))
    return level * float(np.mean((middle > BLACK) & (middle < WHITE)))


def frontality(landmarks: Floats) -> float:
    """1 for a face that looks into the camera, towards 0 for a profile.

    The nose of a frontal face lies midway between the eyes; (5, 2) landmarks in any scale.
    """
    left_eye, right_eye, nose = landmarks[0], landmarks[1], landmarks[2]
    axis = right_eye - left_eye
    length = float(np.hypot(*axis))
    if length == 0:
        return 0.0
    offset = float(np.dot(nose - (left_eye + right_eye) / 2, axis)) / length**2
    return max(0.0, 1.0 - 2.0 * abs(offset))


def _middle(chip: Image) -> Floats:
    """The green channel, most of what is seen as light, of the middle half."""
    height, width = chip.shape[:2]
    inner = chip[height // 4 : 3 * height // 4, width // 4 : 3 * width // 4, 1]
    return inner.astype(np.float32)
