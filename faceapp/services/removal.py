"""Taking photos out of the library: the files stay where they are."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from faceapp.core.gallery import Removal
from faceapp.imaging.kept_originals import KeptOriginals
from faceapp.imaging.thumbnails import ThumbnailCache
from faceapp.stores.database import Database


@dataclass(frozen=True)
class RemovalService:
    """Takes out what a person no longer wants to see, and remembers where it lay.

    A scan of the folder passes such a place by; only who names the very file gets it back.
    """

    database: Database
    thumbnails: ThumbnailCache
    kept_originals: KeptOriginals | None = None

    def preview(self, photos: Sequence[int]) -> Removal:
        """What `remove` would take out."""
        with self.database.read() as unit:
            return unit.removed.preview(photos)

    def remove(self, photos: Sequence[int]) -> Removal:
        """Take photos out with their faces, vectors, names, thumbnails and kept originals."""
        with self.database.write() as unit:
            removal = unit.removed.remove(photos)
        for sha256 in removal.sha256:
            self.thumbnails.forget(sha256)
            if self.kept_originals:
                self.kept_originals.forget(sha256)
        return removal

    def readmit(self, paths: Sequence[Path]) -> None:
        """Let the photos at these very places come back."""
        with self.database.write() as unit:
            unit.removed.readmit([os.path.normpath(path.absolute()) for path in paths])
