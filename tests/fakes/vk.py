"""VKontakte, played: the part of its API and of its photo hosts that Faceapp uses.

    fake = VkFake(FakeAlbum(-1, 5, "Summer", photos_of(pictures, owner=-1, count=3000)))
    with played(fake.hosts, tmp_path) as policy: ...

`fake.next(name, *answers)` says what the next calls of a method ("photos.get") or the next
downloads of a photo ("photo-1_2") get instead of the usual answer. An answer is an error code of
the API, None (the usual answer after all), or any ASGI application, such as those of `vk_answers`.
"""

import asyncio
import json
import re
import struct
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from tests.fakes import vk_schema
from tests.fakes.vk_answers import API, error

PHOTO_HOSTS = ("sun9-1.userapi.com", "sun9-22.userapi.com")
USER, SERVICE = "vk1.a.user-token", "service-token"
_SYSTEM = {"profile": -6, "wall": -7, "saved": -15}
_BEGINNING = 1_500_000_000
_TAGS = re.compile(
    r"return \[(API\.photos\.getTags\(\{[^{}]*\}\)(?:,API\.photos\.getTags\(\{[^{}]*\}\))*)\];"
)
_MOST_CALLS = 25

Answer = int | ASGIApp | None


@dataclass(frozen=True)
class FakePhoto:
    """A photo; `user` uploaded it (100: the community), `tags` are (name, (x, y, x2, y2) or None).

    `bare` fields replace or (if None) take away what the API would tell of it.
    """

    id: int
    data: bytes
    date: int = _BEGINNING
    text: str = ""
    user: int | None = None
    tags: tuple[tuple[str, tuple[float, float, float, float]], ...] = ()
    bare: dict[str, object] = field(default_factory=dict)


@dataclass
class FakeAlbum:
    """An album, its photos by id.

    `refuses` is an error code for everybody; `members_only` needs a user's token.
    """

    owner: int
    id: int
    title: str = "Album"
    photos: list[FakePhoto] = field(default_factory=list)
    refuses: int = 0
    members_only: bool = False


def photos_of(
    pictures: Sequence[bytes], *, count: int, first: int = 1, **facts: object
) -> list[FakePhoto]:
    """`count` photos made of a few JPEGs, every file different in a comment that nobody sees."""
    return [
        FakePhoto(
            number,
            _with_comment(pictures[number % len(pictures)], f"photo {number}"),
            date=_BEGINNING + number,
            **facts,
        )
        for number in range(first, first + count)
    ]


@dataclass(frozen=True)
class Call:
    """A call of the API as it came."""

    method: str
    params: dict[str, str]


