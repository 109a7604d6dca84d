"""Which version a database file has, and the way to the newest, with a copy kept before it."""

from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine

from faceapp.paths import make_private_folder, unwritable
from faceapp.stores.connections import connect, make_private_file
from faceapp.stores.failures import backup_files, damaged

SCRIPTS = Path(__file__).parent / "migrations"
KEPT_BACKUPS = 5
_MOMENT = "%Y%m%dT%H%M%S%fZ"


def revisions() -> list[str]:
    """All versions, oldest first: the file of a step begins with the revision it leads to."""
    return sorted(file.stem.partition("_")[0] for file in SCRIPTS.glob("versions/[0-9]*.py"))


def stored_revision(path: Path, backups: Path) -> str | None:
    """The version of the file; None if there is nothing in it yet.

    Raises FatalError if it is no database or not ours, or was cut: SQLite notices missing pages by
    itself, but fills half a page with zeros. Raises UserError if it is closed to us.
    """
    try:
        size = path.stat().st_size
        if _is_cut(path, size) or (not size and backup_files(backups)):
            raise damaged(path, backups)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unwritable(path, error) from error
    if not size:
        return None
    with closing(connect(path, read_only=True)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if not tables:
            return None
        row = None
        if "alembic_version" in tables:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        raise damaged(path, backups)
    return str(row[0])


def upgrade(engine: Engine) -> None:
    """Take all missing steps in one transaction; nothing has changed if one of them fails.

    Foreign keys are off meanwhile: rebuilding a table drops the old one, and that would cascade.
    Renaming the new one looks at no trigger that names the old one; see `face_vector_inserted`.
    """
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("PRAGMA legacy_alter_table=ON")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        _take_steps(connection)
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise RuntimeError("a migration left references to rows that are gone")
        connection.commit()
        connection.exec_driver_sql("PRAGMA legacy_alter_table=OFF")
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def back_up(path: Path, backups: Path, revision: str) -> None:
    """Keep a copy of the file, and of all copies the newest ones. Raises UserError, FatalError."""
    make_private_folder(backups)
    target = backups / f"faceapp-{revision}-{_next_moment(backups)}.sqlite"
    draft = target.with_suffix(".part")
    make_private_file(draft)
    try:
        with (
            closing(connect(path, read_only=True)) as original,
            closing(connect(draft, read_only=False)) as copy,
        ):
            original.backup(copy)
        draft.replace(target)
        for old in backup_files(backups)[:-KEPT_BACKUPS]:
            old.unlink()
    except OSError as error:
        raise unwritable(target, error) from error
    finally:
        draft.unlink(missing_ok=True)


def _next_moment(backups: Path) -> str:
    """Now, as names of backups end; later than all there are, though the clock was set back."""
    moment = datetime.now(UTC)
    for file in backup_files(backups):
        with suppress(ValueError):
            made = datetime.strptime(file.stem.rpartition("-")[2], _MOMENT).replace(tzinfo=UTC)
            moment = max(moment, made + timedelta(microseconds=1))
    return moment.strftime(_MOMENT)


def _is_cut(path: Path, size: int) -> bool:
    """Whether the file ends within a page that no log restores (sqlite.org/fileformat.html)."""
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        return False
    # Not with `open`: to close it would drop the locks of our connections, see make_private_file.
    with closing(connect(path, read_only=True)) as connection:
        (page_bytes,) = connection.execute("PRAGMA page_size").fetchone()
    return bool(size % page_bytes)


def _take_steps(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415, 0.1 s that only an upgrade needs
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    command.upgrade(config, "head")
