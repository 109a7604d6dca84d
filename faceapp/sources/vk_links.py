"""Links of VKontakte: what people paste, and the one form in which a source remembers it."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from faceapp.core.errors import Code, UserError

HOSTS = ("vk.com", "vk.ru", "vkontakte.ru")
EXAMPLES = "vk.com/album-123_456, vk.com/albums-123, vk.com/club123, vk.com/id123, vk.com/durov"
_HOME = "https://vk.com/"
# What the site calls 0, 00 and 000 in its links the API lists under these numbers.
_SYSTEM_ALBUMS = {"0": -6, "00": -7, "000": -15}
_SITE_NAMES = {number: name for name, number in _SYSTEM_ALBUMS.items()}

_HOST = re.compile(r"(?:https?://)?(?:(?:www|m|new)\.)?([^/?#]+)(?:[/?#]|$)", re.IGNORECASE)
_ALBUM = re.compile(r"(?:album)?(-?[1-9]\d*)_(-?\d+)")
_OWNER = re.compile(r"(?:(albums|photos|id|club|public|event)|)(-?[1-9]\d*)")
_PHOTO = re.compile(r"photo(-?[1-9]\d*)_(\d+)")
_SHORT_NAME = re.compile(r"[a-z][a-z0-9_.]{1,31}")
# Pages of the site that look like somebody's short name.
_PAGES = re.compile(
    r"(album|photo|id|club|public|event|wall|video|clip|audio|playlist|topic|doc|market|product"
    r"|story|app|page|note|poll|tag|board|podcast|article)s?(-?\d+(_.*)?)?|(feed|im|al|friends|groups|music|apps|settings"
    r"|login|join|search|away|share|docs|bookmarks|fave|stories|live|games|support|about|dev"
    r"|calls|services|mail)(\.php)?"
)


@dataclass(frozen=True)
class Place:
    """What a link leads to: an owner's albums, one album, or one photo.

    `owner` is negative for a community and 0 while only its `short_name` is known; `album` is
    the API's number, negative for the albums that VKontakte makes itself.
    """

    owner: int = 0
    album: int | None = None
    photo: int | None = None
    short_name: str = ""

    @property
    def root(self) -> str:
        """The link in the form that identifies a source."""
        if self.short_name:
            return _HOME + self.short_name
        if self.photo is not None:
            return photo_link(self.owner, self.photo)
        if self.album is not None:
            return f"{_HOME}{album_id(self.owner, self.album)}"
        return f"{_HOME}albums{self.owner}"


def photo_link(owner: int, photo: int) -> str:
    """The page of a photo, which is its locator for ever."""
    return f"{_HOME}photo{owner}_{photo}"


def photo_of(locator: str) -> str:
    """The photo of a locator as the API names it: `owner_id`."""
    return locator.removeprefix(f"{_HOME}photo")


def album_id(owner: int, album: int) -> str:
    """An album as links of the site name it, by which the library knows it too."""
    return f"album{owner}_{_SITE_NAMES.get(album, album)}"


def place_of(link: str) -> Place:
    """What a link, a bare id or a short name leads to. Raises UserError LINK_NOT_UNDERSTOOD."""
    has_host, path, shown = _split(link)
    place = _album(_shown_album(shown)) or _of_path(path)
    if place is None and (photo := _PHOTO.match(shown)):  # a photo opened over some other page
        place = Place(int(photo[1]), photo=int(photo[2]))
    if place is None and (has_host or "/" not in path):
        place = _named(path)
    if place is None:
        raise UserError(
            Code.LINK_NOT_UNDERSTOOD, service="VK", link=link.strip(), examples=EXAMPLES
        )
    return place


def _split(link: str) -> tuple[bool, str, str]:
    """Whether the host is there, the path without it, and what the page shows on top (?z=)."""
    text = link.strip()
    host = _HOST.match(text)
    if host is None or host[1].lower() not in HOSTS:
        return False, text.removeprefix("@").lower(), ""
    parts = urlsplit(text if "://" in text else f"https://{text}")
    shown = parse_qs(parts.query).get("z", [""])[0]
    return True, unquote(parts.path).strip("/").lower(), shown.lower()


def _shown_album(shown: str) -> str:
    """`album-1_2` of `album-1_2`, `photo-1_3/album-1_2` and `photo-1_3/album-1_2/rev`."""
    return next((part for part in shown.split("/") if part.startswith("album")), "")


def _album(text: str) -> Place | None:
    found = _ALBUM.fullmatch(text)
    if found is None:
        return None
    return Place(int(found[1]), album=_SYSTEM_ALBUMS.get(found[2]) or int(found[2]))


def _of_path(path: str) -> Place | None:
    if album := _album(path):
        return album
    if photo := _PHOTO.fullmatch(path):
        return Place(int(photo[1]), photo=int(photo[2]))
    if owner := _OWNER.fullmatch(path):
        is_community = owner[1] in ("club", "public", "event")
        return Place(-abs(int(owner[2])) if is_community else int(owner[2]))
    return None


def _named(path: str) -> Place | None:
    if _SHORT_NAME.fullmatch(path) and not _PAGES.fullmatch(path):
        return Place(short_name=path)
    return None
