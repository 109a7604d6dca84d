"""What comes into the models folder from a path, and what leaves it."""

import re
import tempfile
from pathlib import Path

from faceapp.core.errors import Code, UserError
from faceapp.core.records import EngineInfo
from faceapp.ml.engines import import_engine
from faceapp.ml.model_archive import is_archive, unpacked_models
from faceapp.ml.model_files import RESERVED_NAMES
from faceapp.ml.parts import find_part, parts_at_hand
from faceapp.ml.variants import split_name
from faceapp.paths import unwritable


def import_path(models: Path, path: Path, name: str | None) -> EngineInfo:
    """Copy what lies at `path`, a folder, a file or a zip, into the store.

    Raises UserError, FatalError.
    """
    if not path.is_file() or not is_archive(path):
        return import_engine(models, path, name)
    with unpacked_models(path, models) as files:
        is_pack = len(files) > 1
        own_name = re.sub(r"[^A-Za-z0-9_-]", "_", path.stem)
        try:
            if is_pack:
                return import_engine(models, files[0].parent, name or own_name)
            return import_engine(models, files[0], name)
        except UserError as error:
            if "path" not in error.details:
                raise
            raise UserError(error.code, **error.details | {"path": str(path)}) from error


def remove_model(models: Path, name: str, engine: str) -> None:
    """Take a pack or a model out of the store, unless `engine`, the chosen one, needs it.

    Raises UserError, FatalError.
    """
    if name.lower() in RESERVED_NAMES:
        raise UserError(Code.MODEL_EMBEDDED, name=name)
    known = sorted(record.parent.name for record in models.glob("[!.]*/*.toml"))
    if name not in known:
        raise UserError(Code.UNKNOWN_MODEL, name=name, known=", ".join(known) or "-")
    if name in _names_behind(models, engine):
        raise UserError(Code.MODEL_IN_USE, name=name, engine=engine)
    try:
        with tempfile.TemporaryDirectory(prefix=".removed-", dir=models) as temporary:
            (models / name).rename(Path(temporary) / name)
    except OSError as error:
        raise unwritable(models, error) from error


def _names_behind(models: Path, engine: str) -> set[str]:
    """The names in the store of what an engine is made of."""
    base, _ = split_name(engine)
    detector, plus, embedder = base.partition("+")
    if not plus:
        return {base}
    pairs = zip(parts_at_hand(models), (detector, embedder), strict=True)
    parts = [find_part(parts, wanted) for parts, wanted in pairs]
    return {part.file.path.parent.name for part in parts if part and part.file}
