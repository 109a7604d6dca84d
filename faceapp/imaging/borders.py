"""A border around a face that was cut out too tightly for a detector."""

from typing import Literal

import cv2
import numpy as np

from faceapp.core.types import Image

Border = Literal["reflect", "black"]
_KINDS = {"reflect": cv2.BORDER_REFLECT_101, "black": cv2.BORDER_CONSTANT}


def add_border(image: Image, border: Border) -> Image:
    """The RGB picture with half its height and width added on each side, mirrored or black."""
    height, width = (side // 2 for side in image.shape[:2])
    return np.asarray(
        cv2.copyMakeBorder(image, height, height, width, width, _KINDS[border], value=(0, 0, 0)),
        np.uint8,
    )
