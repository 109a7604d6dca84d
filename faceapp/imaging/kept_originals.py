"""Photos of the network as they came, kept as long as there is room for them."""

import hashlib
import os
import threading
from contextlib import suppress
from pathlib import Path

from faceapp.imaging.shelves import Shelves

# Trimmed to this share of the limit, so that not every photo walks through all files.
_TRIMMED = 0.9


class KeptOriginals:
    """Files `ab/abcd…` below one folder, private to this user. Thread-safe."""

    def __init__(self, folder: Path, limit_mb: int) -> None:
        """Use `folder`, which may be missing or deleted at any time."""
        self._shelves = Shelves(folder, limit_mb)
        self._limit_bytes = limit_mb * 1_000_000
        self._lock = threading.Lock()
        self._bytes: int | None = None

    def read(self, sha256: str) -> bytes | None:
        """The photo with these bytes, if it is kept and whole."""
        path = self._shelves.place(sha256)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        if hashlib.sha256(data).hexdigest() != sha256:  # a power cut may leave half of a file
            self.forget(sha256)
            return None
        with suppress(OSError):
            os.utime(path)  # most systems note once a day when a file was read
        return data

    def write(self, sha256: str, data: bytes) -> None:
        """Keep a photo; the ones used longest ago make room.

        Raises FatalError if the disk is full, UserError if the folder cannot be written.
        """
        path = self._shelves.place(sha256)
        if len(data) > self._limit_bytes or path.exists():
            return
        self._shelves.keep(path, data)
        with self._lock:
            if self._bytes is None:
                self._bytes = self._shelves.trim()
            else:
                self._bytes += len(data)
            if self._bytes > self._limit_bytes:
                self._bytes = self._shelves.trim(_TRIMMED)

    def forget(self, sha256: str) -> None:
        """Delete one photo, if it is kept."""
        with suppress(OSError):  # not there, or open elsewhere
            self._shelves.place(sha256).unlink()