class VkFake:
    """Albums, names of their owners and of people, and what went wrong."""

    def __init__(
        self,
        *albums: FakeAlbum,
        names: dict[int, str] | None = None,
        short_names: dict[str, int] | None = None,
    ) -> None:
        self.albums = list(albums)
        self.names = dict(names or {})
        self.short_names = dict(short_names or {})
        self.tokens = {USER: "user", SERVICE: "service"}
        self.captcha = ""  # what has to be answered before anything else is
        self.generation = 1  # of the photos' addresses
        self.latency_s = 0.0
        self.on_request: Callable[[], None] = lambda: None  # called in the server's thread
        self.calls: list[Call] = []
        self.downloads: Counter[str] = Counter()
        self._answers: dict[str, list[Answer]] = defaultdict(list)
        self.app = Starlette(
            routes=[
                Route("/method/{method}", self._answer_call, methods=["POST"]),
                Route("/captcha.php", self._show_captcha),
                Route("/impg/{name}.jpg", self._send_photo),
            ]
        )

    @property
    def hosts(self) -> dict[str, ASGIApp]:
        """For `played`."""
        return dict.fromkeys((API, *PHOTO_HOSTS), self.app)

    def next(self, name: str, *answers: Answer) -> None:
        """Queue answers for a method or a photo."""
        self._answers[name].extend(answers)

    def expire_addresses(self) -> None:
        """Photos are no longer where they were listed."""
        self.generation += 1

    def counts(self) -> Counter[str]:
        """How often each method was called."""
        return Counter(call.method for call in self.calls)

    async def _answer_call(self, request: Request) -> ASGIApp:
        form = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
        call = Call(request.path_params["method"], form)
        self.calls.append(call)
        self.on_request()
        await asyncio.sleep(self.latency_s)
        special = self._special(call.method)
        if special is not None:
            return special
        try:
            return JSONResponse(self._answer(call))
        except _Refused as refused:
            return error(refused.code, call.method)

    async def _send_photo(self, request: Request) -> ASGIApp:
        key = request.path_params["name"]
        self.downloads[key] += 1
        self.on_request()
        await asyncio.sleep(self.latency_s)
        special = self._special(key)
        if special is not None:
            return special
        query = request.query_params
        if query.get("sign") != str(self.generation):
            return Response(status_code=403)
        if query.get("size") != "largest":
            return Response(b"a small picture", media_type="image/jpeg")
        _, photo = self._find(key.removeprefix("photo"))
        return Response(photo.data, media_type="image/jpeg")

    async def _show_captcha(self, _request: Request) -> Response:
        return Response(b"picture of letters", media_type="image/jpeg")

    def _special(self, name: str) -> ASGIApp | None:
        answer = self._answers[name].pop(0) if self._answers[name] else None
        return error(answer) if isinstance(answer, int) else answer

    def _answer(self, call: Call) -> dict:
        kind = self.tokens.get(call.params.get("access_token", ""))
        if kind is None:
            raise _Refused(5)
        if self.captcha and call.params.get("captcha_key") != self.captcha:
            raise _Refused(14)
        self.captcha = ""
        methods = {
            "photos.get": self._photos,
            "photos.getAlbums": self._albums,
            "photos.getById": self._photos_by_id,
            "users.get": self._users,
            "groups.getById": self._groups,
            "utils.resolveScreenName": self._resolve,
            "execute": self._execute,
        }
        answer = methods[call.method](call.params, kind)
        if call.method.startswith("photos."):
            vk_schema.check(call.method, answer)
        return answer

    def _photos(self, params: dict[str, str], kind: str) -> dict:
        name = params["album_id"]
        number = _SYSTEM.get(name) or int(name)
        album = self._album(int(params["owner_id"]), number)
        if album.refuses or (album.members_only and kind != "user"):
            raise _Refused(album.refuses or 200)
        count, offset = int(params.get("count", 50)), int(params.get("offset", 0))
        assert 0 <= count <= 1000, "the API refuses more"
        photos = album.photos[::-1] if params.get("rev") == "1" else album.photos
        items = [
            self._item(album, photo, is_extended=params.get("extended") == "1")
            for photo in photos[offset : offset + count]
        ]
        return {"response": {"count": len(album.photos), "items": items}}

    def _albums(self, params: dict[str, str], kind: str) -> dict:
        owner = int(params["owner_id"])
        wanted = {int(number) for number in params.get("album_ids", "").split(",") if number}
        of_owner = [album for album in self.albums if album.owner == owner]
        if not of_owner and owner not in self.names:
            raise _Refused(100)
        items = [
            {
                "id": album.id,
                "owner_id": owner,
                "size": len(album.photos),
                "title": album.title,
                **({"created": _BEGINNING, "updated": _BEGINNING} if album.id > 0 else {}),
            }
            for album in of_owner
            if (not wanted or album.id in wanted)
            and (album.id > 0 or params.get("need_system") == "1")
            and not (album.members_only and kind != "user")
        ]
        return {"response": {"count": len(items), "items": items}}

    def _photos_by_id(self, params: dict[str, str], kind: str) -> dict:
        found = []
        for name in params["photos"].split(","):
            try:
                album, photo = self._find(name)
            except _Refused:
                continue
            if not album.refuses and not (album.members_only and kind != "user"):
                found.append(self._item(album, photo))
        return {"response": found}

    def _users(self, params: dict[str, str], kind: str) -> dict:
        wanted = [int(number) for number in params.get("user_ids", "").split(",") if number]
        if not wanted:
            return {"response": [_user(1, "Павел Тестов")] if kind == "user" else []}
        assert len(wanted) <= 1000
        return {"response": [_user(it, self.names[it]) for it in wanted if it in self.names]}

    def _groups(self, params: dict[str, str], _kind: str) -> dict:
        wanted = [int(number) for number in params["group_ids"].split(",")]
        assert len(wanted) <= 500
        groups = [{"id": it, "name": self.names[-it]} for it in wanted if -it in self.names]
        if not groups:
            raise _Refused(100)
        return {"response": {"groups": groups, "profiles": []}}

    def _resolve(self, params: dict[str, str], _kind: str) -> dict:
        owner = self.short_names.get(params["screen_name"])
        if owner is None:
            return {"response": []}
        return {"response": {"type": "user" if owner > 0 else "group", "object_id": abs(owner)}}

    def _execute(self, params: dict[str, str], kind: str) -> dict:
        code = _TAGS.fullmatch(params["code"])
        if code is None:
            raise _Refused(12)
        texts = re.findall(r"\(({[^{}]*})\)", code[1])
        if len(texts) > _MOST_CALLS:
            raise _Refused(13)
        answers: list[object] = []
        errors = []
        for call in map(json.loads, texts):
            special = self._answers["photos.getTags"]
            failure = special.pop(0) if special else None if kind == "user" else 28
            if failure:
                errors.append({"method": "photos.getTags", "error_code": failure, "error_msg": ""})
            answers.append(False if failure else self._tags(call))
        if tags := [tags for tags in answers if tags]:
            vk_schema.check("photos.getTags", {"response": tags[0]})
        return {"response": answers} | ({"execute_errors": errors} if errors else {})

    def _tags(self, call: dict[str, int]) -> list[dict]:
        _, photo = self._find(f"{call['owner_id']}_{call['photo_id']}")
        return [
            {
                "id": number,
                "date": photo.date,
                "placer_id": 1,
                "user_id": 0,
                "viewed": 1,
                "tagged_name": name,
                **dict(zip(("x", "y", "x2", "y2"), box, strict=True)),
            }
            for number, (name, box) in enumerate(photo.tags, 1)
        ]

    def _album(self, owner: int, number: int) -> FakeAlbum:
        for album in self.albums:
            if (album.owner, album.id) == (owner, number):
                return album
        raise _Refused(100)

    def _find(self, name: str) -> tuple[FakeAlbum, FakePhoto]:
        owner, number = map(int, name.split("_"))
        for album in self.albums:
            if album.owner != owner:
                continue
            begin = bisect_left(album.photos, number, key=lambda photo: photo.id)
            if begin < len(album.photos) and album.photos[begin].id == number:
                return album, album.photos[begin]
        raise _Refused(100)

    def _item(self, album: FakeAlbum, photo: FakePhoto, *, is_extended: bool = False) -> dict:
        host = PHOTO_HOSTS[photo.id % len(PHOTO_HOSTS)]
        address = f"https://{host}/impg/photo{album.owner}_{photo.id}.jpg?sign={self.generation}"
        sizes = [
            {
                "type": letter,
                "width": width,
                "height": width * 3 // 4,
                "url": f"{address}&size={it}",
            }
            for letter, width, it in (("w", 2560, "largest"), ("s", 75, "s"), ("x", 604, "x"))
        ]
        item = {
            "album_id": album.id,
            "date": photo.date,
            "has_tags": bool(photo.tags),
            "id": photo.id,
            "owner_id": album.owner,
            "sizes": sizes,
            "text": photo.text,
        }
        if photo.user is not None or album.owner < 0:
            item["user_id"] = photo.user or 100
        if is_extended:
            item |= {"likes": {"count": 7}, "tags": {"count": len(photo.tags)}}
        item |= photo.bare
        return {key: value for key, value in item.items() if value is not None}


class _Refused(Exception):  # noqa: N818  an answer of the API, no failure here
    def __init__(self, code: int) -> None:
        self.code = code


def _user(number: int, name: str) -> dict:
    first, _, last = name.partition(" ")
    return {"id": number, "first_name": first, "last_name": last}


def _with_comment(jpeg: bytes, text: str) -> bytes:
    comment = text.encode()
    return jpeg[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + jpeg[2:]
