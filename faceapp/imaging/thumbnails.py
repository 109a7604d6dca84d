"""Small pictures by content hash, made by the pipeline so that no screen ever decodes a photo."""

import os
from contextlib import suppress
from pathlib import Path

import numpy as np
import simplejpeg  # type: ignore[import-untyped]

from faceapp.core.types import Image
from faceapp.imaging.reduce import reduced
from faceapp.imaging.shelves import Shelves

# Longest side in pixels -> JPEG quality; the larger is made first and the smaller from it.
SIZES = {1024: 85, 256: 82}


class ThumbnailCache:
    """JPEG files `ab/abcd…-256.jpg` and `-1024.jpg` below one folder, private to this user."""

    def __init__(self, folder: Path, limit_mb: int) -> None:
        """Use `folder`, which may be missing or deleted at any time; `trim` keeps the limit."""
        self._shelves = Shelves(folder, limit_mb)

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
            self._shelves.keep(self._place(sha256, size), _encoded(image, quality))

    def forget(self, sha256: str) -> None:
        """Delete what there is of one photo."""
        for size in SIZES:
            with suppress(OSError):  # not there, or open in a window: `trim` comes by
                self._place(sha256, size).unlink()

    def trim(self) -> None:
        """Delete what was not used for longest until the files fit the limit."""
        self._shelves.trim()

    def _place(self, sha256: str, size: int) -> Path:
        return self._shelves.place(sha256, f"-{size}.jpg")


def _encoded(image: Image, quality: int) -> bytes:
    jpeg: bytes = simplejpeg.encode_jpeg(
        np.ascontiguousarray(image), quality=quality, colorspace="RGB", colorsubsampling="420"
    )
    return jpeg


def _is_whole(path: Path) -> bool:
    """Whether a JPEG file was written to its end."""
    try:
        with path.open("rb") as file:
            start = file.read(2)
            file.seek(-2, os.SEEK_END)
            return start == b"\xff\xd8" and file.read() == b"\xff\xd9"
    except OSError:  # not there, or too short for an end
        return False
