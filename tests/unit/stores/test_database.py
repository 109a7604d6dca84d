"""Opening the file: new, older, newer, damaged, full, and by several at once."""

import re
import shutil
import sqlite3
import stat
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from faceapp.core.errors import Code, FatalError, UserError
from faceapp.core.jobs import Changes
from faceapp.stores import connections, migration
from faceapp.stores.database import Database, empty_database, open_database
from faceapp.stores.schema import Base

from .library import Library, analysed, face

NEWEST = migration.revisions()[-1]
NEXT = f"{int(NEWEST) + 1:04}"
REBUILDS_A_TABLE = f"""
import sqlalchemy as sa
from alembic import op

revision, down_revision = "{NEXT}", "{NEWEST}"

def upgrade():
    with op.batch_alter_table("face", recreate="always") as face:
        face.add_column(sa.Column("note", sa.Text()))
"""
FAILS_HALF_WAY = REBUILDS_A_TABLE + "    op.drop_table('job')\n    raise ZeroDivisionError\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "faceapp.sqlite"


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def filled(path: Path, backups: Path) -> Path:
    """A closed library with a named face."""
    database = open_database(path, backups)
    library = Library(database)
    library.record(analysed("/photos/a.jpg", "A", face("anna"), face("bob", 300)))
    library.name(1, "Anna")
    database.close()
    return path


