"""Dropbox as documented: shared links, files of people, listings that are followed by cursors.

fake = DropboxFake(links={"https://www.dropbox.com/sh/A/B": {"/sub/a.jpg": jpeg}},
                   people={"TOKEN": {"/b.jpg": jpeg}})
with played(fake.hosts, folder) as policy:
    ...  # that link, or dropbox:/, both with TOKEN
"""

import asyncio
import json
from collections import Counter, defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

API, CONTENT = "api.dropboxapi.com", "content.dropboxapi.com"
_MEBIBYTES_4 = 1 << 22


@dataclass(frozen=True)
class File:
    """A file and what the service tells of it; `told` overrides or, with None, leaves out."""

    data: bytes
    modified: str = "2024-05-01T10:00:00Z"
    told: Mapping[str, Any] = field(default_factory=dict)


Tree = Mapping[str, bytes | File]


@dataclass
class _Listing:
    """What a cursor stands for: entries still to tell, then what is new in the journal."""

    owner: "_Files"
    is_shared: bool
    top: str
    ahead: list[dict[str, Any]]
    told: int


class DropboxFake:
    """`links` and `people` (by token): paths "/Folder/name" of files; "/folder/" is an empty one.

    The path of a link's one file is "". `requests` counts by the method that was asked for. Paths
    and links in `denied` are closed.
    """

    def __init__(
        self,
        links: Mapping[str, Tree] | None = None,
        people: Mapping[str, Tree] | None = None,
        *,
        page_limit: int = 1000,
    ) -> None:
        self.links = {link: _Files(tree) for link, tree in (links or {}).items()}
        self.people = {token: _Files(tree) for token, tree in (people or {}).items()}
        self.denied: set[str] = set()
        self.requests: Counter[str] = Counter()
        self.headers: list[tuple[str, dict[str, str]]] = []
        self._page_limit = page_limit
        self._cursors: dict[str, _Listing] = {}
        self._instead: defaultdict[str, deque[ASGIApp]] = defaultdict(deque)

    @property
    def hosts(self) -> dict[str, ASGIApp]:
        api = {
            "/2/files/list_folder": self._list,
            "/2/files/list_folder/continue": self._continue,
            "/2/files/get_metadata": self._metadata,
            "/2/sharing/get_shared_link_metadata": self._shared,
            "/2/users/get_current_account": self._account,
            "/2/auth/token/revoke": self._revoke,
        }
        content = {
            "/2/files/download": self._download,
            "/2/sharing/get_shared_link_file": self._shared_file,
        }
        return {
            host: Starlette(routes=[self._route(*each) for each in answers.items()])
            for host, answers in ((API, api), (CONTENT, content))
        }

    def instead(self, method: str, *answers: ASGIApp) -> None:
        """The next requests for `method` are answered so; then everything is as before."""
        self._instead[method].extend(answers)

    def forget_cursors(self) -> None:
        """Listings that are followed must begin anew."""
        self._cursors.clear()

    def _route(self, path: str, usual: Any) -> Route:
        method = path.removeprefix("/2/")

        async def endpoint(request: Request) -> ASGIApp:
            self.requests[method] += 1
            self.headers.append((method, dict(request.headers)))
            if self._instead[method]:
                return self._instead[method].popleft()
            scheme, _, token = request.headers.get("authorization", "").partition(" ")
            if scheme != "Bearer" or token not in self.people:
                return refused_token()
            told = request.headers.get("dropbox-api-arg") or await request.body() or b"null"
            try:
                return usual(token, json.loads(told))
            except _RefusedError as refusal:
                return error(*refusal.args)

        return Route(path, endpoint, methods=["POST", "GET"])

    def _list(self, token: str, asked: dict[str, Any]) -> Response:
        link = (asked.get("shared_link") or {}).get("url")
        owner = self._link(link) if link else self.people[token]
        assert not (link and asked["recursive"]), "the service does not know that"
        path = asked["path"]
        assert path != "/", "the top is called nothing"
        if path in self.denied:
            raise _RefusedError("path", "restricted_content")
        if not owner.is_folder(path):
            raise _RefusedError("path", "not_folder" if owner.at(path) else "not_found")
        entries = owner.entries(path, is_deep=asked["recursive"], is_shared=bool(link))
        return self._told(_Listing(owner, bool(link), path, entries, len(owner.journal)))

    def _continue(self, token: str, asked: dict[str, Any]) -> Response:
        listing = self._cursors.get(asked["cursor"])
        if listing is None:
            raise _RefusedError("reset")
        assert listing.is_shared or listing.owner is self.people[token]
        if not listing.ahead:
            new = listing.owner.journal[listing.told :]
            news = [entry for entry in new if _is_in(entry["path_lower"], listing.top)]
            listing = replace(listing, ahead=news, told=len(listing.owner.journal))
        return self._told(listing)

    def _told(self, listing: _Listing) -> Response:
        now, ahead = listing.ahead[: self._page_limit], listing.ahead[self._page_limit :]
        cursor = f"cursor-{len(self._cursors)}-{sum(self.requests.values())}"
        self._cursors[cursor] = replace(listing, ahead=ahead)
        answer = {"entries": now, "cursor": cursor, "has_more": bool(ahead)}
        return Response(json.dumps(answer), media_type="application/json")  # any letter in ASCII

    def _metadata(self, token: str, asked: dict[str, Any]) -> Response:
        return JSONResponse(self._file(self.people[token], asked["path"], is_shared=False))

    def _shared(self, token: str, asked: dict[str, Any]) -> Response:
        owner, path = self._link(asked["url"]), asked.get("path") or ""
        if not owner.at(path) and owner.is_folder(path):
            name = path.rsplit("/", 1)[-1] or "Общая папка"
            return JSONResponse(
                {".tag": "folder", "url": asked["url"], "name": name, "link_permissions": _RIGHTS}
            )
        told = self._file(owner, path, is_shared=True)
        told.pop("content_hash", None)
        return JSONResponse(told | {"url": asked["url"], "link_permissions": _RIGHTS})

    def _account(self, token: str, asked: None) -> Response:
        name = {
            "given_name": "Анна",
            "surname": "П",
            "familiar_name": "Анна",
            "display_name": "Анна П",
            "abbreviated_name": "АП",
        }
        root = {".tag": "user", "root_namespace_id": "1", "home_namespace_id": "1"}
        return JSONResponse(
            {
                "account_id": "dbid:" + "A" * 35,
                "name": name,
                "email": "anna@example.org",
                "email_verified": True,
                "disabled": False,
                "locale": "ru",
                "referral_link": "https://db.tt/x",
                "is_paired": False,
                "account_type": {".tag": "basic"},
                "root_info": root,
            }
        )

    def _revoke(self, token: str, asked: None) -> Response:
        del self.people[token]
        return JSONResponse(None)

    def _download(self, token: str, asked: dict[str, Any]) -> Response:
        return self._bytes(self.people[token], asked["path"])

    def _shared_file(self, token: str, asked: dict[str, Any]) -> Response:
        return self._bytes(self._link(asked["url"]), asked.get("path") or "", is_shared=True)

    def _bytes(self, owner: "_Files", path: str, *, is_shared: bool = False) -> Response:
        told = self._file(owner, path, is_shared=is_shared)
        headers = {"dropbox-api-result": json.dumps(told)}
        return Response(owner.at(path).data, media_type="application/octet-stream", headers=headers)

    def _file(self, owner: "_Files", path: str, *, is_shared: bool) -> dict[str, Any]:
        if path in self.denied:
            raise _RefusedError(*_CLOSED[is_shared])
        if not owner.at(path):
            raise _RefusedError(*_GONE[is_shared])
        return owner.entry(path, is_shared=is_shared)

    def _link(self, link: str) -> "_Files":
        if link in self.denied:
            raise _RefusedError("shared_link_access_denied")
        if link not in self.links:
            raise _RefusedError("shared_link_not_found")
        return self.links[link]


