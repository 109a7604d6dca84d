"""A service on the network as small as can be: albums in memory, given out in pages."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from faceapp.core.errors import Code, ItemError
from faceapp.core.jobs import CancelToken
from faceapp.core.remote import Cursor, Page, RemoteAlbum, RemotePhoto
from faceapp.core.types import ListingFailure, PhotoRef

KIND = "paged"
ROOT = "https://paged.example/everything"


@dataclass
class PagedService:
    """Albums by id with their photos by number; `files` are the photos' bytes.

    `closed` albums give nothing; `before_page` and `before_read` may raise, or wait.
    """

    albums: dict[str, list[RemotePhoto]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    page_photos: int = 3
    tells_hashes: bool = False
    title: str = ""
    before_page: Callable[[int], object] = lambda _: None
    before_read: Callable[[str], object] = lambda _: None
    pages: int = 0
    reads: Counter[str] = field(default_factory=Counter)
    opened: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, album: str, number: int, data: bytes, **told: object) -> RemotePhoto:
        """Put a photo into an album; with the number of a known one, into that album too."""
        locator = f"https://paged.example/photo{number}"
        self.files[locator] = data
        photo = RemotePhoto(
            locator, 0, number, address=f"{locator}.jpg", file_name=f"{number}.jpg", **told
        )
        self.albums.setdefault(album, []).append(photo)
        return photo

    def fetch(self, locator: str) -> bytes:
        self.before_read(locator)
        with self._lock:
            self.reads[locator] += 1
        if locator not in self.files:
            raise ItemError(Code.VANISHED)
        return self.files[locator]


class PagedSource:
    """All albums of a `PagedService`, in the order of their names."""

    kind = KIND
    root = ROOT
    title = "Paged"

    def __init__(self, service: PagedService, token: CancelToken) -> None:
        self._service = service
        self._token = token
        service.opened += 1

    def pages(self, cursor: Cursor) -> Iterator[Page]:
        names = sorted(self._service.albums)
        at, offset = cursor.get("album", 0), cursor.get("offset", 0)
        if not names:
            yield Page((), {}, is_last=True)
        while at < len(names):
            self._token.raise_if_cancelled()
            self._service.before_page(self._service.pages)
            self._service.pages += 1
            name = names[at]
            photos = self._service.albums[name]
            if name in self._service.closed:
                photos = []
            some = photos[offset : offset + self._service.page_photos]
            offset += len(some)
            is_through = offset >= len(photos)
            if is_through:
                at, offset = at + 1, 0
            is_last = at == len(names)
            yield Page(
                [self._listed(photo) for photo in some],
                {} if is_last else {"album": at, "offset": offset},
                is_last=is_last,
                albums=[RemoteAlbum(each, f"Album {each}") for each in names],
                finished=[name] if is_through and name not in self._service.closed else [],
                failures=[ListingFailure(name, Code.REMOTE_DENIED)]
                if name in self._service.closed
                else [],
                title=self._service.title,
            )

    def read(self, ref: PhotoRef) -> bytes:
        self._token.raise_if_cancelled()
        return self._service.fetch(ref.locator)

    def close(self) -> None:
        self._service.opened -= 1

    def _listed(self, photo: RemotePhoto) -> RemotePhoto:
        inside = [name for name, some in self._service.albums.items() if photo in some]
        return replace(photo, albums=tuple(sorted(inside)))
