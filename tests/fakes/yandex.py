"""Yandex.Disk as documented: public folders, disks of people, addresses that expire.

fake = YandexFake(public={"KEY": {"/sub/a.jpg": jpeg}}, disks={"TOKEN": {"/b.jpg": jpeg}})
with played(fake.hosts, folder) as policy:
    ...  # https://disk.yandex.ru/d/KEY, or disk:/ with TOKEN
"""

import asyncio
import hashlib
import re
from collections import Counter, defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

API = "cloud-api.yandex.net"
DOWNLOADER, STORAGE = "downloader.disk.yandex.ru", "s1.storage.yandex.net"
_IMAGE = re.compile(r"\.(jpe?g|png|heic|webp|gif|bmp|tiff?)$", re.IGNORECASE)
_LINK = re.compile(r"https://(?:yadi\.sk|disk(?:\.360)?\.yandex\.\w+)/[di]/([\w-]+)")


@dataclass(frozen=True)
class File:
    """A file and what the service tells of it; `told` overrides or, with None, leaves out."""

    data: bytes
    modified: str = "2024-05-01T10:00:00+00:00"
    told: Mapping[str, Any] | None = None


Tree = Mapping[str, bytes | File]


class YandexFake:
    """`trees` by public key or token: paths "/folder/name" of files; "/folder/" is an empty one.

    Whoever names a path in `denied` is refused. `requests` counts by what was asked for: "list" (of
    a folder), "files" (the flat list), "link", "downloader", "storage".
    """

    def __init__(
        self,
        public: Mapping[str, Tree] | None = None,
        disks: Mapping[str, Tree] | None = None,
        *,
        latency_s: float = 0.0,
        page_limit: int = 1000,
    ) -> None:
        self.public = {key: _Files(tree) for key, tree in (public or {}).items()}
        self.disks = {token: _Files(tree) for token, tree in (disks or {}).items()}
        self.denied: set[str] = set()
        self.requests: Counter[str] = Counter()
        self.headers: list[tuple[str, dict[str, str]]] = []
        self.latency_s = latency_s
        self.tells_addresses = True
        self.page_limit = page_limit
        self._age = 0
        self._instead: defaultdict[str, deque[ASGIApp]] = defaultdict(deque)

    @property
    def hosts(self) -> dict[str, ASGIApp]:
        api = Starlette(
            routes=[
                Route("/v1/disk/public/resources", self._answer("list", self._public_meta)),
                Route(
                    "/v1/disk/public/resources/download", self._answer("link", self._public_link)
                ),
                Route("/v1/disk/resources", self._answer("list", self._meta)),
                Route("/v1/disk/resources/files", self._answer("files", self._flat)),
                Route("/v1/disk/resources/download", self._answer("link", self._link)),
            ]
        )
        route = "/disk/{age:int}/{owner}/{number}"
        downloader = Starlette(routes=[Route(route, self._answer("downloader", self._forward))])
        storage = Starlette(routes=[Route(route, self._answer("storage", self._bytes))])
        return {API: api, DOWNLOADER: downloader, STORAGE: storage}

    def instead(self, asked: str, *answers: ASGIApp) -> None:
        """The next requests for `asked` are answered so; then everything is as before."""
        self._instead[asked].extend(answers)

    def expire(self) -> None:
        """Every address given out so far is void."""
        self._age += 1

    def _answer(self, asked: str, usual: Any) -> Any:
        async def endpoint(request: Request) -> ASGIApp:
            self.requests[asked] += 1
            self.headers.append((asked, dict(request.headers)))
            if self.latency_s:
                await asyncio.sleep(self.latency_s)
            if self._instead[asked]:
                return self._instead[asked].popleft()
            try:
                return usual(request)
            except _RefusedError as refused:
                return error(*refused.args)

        return endpoint

    def _public_meta(self, request: Request) -> Response:
        owner, files = self._published(request)
        return self._described(request, files, "public", owner, request.query_params.get("path"))

    def _meta(self, request: Request) -> Response:
        token, files = self._own(request)
        path = request.query_params["path"].removeprefix("disk:")
        return self._described(request, files, "own", token, path)

    def _described(
        self, request: Request, files: "_Files", kind: str, owner: str, path: str | None
    ) -> Response:
        path = (path or "/").rstrip("/") or "/"
        if path in self.denied:
            raise _RefusedError(403, "ForbiddenError")
        if path == "/" and "" in files.all:
            return _told(self._file(kind, owner, "", files), request)
        if path in files.all:
            return _told(self._file(kind, owner, path, files), request)
        if path not in files.folders:
            raise _RefusedError(404, "DiskNotFoundError")
        offset = int(request.query_params.get("offset", 0))
        limit = min(int(request.query_params.get("limit", 20)), self.page_limit)
        below = files.folders[path]
        embedded = {
            "sort": request.query_params.get("sort", ""),
            "path": _shown(kind, path),
            "limit": limit,
            "offset": offset,
            "total": len(below),
            "items": [
                self._file(kind, owner, name, files) if name in files.all else _folder(kind, name)
                for name in below[offset : offset + limit]
            ],
        }
        return _told(_folder(kind, path) | {"_embedded": embedded}, request)

    def _flat(self, request: Request) -> Response:
        token, files = self._own(request)
        offset, limit = int(request.query_params["offset"]), int(request.query_params["limit"])
        limit = min(limit, self.page_limit)
        wanted = request.query_params.get("media_type", "").split(",")
        found = [path for path in files.sorted if _media_type(path, files.all[path]) in wanted]
        items = [self._file("own", token, path, files) for path in found[offset : offset + limit]]
        return _told({"items": items, "limit": limit, "offset": offset}, request)

    def _public_link(self, request: Request) -> Response:
        owner, files = self._published(request)
        path = request.query_params.get("path", "").rstrip("/")
        return self._linked("public", owner, path, files)

    def _link(self, request: Request) -> Response:
        token, files = self._own(request)
        return self._linked("own", token, request.query_params["path"].removeprefix("disk:"), files)

    def _linked(self, kind: str, owner: str, path: str, files: "_Files") -> Response:
        if path not in files.all:
            raise _RefusedError(404, "DiskNotFoundError")
        return JSONResponse(
            {"href": self._address(kind, owner, path), "method": "GET", "templated": False}
        )

    def _forward(self, request: Request) -> Response:
        if request.path_params["age"] != self._age:
            return Response(status_code=410)
        return RedirectResponse(f"https://{STORAGE}{request.url.path}", status_code=302)

    def _bytes(self, request: Request) -> Response:
        kind, _, number = request.path_params["owner"].partition("-")
        holders = self.public if kind == "public" else self.disks
        file = list(holders.values())[int(number)].by_number.get(request.path_params["number"])
        if file is None:
            return Response(status_code=404)
        return Response(file.data, media_type="image/jpeg")

    def _published(self, request: Request) -> tuple[str, "_Files"]:
        asked = request.query_params["public_key"]
        link = _LINK.fullmatch(asked)
        key = link[1] if link else asked
        if key not in self.public:
            raise _RefusedError(404, "DiskNotFoundError")
        return key, self.public[key]

    def _own(self, request: Request) -> tuple[str, "_Files"]:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme != "OAuth" or token not in self.disks:
            raise _RefusedError(401, "UnauthorizedError")
        return token, self.disks[token]

    def _address(self, kind: str, owner: str, path: str) -> str:
        holders = self.public if kind == "public" else self.disks
        number = list(holders).index(owner)  # a token never stands in an address
        query = urlencode(
            {"uid": "0", "filename": path.rsplit("/", 1)[-1], "disposition": "inline"}
        )
        return f"https://{DOWNLOADER}/disk/{self._age}/{kind}-{number}/{_number(path)}?{query}"

    def _file(self, kind: str, owner: str, path: str, files: "_Files") -> dict[str, Any]:
        file = files.all[path]
        told: dict[str, Any] = {
            "type": "file",
            "name": path.rsplit("/", 1)[-1] or "one.jpg",
            "path": _shown(kind, path or "/"),
            "created": "2024-05-01T10:00:00+00:00",
            "modified": file.modified,
            "size": len(file.data),
            "mime_type": "image/jpeg" if _IMAGE.search(path or ".jpg") else "text/plain",
            "media_type": _media_type(path, file),
            "antivirus_status": "clean",
            "exif": {},
            "revision": 1,
            **_hashes(file.data),
        }
        if self.tells_addresses:
            told["file"] = self._address(kind, owner, path)
        told |= file.told or {}
        return {name: value for name, value in told.items() if value is not None}


