"""Where photos come from."""

from pathlib import Path

from faceapp.core.settings import Settings
from faceapp.imaging.archive import ArchiveLimits
from faceapp.sources.local_folder import LocalFolder, is_folder
from faceapp.sources.zip_archive import ZipArchive


def open_source(path: Path, settings: Settings) -> LocalFolder | ZipArchive:
    """The source for what a person named: a folder, a zip, or one file. Raises UserError."""
    if is_folder(path):
        return LocalFolder(path, max_file_mb=settings.max_file_mb)
    if path.suffix.lower() == ".zip":
        limits = ArchiveLimits(
            entries=settings.archive_entries,
            total_bytes=settings.archive_gb * 10**9,
            entry_bytes=settings.max_file_mb * 10**6,
        )
        return ZipArchive(path, limits)
    return LocalFolder(path.absolute().parent, path, max_file_mb=settings.max_file_mb)
