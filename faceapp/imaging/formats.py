"""Which files are pictures: by name for listings, by their first bytes for a verdict."""

import re

_PICTURE = re.compile(
    r"\.(jpe?g|jpe|jfif|mpo|png|webp|bmp|dib|tiff?|gif|hei[cf]s?|hif|avifs?)\Z", re.IGNORECASE
)
# Manufacturers' formats that only libraw opens; to others they look like small TIFF files.
_RAW = re.compile(
    r"\.(3fr|arw|cr[23w]|dcr|dng|erf|fff|iiq|kdc|mef|mos|mrw|nef|nrw|orf|pef|ra[fw]|rw[2l]"
    r"|sr[2fw]|x3f)\Z",
    re.IGNORECASE,
)
# What systems leave between photos: previews of a NAS, of macOS zips, recycle bins.
_HIDDEN = frozenset(("@eaDir", "__MACOSX", "$RECYCLE.BIN", "#recycle"))
_SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_BRANDS = (b"ftyphei", b"ftyphev", b"ftypmif1", b"ftypmsf1", b"ftypavif", b"ftypavis")


def is_photo_name(name: str) -> bool:
    """Whether the extension of `name`, in any case, is one that `decode` may open."""
    return bool(_PICTURE.search(name)) or is_raw_name(name)


def is_hidden_name(name: str) -> bool:
    """Whether a file or folder of this name, with all below it, is none of the user's photos."""
    return (name.startswith(".") and name.strip(".") != "") or name in _HIDDEN


def is_raw_name(name: str) -> bool:
    """Whether `name` is that of a camera's raw file."""
    return bool(_RAW.search(name))


def looks_like_picture(data: bytes) -> bool:
    """Whether `data` starts like a format that `decode` knows."""
    is_webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return is_webp or data.startswith(_SIGNATURES) or data[4:12].startswith(_BRANDS)
