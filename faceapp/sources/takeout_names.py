"""Which file of a Google Takeout tells about which photo; their names are cut and numbered."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import TypeVar

_SIDECAR = ".json"
# Since 2024 sidecars are called so, as far as 51 characters reach with ".json"; before, not at all.
_SUPPLEMENT = ".supplemental-metadata"
_MOST_LETTERS = 100  # Google's own names have half as many; a zip's may have 65,535
_CUT_BYTES = 45  # one less than what stays: a letter of several bytes may not have fitted
_NUMBERED_SIDECAR = re.compile(r"(?P<stem>.+)\((?P<number>\d+)\)", re.DOTALL)
_NUMBERED = re.compile(r"(?P<stem>.+)\((?P<number>\d+)\)(?P<rest>\.[^.]*)", re.DOTALL)
# "-edited", "-измененный", "-ha editado": a word of Google's in the person's language.
_EDITED = re.compile(r"(?P<stem>.+)-[^\W\d_]+(?: [^\W\d_]+)*(?P<rest>\.[^.]*)", re.DOTALL)

Sidecar = TypeVar("Sidecar")
# What a sidecar is called without ".json" and its number, and that number or "".
Key = tuple[str, str]


def is_sidecar_name(name: str) -> bool:
    """Whether a file of that name may tell about a photo or an album."""
    return name.lower().endswith(_SIDECAR)


def is_album_name(name: str) -> bool:
    """Whether a sidecar of that name tells about an album: it is named after no other file."""
    return "." not in sidecar_key(name)[0]


def sidecar_key(name: str) -> Key:
    """By what a sidecar is found."""
    about = _plain(name)[: -len(_SIDECAR)]
    match = _NUMBERED_SIDECAR.fullmatch(about)
    return (match["stem"], match["number"]) if match else (about, "")


def find_sidecar(name: str, sidecars: Mapping[Key, Sidecar]) -> Sidecar | None:
    """The sidecar of the photo `name`; an edited copy has that of its original.

    `x(1).jpg` is told about in `x.jpg(1).json`, unless that is what it was called from the
    beginning.
    """
    if len(name) > _MOST_LETTERS:
        return None
    return next((sidecars[key] for key in _keys_of(_plain(name)) if key in sidecars), None)


def _keys_of(name: str) -> Iterator[Key]:
    named = (name, "")
    numbered = _numbered(name)
    yield from _cut(*named)
    if numbered != named:
        yield from _cut(*numbered)
    edited = _EDITED.fullmatch(numbered[0])
    if edited:
        original = edited["stem"] + edited["rest"]
        yield from _cut(original, numbered[1])


def _cut(name: str, number: str) -> Iterator[Key]:
    """What the sidecar may be called, the longest first."""
    whole = name + _SUPPLEMENT
    for length in range(len(whole), 0, -1):
        start = whole[:length]
        if length < len(name) and _bytes(start) < _CUT_BYTES:
            return
        yield start, number


def _numbered(name: str) -> Key:
    match = _NUMBERED.fullmatch(name)
    return (match["stem"] + match["rest"], match["number"]) if match else (name, "")


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))  # a name may be no text


def _plain(name: str) -> str:
    """As it is compared: unpacking on a Mac takes letters apart."""
    return unicodedata.normalize("NFC", name).casefold()
