"""Where photos come from."""

from pathlib import Path

from faceapp.core.ports import PhotoSource
from faceapp.core.settings import Settings
from faceapp.imaging.archive import ArchiveLimits
from faceapp.sources.local_folder import LocalFolder, is_folder
from faceapp.sources.takeout import Takeout, is_wanted
from faceapp.sources.takeout_finding import is_part_name, is_takeout_folder, open_export, open_zip


def open_source(path: Path, settings: Settings) -> PhotoSource:
    """The source for what a person named: a folder, a zip, or one file. Raises UserError.

    A folder or zip that Google Photos was exported to is told by what is in it.
    """
    if is_folder(path):
        return _open_folder(path, settings.max_file_mb)
    limits = ArchiveLimits(
        entries=settings.archive_entries,
        total_bytes=settings.archive_gb * 10**9,
        entry_bytes=settings.max_file_mb * 10**6,
    )
    if is_part_name(path.name):
        return open_export(path, limits)
    if path.suffix.lower() == ".zip":
        return open_zip(path, limits)
    return LocalFolder(path.absolute().parent, path, max_file_mb=settings.max_file_mb)


def _open_folder(path: Path, max_file_mb: int) -> LocalFolder | Takeout:
    if not is_takeout_folder(path):
        return LocalFolder(path, max_file_mb=max_file_mb)
    folder = LocalFolder(path, max_file_mb=max_file_mb, is_wanted=is_wanted)
    return Takeout(folder.root, folder.title, [folder])
