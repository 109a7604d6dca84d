"""The model store: which files of a pack matter, copied in whole, hashed and never changed."""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import onnx
import tomli_w
from loguru import logger

from faceapp.core.errors import Code, UserError
from faceapp.core.toml import parse_toml
from faceapp.ml.graphs import arcface_dimension, is_scrfd, parse_graph
from faceapp.paths import make_private_folder, unwritable

RECORD = "pack.toml"
RESERVED_NAMES = ("builtin", "mtcnn", "dlib")
_SIMPLE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


@dataclass(frozen=True)
class ModelFile:
    """One ONNX file and the hash of its bytes; `size` in bytes."""

    path: Path
    sha256: str
    size: int

    def read(self) -> bytes:
        """The very bytes that were hashed. Raises UserError."""
        data = read_file(self.path)
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise invalid_model(self.path, "changed")
        return data


@dataclass(frozen=True)
class PackInfo:
    """The two files of a pack that are used; `imported_at` is empty outside the store."""

    name: str
    detector: ModelFile
    embedder: ModelFile
    dimension: int
    imported_at: str = ""

    def has_same_files(self, other: "PackInfo") -> bool:
        """Whether both hold the same bytes."""
        return (self.detector.sha256, self.embedder.sha256) == (
            other.detector.sha256,
            other.embedder.sha256,
        )


@dataclass(frozen=True)
class PackProblem:
    """What is wrong with a file of a pack: missing, permission, changed or record_damaged."""

    file: str
    reason: str


def find_pack(folder: Path) -> PackInfo:
    """Look at the graphs of `folder`, or one folder deeper, for the detector and the embedder.

    Other models of a pack (age, 2D and 3D landmarks) are left alone. Raises UserError.
    """
    if not os.path.exists(folder):  # noqa: PTH110, Path.exists raises OSError for a long name
        raise UserError(Code.PATH_NOT_FOUND, path=str(folder))
    if not folder.is_dir():
        raise invalid_model(folder, "not_a_folder")
    detectors, embedders = [], []
    for path in sorted(folder.glob("*.onnx")) or sorted(folder.glob("*/*.onnx")):
        file, graph = _inspect(path)
        if is_scrfd(graph):
            detectors.append(file)
        elif dimension := arcface_dimension(graph):
            embedders.append((file, dimension))
    for role, found in (("detector", detectors), ("embedder", embedders)):
        if len(found) != 1:
            raise invalid_model(folder, f"several_{role}s" if found else f"no_{role}")
    return PackInfo(folder.name, detectors[0], *embedders[0])


def import_pack(source: Path, models: Path, name: str | None = None) -> PackInfo:
    """Copy the two files of a pack into the store, whole or not at all.

    The name is that of the folder unless given. A pack that is already there as it was imported is
    returned as it is, a damaged one is replaced. Raises UserError, FatalError.
    """
    found = find_pack(source)
    target = models / simple_name(name or source.resolve().name)
    known = _recorded(target)
    if known and known.has_same_files(found) and not verify_pack(target):
        return known
    if target.exists() and not (known and known.has_same_files(found)):
        raise UserError(Code.MODEL_NAME_TAKEN, name=target.name)
    make_private_folder(models)
    try:
        place((found.detector, found.embedder), RECORD, _record(found), target)
    except OSError as error:
        raise unwritable(models, error) from error
    return read_pack(target)


def pack_folders(models: Path) -> list[Path]:
    """The folders of all imported packs by name, damaged ones included."""
    return sorted(record.parent for record in models.glob(f"[!.]*/{RECORD}"))


def list_packs(models: Path) -> list[PackInfo]:
    """Every imported pack by name; one whose record cannot be read is logged and left out."""
    packs = []
    for folder in pack_folders(models):
        try:
            packs.append(read_pack(folder))
        except UserError as error:
            logger.warning("model pack left out: {}", error)
    return packs


