"""Small pictures by content hash, made by the pipeline so that no screen ever decodes a photo."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import simplejpeg  # type: ignore[import-untyped]

from faceapp.core.types import Image
from faceapp.imaging.reduce import reduced
from faceapp.paths import make_private_folder, unwritable

# Longest side in pixels -> JPEG quality; the larger is made first and the smaller from it.
SIZES = {1024: 85, 256: 82}
_TRIES = 3


class ThumbnailCache:
    """JPEG files `ab/abcd…-256.jpg` and `-1024.jpg` below one folder, private to this user."""

    def __init__(self, folder: Path, limit_mb: int) -> None:
        """Use `folder`, which may be missing or deleted at any time; `trim` keeps the limit."""
        self._folder = folder
        self._limit_bytes = limit_mb * 1_000_000

    def path(self, sha256: str, size: int) -> Path | None:
        """The thumbnail of the photo with these bytes, `size` one of SIZES, if it is whole.

        Thumbnails are not synced, so a power cut may leave empty or half ones.
        """
        path = self._place(sha256, size)
        return path if _is_whole(path) else None

    def write(self, sha256: str, image: Image) -> None:
        """Make what is missing of the upright RGB photo's thumbnails.

        Raises FatalError if the disk is full, UserError if the folder cannot be written.
        """
        if all(self.path(sha256, size) for size in SIZES):
            return
        for size, quality in SIZES.items():
            image = reduced(image, size)
            self._keep(self._place(sha256, size), _encoded(image, quality))

    def forget(self, sha256: str) -> None:
        """Delete what there is of one photo."""
        for size in SIZES:
            with suppress(OSError):  # not there, or open in a window: `trim` comes by
                self._place(sha256, size).unlink()

    def trim(self) -> None:
        """Delete what was not used for longest until the files fit the limit."""
        files = sorted(_files(self._folder), reverse=True)
        room = self._limit_bytes
        for _, size, path in files:
            room -= size
            if room < 0:
                with suppress(OSError):  # open in a window, or gone already
                    Path(path).unlink()

    def _keep(self, path: Path, content: bytes) -> None:
        """Write one file; who deletes the folder meanwhile, and again, gets along without."""
        for _ in range(_TRIES):
            make_private_folder(self._folder)
            make_private_folder(path.parent)
            with suppress(FileNotFoundError):
                _replace(path, content)
                return

    def _place(self, sha256: str, size: int) -> Path:
        return self._folder / sha256[:2] / f"{sha256}-{size}.jpg"


def _encoded(image: Image, quality: int) -> bytes:
    jpeg: bytes = simplejpeg.encode_jpeg(
        np.ascontiguousarray(image), quality=quality, colorspace="RGB", colorsubsampling="420"
    )
    return jpeg


def _replace(path: Path, content: bytes) -> None:
    """Write by rename: whoever looks finds a whole picture or none.

    Raises FileNotFoundError if the folder is deleted meanwhile.
    """
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


def _is_whole(path: Path) -> bool:
    """Whether a JPEG file was written to its end."""
    try:
        with path.open("rb") as file:
            start = file.read(2)
            file.seek(-2, os.SEEK_END)
            return start == b"\xff\xd8" and file.read() == b"\xff\xd9"
    except OSError:  # not there, or too short for an end
        return False


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
