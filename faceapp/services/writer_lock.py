"""One writing process per library: a lock file of the system, and who holds it beside it."""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from faceapp.core.errors import Code, FaceAppError, UserError
from faceapp.paths import unwritable


class WriterLock:
    """The right of this process to write; its threads may hold it together."""

    def __init__(self, path: Path) -> None:
        """Nothing is locked yet; what holds the lock is written beside `path`."""
        self._path = path
        self._lock = FileLock(path, thread_local=False)
        self._holder = path.with_suffix(".json")
        self._mutex = threading.Lock()
        self._count = 0

    @contextmanager
    def held(self, purpose: str) -> Iterator[None]:
        """Hold the library for writing. Raises UserError naming the holder if another process does.

        Raises UserError or FatalError too if the lock cannot be written.

        The system frees the lock when its process dies, however it dies.
        """
        with self._mutex:
            if not self._count:
                self._acquire(purpose)
            self._count += 1
        try:
            yield
        finally:
            with self._mutex:
                self._count -= 1
                if not self._count:
                    self._release()

    def _acquire(self, purpose: str) -> None:
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise UserError(Code.DATA_FOLDER_LOCKED, **_read(self._holder)) from error
        except OSError as error:
            raise unwritable(self._path, error) from error
        try:
            _sign(self._holder, purpose)
        except FaceAppError:
            self._release()
            raise

    def _release(self) -> None:
        with suppress(OSError):  # a disk that failed meanwhile must not keep the library locked
            self._holder.unlink()
        self._lock.release()


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
