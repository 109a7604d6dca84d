"""A look at HEIF items before libheif's wrapper sees them.

pi_heif 1.4.0 crashes on a metadata item whose type or content type is not UTF-8 (pillow_heif #478).
"""

import re

# ItemInfoEntry of ISO/IEC 14496-12: version, flags, id, protection, from version 2 on a type; then
# a name and, of a MIME item, a content type, both ended by a zero.
_ITEM = re.compile(
    rb"infe(?:[\x00\x01].{7}()|\x02.{7}(.{4})|[^\x00-\x02].{9}(.{4}))[^\x00]*\x00?([^\x00]*)",
    re.DOTALL,
)
_FILM = b"mdat"


def check_items(data: bytes) -> None:
    """Raise ValueError for an item of an ISO media file that pi_heif would crash on."""
    at = 0 if data[4:8] == b"ftyp" else len(data)
    while at < len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        end = at + size if size >= 8 else len(data)
        if kind != _FILM:  # compressed pixels may hold any letters
            for item in _ITEM.finditer(data, at, min(end, len(data))):
                _check(item[1] or item[2] or item[3] or b"", item[4])
        at = end


def _check(kind: bytes, content_type: bytes) -> None:
    """UnicodeDecodeError is a ValueError."""
    kind.decode("utf-8")
    if kind in (b"", b"mime"):
        content_type.decode("utf-8")
