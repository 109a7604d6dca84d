"""One writing process per library: a lock file of the system, and who holds it beside it."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from faceapp.core.errors import Code, UserError
from faceapp.paths import unwritable


@contextmanager
def writer_lock(path: Path, purpose: str) -> Iterator[None]:
    """Hold the library for writing. Raises UserError naming the holder if another process does.

    Raises UserError or FatalError too if the lock cannot be written.

    The system frees the lock when its process dies, however it dies.
    """
    lock = FileLock(path)
    holder = path.with_suffix(".json")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise UserError(Code.DATA_FOLDER_LOCKED, **_read(holder)) from error
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        _sign(holder, purpose)
        yield
    finally:
        with suppress(OSError):  # a disk that failed meanwhile must not keep the library locked
            holder.unlink()
        lock.release()


def _sign(holder: Path, purpose: str) -> None:
    try:
        holder.write_text(json.dumps({"pid": os.getpid(), "purpose": purpose}), encoding="utf-8")
    except OSError as error:
        raise unwritable(holder, error) from error


def _read(holder: Path) -> dict[str, object]:
    try:
        told = json.loads(holder.read_text(encoding="utf-8"))
        return {"pid": told["pid"], "purpose": told["purpose"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {"pid": "?", "purpose": "writing"}
