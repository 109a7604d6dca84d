"""Which face is which, when a picture is looked at again."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from faceapp.core.boxes import Rectangle, corners, iou_matrix

SAME_PLACE_IOU = 0.5
Boxes = Sequence[Rectangle]


def pair(old: Boxes, new: Boxes, alike: NDArray[np.bool_] | None = None) -> dict[int, int]:
    """Positions in `new` with the position in `old` of the same face.

    One to one, largest overlap first; (len(old), len(new)) `alike` says who may be whom.
    """
    overlaps = iou_matrix(corners(old), corners(new))
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