def read_pack(folder: Path) -> PackInfo:
    """What was recorded when the pack in `folder` was imported. Raises UserError."""
    try:
        record = parse_toml((folder / RECORD).read_bytes())
        return PackInfo(
            folder.name,
            recorded_file(folder, record["detector"]),
            recorded_file(folder, record["embedder"]),
            int(record["dimension"]),
            str(record["imported_at"]),
        )
    except (OSError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise invalid_model(folder, "record_damaged") from error


def verify_pack(folder: Path) -> list[PackProblem]:
    """Hash the files of an imported pack again and name what is not as it was."""
    pack = _recorded(folder)
    if pack is None:
        return [PackProblem(RECORD, "record_damaged")]
    return [
        PackProblem(file.path.name, reason)
        for file in (pack.detector, pack.embedder)
        if (reason := file_problem(file))
    ]


def _inspect(path: Path) -> tuple[ModelFile, onnx.GraphProto]:
    data = read_file(path)
    try:
        graph = parse_graph(data).graph
    except ValueError as error:
        raise invalid_model(path, str(error)) from error
    return ModelFile(path, hashlib.sha256(data).hexdigest(), len(data)), graph


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises UserError."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise invalid_model(path, "missing") from error
    except OSError as error:
        raise invalid_model(path, "permission") from error


def simple_name(name: str) -> str:
    """The name, if it may be one in the store. Raises UserError."""
    if not _SIMPLE_NAME.fullmatch(name):
        raise UserError(Code.MODEL_FOLDER_INVALID, path=name, reason="name_not_simple")
    if name.lower() in RESERVED_NAMES:
        raise UserError(Code.MODEL_NAME_TAKEN, name=name)
    return name


def _recorded(folder: Path) -> PackInfo | None:
    try:
        return read_pack(folder)
    except UserError:
        return None


def place(files: Sequence[ModelFile], record: str, facts: dict[str, object], target: Path) -> None:
    """Prepare the folder of `files` and their record beside its place, then move it in one step.

    A damaged folder that lies there is replaced. Raises UserError, OSError.
    """
    with tempfile.TemporaryDirectory(prefix=".import-", dir=target.parent) as temporary:
        fresh = Path(temporary) / target.name
        make_private_folder(fresh)
        for file in files:
            shutil.copyfile(file.path, fresh / file.path.name)
        (fresh / record).write_text(tomli_w.dumps(facts), encoding="utf-8")
        for path in fresh.iterdir():
            path.chmod(0o600)
        if any(file_problem(replace(file, path=fresh / file.path.name)) for file in files):
            raise invalid_model(files[0].path.parent, "changed")
        if target.exists():
            target.rename(Path(temporary) / "damaged")
        fresh.rename(target)


def _record(pack: PackInfo) -> dict[str, object]:
    return {
        "imported_at": now(),
        "dimension": pack.dimension,
        "detector": file_facts(pack.detector),
        "embedder": file_facts(pack.embedder),
    }


def now() -> str:
    """The time of an import, as records hold it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def file_facts(file: ModelFile) -> dict[str, object]:
    """What a record holds of a file; `recorded_file` reads it."""
    return {"file": file.path.name, "sha256": file.sha256, "size": file.size}


def recorded_file(folder: Path, entry: dict[str, Any]) -> ModelFile:
    """The file of an entry. Raises KeyError, TypeError, ValueError."""
    name = str(entry["file"])
    if name != Path(name).name or "\0" in name:
        raise ValueError("a recorded name leads out of its folder, or nowhere")
    return ModelFile(folder / name, str(entry["sha256"]), int(entry["size"]))


def file_problem(file: ModelFile) -> str:
    """Why the file is not as it was: missing, permission or changed; empty if it is."""
    try:
        file.read()
    except UserError as error:
        return str(error.details["reason"])
    return ""


def invalid_model(path: Path, reason: str) -> UserError:
    """The error for files that cannot be used, `reason` as a code."""
    return UserError(Code.MODEL_FOLDER_INVALID, path=str(path), reason=reason)
