"""Links and paths of Yandex.Disk: what a person pastes, and how a photo's place is written."""

import re
from urllib.parse import quote, unquote, urlsplit

OWN = "disk:"
EXAMPLES = "https://disk.yandex.ru/d/AbCdEf123, https://yadi.sk/i/AbCdEf123, disk:/Фото"

_HOST = re.compile(r"(?:www\.)?(yadi\.sk|disk(?:\.360)?\.yandex\.(?:ru|com|by|kz|uz|net|com\.tr))")
_PUBLIC = re.compile(r"/([di])/([\w-]+)(/.*)?", re.ASCII | re.DOTALL)
_OWN_PAGE = re.compile(r"/client/disk(/.*)?", re.DOTALL)
# What would end a link's path or be taken for an escape; letters stay readable.
_SPECIAL = re.compile(r"[%?#\\\x00-\x1f\x7f]")


def root_of(link: str) -> str | None:
    """The canonical root that `link` means: a public link, or `disk:/folder`. None if neither."""
    link = link.strip()
    if link.lower().startswith(OWN):
        return OWN + "/" + link[len(OWN) :].strip("/")
    if "://" not in link:
        link = f"https://{link}"
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    host = _HOST.fullmatch(parts.netloc.lower())
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    if public := _PUBLIC.fullmatch(parts.path):
        place = "disk.360.yandex.ru" if "360" in host[1] else "disk.yandex.ru"
        return place_of(f"https://{place}/{public[1]}/{public[2]}", unquote(public[3] or ""))
    if own := _OWN_PAGE.fullmatch(parts.path):
        return OWN + "/" + unquote(own[1] or "").strip("/")
    return None


def place_of(link: str, path: str) -> str:
    """How the place of a path is written: below its public link, or with `disk:` without one."""
    if not link:
        return OWN + path
    return link + _SPECIAL.sub(lambda special: quote(special[0], safe=""), path.rstrip("/"))


def divided(place: str) -> tuple[str, str]:
    """What `place_of` wrote: the public link, empty for one's own disk, and the path there."""
    if place.startswith(OWN):
        return "", place[len(OWN) :]
    scheme, _, rest = place.partition("://")
    host, kind, key, *inside = rest.split("/", 3)
    return f"{scheme}://{host}/{kind}/{key}", "/" + unquote("".join(inside))
