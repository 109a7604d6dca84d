"""How much a face is worth for recognition: sharpness, size, pose and detector as one number."""

import numpy as np

from faceapp.core.types import Detection, Floats, Image

# A face this wide (pixels) fills the embedders' chips without being enlarged.
FULL_SIZE = 112.0
# Variance of the Laplacian of a chip at which it looks sharp; blurred chips stay under 30.
SHARP_VARIANCE = 150.0


def face_quality(detection: Detection, chip: Image) -> float:
    """0 (useless) .. 1 (good): the geometric mean of four scores of a face and its RGB `chip`."""
    scores = (
        sharpness(chip),
        min(1.0, min(detection.box.width, detection.box.height) / FULL_SIZE),
        frontality(detection.landmarks),
        min(1.0, max(0.0, detection.score)),
    )
    return float(np.prod(scores) ** 0.25)


def sharpness(chip: Image) -> float:
    """0..1 from the variance of the Laplacian of the middle half, where the face is."""
    height, width = chip.shape[:2]
    middle = chip[height // 4 : 3 * height // 4, width // 4 : 3 * width // 4, 1].astype(np.float32)
    laplacian = (
        middle[:-2, 1:-1] + middle[2:, 1:-1] + middle[1:-1, :-2] + middle[1:-1, 2:]
    ) - 4 * middle[1:-1, 1:-1]
    return float(min(1.0, np.sqrt(laplacian.var() / SHARP_VARIANCE)))


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
