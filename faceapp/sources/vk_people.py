"""People of VKontakte: what owners and authors are called, and who is marked on photos."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from faceapp.core.errors import Code, UserError
from faceapp.core.remote import ProposedName
from faceapp.sources.vk_client import VkClient
from faceapp.sources.vk_errors import TOKEN_UNFIT

_MOST_NAMES = 500  # groups.getById takes as many, users.get twice that
_MOST_CALLS = 25  # in one `execute`
_EDGE = 1  # per cent by which a mark may reach over the edge

Photo = tuple[int, int]
T = TypeVar("T")


class Names:
    """What users and communities (negative) are called; each is asked for once in a pass."""

    def __init__(self, client: VkClient) -> None:
        """Nobody is known yet."""
        self._client = client
        self._names: dict[int, str] = {}

    def of(self, owner: int) -> str:
        """Empty if VKontakte does not tell."""
        if owner not in self._names:
            self.learn([owner])
        return self._names[owner]

    def learn(self, owners: Iterable[int]) -> None:
        """Ask for all that are not known yet at once."""
        unknown = sorted(set(owners) - self._names.keys())
        self._names.update(dict.fromkeys(unknown, ""))
        self._ask("users.get", "user_ids", [owner for owner in unknown if owner > 0])
        self._ask("groups.getById", "group_ids", [-owner for owner in unknown if owner < 0])

    def _ask(self, method: str, parameter: str, numbers: Sequence[int]) -> None:
        for some in _parts(numbers, _MOST_NAMES):
            try:
                told = self._client.call(method, **{parameter: ",".join(map(str, some))})
            except UserError as error:
                if error.code not in (Code.REMOTE_NOT_FOUND, Code.REMOTE_DENIED):
                    raise
                continue
            listed = told.get("groups") if isinstance(told, dict) else told
            for entry in listed if isinstance(listed, list) else ():
                self._keep(entry, is_group=parameter == "group_ids")

    def _keep(self, entry: object, *, is_group: bool) -> None:
        if not isinstance(entry, dict) or type(entry.get("id")) is not int:
            return
        parts = ("name",) if is_group else ("first_name", "last_name")
        name = " ".join(str(entry[part]) for part in parts if entry.get(part))
        self._names[-entry["id"] if is_group else entry["id"]] = name


class Tags:
    """Who is marked on photos: 25 photos a request. A token may not allow it: `is_allowed`."""

    def __init__(self, client: VkClient) -> None:
        """Believe that it is allowed until it is not."""
        self._client = client
        self.is_allowed = True

    def of(self, photos: Sequence[Photo]) -> Mapping[Photo, tuple[ProposedName, ...]]:
        """The names that are told; photos without any are left out."""
        found: dict[Photo, tuple[ProposedName, ...]] = {}
        for some in _parts(photos, _MOST_CALLS):
            if not self.is_allowed:
                break
            for photo, tags in zip(some, self._asked(some), strict=False):
                if names := _names(tags):
                    found[photo] = names
        return found

    def _asked(self, photos: Sequence[Photo]) -> Sequence[Any]:
        calls = [json.dumps({"owner_id": owner, "photo_id": number}) for owner, number in photos]
        code = f"return [{','.join(f'API.photos.getTags({call})' for call in calls)}];"
        try:
            response = self._client.call("execute", code=code)
        except UserError as error:
            is_unfit = error.details.get("error") in TOKEN_UNFIT
            if not is_unfit and error.code != Code.REMOTE_DENIED:
                raise
            response = []
        tags = response if isinstance(response, list) else []
        self.is_allowed = any(isinstance(of_photo, list) for of_photo in tags)
        return tags


def _names(tags: object) -> tuple[ProposedName, ...]:
    found = (_name(tag) for tag in tags if isinstance(tag, dict)) if isinstance(tags, list) else ()
    return tuple(name for name in found if name is not None)


def _name(tag: Mapping[str, Any]) -> ProposedName | None:
    name = tag.get("tagged_name")
    if not isinstance(name, str) or not name.strip():
        return None
    return ProposedName(name.strip(), _box(tag))


def _box(tag: Mapping[str, Any]) -> tuple[float, float, float, float] | None:
    """Corners in per cent of the photo, as fractions; None if they make no sense."""
    told = [tag.get(name) for name in ("x", "y", "x2", "y2")]
    corners = [it for it in told if isinstance(it, (int, float)) and -_EDGE <= it <= 100 + _EDGE]
    if len(corners) < len(told):
        return None
    left, top, right, bottom = (min(max(corner, 0), 100) / 100 for corner in corners)
    return (left, top, right - left, bottom - top) if right > left and bottom > top else None


def _parts(numbers: Sequence[T], size: int) -> Iterable[Sequence[T]]:
    return (numbers[start : start + size] for start in range(0, len(numbers), size))
