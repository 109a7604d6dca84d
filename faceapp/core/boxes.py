"""Rectangles: how much they overlap, and which of many overlapping ones to keep."""

from collections.abc import Iterable
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from faceapp.core.types import FaceBox, Floats


class Rectangle(Protocol):
    """Anything with a corner and two sides: a box, or the row of a face."""

    @property
    def x(self) -> float:
        """The left edge."""
        ...

    @property
    def y(self) -> float:
        """The upper edge."""
        ...

    @property
    def width(self) -> float:
        """From left to right."""
        ...

    @property
    def height(self) -> float:
        """From top to bottom."""
        ...


def corners(boxes: Iterable[Rectangle]) -> Floats:
    """(N, 4) x1, y1, x2, y2 of N boxes, which may be none."""
    sides = [(box.x, box.y, box.x + box.width, box.y + box.height) for box in boxes]
    return np.array(sides, np.float32).reshape(-1, 4)


def iou(a: FaceBox, b: FaceBox) -> float:
    """Intersection over union of two boxes, 0..1."""
    return float(iou_matrix(corners([a]), corners([b]))[0, 0])


def iou_matrix(a: Floats, b: Floats) -> Floats:
    """(..., N, M) intersection over union of (..., N, 4) and (..., M, 4) x1, y1, x2, y2."""
    shared = _intersections(a, b)
    union = _areas(a)[..., :, None] + _areas(b)[..., None, :] - shared
    overlaps: Floats = np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)
    return overlaps


def non_maximum_suppression(
    boxes: Floats, scores: Floats, threshold: float, mode: Literal["union", "minimum"] = "union"
) -> NDArray[np.intp]:
    """Indices of the boxes to keep, strongest first.

    A box goes when it shares more than `threshold` with a stronger one that stays: as a part of
    their union, or of the smaller of the two. `boxes` is (N, 4) x1, y1, x2, y2; `scores` (N,).
    """
    order = np.argsort(-scores, kind="stable")
    boxes = boxes[order]
    areas = _areas(boxes)
    alive = np.ones(len(boxes), dtype=bool)
    for index in range(len(boxes)):
        if alive[index]:
            shared = _intersections(boxes[index : index + 1], boxes[index + 1 :])[0]
            others = areas[index + 1 :]
            whole = (
                areas[index] + others - shared
                if mode == "union"
                else np.minimum(areas[index], others)
            )
            alive[index + 1 :] &= shared <= threshold * whole
    return order[alive]


def _areas(boxes: Floats) -> Floats:
    return (boxes[..., 2] - boxes[..., 0]) * (boxes[..., 3] - boxes[..., 1])


def _intersections(a: Floats, b: Floats) -> Floats:
    low = np.maximum(a[..., :, None, :2], b[..., None, :, :2])
    high = np.minimum(a[..., :, None, 2:], b[..., None, :, 2:])
    sides = np.maximum(high - low, 0)
    areas: Floats = sides[..., 0] * sides[..., 1]
    return areas
