"""The library's SQLite file: opened, brought up to date, and handed out as units of work."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from faceapp.core.errors import Code, FatalError, UserError
from faceapp.stores.connections import make_private_file, memory_engine, sqlite_engine, transaction
from faceapp.stores.erasing import empty_log, erase_faces, scrub
from faceapp.stores.failures import translated
from faceapp.stores.migration import back_up, revisions, stored_revision, upgrade
from faceapp.stores.seal import break_seal, put_seal
from faceapp.stores.unit_of_work import UnitOfWork


class Database:
    """One library: many may read at once, one writes. Close it when done."""

    def __init__(
        self, engine: Engine, path: Path, backups: Path, checked_at: int | None = None
    ) -> None:
        """Take an engine on a database of the newest version; `backups` is for messages.

        `checked_at` is when the pages were last found sound, None if nothing is to be written.
        """
        self._engine = engine
        self._path = path
        self._backups = backups
        self._checked_at = checked_at
        self._writing = threading.Lock()

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """A snapshot that stays the same whatever is written meanwhile."""
        with self._unit(writing=False) as unit:
            yield unit

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        """One transaction, kept when the block ends and undone if it raises."""
        with self._writing, self._unit(writing=True) as unit:
            yield unit

    def erase_faces(self) -> None:
        """Delete all about photos and faces, down to the bytes. Raises UserError, FatalError."""
        with self._writing, translated(self._path, self._backups):
            with transaction(self._engine, writing=True) as connection:
                erase_faces(connection)
            scrub(self._engine)

    def scrub(self) -> None:
        """Write the file anew without what was deleted. Raises UserError, FatalError."""
        with self._writing, translated(self._path, self._backups):
            scrub(self._engine)

    def empty_log(self) -> None:
        """Move all that was written into the file; what others still read, when they are done."""
        with self._writing, translated(self._path, self._backups):
            empty_log(self._engine)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()
        if self._checked_at is not None:
            put_seal(self._path, self._checked_at)

    @contextmanager
    def _unit(self, *, writing: bool) -> Iterator[UnitOfWork]:
        try:
            with (
                translated(self._path, self._backups),
                transaction(self._engine, writing=writing) as connection,
                Session(connection) as session,
            ):
                yield UnitOfWork(session)
                session.flush()
        except FatalError:  # the file is garbled, or may be
            self._checked_at = None
            raise


class _Awaited(Database):
    """A library that is not there yet: empty until somebody makes it."""

    def __init__(self, path: Path, backups: Path) -> None:
        super().__init__(_empty_engine(), path, backups)
        self._is_awaited = True
        self._looking = threading.Lock()

    @contextmanager
    def _unit(self, *, writing: bool) -> Iterator[UnitOfWork]:
        with self._looking:
            if self._is_awaited:
                self._look()
        with super()._unit(writing=writing) as unit:
            yield unit

    def _look(self) -> None:
        with translated(self._path, self._backups):
            stored = stored_revision(self._path, self._backups)
            if stored is not None:
                _check_version(self._path, stored, read_only=True)
                self._engine.dispose()
                self._engine = sqlite_engine(self._path, read_only=True)
                self._is_awaited = False


def open_database(
    path: Path, backups: Path, *, read_only: bool = False, is_lent: bool = False
) -> Database:
    """Open the library at `path`; made if there is none, updated after a backup if it is older.

    Reading changes nothing, works beside a writer, and finds an empty library until there is one.
    A library that another process lends was checked by it and is sealed by it.
    Raises UserError if the file is newer than this program, or older and only to be read;
    FatalError if it is damaged or the disk is full.
    """
    checked_at = None
    with translated(path, backups):
        stored = stored_revision(path, backups)
        if stored is None and read_only:
            return _Awaited(path, backups)
        if stored is not None:
            _check_version(path, stored, read_only=read_only)
        if not read_only:
            if not is_lent:
                checked_at = int(time.time()) if stored is None else break_seal(path, backups)
            _bring_up_to_date(path, backups, stored)
    return Database(sqlite_engine(path, read_only=read_only), path, backups, checked_at)


def empty_database() -> Database:
    """A new library in memory, gone when it is closed; units of work wait for one another."""
    return Database(_empty_engine(), Path(":memory:"), Path())


def _empty_engine() -> Engine:
    engine = memory_engine()
    upgrade(engine)
    return engine


def _bring_up_to_date(path: Path, backups: Path, stored: str | None) -> None:
    make_private_file(path)
    if stored == revisions()[-1]:
        return
    if stored is not None:
        back_up(path, backups, stored)
    engine = sqlite_engine(path, read_only=False)
    try:
        upgrade(engine)
    finally:
        engine.dispose()


def _check_version(path: Path, stored: str, *, read_only: bool) -> None:
    known = revisions()
    if stored not in known:
        raise UserError(Code.DATA_FROM_NEWER_VERSION, path=str(path))
    if read_only and stored != known[-1]:
        raise UserError(Code.DATA_FROM_OLDER_VERSION, path=str(path))
