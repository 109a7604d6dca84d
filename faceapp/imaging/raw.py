"""Cameras' raw files through libraw; rawpy is an extra, so it is looked for when first needed."""

import importlib
import io
from collections.abc import Callable

import numpy as np

from faceapp.core.errors import Code, ItemError
from faceapp.core.types import Image


def decode_raw(data: bytes, check_size: Callable[[int, int], None]) -> Image:
    """(H, W, 3) uint8 RGB, upright, developed with the camera's white balance.

    `check_size(width, height)` is called before anything large is allocated. Raises ItemError.
    """
    try:
        rawpy = importlib.import_module("rawpy")
    except ImportError as error:
        raise ItemError(Code.RAW_EXTRA_MISSING) from error
    try:
        with rawpy.imread(io.BytesIO(data)) as raw:
            check_size(raw.sizes.raw_width, raw.sizes.raw_height)
            pixels = raw.postprocess(use_camera_wb=True, output_bps=8)
    except rawpy.LibRawFileUnsupportedError as error:
        raise ItemError(Code.NOT_AN_IMAGE) from error
    except rawpy.LibRawError as error:
        raise ItemError(Code.CORRUPT, reason="broken", detail=type(error).__name__) from error
    return np.ascontiguousarray(np.broadcast_to(pixels, (*pixels.shape[:2], 3)))
