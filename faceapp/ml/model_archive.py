"""Models out of zip files: taken by hash from published ones, flattened from a person's own."""

import hashlib
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from faceapp.core.catalogue import CatalogueFile
from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.jobs import CancelToken
from faceapp.imaging.archive import ArchiveEntry, ArchiveLimits, list_entries, unpack
from faceapp.imaging.formats import is_hidden_name
from faceapp.ml.model_files import invalid_model
from faceapp.paths import make_private_folder, unwritable

# The largest pack known unpacks to 430 MB.
LIMITS = ArchiveLimits(entries=1000, total_bytes=4_000_000_000, entry_bytes=2_000_000_000)
_MODEL_SUFFIXES = (".onnx", ".h5")


def is_archive(path: Path) -> bool:
    """Whether a file is a zip, by its first bytes or its name."""
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04" or path.suffix.lower() == ".zip"
    except OSError:
        return False


def take_published(
    archive: Path, files: Sequence[CatalogueFile], folder: Path, token: CancelToken
) -> bool:
    """Put the entries whose bytes hash to one of `files` into `folder`, named as it is.

    The names in the archive mean nothing, and whatever else it holds stays in it. Says whether
    all were found. Raises UserError or FatalError if they cannot be written, Cancelled.
    """
    try:
        entries = list_entries(archive, LIMITS, lambda _: True)
    except UserError:
        return False
    missing = {file.sha256: file for file in files}
    fresh = folder / "unpacked"
    for entry in entries:
        if not _may_be(entry, missing.values()):
            continue
        try:
            digest = _copy(archive, entry, fresh, token)
        except ItemError:  # refused or damaged
            continue
        if digest in missing:
            fresh.replace(folder / missing.pop(digest).name)
    fresh.unlink(missing_ok=True)
    return not missing


def _may_be(entry: ArchiveEntry, files: Iterable[CatalogueFile]) -> bool:
    return any(file.size in (None, entry.size) for file in files)


@contextmanager
def unpacked_models(archive: Path, models: Path) -> Iterator[list[Path]]:
    """All model files of a zip in one folder beside the store, for a while.

    Raises UserError with the reason if there is none or any entry must not be unpacked.
    """
    entries = _model_entries(archive)
    make_private_folder(models)
    try:
        temporary = tempfile.TemporaryDirectory(prefix=".unpacked-", dir=models)
    except OSError as error:
        raise unwritable(models, error) from error
    with temporary as folder:
        files = [Path(folder) / name for name in entries]
        for file, entry in zip(files, entries.values(), strict=True):
            try:
                _copy(archive, entry, file, CancelToken())
            except ItemError as error:
                too_large = error.code == Code.FILE_TOO_LARGE
                raise _refused(archive, "too_many_bytes" if too_large else "broken") from error
        yield files


def _model_entries(archive: Path) -> dict[str, ArchiveEntry]:
    """The model files by the names they get outside."""
    try:
        entries = list_entries(archive, LIMITS, _is_model_name)
    except OSError as error:
        raise invalid_model(archive, "permission") from error
    if not entries:
        raise _refused(archive, "no_models")
    found: dict[str, ArchiveEntry] = {}
    for entry in entries:
        name = re.sub(r"[^\w.-]", "_", PurePosixPath(entry.name).name)
        if entry.refusal or name in found:
            raise _refused(archive, entry.refusal or "duplicate")
        found[name] = entry
    return found


def _is_model_name(name: str) -> bool:
    return name.lower().endswith(_MODEL_SUFFIXES) and not any(map(is_hidden_name, name.split("/")))


def _copy(archive: Path, entry: ArchiveEntry, target: Path, token: CancelToken) -> str:
    """Unpack one entry and hash it. Raises ItemError, UserError, FatalError, Cancelled."""
    digest = hashlib.sha256()
    try:
        with archive.open("rb") as file, target.open("wb") as copy:
            for piece in unpack(file, entry, LIMITS):
                token.raise_if_cancelled()
                digest.update(piece)
                copy.write(piece)
    except OSError as error:
        raise unwritable(target, error) from error
    return digest.hexdigest()


def _refused(archive: Path, reason: str) -> UserError:
    return UserError(Code.ARCHIVE_REFUSED, path=str(archive), reason=reason)
