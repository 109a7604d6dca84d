"""Which face is which, when a picture is looked at again."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from faceapp.core.boxes import iou_matrix
from faceapp.core.types import FaceBox, Floats
from faceapp.stores import schema

SAME_PLACE_IOU = 0.5
Boxes = Sequence[FaceBox] | Sequence[schema.Face]


def pair(old: Boxes, new: Boxes, alike: NDArray[np.bool_] | None = None) -> dict[int, int]:
    """Positions in `new` with the position in `old` of the same face.

    One to one, largest overlap first; (len(old), len(new)) `alike` says who may be whom.
    """
    overlaps = iou_matrix(_corners(old), _corners(new))
    if alike is not None:
        overlaps = overlaps * alike
    pairs: dict[int, int] = {}
    for cell in np.argsort(-overlaps, axis=None, kind="stable").tolist():
        row, column = divmod(cell, len(new))
        if overlaps[row, column] < SAME_PLACE_IOU:
            break
        if column not in pairs and row not in pairs.values():
            pairs[column] = row
    return pairs


def _corners(boxes: Boxes) -> Floats:
    sides = [(box.x, box.y, box.x + box.width, box.y + box.height) for box in boxes]
    return np.array(sides, np.float32).reshape(-1, 4)
