"""Photos on Dropbox: behind a shared link, or those of whoever signed in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import starmap

from dropbox.files import (
    DeletedMetadata,
    FileMetadata,
    FolderMetadata,
    ListFolderResult,
    MediaInfo,
    Metadata,
)
from dropbox.sharing import FileLinkMetadata

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.remote import Cursor, Page, RemoteAlbum, RemotePhoto, SourceIdentity
from faceapp.core.types import ListingFailure, PhotoRef
from faceapp.imaging.formats import is_hidden_name, is_photo_name
from faceapp.net.service import Expired, Service
from faceapp.sources.dropbox_api import DropboxApi, File, ResetError, content_hash
from faceapp.sources.dropbox_links import (
    EXAMPLES,
    KIND,
    divided,
    is_file_link,
    place_of,
    root_of,
    title_of,
)

Entry = tuple[str, Metadata | File]  # and where it lies

_DIGITS = 7  # in base 16, less than a second in nanoseconds
_LATEST_S = 2**63 // 10**9 - 1  # what a database keeps


@dataclass(frozen=True)
class DropboxPhoto(RemotePhoto):
    """A photo with the hash that Dropbox keeps of it, "" where it does not tell."""

    content_hash: str = ""


def identify(link: str) -> SourceIdentity:
    """The source that a pasted link means. Raises UserError if Dropbox has no such links."""
    root = root_of(link)
    if root is None:
        raise UserError(Code.LINK_NOT_UNDERSTOOD, link=link, service=KIND, examples=EXAMPLES)
    return SourceIdentity(KIND, root, title_of(root))


class DropboxSource:
    """Photos below `root`; every folder below it is an album, with all that lies in it.

    One's own files are listed with all folders inside, and after the first pass only what has
    changed; a shared folder is walked through.
    """

    kind = KIND

    def __init__(
        self, root: str, service: Service, secret: str | None, *, max_file_mb: int
    ) -> None:
        """`root` is one of `identify`; `secret` is needed for shared links, too."""
        self.root = root
        self.title = title_of(root)
        self._link, self._top = divided(root)
        self._api = DropboxApi(self._link, service, secret)
        self._max_file_mb = max_file_mb

    def pages(self, cursor: Cursor) -> Iterator[Page]:
        """A pass from `cursor` on. Raises UserError if the person must act, Cancelled."""
        follow = self._walked if self._link else self._followed
        while True:
            page = follow(cursor)
            yield page
            if page.is_last:
                return
            cursor = page.cursor

    def read(self, ref: PhotoRef) -> bytes:
        """The photo's bytes, verified. Thread-safe. Raises ItemError, UserError, Cancelled."""
        photo = ref if isinstance(ref, DropboxPhoto) else self._looked_up(ref.locator)
        try:
            return self._verified(photo)
        except (Expired, ItemError) as error:
            if isinstance(error, ItemError) and error.details.get("reason") != "not_offered":
                raise
            now = self._looked_up(ref.locator)  # tells what is wrong
        try:
            return self._verified(now)
        except Expired as error:
            raise ItemError(Code.REMOTE_UNFETCHED, reason="not_offered") from error

    def close(self) -> None:
        """Nothing to let go of: connections are the service's."""

    # -- one's own files

    def _followed(self, cursor: Cursor) -> Page:
        """A page of everything, or of what changed once everything was listed."""
        at, changes = cursor.get("at"), bool(cursor.get("changes"))
        try:
            found = self._api.more(at) if at else self._api.folder(self._top)
        except ResetError:
            return self._followed({})
        is_last = not found.has_more
        files, gone = _outcome(found.entries)
        following = {"at": found.cursor, "changes": changes or is_last}
        page = self._page(list(files.items()), following, is_last=is_last)
        return replace(page, changes=changes, gone=[place_of("", path) for path in gone])

    # -- a shared link

    def _walked(self, cursor: Cursor) -> Page:
        """Depth first: the cursor holds the folders to come; the first one goes on `at`."""
        if not cursor:
            return self._begun()
        here, *others = cursor["folders"]
        try:
            at = cursor.get("at")
            found = self._api.more(at) if at else self._api.folder(here)
        except ResetError:
            return self._page([], _rest([here, *others]))
        except UserError as error:
            if not here or error.code not in (Code.REMOTE_DENIED, Code.REMOTE_NOT_FOUND):
                raise
            failures = (ListingFailure(here, error.code),)
            return self._page([], _rest(others), failures=failures)
        return self._page(_below(here, found.entries), _following(here, others, found))

    def _begun(self) -> Page:
        shared = self._api.shared()
        if isinstance(shared, FileLinkMetadata):
            return replace(self._page([(f"/{shared.name}", shared)], {}), title=shared.name)
        return replace(self._page([], _rest([""])), title=shared.name)

    # -- photos

    def _page(
        self,
        entries: Sequence[Entry],
        cursor: Cursor,
        *,
        is_last: bool | None = None,
        failures: Sequence[ListingFailure] = (),
    ) -> Page:
        shown = [(path, entry) for path, entry in entries if _is_photo(path, entry)]
        titles = {
            album: _shown_path(path, entry)[self._start : len(album)].strip("/")
            for path, entry in shown
            for album in self._albums(path)
        }
        return Page(
            [self._photo(path, entry) for path, entry in shown],
            cursor,
            is_last=not cursor if is_last is None else is_last,
            albums=list(starmap(RemoteAlbum, titles.items())),
            failures=failures,
        )

    @property
    def _start(self) -> int:
        """How much of a path is that of the top."""
        return len(self._top.rstrip("/"))

    def _albums(self, path: str) -> Iterator[str]:
        """Every folder below the top that holds `path`, also in a folder of its own."""
        end = self._start
        while (end := path.find("/", end + 1)) != -1:
            yield path[:end]

    def _photo(self, path: str, entry: File) -> DropboxPhoto:
        told = getattr(entry, "content_hash", None) or ""  # of a link's own file it is not told
        return DropboxPhoto(
            place_of(self._link, path),
            size=entry.size,
            mtime_ns=_moment_ns(entry, told),
            file_name=_name(entry),
            albums=tuple(self._albums(path)),
            taken_at=_taken_at(getattr(entry, "media_info", None)),
            content_hash=told,
        )

    def _looked_up(self, locator: str) -> DropboxPhoto:
        """The photo as Dropbox tells of it now. Raises ItemError."""
        path = divided(locator)[1]
        try:
            entry = self._api.file(self._asked(path))
        except UserError as error:
            if error.code is Code.REMOTE_NOT_FOUND:
                raise ItemError(Code.VANISHED) from error
            if error.code is Code.REMOTE_DENIED:
                raise ItemError(Code.REMOTE_UNFETCHED, reason="permission") from error
            raise
        if entry is None:
            raise ItemError(Code.VANISHED)
        return self._photo(path, entry)

    def _verified(self, photo: DropboxPhoto) -> bytes:
        path = self._asked(divided(photo.locator)[1])
        for _ in range(2):
            content = self._api.download(path, size=photo.size, limit_mb=self._max_file_mb)
            if photo.content_hash in ("", content_hash(content)):
                return content
        raise ItemError(Code.REMOTE_WRONG_BYTES, reason="wrong_bytes")

    def _asked(self, path: str) -> str:
        """The path to ask for: in a link to one file there is none."""
        return "" if is_file_link(self._link) else path


