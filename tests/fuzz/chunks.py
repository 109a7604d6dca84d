"""Files as lists of pieces, so that pieces can be moved about and the file still be read far."""

import struct
import zlib
from dataclasses import dataclass

PNG = b"\x89PNG\r\n\x1a\n"


@dataclass
class Pieces:
    """`head`, then the pieces, then `tail`."""

    head: bytes
    pieces: list[bytes]
    tail: bytes = b""
    form: str = ""

    def joined(self, *, mended: bool) -> bytes:
        """The file again; `mended` with lengths and checksums that fit, so that it is read on."""
        pieces = self.pieces
        if mended and self.form == "png":
            pieces = [_mended_chunk(piece) for piece in pieces]
        data = self.head + b"".join(pieces) + self.tail
        if mended and self.form == "riff":
            data = data[:4] + struct.pack("<I", len(data) - 8) + data[8:]
        return data


def split(data: bytes) -> Pieces | None:
    """The pieces of a PNG, JPEG, RIFF, TIFF or ISO media file; None of another."""
    if data.startswith(PNG):
        return _boxes(data, 8, "png", lambda at: _number(data, at, ">I") + 12)
    if data[:4] == b"RIFF":
        return _boxes(data, 12, "riff", lambda at: (_number(data, at + 4, "<I") + 9) // 2 * 2)
    if data[4:8] == b"ftyp":
        return _boxes(data, 0, "iso", lambda at: _number(data, at, ">I"))
    if data.startswith(b"\xff\xd8"):
        return _segments(data)
    if data[:4] in (b"II*\0", b"MM\0*"):
        return _directory(data)
    return None


def _boxes(data: bytes, start: int, form: str, length_at) -> Pieces:
    pieces, at = [], start
    while at < len(data):
        step = max(8, length_at(at))
        pieces.append(data[at : at + step])
        at += step
    return Pieces(data[:start], pieces, form=form)


def _segments(data: bytes) -> Pieces:
    """A scan's data belongs to its marker."""
    pieces, at = [], 2
    while at < len(data) - 1:
        following = at + 2
        if not (0xD0 <= data[at + 1] <= 0xD9):
            following += max(2, _number(data, at + 2, ">H"))
        while following < len(data) - 1 and not (
            data[following] == 0xFF and data[following + 1] not in (0, *range(0xD0, 0xD8))
        ):
            following += 1
        pieces.append(data[at:following])
        at = following
    return Pieces(data[:2], pieces, data[at:], "jpeg")


def _directory(data: bytes) -> Pieces:
    order = "<" if data[:2] == b"II" else ">"
    start = _number(data, 4, order + "I") + 2
    count = _number(data, start - 2, order + "H")
    entries = [data[start + 12 * i : start + 12 * i + 12] for i in range(count)]
    return Pieces(data[:start], entries, data[start + 12 * count :], "tiff")


def _mended_chunk(chunk: bytes) -> bytes:
    if len(chunk) < 12:
        return chunk
    body = chunk[4:-4]
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))


def _number(data: bytes, at: int, form: str) -> int:
    size = struct.calcsize(form)
    field = data[at : at + size]
    return int(struct.unpack(form, field)[0]) if len(field) == size else 0
