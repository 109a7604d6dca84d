"""How an SQLite file is opened, the same way everywhere."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import QueuePool

from faceapp.paths import unwritable

# Readers never wait in WAL mode; two writers meet only by mistake.
BUSY_TIMEOUT_S = 10.0
_READING = ("PRAGMA foreign_keys=ON",)
# FULL: with NORMAL, the last commits of a WAL may be lost in a power cut
# (sqlite.org/pragma.html#pragma_synchronous), and a decision is never to be lost.
# `fullfsync` makes macOS write through, elsewhere it does nothing.
_WRITING = (*_READING, "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA fullfsync=ON")


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """Open an existing file in autocommit mode; it may be handed from thread to thread."""
    mode = "mode=rw"
    if read_only:
        mode = "immutable=1" if _is_frozen(path) else "mode=ro"
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
    )


def sqlite_engine(path: Path, *, read_only: bool) -> Engine:
    """An engine on an existing file, with our pragmas; see `transaction`."""

    def opened() -> sqlite3.Connection:
        return _prepared(connect(path, read_only=read_only), _READING if read_only else _WRITING)

    return create_engine("sqlite://", creator=opened, poolclass=QueuePool)


def memory_engine() -> Engine:
    """An engine on a new database in memory, with one connection that users wait for."""

    def opened() -> sqlite3.Connection:
        memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        return _prepared(memory, _READING)

    return create_engine(
        "sqlite://", creator=opened, poolclass=QueuePool, pool_size=1, max_overflow=0
    )


@contextmanager
def transaction(engine: Engine, *, writing: bool) -> Iterator[Connection]:
    """A snapshot, or the one writing transaction; undone if an exception passes."""
    with engine.connect() as connection:
        # Taking the write lock only at the first write could fail half-way: SQLITE_BUSY_SNAPSHOT.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
        yield connection
        connection.commit()


def make_private_file(path: Path) -> None:
    """Make `path`, or take an existing one away from other users. Raises UserError, FatalError.

    SQLite gives the files it makes beside it the same rights. An existing file is not opened: to
    close it again would drop the locks of this process's connections (sqlite.org/howtocorrupt.html
    2.2), and another process would take the log away from under them.
    """
    try:
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise unwritable(path, error) from error


def _is_frozen(path: Path) -> bool:
    """Whether the file lies, closed cleanly, where we may not write.

    SQLite would make its `-shm` file there even to read (sqlite.org/wal.html#readonly).
    """
    log = path.with_name(f"{path.name}-wal")
    if os.access(path.parent, os.W_OK):
        return False
    return not (log.exists() and log.stat().st_size)


def _prepared(connection: sqlite3.Connection, pragmas: tuple[str, ...]) -> sqlite3.Connection:
    for pragma in pragmas:
        connection.execute(pragma)
    return connection