def _outcome(entries: Sequence[Metadata]) -> tuple[dict[str, File], list[str]]:
    """What lies where after all that is told, and what was deleted, perhaps in between."""
    files: dict[str, File] = {}
    gone = []
    for entry in entries:
        path = _storable(entry.path_lower or "")
        if isinstance(entry, FileMetadata):
            files[path] = entry
        elif isinstance(entry, DeletedMetadata) and path:
            gone.append(path)
            files = {at: file for at, file in files.items() if not f"{at}/".startswith(f"{path}/")}
    return files, gone


def _below(here: str, entries: Sequence[Metadata]) -> list[Entry]:
    return [(f"{here}/{_storable(entry.name)}", entry) for entry in entries]


def _following(here: str, others: list[str], found: ListFolderResult) -> dict[str, object]:
    inner = [
        path
        for path, entry in _below(here, found.entries)
        if isinstance(entry, FolderMetadata) and _is_shown(path) and path not in others
    ]
    if found.has_more:
        return _rest([here, *inner, *others]) | {"at": found.cursor}
    return _rest([*inner, *others])


def _rest(folders: list[str]) -> dict[str, object]:
    """The cursor at the beginning of the first of `folders`; empty at the end of the pass."""
    return {"folders": folders} if folders else {}


def _is_photo(path: str, entry: Metadata | File) -> bool:
    is_file = isinstance(entry, File)
    return is_file and is_photo_name(path) and _is_shown(path)


def _is_shown(path: str) -> bool:
    return not any(map(is_hidden_name, path.split("/")))


def _shown_path(path: str, entry: File) -> str:
    """The path with its capitals, where they are told."""
    shown = _storable(getattr(entry, "path_display", None) or path)
    return shown if len(shown) == len(path) else path


def _name(entry: File) -> str:
    """The name of a file that may be written, whatever the service calls it."""
    name = _storable(entry.name).replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in name if letter.isprintable()).strip(". ") or "photo"


def _storable(text: str) -> str:
    """The text without halves of letters, which JSON may hold but nothing can write."""
    return text.encode("utf-8", "replace").decode()


def _moment_ns(entry: File, told: str) -> int:
    """When it was changed; the part below a second, which is not told, tells contents apart."""
    seconds = int(entry.client_modified.replace(tzinfo=UTC).timestamp())
    digits = (told or entry.rev)[-_DIGITS:]
    return min(max(seconds, 0), _LATEST_S) * 10**9 + int(digits, 16)


def _taken_at(told: MediaInfo | None) -> datetime | None:
    if told is None or not told.is_metadata():
        return None
    taken_at: datetime | None = told.get_metadata().time_taken
    return taken_at
