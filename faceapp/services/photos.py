"""The photos of a library as people look at them, and what they do with them."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from faceapp.core.gallery import Removal
from faceapp.core.jobs import CancelToken
from faceapp.core.ports import Exporter, PhotoReader
from faceapp.imaging.kept_originals import KeptOriginals
from faceapp.imaging.thumbnails import ThumbnailCache
from faceapp.services.export import ExportService
from faceapp.services.export_log import ExportLog
from faceapp.services.gallery import GalleryService
from faceapp.services.originals import Originals, Pictures
from faceapp.services.photo_export import PhotoExport
from faceapp.services.removal import RemovalService
from faceapp.services.vectors import VectorService, VectorStore
from faceapp.stores.database import Database


@dataclass(frozen=True, kw_only=True)
class PhotoService:
    """Reads `reading`, writes with the right to do so for a purpose.

    `engine` names the engine whose faces are exported.
    """

    reading: Database
    writing: Callable[[str], AbstractContextManager[Database]]
    open_root: Callable[[str], PhotoReader]
    kept_originals: KeptOriginals
    open_vector_store: Callable[[], VectorStore]
    exporters: Callable[[], Mapping[str, Exporter]]
    export_log: ExportLog
    engine: Callable[[], str]
    thumbnails: ThumbnailCache
    max_megapixels: int

    @cached_property
    def gallery(self) -> GalleryService:
        """Which photos, in which order."""
        return GalleryService(self.reading)

    @cached_property
    def originals(self) -> Originals:
        """The files."""
        return Originals(self.open_root, self.max_megapixels, self.kept_originals)

    @cached_property
    def pictures(self) -> Pictures:
        """Thumbnails."""
        return Pictures(self.thumbnails, self.originals)

    @property
    def export(self) -> PhotoExport:
        """Copies of photos, faces and annotated photos into a folder."""
        return PhotoExport(self.reading, self.originals, self.engine(), self.export_log)

    def export_list(self, file: Path, photos: Sequence[int]) -> int:
        """Write the faces of some photos to CSV or JSON; return how many. Raises UserError."""
        service = ExportService(self.reading, self.exporters())
        return service.export_photos(file, self.engine(), photos)

    def preview_removal(self, photos: Sequence[int]) -> Removal:
        """What `remove` would take out."""
        return RemovalService(self.reading, self.thumbnails).preview(photos)

    def remove(self, photos: Sequence[int], *, carry: bool = True) -> Removal:
        """Take photos out of the library; their files stay. Raises UserError, FatalError.

        `carry` the change into the durable index, too: not while a scan is about to do so.
        """
        with self.writing("remove") as database:
            service = RemovalService(database, self.thumbnails, self.kept_originals)
            removal = service.remove(photos)
            if carry:
                VectorService(database, self.open_vector_store).catch_up(CancelToken())
        return removal

    def readmit(self, paths: Sequence[Path]) -> None:
        """Let photos that were removed come back, for a person named their files."""
        with self.writing("scan") as database:
            RemovalService(database, self.thumbnails).readmit(paths)
