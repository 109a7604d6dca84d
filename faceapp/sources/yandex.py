"""Photos on Yandex.Disk: behind a public link, or on the disk of whoever signed in."""

import string
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.remote import Cursor, Page, RemoteAlbum, RemotePhoto, SourceIdentity
from faceapp.core.types import ListingFailure, PhotoRef
from faceapp.imaging.formats import is_hidden_name, is_photo_name
from faceapp.net.service import Expired, Service
from faceapp.sources.yandex_api import KIND, Entry, YandexApi
from faceapp.sources.yandex_links import EXAMPLES, OWN, divided, place_of, root_of

_LATEST_NS = 2**63 - 1  # what a database keeps


def identify(link: str) -> SourceIdentity:
    """The source that a pasted link means. Raises UserError if Yandex.Disk has no such links."""
    root = root_of(link)
    if root is None:
        raise UserError(Code.LINK_NOT_UNDERSTOOD, link=link, service=KIND, examples=EXAMPLES)
    return SourceIdentity(KIND, root, _title(root))


class YandexSource:
    """Photos below `root`; every folder below it is an album, with all that lies in it.

    A whole disk is listed flat, at a request for a thousand photos; else folder by folder.
    """

    kind = KIND

    def __init__(
        self, root: str, service: Service, secret: str | None, *, max_file_mb: int
    ) -> None:
        """`root` is one of `identify`; `secret` the token for a disk, which a link needs not."""
        self.root = root
        self.title = _title(root)
        self._link, self._top = divided(root)
        self._api = YandexApi(self._link, service, secret)
        self._service = service
        self._max_file_mb = max_file_mb

    def pages(self, cursor: Cursor) -> Iterator[Page]:
        """A pass from `cursor` on. Raises UserError if the person must act, Cancelled."""
        follow = self._flat if self.root == f"{OWN}/" else self._walked
        while True:
            page = follow(cursor)
            yield page
            if page.is_last:
                return
            cursor = page.cursor

    def read(self, ref: PhotoRef) -> bytes:
        """The photo's bytes, verified. Thread-safe. Raises ItemError, UserError, Cancelled."""
        path = divided(ref.locator)[1]
        photo = ref if isinstance(ref, RemotePhoto) else self._looked_up(path)
        if photo.address:
            with suppress(Expired):
                return self._download(photo)
        with _of_one_photo():
            photo = replace(photo, address=self._api.address(path))
        try:
            return self._download(photo)
        except Expired as error:
            raise ItemError(Code.REMOTE_UNFETCHED, reason="not_offered") from error

    def close(self) -> None:
        """Let go of connections."""
        self._service.close()

    def _flat(self, cursor: Cursor) -> Page:
        """Each page begins a bit before the last one's end: what goes away moves the rest up."""
        offset, last = cursor.get("offset", 0), cursor.get("last")
        entries = self._api.pictures(offset)
        paths = list(map(_path, entries))
        fresh = entries[paths.index(last) + 1 :] if last in paths else entries
        if not fresh:
            return self._page((), {})
        following = {"offset": offset + len(paths) - len(paths) // 10, "last": paths[-1]}
        return self._page(fresh, following)

    def _walked(self, cursor: Cursor) -> Page:
        """Depth first: the cursor holds the folders to come, `offset` of the first one is done."""
        here, *others = cursor.get("folders", [self._top])
        offset = cursor.get("offset", 0)
        try:
            entry = self._api.entry(here, offset=offset)
        except UserError as error:
            failures = self._failures(here, error)
            return self._page((), _rest(others), failures=failures)
        title = (entry.name or "") if here == self._top else ""
        if entry.type == "file":  # a link may lead to one
            return self._page((entry,), {}, title=title)
        entries, total = _content(entry)
        if total < cursor.get("total", 0):  # something went away, the rest moved up unseen
            return self._page((), _rest([here, *others]))
        known = set(others)
        found = [path for path in _folders(here, entries) if path not in known]
        done = offset + len(entries)
        if done < total:
            rest = _rest([here, *found, *others]) | {"offset": done, "total": total}
        else:
            rest = _rest([*found, *others])
        return self._page(entries, rest, title=title)

    def _failures(self, here: str, error: UserError) -> Sequence[ListingFailure]:
        """What to say of a folder that is not shown; raises what concerns more than it."""
        if here != self._top and error.code is Code.REMOTE_DENIED:
            return (ListingFailure(self._album_id(here), error.code),)
        if here != self._top and error.code is Code.REMOTE_NOT_FOUND:
            self._api.entry(self._top, limit=1)  # raises if all of it is gone, or closed
            return ()
        raise error

    def _page(
        self,
        entries: Sequence[Entry],
        cursor: Cursor,
        *,
        title: str = "",
        failures: Sequence[ListingFailure] = (),
    ) -> Page:
        photos = [self._photo(entry) for entry in entries if _is_photo(entry)]
        albums = dict.fromkeys(album for photo in photos for album in photo.albums)
        return Page(
            photos,
            cursor,
            is_last=not cursor,
            albums=[RemoteAlbum(album, self._album_title(album)) for album in albums],
            failures=failures,
            title=title,
        )

    def _photo(self, entry: Entry) -> RemotePhoto:
        path = _path(entry)
        moment = entry.modified.timestamp() if entry.modified else 0
        taken_at = entry.exif.date_time if entry.exif else None
        return RemotePhoto(
            place_of(self._link, path),
            size=entry.size or 0,
            mtime_ns=min(max(int(moment) * 10**9, 0), _LATEST_NS),
            address=entry.file or "",
            file_name=_name(entry),
            sha256=_hash(entry.sha256, digits=64),
            md5=_hash(entry.md5, digits=32),
            albums=tuple(self._albums(path)),
            taken_at=taken_at and taken_at.replace(tzinfo=None),  # EXIF knows no zones
        )

    def _albums(self, path: str) -> Iterator[str]:
        """Every folder below the top that holds `path`, also in a folder of its own."""
        end = len(self._top.rstrip("/"))
        while (end := path.find("/", end + 1)) != -1:
            yield self._album_id(path[:end])

    def _album_id(self, path: str) -> str:
        return path if self._link else OWN + path

    def _album_title(self, album: str) -> str:
        return album.removeprefix(OWN)[len(self._top.rstrip("/")) :].strip("/")

    def _looked_up(self, path: str) -> RemotePhoto:
        """The photo as the service tells of it now. Raises ItemError."""
        with _of_one_photo():
            entry = self._api.entry(path, limit=1)
        if entry.type != "file":
            raise ItemError(Code.VANISHED)
        return self._photo(entry)

    def _download(self, photo: RemotePhoto) -> bytes:
        return self._service.download(
            photo.address,
            size=photo.size,
            sha256=photo.sha256,
            md5=photo.md5,
            limit_mb=self._max_file_mb,
        )


@contextmanager
def _of_one_photo() -> Iterator[None]:
    """What the service says of a photo is no reason to stop the others."""
    try:
        yield
    except UserError as error:
        if error.code is Code.REMOTE_NOT_FOUND:
            raise ItemError(Code.VANISHED) from error
        if error.code is Code.REMOTE_DENIED:
            raise ItemError(Code.REMOTE_UNFETCHED, reason="permission") from error
        if error.details.get("reason") == "rate_limited":  # it may be loaded too often by others
            raise ItemError(Code.REMOTE_UNFETCHED, reason="rate_limited") from error
        raise


def _title(root: str) -> str:
    """Something to call it by until the service has told its name."""
    return root.removeprefix("https://")


def _rest(folders: list[str]) -> dict[str, object]:
    """The cursor at the beginning of the first of `folders`; empty at the end of the pass."""
    return {"folders": folders} if folders else {}


def _content(folder: Entry) -> tuple[Sequence[Entry], int]:
    """What lies in a folder, from an offset on, and how much there is in all."""
    within = folder.embedded
    return (within.items or (), within.total or 0) if within else ((), 0)


def _folders(here: str, entries: Sequence[Entry]) -> Iterator[str]:
    """Those in the folder `here`; whatever a service tells, never one above it."""
    for entry in entries:
        path = _path(entry)
        if entry.type == "dir" and path.startswith(here.rstrip("/") + "/") and _is_shown(path):
            yield path


def _is_photo(entry: Entry) -> bool:
    """By its name; without an extension, by what the service takes it for."""
    name = entry.name or ""
    is_picture = is_photo_name(name) or ("." not in name and entry.media_type == "image")
    return entry.type == "file" and bool(entry.path) and is_picture and _is_shown(_path(entry))


def _is_shown(path: str) -> bool:
    return not any(map(is_hidden_name, path.split("/")))


def _path(entry: Entry) -> str:
    return _storable(entry.path or "").removeprefix(OWN).rstrip("/") or "/"


def _name(entry: Entry) -> str:
    """The name of a file that may be written, whatever the service calls it."""
    name = _storable(entry.name or "").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in name if letter.isprintable()).strip(". ") or "photo"


def _hash(told: str | None, *, digits: int) -> str | None:
    """A hash as the program writes them; what looks otherwise might become the name of a file."""
    is_hash = told and len(told) == digits and set(told) <= set(string.hexdigits)
    return told.lower() if told and is_hash else None


def _storable(text: str) -> str:
    """The text without halves of letters, which JSON may hold but nothing can write."""
    return text.encode("utf-8", "replace").decode()
