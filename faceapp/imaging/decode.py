"""Bytes in, an upright RGB picture out; the size is known and bearable before a pixel is decoded.

Pillow reads every header and all formats but plain JPEG. Colour profiles are ignored: a wide-gamut
photo comes out a little pale, which no face embedder minds.
"""

import io
import re
import struct
import warnings
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np
import pi_heif
import PIL.Image
from PIL import AvifImagePlugin, TiffImagePlugin, WebPImagePlugin

from faceapp.core.errors import Code, ItemError
from faceapp.core.types import Image, PhotoFacts
from faceapp.imaging.exif import Exif, read_exif
from faceapp.imaging.formats import is_raw_name, looks_like_picture
from faceapp.imaging.hashes import perceptual_hash, pixel_hash, sketch
from faceapp.imaging.heif import check_items
from faceapp.imaging.jpeg import check_scans, decode_jpeg
from faceapp.imaging.raw import decode_raw
from faceapp.imaging.rgb import to_rgb

# Raise it when a file may come out otherwise than before: failed photos are then tried again.
DECODER_VERSION = 1

# Pillow plugins that may see a stranger's bytes. Given a list, Pillow imports none of them itself.
_FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF", "HEIF", "AVIF")
_PLUGINS = (AvifImagePlugin, TiffImagePlugin, WebPImagePlugin)
pi_heif.register_heif_opener(
    thumbnails=False, depth_images=False, aux_images=False, decode_threads=1
)
AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # the pipeline decodes several photos at once
PIL.Image.MAX_IMAGE_PIXELS = None  # the limit is ours
warnings.filterwarnings("ignore", module=r"PIL\.")  # remarks about odd files, on the terminal

# Share of the largest size for formats whose decoders take more memory than others: 99 megapixels
# of WEBP, 36 bytes on disk, took 1.7 GB, and a progressive CMYK JPEG of them 1.3 GB.
_SHARES = {("WEBP", "RGB"): 0.5, ("WEBP", "RGBA"): 0.5, ("JPEG", "CMYK"): 0.5}
# Nobody's photo is longer. Pillow spends up to 16 bytes a row, OpenCV as much a column: 10 MB of
# PNG, one pixel by 99 million, took 1.6 GB and 11 s.
_LONGEST_SIDE = 1_000_000

# What Pillow's plugins raise on damaged or hostile files.
_FAILURES = (
    OSError,
    SyntaxError,
    ValueError,
    ArithmeticError,
    LookupError,
    EOFError,
    RuntimeError,
    TypeError,
    struct.error,
)
_MISSING_PART = re.compile("truncat|premature end|not enough|end of file", re.IGNORECASE)
# EXIF orientation -> flip code of OpenCV; from 5 on the picture is transposed first.
_FLIPS = {2: 1, 3: -1, 4: 0, 6: 1, 7: -1, 8: 0}


@dataclass(frozen=True, eq=False)
class DecodedPhoto:
    """`pixels` is (H, W, 3) uint8 RGB, upright and C-contiguous."""

    pixels: Image
    facts: PhotoFacts


def decode(data: bytes, *, name: str = "", max_megapixels: int = 100) -> DecodedPhoto:
    """Decode a whole file; `name` tells a camera's raw file from the TIFF it looks like.

    The first frame of an animation counts; transparency shows white. Raises ItemError: EMPTY_FILE,
    NOT_AN_IMAGE, CORRUPT (`reason` "truncated" or "broken"), TOO_MANY_PIXELS, RAW_EXTRA_MISSING.
    """
    if not data:
        raise ItemError(Code.EMPTY_FILE)
    read = _read_raw if is_raw_name(name) else _read_picture
    pixels, form, exif = read(data, max_megapixels)
    pixels = _turn(pixels, exif.orientation)  # by the same name: what was read goes at once
    facts = PhotoFacts(
        width=pixels.shape[1],
        height=pixels.shape[0],
        format=form,
        pixel_hash=pixel_hash(pixels),
        perceptual_hash=perceptual_hash(pixels),
        taken_at=exif.taken_at,
        sketch=sketch(pixels),
    )
    return DecodedPhoto(pixels, facts)


def read_orientation(data: bytes, *, name: str = "", max_megapixels: int = 100) -> int:
    """How `decode` turns the stored picture, as EXIF counts: 1..8, 1 for not at all.

    Raises ItemError.
    """
    if is_raw_name(name):  # libraw turns by the same entry
        return read_exif(data).orientation
    try:
        with PIL.Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            if image.format == "TIFF":
                return read_exif(data).orientation
            if image.format == "PNG":  # may say it after the pixels
                _check_size(max_megapixels, *image.size)
                image.load()
            return _exif(image, data).orientation
    except PIL.UnidentifiedImageError as error:
        raise ItemError(Code.NOT_AN_IMAGE) from error
    except _FAILURES as error:
        raise ItemError(Code.CORRUPT, reason="broken", detail=str(error)) from error


def _turn(image: Image, orientation: int) -> Image:
    """Upright; `image` itself is used up: a third copy of 100 megapixels would not fit 1 GB."""
    if orientation >= 5:
        image = np.asarray(cv2.transpose(image), np.uint8)
    if orientation in _FLIPS:
        cv2.flip(image, _FLIPS[orientation], image)
    return image


def _check_size(max_megapixels: float, width: int, height: int) -> None:
    if not width * height:
        raise ItemError(Code.CORRUPT, reason="broken", detail="no pixels")
    if max(width, height) > _LONGEST_SIDE:
        raise ItemError(Code.CORRUPT, reason="broken", detail=f"{width} x {height}")
    if width * height > max_megapixels * 1_000_000:
        megapixels = round(width * height / 1_000_000)
        raise ItemError(Code.TOO_MANY_PIXELS, megapixels=megapixels, limit=round(max_megapixels))


def _read_raw(data: bytes, max_megapixels: int) -> tuple[Image, str, Exif]:
    # libraw turns the picture itself
    pixels = decode_raw(data, partial(_check_size, max_megapixels))
    return pixels, "RAW", Exif(taken_at=read_exif(data).taken_at)


def _read_picture(data: bytes, max_megapixels: int) -> tuple[Image, str, Exif]:
    try:
        check_items(data)
        with PIL.Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            share = _SHARES.get((_format(image), image.mode), 1.0)
            _check_size(share * max_megapixels, *image.size)
            return _pixels(image, data), _format(image), _exif(image, data)
    except PIL.UnidentifiedImageError as error:
        if looks_like_picture(data):
            raise ItemError(Code.CORRUPT, reason="broken", detail="header") from error
        raise ItemError(Code.NOT_AN_IMAGE) from error
    except _FAILURES as error:
        reason = "truncated" if _MISSING_PART.search(str(error)) else "broken"
        raise ItemError(Code.CORRUPT, reason=reason, detail=str(error)) from error


def _pixels(image: PIL.Image.Image, data: bytes) -> Image:
    if _format(image) != "JPEG":
        return to_rgb(image)
    check_scans(data)
    return to_rgb(image) if image.mode == "CMYK" else decode_jpeg(data)


def _format(image: PIL.Image.Image) -> str:
    form = image.format or ""
    return "JPEG" if form == "MPO" else form


def _exif(image: PIL.Image.Image, data: bytes) -> Exif:
    """Of an image that was read to its end: PNG may say it after the pixels."""
    if image.format == "TIFF":  # the file is its own EXIF block, and Pillow turned the picture
        return Exif(taken_at=read_exif(data).taken_at)
    block = image.info.get("exif")
    return read_exif(block) if isinstance(block, bytes) else Exif()
