"""Two fingerprints of a picture: one of its exact pixels, one of what it looks like."""

import cv2
import numpy as np
import xxhash

from faceapp.core.types import Image


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