# For one's own files, and for what is shared.
_CLOSED = ("path", "restricted_content"), ("shared_link_access_denied",)
_GONE = ("path", "not_found"), ("shared_link_not_found",)
_RIGHTS = {
    "can_revoke": False,
    "visibility_policies": [],
    "can_set_expiry": False,
    "can_remove_expiry": False,
    "allow_download": True,
    "can_allow_download": False,
    "can_disallow_download": False,
    "allow_comments": False,
    "team_restricts_comments": False,
}


class _Files:
    """Files by path, whose case does not matter, and a journal of what happened to them."""

    def __init__(self, tree: Tree) -> None:
        self.journal: list[dict[str, Any]] = []
        self._all: dict[str, tuple[str, File]] = {}
        self._folders: dict[str, str] = {"": ""}
        for path, file in tree.items():
            self._take(path, file)

    def put(self, path: str, file: bytes | File) -> None:
        """A new or changed file."""
        self._take(path, file)
        self.journal.append(self.entry(path, is_shared=False))

    def delete(self, path: str) -> None:
        """A file, or a folder with all in it, of which one entry tells."""
        low = path.lower()
        self._all = {at: file for at, file in self._all.items() if not _is_in(at, low)}
        self._folders = {at: shown for at, shown in self._folders.items() if not _is_in(at, low)}
        self.journal.append(
            {
                ".tag": "deleted",
                "name": path.rsplit("/", 1)[-1],
                "path_lower": low,
                "path_display": path,
            }
        )

    def at(self, path: str) -> File | None:
        found = self._all.get(path.lower())
        return found and found[1]

    def is_folder(self, path: str) -> bool:
        return path.lower() in self._folders

    def entries(self, path: str, *, is_deep: bool, is_shared: bool) -> list[dict[str, Any]]:
        low = path.lower()
        inside = [at for at in (*self._folders, *self._all) if at != low and _is_in(at, low)]
        near = [at for at in inside if is_deep or "/" not in at[len(low) + 1 :]]
        return [self.entry(at, is_shared=is_shared) for at in sorted(near)]

    def entry(self, path: str, *, is_shared: bool) -> dict[str, Any]:
        low = path.lower()
        shown, file = self._all.get(low, (self._folders.get(low, ""), None))
        told: dict[str, Any] = {
            ".tag": "file" if file else "folder",
            "name": shown.rsplit("/", 1)[-1] or "one.jpg",
            "id": f"id:{sha256(low.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}",
        }
        if not is_shared:
            told |= {"path_lower": low, "path_display": shown}
        if file:
            digest = content_hash_of(file.data)
            told |= {
                "client_modified": file.modified,
                "server_modified": file.modified,
                "rev": digest[:15],
                "size": len(file.data),
                "is_downloadable": True,
                "content_hash": digest,
                **file.told,
            }
        return {name: value for name, value in told.items() if value is not None}

    def _take(self, path: str, file: bytes | File) -> None:
        if not path.endswith("/"):
            self._all[path.lower()] = path, file if isinstance(file, File) else File(file)
        while path:
            path = path.rpartition("/")[0]
            self._folders.setdefault(path.lower(), path)


