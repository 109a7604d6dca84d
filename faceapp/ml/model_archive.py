"""Models out of zip files: taken by hash from published ones, flattened from a person's own."""

import hashlib
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from faceapp.core.errors import Code, ItemError, UserError
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
    archive: Path, wanted: Mapping[str, str], folder: Path, limits: ArchiveLimits = LIMITS
) -> bool:
    """Put the files whose bytes hash to a key of `wanted` into `folder` under the name beside it.

    The names in the archive mean nothing, whatever else it holds stays in it. Says whether
    all were found. Raises UserError, FatalError if they cannot be written.
    """
    try:
        entries = list_entries(archive, limits, lambda _: True)
    except UserError:
        return False
    missing = set(wanted)
    for entry in entries:
        if not missing or entry.refusal:
            continue
        fresh = folder / "unpacked"
        try:
            digest = _copy(archive, entry, fresh, limits)
        except ItemError:
            continue
        if digest in missing:
            fresh.replace(folder / wanted[digest])
            missing.remove(digest)
    (folder / "unpacked").unlink(missing_ok=True)
    return not missing


@contextmanager
def unpacked_models(
    archive: Path, models: Path, limits: ArchiveLimits = LIMITS
) -> Iterator[list[Path]]:
    """All model files of a zip in one folder beside the store, for a while.

    Raises UserError with the reason if there is none or any entry must not be unpacked.
    """
    entries = _model_entries(archive, limits)
    make_private_folder(models)
    try:
        temporary = tempfile.TemporaryDirectory(prefix=".unpacked-", dir=models)
    except OSError as error:
        raise unwritable(models, error) from error
    with temporary as folder:
        files = [Path(folder) / name for name in entries]
        for file, entry in zip(files, entries.values(), strict=True):
            try:
                _copy(archive, entry, file, limits)
            except ItemError as error:
                too_large = error.code == Code.FILE_TOO_LARGE
                raise _refused(archive, "too_many_bytes" if too_large else "broken") from error
        yield files


def _model_entries(archive: Path, limits: ArchiveLimits) -> dict[str, ArchiveEntry]:
    """The model files by the names they get outside."""
    try:
        entries = list_entries(archive, limits, _is_model_name)
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


def _copy(archive: Path, entry: ArchiveEntry, target: Path, limits: ArchiveLimits) -> str:
    """Unpack one entry and hash it. Raises ItemError, UserError, FatalError."""
    digest = hashlib.sha256()
    try:
        with archive.open("rb") as file, target.open("wb") as copy:
            for piece in unpack(file, entry, limits):
                digest.update(piece)
                copy.write(piece)
    except OSError as error:
        raise unwritable(target, error) from error
    return digest.hexdigest()


def _refused(archive: Path, reason: str) -> UserError:
    return UserError(Code.ARCHIVE_REFUSED, path=str(archive), reason=reason)
