"""Models that come as one file: told apart by graph or layers, kept in the store with a hash."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import onnx
from loguru import logger

from faceapp.core.errors import Code, UserError
from faceapp.core.toml import parse_toml
from faceapp.ml import facenet_graph
from faceapp.ml.graphs import (
    arcface_dimension,
    is_retinaface,
    is_scrfd,
    is_sface,
    is_yunet,
    parse_graph,
)
from faceapp.ml.model_files import (
    ModelFile,
    PackProblem,
    file_facts,
    file_problem,
    invalid_model,
    now,
    place,
    read_file,
    recorded_file,
    simple_name,
)
from faceapp.paths import make_private_folder, unwritable

RECORD = "model.toml"
_HDF5 = b"\x89HDF\r\n\x1a\n"
_DETECTORS = {"scrfd": is_scrfd, "yunet": is_yunet, "retinaface": is_retinaface}


@dataclass(frozen=True)
class SingleModel:
    """A detector or an embedder in a file of its own; `dimension` is 0 for a detector."""

    name: str
    kind: str
    file: ModelFile
    dimension: int


def recognise(path: Path) -> SingleModel:
    """What a file holds; its name is that of the file. Raises UserError."""
    data = read_file(path)
    try:
        found = _facenet(data) if data.startswith(_HDF5) else _told_apart(parse_graph(data).graph)
    except ValueError as error:
        raise invalid_model(path, str(error)) from error
    if found is None:
        raise invalid_model(path, "model_unknown")
    name = re.sub(r"[^A-Za-z0-9_-]", "_", path.stem)
    file = ModelFile(path, hashlib.sha256(data).hexdigest(), len(data))
    return SingleModel(name, found[0], file, found[1])


def import_model(source: Path, models: Path, name: str | None = None) -> SingleModel:
    """Copy a model into the store, whole or not at all.

    One that is already there as it was imported is returned as it is, a damaged one is replaced.
    Raises UserError, FatalError.
    """
    found = recognise(source)
    target = models / simple_name(name or found.name)
    known = _recorded(target)
    is_same = known is not None and known.file.sha256 == found.file.sha256
    if known and is_same and not file_problem(known.file):
        return known
    if target.exists() and not is_same:
        raise UserError(Code.MODEL_NAME_TAKEN, name=target.name)
    facts = {"imported_at": now(), "kind": found.kind, "dimension": found.dimension}
    make_private_folder(models)
    try:
        place((found.file,), RECORD, facts | {"model": file_facts(found.file)}, target)
    except OSError as error:
        raise unwritable(models, error) from error
    return _read(target)


def list_models(models: Path) -> list[SingleModel]:
    """Every imported model by name; one whose record cannot be read is logged and left out."""
    found = []
    for folder in _folders(models):
        try:
            found.append(_read(folder))
        except UserError as error:
            logger.warning("model left out: {}", error)
    return found


def verify_models(models: Path) -> dict[str, list[PackProblem]]:
    """Hash the imported models again: name -> what is not as it was."""
    return {folder.name: _problems(folder) for folder in _folders(models)}


def _told_apart(graph: onnx.GraphProto) -> tuple[str, int] | None:
    for kind, is_kind in _DETECTORS.items():
        if is_kind(graph):
            return kind, 0
    dimension = arcface_dimension(graph)
    return ("sface" if is_sface(graph) else "arcface", dimension) if dimension else None


def _facenet(data: bytes) -> tuple[str, int] | None:
    is_known = facenet_graph.is_facenet(facenet_graph.read_weights(data))
    return ("facenet", facenet_graph.DIMENSION) if is_known else None


def _folders(models: Path) -> list[Path]:
    return sorted(record.parent for record in models.glob(f"[!.]*/{RECORD}"))


def _problems(folder: Path) -> list[PackProblem]:
    model = _recorded(folder)
    if model is None:
        return [PackProblem(RECORD, "record_damaged")]
    reason = file_problem(model.file)
    return [PackProblem(model.file.path.name, reason)] if reason else []


def _recorded(folder: Path) -> SingleModel | None:
    try:
        return _read(folder)
    except UserError:
        return None


def _read(folder: Path) -> SingleModel:
    try:
        record = parse_toml((folder / RECORD).read_bytes())
        file = recorded_file(folder, record["model"])
        return SingleModel(folder.name, str(record["kind"]), file, int(record["dimension"]))
    except (OSError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise invalid_model(folder, "record_damaged") from error