class _RefusedError(Exception):
    pass


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def content_hash_of(data: bytes) -> str:
    """As the documentation describes it, block by block."""
    whole = sha256()
    while data:
        whole.update(sha256(data[:_MEBIBYTES_4]).digest())
        data = data[_MEBIBYTES_4:]
    return whole.hexdigest()


def error(*tags: str, status: int = 409) -> Response:
    """An error as the service words it: "path", "not_found"."""
    told: dict[str, Any] = {".tag": tags[-1]}
    for tag in reversed(tags[:-1]):
        told = {".tag": tag, tag: told}
    return JSONResponse({"error_summary": "/".join(tags) + "/..", "error": told}, status)


def refused_token(tag: str = "expired_access_token", **told: str) -> Response:
    answer = {"error_summary": f"{tag}/..", "error": {".tag": tag} | told}
    return JSONResponse(answer, 401)


def no_token() -> Response:
    return Response("The given OAuth 2 access token is malformed.", 400, media_type="text/plain")


def limited(wait_s: int = 0) -> Response:
    told = {"reason": {".tag": "too_many_requests"}, "retry_after": wait_s}
    answer = JSONResponse({"error_summary": "too_many_requests/.", "error": told}, 429)
    answer.headers["Retry-After"] = str(wait_s)
    return answer


def busy(status: int = 503) -> Response:
    return Response("busy", status, media_type="text/plain")


def html(status: int = 200) -> Response:
    return HTMLResponse("<html><title>Dropbox</title></html>", status)


def told(answer: Any) -> Response:
    """Another answer than asked for."""
    return JSONResponse(answer)


def data(body: bytes) -> Response:
    """Other bytes than asked for."""
    return Response(body, media_type="application/octet-stream")


def cut(body: bytes, length: int) -> ASGIApp:
    """The beginning of something longer; then the connection ends."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-length", str(length).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": False})

    return answer


async def silent(scope: Scope, receive: Receive, send: Send) -> None:
    """Nothing, until whoever asked has gone."""
    while (await receive())["type"] != "http.disconnect":
        await asyncio.sleep(0)
