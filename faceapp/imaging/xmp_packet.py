"""The XMP packet inside a picture file, found without reading the picture.

Only headers of segments and chunks are looked at, and the packet itself: JPEG APP1, PNG iTXt, WEBP
"XMP ", TIFF tag 700 (XMP Specification Part 3). Extended packets of JPEG are passed by.
"""

import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO

MOST_BYTES = 16_000_000
_MOST_PARTS, _MOST_PADDING = 10_000, 1_000
_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_JPEG_NAME = b"http://ns.adobe.com/xap/1.0/\x00"
_PNG_NAME = b"XML:com.adobe.xmp\x00"
_START_OF_SCAN, _APP1 = 0xDA, 0xE1
_ALONE = {0x01, *range(0xD0, 0xDA)}
_TIFF_ORDERS = {b"II*\x00": "<", b"MM\x00*": ">"}
_TIFF_XMP, _TIFF_TYPES = 700, {1, 7}


def read_packet(file: BinaryIO) -> bytes | None:
    """The packet of an open picture file; None if it has none, or is damaged. Raises OSError."""
    start = file.read(12)
    with suppress(struct.error, zlib.error):
        if start.startswith(_JPEG):
            return _in_jpeg(file)
        if start.startswith(_PNG[:4]):
            return _in_png(file)
        if start[:4] == b"RIFF" and start[8:] == b"WEBP":
            return _in_webp(file)
        if start[:4] in _TIFF_ORDERS:
            return _in_tiff(file, _TIFF_ORDERS[start[:4]], start[4:8])
    return None


def _in_jpeg(file: BinaryIO) -> bytes | None:
    file.seek(2)
    for _ in range(_MOST_PARTS):
        marker, kind = struct.unpack("BB", file.read(2))
        for _ in range(_MOST_PADDING):
            if kind != 0xFF:
                break
            (kind,) = struct.unpack("B", file.read(1))
        if marker != 0xFF or kind == _START_OF_SCAN:
            return None
        if kind in _ALONE:
            continue
        (length,) = struct.unpack(">H", file.read(2))
        body = file.read(max(0, length - 2)) if kind == _APP1 else b""
        if body.startswith(_JPEG_NAME):
            return body[len(_JPEG_NAME) :]
        if kind != _APP1:
            file.seek(max(0, length - 2), 1)
    return None


def _in_png(file: BinaryIO) -> bytes | None:
    file.seek(len(_PNG))
    for length, kind in _chunks(file, ">I4s", after=4):
        if kind == b"iTXt" and length <= MOST_BYTES:
            body = file.read(length)
            if body.startswith(_PNG_NAME):
                return _international_text(body[len(_PNG_NAME) :])
    return None


def _international_text(body: bytes) -> bytes | None:
    """What follows the keyword: a flag, a method, language, translated keyword, the text."""
    text = body[2:].split(b"\x00", 2)[-1]
    if body[:1] == b"\x00":
        return text
    unpacking = zlib.decompressobj()
    unpacked = unpacking.decompress(text, MOST_BYTES)
    return None if unpacking.unconsumed_tail else unpacked


def _in_webp(file: BinaryIO) -> bytes | None:
    for kind, length in _chunks(file, "<4sI", is_even=True):
        if kind == b"XMP " and length <= MOST_BYTES:
            return file.read(length)
    return None


def _chunks(
    file: BinaryIO, header: str, *, after: int = 0, is_even: bool = False
) -> Iterator[tuple[Any, ...]]:
    """The headers of chunks from here on, with the file at the body of each."""
    for _ in range(_MOST_PARTS):
        head = struct.unpack(header, file.read(8))
        body = file.tell()
        yield head
        length = next(part for part in head if isinstance(part, int))
        file.seek(body + length + (length % 2 if is_even else 0) + after)


def _in_tiff(file: BinaryIO, order: str, at: bytes) -> bytes | None:
    file.seek(struct.unpack(f"{order}I", at)[0])
    (count,) = struct.unpack(f"{order}H", file.read(2))
    for tag, kind, length, offset in struct.iter_unpack(f"{order}HHII", file.read(12 * count)):
        if tag == _TIFF_XMP and kind in _TIFF_TYPES and 4 < length <= MOST_BYTES:
            file.seek(offset)
            return file.read(length)
    return None
