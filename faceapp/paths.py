"""Where everything lies on disk: data, cache, models, resources. Folders 0700, files 0600."""

import errno
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from faceapp.core.errors import Code, FatalError, UserError

# Backup programs leave folders with this file out, and so do our scans (bford.info/cachedir).
_CACHE_TAG = b"Signature: 8a477f597d28d172789f06886806bc55\n"
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Folders:
    """The folders of one library."""

    data: Path
    cache: Path
    models: Path

    @property
    def database(self) -> Path:
        """The SQLite file: the truth."""
        return self.data / "faceapp.sqlite"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.data / "settings.toml"

    @property
    def vectors(self) -> Path:
        """Milvus Lite's folder: derived, may be deleted."""
        return self.data / "vectors"

    @property
    def backups(self) -> Path:
        """Copies of the database made before migrations."""
        return self.data / "backups"

    @property
    def logs(self) -> Path:
        """Log files."""
        return self.data / "logs"

    @property
    def calibration(self) -> Path:
        """Similarity scales fitted here."""
        return self.data / "calibration"

    @property
    def exports(self) -> Path:
        """Where exports were written to."""
        return self.data / "exports.jsonl"

    @property
    def grouping(self) -> Path:
        """Groups that were computed and may be applied."""
        return self.cache / "grouping.npz"

    @property
    def greetings(self) -> Path:
        """Sounds that greet people, by the hash of what is in them."""
        return self.data / "greetings"

    @property
    def lock(self) -> Path:
        """The file the one writing process holds."""
        return self.data / "writer.lock"

    @property
    def thumbnails(self) -> Path:
        """Thumbnails by content hash."""
        return self.cache / "thumbs"

    @property
    def originals(self) -> Path:
        """Photos of the network by content hash."""
        return self.cache / "originals"

    @property
    def onnx(self) -> Path:
        """Graphs converted from weights of other formats."""
        return self.cache / "onnx"

    def create(self) -> None:
        """Make all folders, private to this user. Raises UserError or FatalError."""
        for folder in (self.data, self.vectors, self.backups, self.logs, self.calibration):
            make_private_folder(folder)
        for folder in (self.cache, self.thumbnails, self.onnx, self.models):
            make_private_folder(folder)
        tag = self.cache / "CACHEDIR.TAG"
        try:
            if not tag.exists():
                tag.write_bytes(_CACHE_TAG)
        except OSError as error:
            raise unwritable(tag, error) from error


def folders(data: Path | None = None) -> Folders:
    """The folders under `data`, else `FACEAPP_DATA`, else where the system keeps such things.

    Raises UserError if that is the home of somebody who has none.
    """
    chosen = data or (Path(os.environ["FACEAPP_DATA"]) if os.environ.get("FACEAPP_DATA") else None)
    if chosen is not None:
        try:
            root = chosen.expanduser().absolute()
        except RuntimeError as error:
            raise UserError(Code.PATH_NOT_FOUND, path=str(chosen)) from error
        return Folders(root, root / "cache", root / "models")
    system = platformdirs.PlatformDirs("faceapp", appauthor=False)
    root = Path(system.user_data_dir)
    return Folders(root, Path(system.user_cache_dir), root / "models")


def make_private_folder(folder: Path) -> None:
    """Make `folder` and its parents; this user alone may enter it."""
    for is_last in (False, False, True):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if os.name == "posix" and stat.S_IMODE(folder.stat().st_mode) != 0o700:
                folder.chmod(0o700)
        except FileNotFoundError as error:  # somebody deletes a parent at this very moment
            if is_last:
                raise unwritable(folder, error) from error
        except OSError as error:
            raise unwritable(folder, error) from error
        else:
            return


def unwritable(
    place: Path, error: OSError, code: Code = Code.DATA_FOLDER_UNWRITABLE
) -> UserError | FatalError:
    """What to raise when `place` cannot be written: the disk is full, or else `code`."""
    if error.errno == errno.ENOSPC:
        return FatalError(Code.DISK_FULL, path=str(place))
    return UserError(code, path=str(place), reason=error.strerror or "")


def replace_file(path: Path, content: bytes, code: Code = Code.DATA_FOLDER_UNWRITABLE) -> None:
    """Write a whole file; what was there stays if anything fails. Raises UserError, FatalError."""
    try:
        with tempfile.TemporaryDirectory(prefix=".faceapp-", dir=path.parent) as temporary:
            fresh = Path(temporary) / path.name
            with fresh.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())  # else a power cut may leave an empty file under the name
            fresh.replace(path)
    except OSError as error:
        raise unwritable(path, error, code) from error


def keep_files_private() -> None:
    """Let every file this process creates from now on belong to this user alone."""
    os.umask(0o077)


def resources() -> Path:
    """Texts and figures: beside the package in a checkout, inside it in a wheel."""
    beside = _PACKAGE.parent / "resources"
    return beside if beside.is_dir() else _PACKAGE / "resources"
