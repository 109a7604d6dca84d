"""The two EXIF entries we need, read by hand.

Pillow warns about or raises on nonsense in a block, and its warnings cannot be caught per thread;
these few lines look at nothing but the wanted entries and cannot loop.
"""

import re
import struct
from dataclasses import dataclass
from datetime import datetime

_BYTE_ORDERS = {b"II*\x00": "<", b"MM\x00*": ">"}
_ORIENTATION, _EXIF_DIRECTORY, _DATE_TIME_ORIGINAL = 0x0112, 0x8769, 0x9003
_ENTRY_BYTES = 12
_DATE = re.compile(rb"(\d{4})\D(\d\d)\D(\d\d)\D(\d\d)\D(\d\d)\D(\d\d)")


@dataclass(frozen=True)
class Exif:
    """How the camera was held (1..8, 1 is upright) and when, in its local time."""

    orientation: int = 1
    taken_at: datetime | None = None


def read_exif(block: bytes) -> Exif:
    """What `block` says, a TIFF file or an EXIF block with or without its prefix; never raises."""
    block = block.removeprefix(b"Exif\x00\x00")
    order = _BYTE_ORDERS.get(block[:4])
    if order is None:
        return Exif()
    top = _entries(block, order, _number(block[4:8], order))
    below = _entries(block, order, _number(top.get(_EXIF_DIRECTORY, b"")[8:12], order))
    orientation = _number(top.get(_ORIENTATION, b"")[8:10], order)
    return Exif(
        orientation if 1 <= orientation <= 8 else 1,
        _date(block, order, below.get(_DATE_TIME_ORIGINAL, b"")),
    )


def _entries(block: bytes, order: str, offset: int) -> dict[int, bytes]:
    """Tag -> its 12 bytes (tag, type, count, value or offset) of the directory at `offset`."""
    if offset == 0:
        return {}
    count = _number(block[offset : offset + 2], order)
    body = block[offset + 2 : offset + 2 + count * _ENTRY_BYTES]
    whole = len(body) - len(body) % _ENTRY_BYTES
    starts = range(0, whole, _ENTRY_BYTES)
    return {_number(body[i : i + 2], order): body[i : i + _ENTRY_BYTES] for i in starts}


def _date(block: bytes, order: str, entry: bytes) -> datetime | None:
    offset = _number(entry[8:12], order)
    match = _DATE.match(block[offset : offset + 19]) if entry else None
    if match is None:
        return None
    year, month, day, hour, minute, second = map(int, match.groups())
    try:
        return datetime(year, month, day, hour, minute, second)
    except ValueError:  # "0000:00:00 00:00:00" of a camera whose clock was never set
        return None


def _number(field: bytes, order: str) -> int:
    """An unsigned number of 2 or 4 bytes, or 0 where the block ends too early.

    Orientation is a SHORT, left-aligned in its field in either byte order.
    """
    form = {2: "H", 4: "I"}.get(len(field))
    return int(struct.unpack(order + form, field)[0]) if form else 0
