"""What SQLite's errors mean to the person whose library it is."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from faceapp.core.errors import Code, FaceAppError, FatalError, UserError


@contextmanager
def translated(path: Path, backups: Path) -> Iterator[None]:
    """Turn errors about the file at `path` into ours; any other one is a bug and passes."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        meaning = _meaning(cause, path, backups)
        if meaning is None:
            raise
        raise meaning from error


def damaged(path: Path, backups: Path) -> FatalError:
    """What to raise when the file is no sound database."""
    newest = str(backup_files(backups)[-1]) if backup_files(backups) else None
    return FatalError(Code.DATABASE_DAMAGED, path=str(path), backup=newest)


def backup_files(backups: Path) -> list[Path]:
    """The finished backups, oldest first: their names end in the moment they were made."""
    return sorted(backups.glob("faceapp-*.sqlite"), key=lambda file: file.stem.rpartition("-")[2])


def _meaning(cause: BaseException | None, path: Path, backups: Path) -> FaceAppError | None:
    extended: int = getattr(cause, "sqlite_errorcode", 0)
    if extended == sqlite3.SQLITE_IOERR_SHMSIZE:  # no room for the index of the write-ahead log
        return FatalError(Code.DISK_FULL, path=str(path))
    match extended & 0xFF:
        case sqlite3.SQLITE_FULL:
            return FatalError(Code.DISK_FULL, path=str(path))
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(path, backups)
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_IOERR:
            return UserError(Code.DATA_FOLDER_UNWRITABLE, path=str(path), reason=str(cause))
        case sqlite3.SQLITE_BUSY:
            return UserError(Code.DATA_FOLDER_LOCKED, pid="?", purpose="writing")
    return None
