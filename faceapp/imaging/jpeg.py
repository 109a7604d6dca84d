"""JPEG pixels, whole or not at all.

Measured: OpenCV and Pillow return a picture with a ruined part as if nothing had happened, even
when the end was cut off and an end marker stuck on. libjpeg does notice; simplejpeg passes that on,
releases the GIL, and its pixels equal OpenCV's bit for bit.
"""

import re

import simplejpeg  # type: ignore[import-untyped]

from faceapp.core.types import Image

_SCAN_MARKER, _END_MARKER = b"\xff\xda", b"\xff\xd9"
_ENDS_EARLY = "Premature end of JPEG file"
# Said of pictures that lack nothing: webcams, drones, scanners and phones pad before markers.
# Before the next scan of a progressive file, or its tables, it means damage.
_HARMLESS = re.compile(
    "extraneous bytes before marker 0x(?!c4|da)|unknown JFIF revision|Adobe color transform"
    "|Invalid SOS parameters|bad ICC marker"
)


def decode_jpeg(data: bytes) -> Image:
    """(H, W, 3) uint8 RGB as stored, from grey, YCbCr or RGB.

    Raises ValueError if any block is missing or unreadable. A file that lacks its end marker only
    is whole. A flipped bit that leaves a readable file cannot be noticed.
    """
    try:
        return _decode(data)
    except ValueError as error:
        if str(error) == _ENDS_EARLY:
            return _decode(data + _END_MARKER)
        if _HARMLESS.search(str(error)) and data.rfind(_END_MARKER) > data.rfind(_SCAN_MARKER):
            return _decode(data, strict=False)
        raise


def _decode(data: bytes, *, strict: bool = True) -> Image:
    pixels: Image = simplejpeg.decode_jpeg(data, "RGB", strict=strict)
    return pixels
