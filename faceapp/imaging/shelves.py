"""Files by content hash below one folder, `ab/abcd…`, which may be deleted at any time."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from faceapp.paths import make_private_folder, unwritable

_TRIES = 3


class Shelves:
    """A cache: whoever looks finds a whole file or none; `trim` keeps the limit."""

    def __init__(self, folder: Path, limit_mb: int) -> None:
        """Use `folder`, which may be missing."""
        self._folder = folder
        self._limit_bytes = limit_mb * 1_000_000

    def place(self, sha256: str, ending: str = "") -> Path:
        """Where a file of this content lies, if it does."""
        return self._folder / sha256[:2] / f"{sha256}{ending}"

    def keep(self, path: Path, content: bytes) -> None:
        """Write one file; who deletes the folder meanwhile, and again, gets along without.

        Raises FatalError if the disk is full, UserError if the folder cannot be written.
        """
        for _ in range(_TRIES):
            make_private_folder(self._folder)
            make_private_folder(path.parent)
            with suppress(FileNotFoundError):
                _replace(path, content)
                return

    def trim(self, share: float = 1.0) -> int:
        """Delete what was not used for longest until the files fit that share of the limit.

        Returns the bytes that are left.
        """
        room, left = self._limit_bytes * share, 0
        for _, size, path in sorted(_files(self._folder), reverse=True):
            if left + size <= room:
                left += size
                continue
            room = 0  # older and smaller ones would fit, but go first
            with suppress(OSError):  # open in a window, or gone already
                Path(path).unlink()
        return left


def _replace(path: Path, content: bytes) -> None:
    """Write by rename. Raises FileNotFoundError if the folder is deleted meanwhile."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=".", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise unwritable(path, error) from error


def _files(folder: Path) -> Iterator[tuple[float, int, str]]:
    """(last use, bytes, path) of every file two levels down, as far as they are still there."""
    for shelf in _inside(folder):
        for entry in _inside(shelf):
            with suppress(FileNotFoundError):
                status = entry.stat()
                yield max(status.st_atime, status.st_mtime), status.st_size, entry.path


def _inside(folder: os.PathLike[str]) -> list[os.DirEntry[str]]:
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        return list(entries)
    return []
