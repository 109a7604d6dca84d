"""Links and paths of Dropbox: what a person pastes, and how a photo's place is written."""

import re
from urllib.parse import parse_qs, quote, unquote, urlsplit

KIND = "dropbox"
OWN = "dropbox:"
EXAMPLES = (
    "https://www.dropbox.com/scl/fo/AbC/DeF?rlkey=123, https://www.dropbox.com/sh/AbC/DeF, "
    "dropbox:/Фото"
)

_HOST = re.compile(r"(?:www\.|m\.)?dropbox\.com")
# scl/fo and sh are folders, perhaps with a folder in them; scl/fi and s are files.
_SHARED = re.compile(r"/(?:scl/f[oi]|sh?)/[\w-]+/[^/]+(?:/.+)?", re.ASCII | re.DOTALL)
_FILE = re.compile(r"https://[^/]+/(?:scl/fi|s)/")
_OWN_PAGE = re.compile(r"/home(/.*)?", re.DOTALL)


def root_of(link: str) -> str | None:
    """The canonical root that `link` means: a shared link, or `dropbox:/folder`. None if neither.

    Dropbox knows no capitals in paths: those of one's own are written small.
    """
    link = link.strip()
    if link.lower().startswith(OWN):
        return _own(link[len(OWN) :])
    if "://" not in link:
        link = f"https://{link}"
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not _HOST.fullmatch(parts.netloc.lower()):
        return None
    path = unquote(parts.path).rstrip("/")
    if own := _OWN_PAGE.fullmatch(path):
        return _own(own[1] or "")
    if not _SHARED.fullmatch(path):
        return None
    key = parse_qs(parts.query).get("rlkey", [""])[0]  # without it newer links lead nowhere
    return f"https://www.dropbox.com{quote(path)}" + (f"?rlkey={quote(key)}" if key else "")


def is_file_link(link: str) -> bool:
    """Whether a shared link of `root_of` leads to one file."""
    return bool(_FILE.match(link))


def title_of(root: str) -> str:
    """Something to call it by until the service has told its name."""
    if root.startswith(OWN):
        return root.removeprefix(f"{OWN}/") or "Dropbox"
    return urlsplit(root).netloc.removeprefix("www.") + unquote(urlsplit(root).path)


def place_of(link: str, path: str) -> str:
    """How the place of a path is written: behind its shared link, or with `dropbox:` without one.

    The path is a fragment, so that the whole still leads to the folder it was shared with.
    """
    return f"{link}#{path}" if link else OWN + path


def divided(place: str) -> tuple[str, str]:
    """What `place_of` or `root_of` wrote: the link, empty for one's own, and the path there."""
    if place.startswith(OWN):
        return "", place.removeprefix(OWN)
    link, _, path = place.partition("#")
    return link, path


def _own(path: str) -> str:
    return f"{OWN}/" + path.strip("/").lower()
