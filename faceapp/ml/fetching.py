"""The files of a catalogue model: out of an archive that holds them, or one by one."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from faceapp.core.catalogue import CatalogueFile, CatalogueModel
from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import CancelToken, Progress, Report
from faceapp.ml.model_archive import take_published
from faceapp.net.http import Download

Fetch = Callable[[Download, CancelToken, Report], None]


def fetch_files(
    model: CatalogueModel, folder: Path, fetch: Fetch, token: CancelToken, report: Report
) -> None:
    """Bring every file of `model` into `folder`, known by its hash.

    Raises UserError, FatalError, Cancelled; what has come stays for the next time.
    """
    if model.archives:
        _fetch_archives(model, folder, fetch, token, report)
    _fetch_singly(model, folder, fetch, token, report)


def _fetch_archives(
    model: CatalogueModel, folder: Path, fetch: Fetch, token: CancelToken, report: Report
) -> None:
    """Try the archives in turn; where all fail, the files may still be had one by one."""
    for address in model.archives:
        if not _missing(model, folder):
            return
        part = folder / f"{hashlib.sha256(address.encode()).hexdigest()}.part"
        download = Download(
            [address], part, None, lambda whole: take_published(whole, model.files, folder, token)
        )
        try:
            fetch(download, token, report)
        except UserError as error:
            is_last = address == model.archives[-1]
            if error.code != Code.DOWNLOAD_FAILED or (is_last and not model.files[0].addresses):
                raise
        else:
            part.unlink(missing_ok=True)


def _fetch_singly(
    model: CatalogueModel, folder: Path, fetch: Fetch, token: CancelToken, report: Report
) -> None:
    missing = _missing(model, folder)
    done = sum(file.size or 0 for file in model.files if file not in missing)
    for file in missing:
        part = folder / f"{file.sha256}.part"

        def take(whole: Path, file: CatalogueFile = file) -> bool:
            if not _has_hash(whole, file.sha256):
                return False
            whole.replace(folder / file.name)
            return True

        def report_all(progress: Progress, before: int = done) -> None:
            total = model.size if len(model.files) > 1 else progress.total
            report(Progress(before + progress.done, total))

        fetch(Download(file.addresses, part, file.size, take), token, report_all)
        done += file.size or 0


def _missing(model: CatalogueModel, folder: Path) -> list[CatalogueFile]:
    return [file for file in model.files if not _has_hash(folder / file.name, file.sha256)]


def _has_hash(path: Path, sha256: str) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False
