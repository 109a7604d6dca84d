"""Cut an aligned face out of a photo."""

from typing import Literal

import cv2
import numpy as np

from faceapp.core.alignment import similarity_transform
from faceapp.core.ports import Template
from faceapp.core.types import Floats, Image

# Part of an engine's identity: raise it when the code here changes what comes out.
VERSION = 1
_BORDERS = {"constant": cv2.BORDER_CONSTANT, "reflect": cv2.BORDER_REFLECT_101}
_MAX_SAMPLES = 8


def cut_chip(
    image: Image,
    landmarks: Floats,
    template: Template,
    *,
    border: Literal["constant", "reflect"] = "constant",
) -> Image:
    """One face in the template's pose, (size, size, 3) uint8 RGB.

    `landmarks` (5, 2) in pixels of the RGB `image`; what lies outside is black, or mirrored on
    request. A face larger than the chip is sampled more densely and averaged: the descriptors
    of dlib's own chips are a third closer then. Raises ValueError for landmarks without a pose.
    """
    matrix = similarity_transform(landmarks, template)
    samples = min(_MAX_SAMPLES, max(1, round(1 / np.hypot(*matrix[:, 0]))))
    matrix *= samples
    matrix[:, 2] += (samples - 1) / 2
    side = template.size * samples
    chip = cv2.warpAffine(
        image, matrix, (side, side), flags=cv2.INTER_LINEAR, borderMode=_BORDERS[border]
    )
    if samples > 1:
        chip = cv2.resize(chip, (template.size, template.size), interpolation=cv2.INTER_AREA)
    return np.asarray(chip, np.uint8)
