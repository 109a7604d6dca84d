"""Names of people, as they are kept and as files may be called by them."""

import re
import unicodedata

MOST_LETTERS = 200
# Persian and Indian names are spelt with these; nothing else that cannot be seen is kept.
_JOINERS = "\u200c\u200d"
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|\Z)", re.I)
_MOST_BYTES = 120


def clean_name(text: str) -> str:
    """A name without what cannot be seen, with single blanks, of a bearable length."""
    seen = (letter if letter.isprintable() or letter in _JOINERS else " " for letter in text)
    words = "".join(seen).split()
    return unicodedata.normalize("NFC", " ".join(words))[:MOST_LETTERS].strip()


def file_name(text: str) -> str:
    """A name that a file or folder may have on every system; never empty."""
    shown = _FORBIDDEN.sub("_", clean_name(text)).strip(" .")
    while len(shown.encode()) > _MOST_BYTES:
        shown = shown[:-1].rstrip(" .")
    shown = shown or "_"
    return f"_{shown}" if _DEVICES.match(shown) else shown
