"""Opens the Milvus Lite database of one folder and says in our words what is wrong with it."""

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from milvus_lite import (
    Collection,
    CollectionSchema,
    DataDirLockedError,
    DataType,
    FieldSchema,
    MilvusLite,
    MilvusLiteError,
)

from faceapp.core.errors import Code, FatalError, UserError
from faceapp.paths import make_private_folder, unwritable

KEY, VECTOR = "id", "vector"
_COLLECTION = "faces"
_PARQUET = b"PAR1"
_UNWRITABLE = {errno.ENOSPC, errno.EACCES, errno.EPERM, errno.EROFS}


def damaged(folder: Path, reason: object) -> FatalError:
    """What is stored cannot be trusted; the answer is a new index filled from SQL."""
    return FatalError(Code.INDEX_UNAVAILABLE, reason=f"{folder}: {reason}")


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Turn the engine's failures into ours: no space, no permission, else damage."""
    try:
        yield
    except OSError as error:
        if error.errno in _UNWRITABLE:
            raise unwritable(folder, error) from error
        raise damaged(folder, error) from error
    except (MilvusLiteError, ValueError, RuntimeError) as error:
        # pyarrow raises ValueError for a torn file, faiss RuntimeError
        raise damaged(folder, error) from error


def open_database(folder: Path) -> MilvusLite:
    """The database in `folder`, made if there is none. Raises UserError if a process holds it."""
    make_private_folder(folder)
    with translated(folder):
        try:
            return MilvusLite(str(folder))
        except DataDirLockedError as error:
            raise UserError(Code.DATA_FOLDER_LOCKED, pid="?", purpose="writing") from error


def open_collection(database: MilvusLite, folder: Path, dimension: int) -> Collection:
    """Its only collection, made if there is none. Raises FatalError if it is damaged."""
    with translated(folder):
        _check_files(folder)
        if not database.has_collection(_COLLECTION):
            return database.create_collection(_COLLECTION, _schema(dimension))
        collection = database.get_collection(_COLLECTION)
        if dimension not in {field.dim for field in collection.schema.fields}:
            raise damaged(folder, f"not of dimension {dimension}")
        return collection


def is_whole(folder: Path) -> bool:
    """Whether a collection was made here and none of its files is lost or torn, at a glance."""
    try:
        _check_files(folder)
    except (FatalError, OSError):
        return False
    return (folder / "collections" / _COLLECTION / "schema.json").exists()


def _schema(dimension: int) -> CollectionSchema:
    return CollectionSchema(
        fields=[
            FieldSchema(name=KEY, dtype=DataType.INT64, is_primary=True),
            FieldSchema(name=VECTOR, dtype=DataType.FLOAT_VECTOR, dim=dimension),
        ]
    )


def _check_files(folder: Path) -> None:
    """Before the engine looks: it would take a lost manifest or data file for an empty library."""
    root = folder / "collections" / _COLLECTION
    present = {path.relative_to(root / "partitions") for path in root.glob("partitions/*/d*/*")}
    try:
        manifest = json.loads((root / "manifest.json").read_bytes())
        named = {
            Path(partition, name)
            for partition, files in manifest["partitions"].items()
            for name in files["data_files"] + files["delta_files"]
        }
    except FileNotFoundError:
        if present:
            raise damaged(folder, "manifest.json is missing") from None
        return
    except (ValueError, KeyError) as error:
        raise damaged(folder, f"manifest.json: {error}") from error
    if lost := named - present:
        raise damaged(folder, f"{min(lost)} is missing")
    for name in sorted(named):
        if _is_torn(root / "partitions" / name):
            raise damaged(folder, f"{name} is incomplete")


def _is_torn(parquet: Path) -> bool:
    """Whether it was not written to its end, where Parquet repeats its first four bytes."""
    with parquet.open("rb") as file:
        start = file.read(4)
        file.seek(-min(4, parquet.stat().st_size), os.SEEK_END)
        return start != _PARQUET or file.read() != _PARQUET
