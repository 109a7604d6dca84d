"""Photos in a zip file, read straight from it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.types import PhotoRef
from faceapp.imaging.archive import ArchiveLimits, is_photo_entry, list_entries, read_entry
from faceapp.sources.local_folder import reason_of


class ZipArchive:
    """All photos of one zip; a locator is `/path/of/archive.zip!/name/inside`."""

    kind = "local"

    def __init__(
        self,
        path: Path,
        limits: ArchiveLimits,
        is_wanted: Callable[[str], bool] = is_photo_entry,
    ) -> None:
        """Take the entries whose names are wanted.

        Raises UserError if `path` is not there, no zip, or over the limits.
        """
        self._path = Path(os.path.normpath(path.absolute()))
        self.root = str(self._path)
        self.title = self._path.name
        self._limits = limits
        try:
            entries = list_entries(self._path, limits, is_wanted)
        except FileNotFoundError as error:
            raise UserError(Code.PATH_NOT_FOUND, path=self.root) from error
        except OSError as error:
            reason = reason_of(error)
            raise UserError(Code.ARCHIVE_REFUSED, path=self.root, reason=reason) from error
        self._entries = {f"{self.root}!/{entry.name}": entry for entry in entries}
        self._changed_ns = self._path.stat().st_mtime_ns

    def list(self) -> Iterator[PhotoRef]:
        """Every photo in the archive's own order; entries refused say so when they are read."""
        for locator, entry in self._entries.items():
            yield PhotoRef(locator, entry.size, entry.mtime_ns)

    def read(self, ref: PhotoRef) -> bytes:
        """The unpacked photo. Raises ItemError."""
        entry = self._entries.get(ref.locator)
        if entry is None:
            raise ItemError(Code.VANISHED)
        try:
            with self._path.open("rb") as file:
                if os.fstat(file.fileno()).st_mtime_ns != self._changed_ns:
                    raise ItemError(Code.CHANGED_WHILE_READ)
                return read_entry(file, entry, self._limits)
        except FileNotFoundError as error:
            raise ItemError(Code.VANISHED) from error
        except OSError as error:
            raise ItemError(Code.UNREADABLE, reason=reason_of(error)) from error

    def covers(self, locator: str) -> bool:
        """Whether `locator` is of this archive: a zip is always listed whole."""
        return locator.startswith(f"{self.root}!/")

    def exists(self, locator: str) -> bool:
        """Whether the archive holds `locator`."""
        return locator in self._entries and self._path.exists()
