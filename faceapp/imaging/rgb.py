"""Any mode of a Pillow image as 8-bit RGB."""

import numpy as np
import PIL.Image
from numpy.typing import NDArray

from faceapp.core.types import Image

# Rows converted at a time: next to Pillow's own copy only the result takes memory.
_BAND = 512


def to_rgb(image: PIL.Image.Image) -> Image:
    """(H, W, 3) uint8; transparency shows white, 16 bits lose the lower 8, 32 bits are scaled."""
    if image.mode in ("I", "F"):
        grey = _stretched(np.asarray(image, dtype=np.float32))
        return np.repeat(grey[:, :, np.newaxis], 3, axis=2)
    pixels = np.empty((image.height, image.width, 3), np.uint8)
    for top in range(0, image.height, _BAND):
        bottom = min(top + _BAND, image.height)
        pixels[top:bottom] = _band(image.crop((0, top, image.width, bottom)))
    return pixels


def _band(image: PIL.Image.Image) -> NDArray[np.uint8]:
    if image.mode.startswith("I;16"):
        return (np.asarray(image)[:, :, np.newaxis] >> 8).astype(np.uint8)
    if image.has_transparency_data:
        picture = image.convert("RGBA")
        paper = PIL.Image.new("RGBA", image.size, "white")
        image = PIL.Image.alpha_composite(paper, picture)
    return np.asarray(image.convert("RGB"))


def _stretched(grey: NDArray[np.float32]) -> Image:
    """Values as 0..255, taken to lie in 0..1, 0..255 or 0..65535, else in their own range."""
    grey = np.nan_to_num(grey, posinf=0, neginf=0)
    low, high = float(grey.min()), float(grey.max())
    if low >= 0:
        low, high = 0.0, next((top for top in (1.0, 255.0, 65535.0) if high <= top), high)
    return ((grey - low) * (255.0 / max(high - low, 1e-9))).astype(np.uint8)
