"""A Google Takeout: photos, and beside them what Google Photos knew about them."""

import os
import re
from collections import defaultdict
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field

from faceapp.core.errors import Code, ItemError
from faceapp.core.remote import RemoteAlbum, RemotePhoto
from faceapp.core.types import ListingFailure, PhotoRef
from faceapp.imaging.archive import archive_of, is_photo_entry
from faceapp.imaging.formats import is_photo_name
from faceapp.sources.local_folder import LocalFolder
from faceapp.sources.takeout_names import (
    Key,
    find_sidecar,
    is_album_name,
    is_sidecar_name,
    sidecar_key,
)
from faceapp.sources.takeout_sidecar import Told, read_album_title, read_sidecar
from faceapp.sources.zip_archive import ZipArchive

Place = LocalFolder | ZipArchive
Failures = Generator[PhotoRef | ListingFailure, None, str]

_TOP = "takeout"
_HERE = "."
_SIDECAR_BYTES = 1_000_000
_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")


def is_wanted(name: str) -> bool:
    """Whether a file or entry of that name is a photo, or may tell about one."""
    return is_photo_entry(name) or is_sidecar_name(name)


@dataclass
class Folder:
    """A folder of the export, whichever archives its files lie in."""

    photos: list[PhotoRef] = field(default_factory=list)
    sidecars: dict[Key, PhotoRef] = field(default_factory=dict)

    def add(self, entry: PhotoRef) -> None:
        """A photo or a sidecar."""
        if is_photo_name(entry.name):
            self.photos.append(entry)
        else:
            self.sidecars.setdefault(sidecar_key(entry.name), entry)

    def pairs(self) -> Iterator[tuple[PhotoRef, PhotoRef | None]]:
        """Each photo with its sidecar."""
        for photo in self.photos:
            yield photo, find_sidecar(photo.name, self.sidecars)


class Takeout:
    """All photos of `places`, which are the folder or the zip archives of one export.

    A photo's sidecar may lie in another archive than the photo. A copy that was edited in Google
    Photos is a photo beside its original, and told about by the same sidecar. `albums` are known
    once `list` is through. Of archives that are `unopened` everything known is kept.
    """

    kind = "takeout"

    def __init__(
        self, root: str, title: str, places: Sequence[Place], unopened: Sequence[str] = ()
    ) -> None:
        """Take places that list what `is_wanted`."""
        self.root = root
        self.title = title
        self.albums: Sequence[RemoteAlbum] = ()
        self._places = places
        self._unopened = unopened

    def list(self) -> Iterator[PhotoRef | ListingFailure]:
        """Photos with what is told about them, folder by folder; sidecars that are damaged."""
        yield from (ListingFailure(part, Code.ARCHIVE_PART_REFUSED) for part in self._unopened)
        folders: defaultdict[str, Folder] = defaultdict(Folder)
        for place in self._places:
            for entry in place.list():
                if isinstance(entry, ListingFailure):
                    yield entry
                else:
                    folders[_inner_folder(entry.locator, place.root)].add(entry)
        albums = []
        for path, folder in folders.items():
            title = (yield from self._title(folder)) or _plain_title(path)
            if title and folder.photos:
                albums.append(RemoteAlbum(path, title))
            yield from self._told(folder, (path,) if title else ())
        self.albums = tuple(albums)

    def read(self, ref: PhotoRef) -> bytes:
        """The photo's bytes. Raises ItemError."""
        for place in self._places:
            if ref.locator.startswith((f"{place.root}!/", place.root + os.sep)):
                return place.read(ref)
        raise ItemError(Code.VANISHED)

    def covers(self, locator: str) -> bool:
        """Whether a complete `list()` would have named `locator` if it still existed."""
        archive = archive_of(locator)
        if archive in self._unopened:
            return False
        is_part = archive is not None and archive.startswith(self.root.removesuffix(".zip") + "-")
        return is_part or any(place.covers(locator) for place in self._places)

    def exists(self, locator: str) -> bool:
        """Whether something still lies there."""
        return any(place.exists(locator) for place in self._places)

    def _title(self, folder: Folder) -> Failures:
        """What the folder's own file calls the album, "" where there is none."""
        for sidecar in folder.sidecars.values():
            if is_album_name(sidecar.name):
                try:
                    title = read_album_title(self._read_sidecar(sidecar))
                except (ItemError, ValueError):
                    yield ListingFailure(sidecar.locator, Code.FACTS_UNREADABLE)
                    continue
                if title:
                    return title
        return ""

    def _told(self, folder: Folder, albums: tuple[str, ...]) -> Iterator[PhotoRef | ListingFailure]:
        for photo, sidecar in folder.pairs():
            told = Told()
            if sidecar is not None:
                try:
                    told = read_sidecar(self._read_sidecar(sidecar))
                except (ItemError, ValueError):
                    yield ListingFailure(sidecar.locator, Code.FACTS_UNREADABLE)
            yield RemotePhoto(
                photo.locator,
                photo.size,
                photo.mtime_ns,
                albums=albums,
                taken_at=told.taken_at,
                caption=told.caption,
                people=told.people,
            )

    def _read_sidecar(self, sidecar: PhotoRef) -> bytes:
        if sidecar.size > _SIDECAR_BYTES:
            raise ValueError("no sidecar is that long")
        return self.read(sidecar)


def _inner_folder(locator: str, root: str) -> str:
    """The folder in the export, the same in each of its archives; `_HERE` is the top."""
    inner = locator[len(root) :].replace(os.sep, "/").lstrip("!/")
    names = inner.split("/")[:-1]
    above = next((at for at, name in enumerate(names[:-1]) if name.casefold() == _TOP), -1)
    return "/".join(names[above + 1 :]) or _HERE


def _plain_title(path: str) -> str:
    """Of a folder that no file of its own names: years are none of the person's albums."""
    service, _, name = path.rpartition("/")
    return name if service and not _YEAR.search(name) else ""
