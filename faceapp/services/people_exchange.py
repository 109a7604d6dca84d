"""Names of people out of the library and into it: packs, folders of people, regions in XMP."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from faceapp.core.exchange import Exported, Format, Imported, SameName
from faceapp.core.jobs import CancelToken, Report
from faceapp.services.export_log import ExportLog
from faceapp.services.face_pictures import FacePictures
from faceapp.services.folder_exchange import FolderExchange
from faceapp.services.originals import Originals
from faceapp.services.pack_exchange import PackExchange
from faceapp.services.person_folders import has_person_folders
from faceapp.services.regions import RegionExchange
from faceapp.stores.database import Database


@dataclass(frozen=True, kw_only=True)
class PeopleExchange:
    """Reads `reading`, writes under the lock; an import is one decision that can be undone.

    `engine` tells the name and the identity of the engine that answers.
    """

    reading: Database
    writing: Callable[[], AbstractContextManager[Database]]
    originals: Originals
    pictures: FacePictures
    engine: Callable[[], tuple[str, str]]
    greetings: Path
    export_log: ExportLog

    def write(
        self, path: Path, form: Format, token: CancelToken, report: Report, *, copies: bool = False
    ) -> Exported:
        """Write a pack, a folder of folders, or sidecars of the photos in a folder.

        `copies` writes whole photos into folders, not faces. Raises UserError, FatalError,
        Cancelled.
        """
        self.export_log.note(path)  # first: one that stops half-way leaves something, too
        match form:
            case Format.PACK:
                return self._packs.write(path, token, report)
            case Format.FOLDERS:
                return self._folders.write(path, token, report, copies=copies)
            case Format.XMP:
                return self._regions.write(path, token, report)

    def read(
        self,
        path: Path,
        form: Format,
        token: CancelToken,
        report: Report,
        *,
        same_name: SameName = SameName.MERGE,
    ) -> Imported:
        """Take in what `write` wrote, or other programs; the photos were scanned before.

        `same_name` says who people of a pack are. Raises UserError, FatalError, Cancelled.
        """
        match form:
            case Format.PACK:
                return self._packs.read(path, same_name)
            case Format.FOLDERS:
                return self._folders.read(path)
            case Format.XMP:
                return self._regions.read(path, token, report)

    @property
    def _packs(self) -> PackExchange:
        return PackExchange(self.reading, self.writing, self.pictures, self.engine)

    @property
    def _folders(self) -> FolderExchange:
        return FolderExchange(self.reading, self.writing, self.originals, self.greetings)

    @property
    def _regions(self) -> RegionExchange:
        return RegionExchange(self.reading, self.writing, self.originals)


def guess_written(path: Path) -> Format:
    """What to write at a path when nobody says: a pack if it ends so, else folders.

    Sidecars, which come to lie among photos, must be asked for.
    """
    return Format.PACK if path.suffix.lower() == ".json" else Format.FOLDERS


def guess_read(path: Path) -> Format:
    """What lies there: a pack, folders with data.txt, else photos. Raises UserError."""
    if path.suffix.lower() == ".json":
        return Format.PACK
    is_people = path.is_dir() and has_person_folders(path)
    return Format.FOLDERS if is_people else Format.XMP
