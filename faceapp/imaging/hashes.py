"""Fingerprints of a picture: of its exact pixels, of what it looks like, and where it differs."""

import cv2
import numpy as np
import xxhash

from faceapp.core.copies import SKETCH_SIDE
from faceapp.core.types import Image
from faceapp.imaging.reduce import reduced

# Halves are exact but for an odd row; a smaller picture is averaged at once, to the last pixel.
_HALVED_FROM_PX = 1_024


def pixel_hash(image: Image) -> str:
    """32 hex digits over the shape and bytes of a C-contiguous picture (1 ms for 12 MP)."""
    digest = xxhash.xxh3_128(repr(image.shape).encode())
    digest.update(image.data)
    return digest.hexdigest()


def perceptual_hash(image: Image) -> str:
    """16 hex digits; near copies of an RGB picture differ in few of their 64 bits.

    The signs of the 64 lowest DCT frequencies of a 32 x 32 reduction against their median
    (pHash). Only every n-th pixel is looked at: averaging all of 12 MP takes 33 ms, this 1 ms.
    """
    step_y, step_x = (max(1, side // 256) for side in image.shape[:2])
    grey = cv2.cvtColor(np.ascontiguousarray(image[::step_y, ::step_x]), cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, (32, 32), interpolation=cv2.INTER_AREA)
    low = np.asarray(cv2.dct(np.asarray(small, np.float32)))[:8, :8]
    return np.packbits(low > np.median(low)).tobytes().hex()


def sketch(image: Image) -> bytes:
    """SKETCH_SIDE rows of as many grey pixels, each the mean of its part of an RGB picture.

    Its copies differ by a shade or two, if really every pixel counts: bilinear reduction to a size
    between two halves made differences of 12.
    """
    halvings = 0
    while min(image.shape[:2]) >> halvings >= _HALVED_FROM_PX:
        halvings += 1
    part = reduced(image, max(1, round(max(image.shape[:2]) / 2**halvings)))
    grey = cv2.cvtColor(part, cv2.COLOR_RGB2GRAY)
    sides = (SKETCH_SIDE, SKETCH_SIDE)
    return np.asarray(cv2.resize(grey, sides, interpolation=cv2.INTER_AREA), np.uint8).tobytes()
