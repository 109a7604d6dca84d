"""Recognise a Google Takeout in what a person dropped, by content: its names are in any language.

Google hands out archives `takeout-20240501T101112Z-001.zip`, `-002.zip`, ...: one export.
"""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from faceapp.core.errors import ItemError, UserError
from faceapp.core.types import PhotoRef
from faceapp.imaging.archive import ArchiveLimits
from faceapp.imaging.formats import is_hidden_name
from faceapp.sources.local_folder import LocalFolder, is_folder
from faceapp.sources.takeout import Folder, Takeout, is_wanted
from faceapp.sources.takeout_sidecar import read_sidecar
from faceapp.sources.zip_archive import ZipArchive

_PART = re.compile(r"(?P<export>takeout-\d{8}T\d{6}Z)(-\d+)*( ?\(\d+\))?\.zip", re.IGNORECASE)
_MOST_FOLDERS, _MOST_LOOKS = 60, 5  # looked at before a folder is taken for an ordinary one
_DEPTH = 3  # the folder dropped, Takeout, Google Photos, an album
_TOP, _SERVICE = "takeout", "google"


def is_part_name(name: str) -> bool:
    """Whether a file, or a whole export, is called as Google calls them."""
    return bool(_PART.fullmatch(name))


def open_export(path: Path, limits: ArchiveLimits) -> Takeout:
    """All archives of the export that `path` is a part of. Raises UserError if none opens.

    The export has one root, whichever parts are there: `takeout-20240501T101112Z.zip`.
    """
    path = Path(os.path.normpath(path.absolute()))
    match = _PART.fullmatch(path.name)
    export = match["export"] if match else path.stem
    places, unopened, failure = [], [], None
    for part in _parts(path, export):
        try:
            places.append(ZipArchive(part, limits, is_wanted))
        except UserError as error:
            failure = failure or error
            unopened.append(str(part))
    if failure and not places:
        raise failure
    return Takeout(str(path.with_name(f"{export}.zip")), export, places, unopened)


def open_zip(path: Path, limits: ArchiveLimits) -> Takeout | ZipArchive:
    """A zip of any name: it may be a renamed export. Raises UserError."""
    archive = ZipArchive(path, limits, is_wanted)
    folders: defaultdict[str, Folder] = defaultdict(Folder)
    for entry in archive.list():
        folders[entry.locator.rpartition("/")[0]].add(entry)
    if _is_genuine(folders.values(), archive.read):
        return Takeout(archive.root, archive.title, [archive])
    return ZipArchive(path, limits)


def is_takeout_folder(folder: Path) -> bool:
    """Whether an unpacked export lies there: its top, the folder of the service, or an album.

    A folder that holds other things beside stays an ordinary one, as it may be known already.
    """
    candidates = islice(_candidates(folder, _DEPTH), _MOST_FOLDERS)
    return _is_genuine(map(_folder_at, candidates), LocalFolder(folder).read)


def _parts(path: Path, export: str) -> list[Path]:
    """The parts beside `path`, in order; `path` itself if there is none."""
    matches = map(_PART.fullmatch, _names(path.parent))
    parts = [match[0] for match in matches if match and match["export"] == export]
    return [path.with_name(part) for part in parts] or [path]


def _is_genuine(folders: Iterable[Folder], read: Callable[[PhotoRef], bytes]) -> bool:
    """Whether a sidecar is Google's: other programs write JSON files beside photos, too."""
    sidecars = (sidecar for folder in folders for _, sidecar in folder.pairs() if sidecar)
    return any(_is_google(sidecar, read) for sidecar in islice(sidecars, _MOST_LOOKS))


def _is_google(sidecar: PhotoRef, read: Callable[[PhotoRef], bytes]) -> bool:
    try:
        return read_sidecar(read(sidecar)).is_google
    except (ItemError, ValueError):
        return False


def _candidates(folder: Path, depth: int) -> Iterator[Path]:
    """The folder, and those in it that may be part of an export."""
    yield folder
    inner = _subfolders(folder) if depth else []
    belongs = [name for name in inner if _SERVICE in name.lower() or _TOP in name.lower()]
    if _SERVICE not in folder.name.lower():
        inner = belongs if _TOP in folder.name.lower() or belongs == inner else []
    for name in inner:
        yield from _candidates(folder / name, depth - 1)


def _subfolders(folder: Path) -> list[str]:
    return [
        name for name in _names(folder) if not is_hidden_name(name) and is_folder(folder / name)
    ]


def _folder_at(path: Path) -> Folder:
    folder = Folder()
    for name in filter(is_wanted, _names(path)):
        folder.add(PhotoRef(str(path / name), 0, 0))
    return folder


def _names(folder: Path) -> list[str]:
    """What lies right there, sorted; nothing where we may not look."""
    try:
        return sorted(entry.name for entry in folder.iterdir())
    except OSError:
        return []
