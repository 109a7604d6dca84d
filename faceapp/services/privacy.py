"""Where face data lies, how much it is, and how all of it is deleted."""

import os
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from faceapp.paths import Folders, unwritable
from faceapp.stores.database import Database

# Models converted for this computer: they know nobody, and making them anew takes time.
_KEPT_IN_CACHE = ("onnx", "CACHEDIR.TAG")


@dataclass(frozen=True)
class Sizes:
    """Bytes on disk by what they are."""

    database: int
    index: int
    thumbnails: int
    models: int
    backups: int
    logs: int
    originals: int = 0


@dataclass(frozen=True)
class Privacy:
    """What is stored of people; `writing` opens the database as its one writer."""

    folders: Folders
    writing: Callable[[str], AbstractContextManager[Database]]

    def sizes(self) -> Sizes:
        """Look at every file; 100,000 thumbnails take about a second."""
        at = self.folders
        files = sum(_size(file) for file in at.data.glob(f"{at.database.name}*"))
        return Sizes(
            files,
            _size_below(at.vectors),
            _size_below(at.thumbnails),
            _size_below(at.models) + _size_below(at.onnx),
            _size_below(at.backups),
            _size_below(at.logs),
            _size_below(at.originals),
        )

    def clear_thumbnails(self) -> None:
        """Delete all small pictures. Raises UserError."""
        _delete(self.folders.thumbnails)
        self.folders.create()

    def erase(self) -> None:
        """Delete all that was found out about photos: faces, vectors, people, small pictures.

        Photo files are only read and stay; so do models and settings, and the list of sources.
        Derived copies go first: if anything fails, what is left can be deleted again. Raises
        UserError, FatalError.
        """
        with self.writing("erase") as database:
            at = self.folders
            for folder in (at.vectors, at.backups, at.calibration, at.greetings, at.exports):
                _delete(folder)
            for entry in self.folders.cache.iterdir():
                if entry.name not in _KEPT_IN_CACHE:
                    _delete(entry)
            database.erase_faces()
            self.folders.create()


def _delete(path: Path) -> None:
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except FileNotFoundError:
        return
    except OSError as error:
        raise unwritable(path, error) from error


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _size_below(folder: Path) -> int:
    return sum(_size(Path(place) / name) for place, _, names in os.walk(folder) for name in names)
