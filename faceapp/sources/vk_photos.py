"""Photos as VKontakte's API describes them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from faceapp.core.remote import ProposedName, RemotePhoto
from faceapp.sources.vk_links import photo_link

_LATEST_S = 2**33  # the year 2242; nanoseconds of it fit into 64 bits
_BY_COMMUNITY = 100  # `user_id` of what a community uploaded itself
# From the largest; o, p, q, r are cut to a format. Old photos tell no width and height.
_LETTERS = "wzyxrqpoms"


def identity_of(item: object) -> tuple[int, int] | None:
    """Owner and number of a listed photo; None if it is none."""
    if not isinstance(item, dict):
        return None
    owner, number = item.get("owner_id"), item.get("id")
    if type(owner) is not int or type(number) is not int:
        return None
    return owner, number


def author_of(item: Mapping[str, Any]) -> int:
    """Who uploaded a photo; a community has a negative number."""
    user = item.get("user_id")
    return item["owner_id"] if type(user) is not int or user == _BY_COMMUNITY else user


def has_tags(item: Mapping[str, Any]) -> bool:
    """Whether somebody is marked on a photo."""
    tags = item.get("tags")
    return bool(item.get("has_tags") or (isinstance(tags, dict) and tags.get("count")))


def remote_photo(
    item: Mapping[str, Any],
    *,
    albums: tuple[str, ...],
    author: str,
    people: tuple[ProposedName, ...],
) -> RemotePhoto:
    """A listed photo that has an identity; without an `address` if the API gives none.

    The service tells when a photo was uploaded, in UTC, and takes away when and where it was taken:
    `taken_at` is that moment by the clock of this computer, as the site itself shows it.
    """
    owner, number = item["owner_id"], item["id"]
    seconds = _seconds(item.get("date"))
    caption = item.get("text")
    return RemotePhoto(
        locator=photo_link(owner, number),
        size=0,
        mtime_ns=(seconds or 0) * 10**9,
        address=largest(item),
        file_name=f"photo{owner}_{number}.jpg",
        albums=albums,
        taken_at=None if seconds is None else datetime.fromtimestamp(seconds),
        author=author,
        caption=caption if isinstance(caption, str) else "",
        people=people,
    )


def largest(item: Mapping[str, Any]) -> str:
    """The address of the largest picture of a photo; empty if there is none."""
    sizes = item.get("sizes")
    sizes = (
        [*sizes, item.get("orig_photo")] if isinstance(sizes, list) else [item.get("orig_photo")]
    )
    offered = [size for size in sizes if isinstance(size, dict) and _address(size)]
    return _address(max(offered, key=_rank)) if offered else ""


def _address(size: Mapping[str, Any]) -> str:
    address = size.get("url") or size.get("src")
    return address if isinstance(address, str) and address.startswith("https://") else ""


def _rank(size: Mapping[str, Any]) -> tuple[int, int]:
    width, height = size.get("width"), size.get("height")
    area = width * height if type(width) is int and type(height) is int else 0
    letter = size.get("type")
    place = _LETTERS.find(letter) if isinstance(letter, str) and letter else -1
    return area, -place if place >= 0 else -len(_LETTERS)


def _seconds(date: object) -> int | None:
    return date if type(date) is int and 0 < date < _LATEST_S else None
