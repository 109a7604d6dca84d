"""Install a model of the catalogue: its files out of an archive that holds them, or one by one."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

from faceapp.core.catalogue import CatalogueFile, CatalogueModel
from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import CancelToken, Progress, Report
from faceapp.core.records import EngineInfo
from faceapp.ml.catalogue import stored_files
from faceapp.ml.engines import import_engine
from faceapp.ml.model_archive import take_published
from faceapp.net.http import Download
from faceapp.paths import make_private_folder

DOWNLOADS = ".downloads"  # a folder of the store, for what is not whole yet
Fetch = Callable[[Download, CancelToken, Report], None]


def install_model(
    models: Path, fetch: Fetch, model: CatalogueModel, token: CancelToken, report: Report
) -> EngineInfo:
    """Fetch the files of a model, check every hash, and put them into the store under its name.

    What was fetched stays for the next time if it breaks off. Raises UserError, FatalError,
    Cancelled.
    """
    _require_free_name(models, model)
    folder = models / DOWNLOADS / model.name
    make_private_folder(folder)
    if model.archives:
        _fetch_archives(model, folder, fetch, token, report)
    _fetch_singly(model, folder, fetch, token, report)
    source = folder if model.kind == "pack" else folder / model.files[0].name
    engine = import_engine(models, source, model.name)
    shutil.rmtree(folder, ignore_errors=True)
    return engine


def _require_free_name(models: Path, model: CatalogueModel) -> None:
    stored = stored_files(models).get(model.name, ())
    is_same = sorted(file.sha256 for file in stored) == sorted(model.hashes)
    if (models / model.name).exists() and not is_same:
        raise UserError(Code.MODEL_NAME_TAKEN, name=model.name)


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
            if error.code != Code.DOWNLOAD_FAILED:
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