class _Files:
    """Files by path, and the sorted paths of what lies in each folder."""

    def __init__(self, tree: Tree) -> None:
        self.change(tree)

    def change(self, tree: Tree) -> None:
        """Everything anew."""
        self.all = {
            path: file if isinstance(file, File) else File(file)
            for path, file in tree.items()
            if not path.endswith("/")
        }
        self.sorted = sorted(self.all)
        self.by_number = {_number(path): file for path, file in self.all.items()}
        below: defaultdict[str, set[str]] = defaultdict(set, {"/": set()})
        for path in tree:
            child = path.rstrip("/")
            if path.endswith("/"):
                below[child or "/"].update()
            while child:
                parent = child.rpartition("/")[0]
                below[parent or "/"].add(child)
                child = parent
        self.folders = {path: sorted(children) for path, children in below.items()}


class _RefusedError(Exception):
    pass


def error(status: int, name: str, **headers: str) -> Response:
    """An error as the service words it."""
    told = {"message": "Ошибка.", "description": "an error", "error": name}
    return JSONResponse(told, status, {key.replace("_", "-"): headers[key] for key in headers})


def limited(wait_s: str = "0") -> Response:
    return error(429, "TooManyRequestsError", retry_after=wait_s)


def downloaded_too_often() -> Response:
    return error(429, "DiskResourceDownloadLimitExceededError")


