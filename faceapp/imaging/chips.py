"""Cut an aligned face out of a photo."""

from typing import Literal

import cv2
import numpy as np

from faceapp.core.alignment import similarity_transform
from faceapp.core.ports import Template
from faceapp.core.types import Floats, Image

_BORDERS = {"constant": cv2.BORDER_CONSTANT, "reflect": cv2.BORDER_REFLECT_101}


def cut_chip(
    image: Image,
    landmarks: Floats,
    template: Template,
    *,
    border: Literal["constant", "reflect"] = "constant",
) -> Image:
    """One face in the template's pose, (size, size, 3) uint8 RGB.

    `landmarks` (5, 2) in pixels of the RGB `image`; what lies outside is black, or mirrored on
    request. Raises ValueError if the landmarks say nothing about the pose.
    """
    matrix = similarity_transform(landmarks, template)
    size = (template.size, template.size)
    chip = cv2.warpAffine(
        image, matrix, size, flags=cv2.INTER_LINEAR, borderMode=_BORDERS[border]
    )
    return np.asarray(chip, np.uint8)
