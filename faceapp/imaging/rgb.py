"""Any mode of a Pillow image as 8-bit RGB."""

from collections.abc import Callable, Iterator

import numpy as np
import PIL.Image
from numpy.typing import NDArray

from faceapp.core.types import Image

# Converted at a time: next to Pillow's own copy only the result takes memory.
_ROWS, _COLUMNS = 512, 8192
_Place = tuple[slice, slice]


def to_rgb(image: PIL.Image.Image) -> Image:
    """(H, W, 3) uint8; transparency shows white, 16 bits lose the lower 8, 32 bits are scaled."""
    pixels = np.empty((image.height, image.width, 3), np.uint8)
    convert = _scale(image) if image.mode in ("I", "F") else _converted
    for place, tile in _tiles(image):
        pixels[place] = convert(tile)
    return pixels


def _tiles(image: PIL.Image.Image) -> Iterator[tuple[_Place, PIL.Image.Image]]:
    for top in range(0, image.height, _ROWS):
        for left in range(0, image.width, _COLUMNS):
            bottom, right = min(top + _ROWS, image.height), min(left + _COLUMNS, image.width)
            place = slice(top, bottom), slice(left, right)
            yield place, image.crop((left, top, right, bottom))


def _converted(image: PIL.Image.Image) -> NDArray[np.uint8]:
    if image.mode.startswith("I;16"):
        return (np.asarray(image)[:, :, np.newaxis] >> 8).astype(np.uint8)
    if image.has_transparency_data:
        picture = image.convert("RGBA")
        paper = PIL.Image.new("RGBA", image.size, "white")
        image = PIL.Image.alpha_composite(paper, picture)
    return np.asarray(image.convert("RGB"))


def _scale(image: PIL.Image.Image) -> Callable[[PIL.Image.Image], NDArray[np.uint8]]:
    """Values as 0..255, taken to lie in 0..1, 0..255 or 0..65535, else in their own range."""
    ranges = [(grey.min(), grey.max()) for grey in (_finite(tile) for _, tile in _tiles(image))]
    low, high = float(min(least for least, _ in ranges)), float(max(most for _, most in ranges))
    if low >= 0:
        low, high = 0.0, next((top for top in (1.0, 255.0, 65535.0) if high <= top), high)
    factor = 255.0 / max(high - low, 1e-9)
    return lambda tile: ((_finite(tile).astype(np.float64) - low) * factor).astype(np.uint8)[
        :, :, np.newaxis
    ]


def _finite(image: PIL.Image.Image) -> NDArray[np.float32]:
    grey = np.asarray(image, dtype=np.float32)
    return grey if np.isfinite(grey).all() else np.nan_to_num(grey, posinf=0, neginf=0)