@pytest.fixture
def add_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the program know one more version than the file."""

    def add(step: str) -> None:
        scripts = tmp_path / "migrations 100%"
        shutil.copytree(migration.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
        (scripts / "versions" / f"{NEXT}_next.py").write_text(step, encoding="utf-8")
        monkeypatch.setattr(migration, "SCRIPTS", scripts)
        monkeypatch.setattr(sys, "dont_write_bytecode", True)

    return add


def query(path: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def clauses(sql: str) -> list[str]:
    """What a statement says, in any order: a column that came later stands behind all others."""
    return sorted(filter(None, (part.strip(" \t") for part in re.split(r"[,\n]", sql))))


def test_migrations_lead_to_the_mapped_classes(database: Database):
    with database.read() as unit:
        context = MigrationContext.configure(unit.session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        migrated = unit.session.connection().exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql NOTNULL"
        )
        made = {name: clauses(sql) for name, sql in migrated}
    with empty_database().read() as unit:
        connection = unit.session.connection()
        Base.metadata.drop_all(connection)
        Base.metadata.create_all(connection)
        mapped = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql NOTNULL"
        )
        for name, sql in mapped:
            assert made[name] == clauses(sql)


def test_new_library_is_private_durable_and_has_foreign_keys(path: Path, backups: Path):
    database = open_database(path, backups)
    with database.write() as unit:
        pragmas = [
            unit.session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("foreign_keys", "journal_mode", "synchronous")
        ]
        unit.people.add("Anna")
    files = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.glob("face*")}
    database.close()

    assert pragmas == [1, "wal", 2]
    assert files == {
        "faceapp.sqlite": 0o600,
        "faceapp.sqlite-wal": 0o600,
        "faceapp.sqlite-shm": 0o600,
    }
    assert not backups.exists()


def test_open_library_is_taken_away_from_other_users(filled: Path, backups: Path):
    filled.chmod(0o644)
    open_database(filled, backups).close()
    assert stat.S_IMODE(filled.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["with space #1?.sqlite", "100%41.sqlite", "имя\udcff.sqlite"])
def test_any_file_name_works(tmp_path: Path, backups: Path, name: str):
    open_database(tmp_path / name, backups).close()
    assert open_database(tmp_path / name, backups, read_only=True).close() is None
    assert (tmp_path / name).exists()


def test_a_reader_finds_the_library_that_is_made_after_it_was_opened(tmp_path: Path, backups: Path):
    path = tmp_path / "faceapp.sqlite"
    reader = open_database(path, backups, read_only=True)
    for _ in range(2):
        with reader.read() as unit:
            assert unit.sources.list() == []
    assert not path.exists()
    writer = open_database(path, backups)
    with writer.write() as unit:
        unit.sources.adopt("local", "/photos", "photos")
    with reader.read() as unit:
        assert [source.root for source in unit.sources.list()] == ["/photos"]
    writer.close()
    reader.close()


# Versions


def test_older_library_is_copied_then_updated_with_everything_in_it(
    filled: Path, backups: Path, add_step: Callable[[str], None]
):
    add_step(REBUILDS_A_TABLE)

    database = open_database(filled, backups)

    with database.read() as unit:
        connection = unit.session.connection()
        assert connection.exec_driver_sql("SELECT note FROM face").all() == [(None,), (None,)]
        assert unit.faces.count_vectors() == 2
        assert [info.person for info in unit.faces.list(1)[0]] == ["Anna", None]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    database.close()
    (backup,) = backups.iterdir()
    assert backup.name.startswith(f"faceapp-{NEWEST}-")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert query(backup, "SELECT version_num FROM alembic_version") == [(NEWEST,)]
    assert query(backup, "SELECT count(*) FROM face_vector") == [(2,)]


def test_update_that_fails_leaves_the_library_as_it_was(
    filled: Path, backups: Path, add_step: Callable[[str], None]
):
    before = query(filled, "SELECT name, sql FROM sqlite_master")
    add_step(FAILS_HALF_WAY)

    with pytest.raises(ZeroDivisionError):
        open_database(filled, backups)

    assert query(filled, "SELECT name, sql FROM sqlite_master") == before
    assert query(filled, "SELECT version_num FROM alembic_version") == [(NEWEST,)]
    assert query(filled, "SELECT count(*) FROM face_vector") == [(2,)]


def test_last_five_backups_are_kept(filled: Path, backups: Path, add_step: Callable[[str], None]):
    backups.mkdir()
    for month in range(1, 7):
        (backups / f"faceapp-000{month % 2}-20250{month}01T000000000000Z.sqlite").touch()
    add_step(REBUILDS_A_TABLE)

    open_database(filled, backups).close()

    kept = sorted(backup.stem.rpartition("-")[2][:6] for backup in backups.iterdir())
    assert kept[:4] == ["202503", "202504", "202505", "202506"]
    assert len(kept) == 5


def test_library_of_a_newer_version_is_refused_untouched(filled: Path, backups: Path):
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = filled.read_bytes()

    for read_only in (False, True):
        with pytest.raises(UserError) as caught:
            open_database(filled, backups, read_only=read_only)
        assert caught.value.code is Code.DATA_FROM_NEWER_VERSION
    assert filled.read_bytes() == before


def test_reading_updates_nothing(filled: Path, backups: Path, add_step: Callable[[str], None]):
    add_step(REBUILDS_A_TABLE)
    with pytest.raises(UserError) as caught:
        open_database(filled, backups, read_only=True)
    assert caught.value.code is Code.DATA_FROM_OLDER_VERSION
    assert query(filled, "SELECT version_num FROM alembic_version") == [(NEWEST,)]


# Damage


def garbage(path: Path) -> None:
    path.write_bytes(b"not a database, " * 1000)


def cut(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def cut_in_a_page(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def somebody_elses(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipe (id)")
        connection.commit()


@pytest.mark.parametrize("spoil", [garbage, cut, cut_in_a_page, emptied, somebody_elses])
@pytest.mark.parametrize("read_only", [False, True])
def test_damaged_library_is_left_alone_and_the_newest_backup_named(
    filled: Path, backups: Path, spoil: Callable[[Path], None], read_only: bool
):
    spoil(filled)
    before = filled.read_bytes()
    backups.mkdir()
    for name in ("faceapp-0002-20250101T0Z.sqlite", "faceapp-0001-20260101T0Z.sqlite"):
        (backups / name).touch()

    with pytest.raises(FatalError) as caught:
        open_database(filled, backups, read_only=read_only)

    assert caught.value.code is Code.DATABASE_DAMAGED
    assert caught.value.details == {
        "path": str(filled),
        "backup": str(backups / "faceapp-0001-20260101T0Z.sqlite"),
    }
    assert filled.read_bytes() == before


def test_damage_inside_keeps_writers_out_and_is_met_as_damage(filled: Path, backups: Path):
    ((page,),) = query(filled, "SELECT rootpage FROM sqlite_master WHERE name = 'face'")
    data = bytearray(filled.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    data[(page - 1) * size : page * size] = b"\xff" * size
    filled.write_bytes(data)

    before = filled.read_bytes()
    with pytest.raises(FatalError) as refused:
        open_database(filled, backups)
    assert refused.value.code is Code.DATABASE_DAMAGED
    assert filled.read_bytes() == before
    database = open_database(filled, backups, read_only=True)
    with database.read() as unit:
        assert unit.people.list()  # what is not damaged can be read
    for look in ("list", "check"):
        with pytest.raises(FatalError) as caught, database.read() as unit:
            unit.faces.list(1) if look == "list" else unit.photos.check()
        assert caught.value.code is Code.DATABASE_DAMAGED
        assert caught.value.details["backup"] is None
    database.close()


def test_full_disk_stops_the_job_and_undoes_the_batch(database: Database):
    with pytest.raises(FatalError) as caught, database.write() as unit:
        unit.session.connection().exec_driver_sql("PRAGMA max_page_count = 60")
        unit.people.add("Anna")
        unit.journal.add("test", {"text": "x" * 1_000_000}, {})

    assert caught.value.code is Code.DISK_FULL
    with database.read() as unit:
        assert unit.people.list() == []


def test_folder_in_the_place_of_the_file_is_reported(path: Path, backups: Path):
    path.mkdir()
    for read_only in (False, True):
        with pytest.raises(UserError) as caught:
            open_database(path, backups, read_only=read_only)
        assert caught.value.code is Code.DATA_FOLDER_UNWRITABLE


# Several at once


def test_reading_where_nothing_is_finds_an_empty_library_and_makes_no_file(
    path: Path, backups: Path
):
    database = open_database(path, backups, read_only=True)
    with database.read() as unit:
        assert unit.photos.list() == ([], 0)
        assert unit.engines.find("identity") is None
    database.close()
    assert not path.exists()


def test_reader_beside_a_writer_keeps_its_snapshot(database: Database, path: Path, backups: Path):
    reader = open_database(path, backups, read_only=True)
    with reader.read() as before:
        assert before.people.list() == []
        with database.write() as unit:
            unit.people.add("Anna")
        assert before.people.list() == []
    with reader.read() as after:
        assert [person.name for person in after.people.list()] == ["Anna"]
    reader.close()


def test_reading_finds_what_a_killed_process_had_committed(
    database: Database, tmp_path: Path, backups: Path
):
    with database.write() as unit:
        unit.people.add("Anna")
    killed = tmp_path / "killed"
    killed.mkdir()
    for file in tmp_path.glob("faceapp.sqlite*"):
        if not file.name.endswith("-shm"):
            shutil.copy(file, killed)

    survivor = open_database(killed / "faceapp.sqlite", backups, read_only=True)
    with survivor.read() as unit:
        assert [person.name for person in unit.people.list()] == ["Anna"]
    survivor.close()


def test_failed_block_changes_nothing(database: Database):
    with pytest.raises(ZeroDivisionError), database.write() as unit:
        unit.people.add("Anna")
        raise ZeroDivisionError
    with database.read() as unit:
        assert unit.people.list() == []


def test_threads_write_one_after_the_other(database: Database):
    def add_one() -> None:
        with database.write() as unit:
            unit.people.add(f"person {len(unit.people.list())}")

    threads = [threading.Thread(target=add_one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with database.read() as unit:
        assert [person.name for person in unit.people.list()] == [f"person {n}" for n in range(8)]


def test_second_writer_is_told_that_the_library_is_taken(
    database: Database, path: Path, backups: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(connections, "BUSY_TIMEOUT_S", 0.01)
    second = open_database(path, backups)
    with database.write(), pytest.raises(UserError) as caught, second.write():
        pass
    second.close()
    assert caught.value.code is Code.DATA_FOLDER_LOCKED


def test_unit_knows_what_it_changed(database: Database):
    with database.write() as unit:
        assert unit.changes == Changes()
        unit.people.add("Anna")
        unit.jobs.start("scan", {})
    assert unit.changes == Changes(people=True, jobs=True)
