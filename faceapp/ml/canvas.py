"""A photo of any size on the square canvas of a detector, and what was found there brought back."""

import cv2
import numpy as np

from faceapp.core.boxes import non_maximum_suppression
from faceapp.core.types import Detection, FaceBox, Floats, Image


def on_canvas(image: Image, side: int) -> tuple[Image, Floats]:
    """The photo in the corner of a black square, and how many of its pixels one there is worth.

    A photo larger than `side` is reduced, a smaller one stays as it is. Returns (side, side, 3)
    uint8 in the same colour order and (2,) float32 for x and y.
    """
    height, width = image.shape[:2]
    scale = min(1.0, side / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    canvas = np.zeros((side, side, 3), np.uint8)
    canvas[: size[1], : size[0]] = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return canvas, np.array([width / size[0], height / size[1]], np.float32)


def detections(faces: Floats, scale: Floats, max_overlap: float) -> list[Detection]:
    """The strongest of overlapping candidates, strongest first, in pixels of the photo.

    `faces` is (N, 15): two corners of the box and five landmarks as x, y, then the score; `scale`
    (2,) as `on_canvas` gives it. Empty boxes are dropped.
    """
    faces = faces[(faces[:, 2:4] > faces[:, 0:2]).all(axis=1)]
    kept = faces[non_maximum_suppression(faces[:, :4], faces[:, 14], max_overlap)]
    points = kept[:, :14].reshape(-1, 7, 2) * scale
    return [
        Detection(FaceBox(*low.tolist(), *(high - low).tolist()), landmarks, float(score))
        for (low, high, *_), landmarks, score in zip(
            points, points[:, 2:], kept[:, 14], strict=True
        )
    ]