def busy(status: int = 503) -> Response:
    return error(status, "DiskServiceUnavailableError")


def html(status: int = 200) -> Response:
    return HTMLResponse("<html><title>Яндекс</title></html>", status)


def data(body: bytes) -> Response:
    """Other bytes than asked for."""
    return Response(body, media_type="image/jpeg")


def cut(body: bytes, told: int) -> ASGIApp:
    """The beginning of something longer; then the connection ends."""

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        headers = [(b"content-length", str(told).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": False})

    return answer


def photos(count: int, image: bytes, *, folder: str = "/") -> dict[str, bytes | File]:
    """That many different photos made of one picture: what follows it is ignored by readers."""
    return {f"{folder}{number:05}.jpg": image + b"%d" % number for number in range(count)}


def _number(path: str) -> str:
    """What stands for a path in an address, whose `..` would be resolved on the way."""
    return hashlib.sha256(path.encode()).hexdigest()[:16]


@cache
def _hashes(body: bytes) -> dict[str, str]:
    return {
        "md5": hashlib.md5(body).hexdigest(),
        "sha256": hashlib.sha256(body).hexdigest(),
    }


def _media_type(path: str, file: File) -> str:
    usual = "image" if _IMAGE.search(path or ".jpg") else "document"
    usual = "unknown" if path.lower().endswith(".cr2") else usual
    return str((file.told or {}).get("media_type", usual))


def _shown(kind: str, path: str) -> str:
    return f"disk:{path}" if kind == "own" else path


def _folder(kind: str, path: str) -> dict[str, Any]:
    return {
        "type": "dir",
        "name": path.rsplit("/", 1)[-1] or ("disk" if kind == "own" else "Общая папка"),
        "path": _shown(kind, path),
        "created": "2024-05-01T10:00:00+00:00",
        "modified": "2024-05-01T10:00:00+00:00",
        "exif": {},
        "revision": 1,
    }


def _told(answer: dict[str, Any], request: Request) -> Response:
    """The answer, or the `fields` of it that were asked for."""
    wanted = request.query_params.get("fields")
    if wanted:
        answer = _only(answer, [name.split(".") for name in wanted.split(",")])
    return JSONResponse(answer)


def _only(value: Any, wanted: list[list[str]]) -> Any:
    if isinstance(value, list):
        return [_only(item, wanted) for item in value]
    if not isinstance(value, dict) or [] in wanted:
        return value
    return {
        name: _only(below, [names[1:] for names in wanted if names[0] == name])
        for name, below in value.items()
        if any(names[0] == name for names in wanted)
    }
