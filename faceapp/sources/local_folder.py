"""Photos in folders of this computer."""

import os
import stat
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.types import ListingFailure, PhotoRef
from faceapp.imaging.formats import is_hidden_name, is_photo_name

_GONE = (FileNotFoundError, NotADirectoryError)

# A library of this program, or a cache of any (bford.info/cachedir): thumbnails are no photos.
NO_PHOTOS_HERE = {"faceapp.sqlite", "CACHEDIR.TAG"}


class LocalFolder:
    """All photos below `root`, or of `scope` only, a folder or file in it.

    `is_wanted` tells by its name whether a file counts. A file named as scope is listed whatever
    its extension. File names that are no text hold their odd bytes as surrogates.
    """

    kind = "local"

    def __init__(
        self,
        root: Path,
        scope: Path | None = None,
        *,
        max_file_mb: int = 1024,
        is_wanted: Callable[[str], bool] = is_photo_name,
    ) -> None:
        """Raises UserError if `root` is no folder or `scope` is not there."""
        self.root = os.path.normpath(root.absolute())
        self.title = Path(self.root).name or self.root
        self._scope = os.path.normpath((scope or root).absolute())
        self._max_file_mb = max_file_mb
        self._is_wanted = is_wanted
        self._unlisted: list[str] = []
        self._is_one_file = not is_folder(self._scope)
        if not is_folder(self.root) or not self.exists(self._scope):
            raise UserError(Code.PATH_NOT_FOUND, path=self._scope)

    def list(self) -> Iterator[PhotoRef | ListingFailure]:
        """Photos folder by folder, sorted by name; links to folders come last, each folder once."""
        self._unlisted.clear()
        if self._is_one_file:
            yield from _reference(Path(self._scope))
            return
        place = _identity(self._scope)
        pending, linked = [self._scope], deque[str]()
        visited = _ancestors(self._scope)
        while pending or linked:
            folder = pending.pop() if pending else linked.popleft()
            try:
                entries = _entries(folder, visited)
            except OSError as error:
                if folder == self._scope or not isinstance(error, _GONE):
                    self._unlisted.append(folder)
                    yield ListingFailure(folder, Code.FOLDER_UNREADABLE)
                continue
            folders = [entry for entry in entries if _leads_to_folder(entry)]
            pending.extend(entry.path for entry in reversed(folders) if not entry.is_symlink())
            linked.extend(entry.path for entry in folders if entry.is_symlink())
            for entry in entries:
                if self._is_wanted(entry.name):
                    yield from _reference(entry)
        if _identity(self._scope) != place and self._scope not in self._unlisted:
            self._unlisted.append(self._scope)  # the disk went away: what was not seen may be there
            yield ListingFailure(self._scope, Code.FOLDER_UNREADABLE)

    def read(self, ref: PhotoRef) -> bytes:
        """The whole file; never waits for a pipe or a device. Raises ItemError."""
        try:
            with open(ref.locator, "rb", opener=_open_without_waiting) as file:
                before = os.fstat(file.fileno())
                self._check(before)
                data = file.read(before.st_size + 1)
                after = os.fstat(file.fileno())
        except _GONE as error:
            raise ItemError(Code.VANISHED) from error
        except OSError as error:
            raise ItemError(Code.UNREADABLE, reason=reason_of(error)) from error
        if (len(data), after.st_mtime_ns) != (after.st_size, before.st_mtime_ns):
            raise ItemError(Code.CHANGED_WHILE_READ)
        return data

    def covers(self, locator: str) -> bool:
        """Whether the last `list()` would have named `locator` if it were still there."""
        if locator == self._scope:
            return True
        if not _is_below(self._scope, locator):
            return False
        names = Path(locator[len(self._scope) :]).parts
        return (
            self._is_wanted(names[-1])
            and not any(map(is_hidden_name, names))
            and not any(_is_below(folder, locator) for folder in self._unlisted)
        )

    def exists(self, locator: str) -> bool:
        """Whether something is there, also where we may not look."""
        try:
            Path(locator).stat()
        except OSError as error:
            return not isinstance(error, _GONE)
        return True

    def _check(self, status: os.stat_result) -> None:
        if not stat.S_ISREG(status.st_mode):
            raise ItemError(Code.UNREADABLE, reason="not_a_file")
        megabytes = status.st_size / 1_000_000
        if megabytes > self._max_file_mb:
            raise ItemError(
                Code.FILE_TOO_LARGE, megabytes=round(megabytes), limit_mb=self._max_file_mb
            )


def is_folder(path: Path | str) -> bool:
    """Whether `path` is a folder or a link to one; no where the system does not let us look."""
    return os.path.isdir(path)  # noqa: PTH112, Path.is_dir raises PermissionError


def reason_of(error: OSError) -> str:
    """Why the system refused, for the details of an error."""
    return "permission" if isinstance(error, PermissionError) else error.strerror or ""


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link into a place that is closed to us
        return False


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # Windows has none


def _is_below(folder: str, locator: str) -> bool:
    return locator.startswith(folder.rstrip(os.sep) + os.sep)


def _ancestors(folder: str) -> set[tuple[int, int]]:
    """Device and inode of the folders above: a link to one of them would list the whole disk."""
    with suppress(OSError):
        above = [parent.stat() for parent in Path(folder).resolve().parents]
        return {(status.st_dev, status.st_ino) for status in above}
    return set()


def _identity(folder: str) -> tuple[int, int] | None:
    """Device and inode: another folder lies at a path once a disk was unmounted from it."""
    try:
        status = Path(folder).stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _entries(folder: str, visited: set[tuple[int, int]]) -> list[os.DirEntry[str]]:
    """What the user would see in `folder`, sorted by name; nothing the second time."""
    status = Path(folder).stat()
    identity = status.st_dev, status.st_ino
    if identity in visited:
        return []
    visited.add(identity)
    with os.scandir(folder) as entries:
        seen = [entry for entry in entries if not is_hidden_name(entry.name)]
    if any(entry.name in NO_PHOTOS_HERE for entry in seen):
        return []
    return sorted(seen, key=lambda entry: entry.name)


def _reference(file: os.DirEntry[str] | Path) -> Iterator[PhotoRef]:
    """The file if it is a regular one; one that hides its status is left to `read` to complain."""
    locator = os.fspath(file)
    try:
        status = file.stat()
    except _GONE:
        return
    except OSError:
        yield PhotoRef(locator, 0, 0)
        return
    if stat.S_ISREG(status.st_mode):
        yield PhotoRef(locator, status.st_size, status.st_mtime_ns)
