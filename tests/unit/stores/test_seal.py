"""When the pages of a library are checked, and when a whole seal spares it."""

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from faceapp.core.errors import Code, FatalError
from faceapp.stores import seal
from faceapp.stores.database import Database, open_database
from faceapp.stores.seal import CHECK_EVERY_S


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "faceapp.sqlite"


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files whose pages were checked."""
    checked: list[Path] = []

    def check(path: Path, backups: Path, check: Callable = seal._check_pages) -> None:
        checked.append(path)
        check(path, backups)

    monkeypatch.setattr(seal, "_check_pages", check)
    return checked


def opened(path: Path) -> Database:
    return open_database(path, path.parent / "backups")


def add_somebody(path: Path) -> None:
    database = opened(path)
    with database.write() as unit:
        unit.people.add("Anna")
    database.close()


def test_a_library_closed_in_order_is_not_checked_again(path: Path, checks: list[Path]):
    for _ in range(3):
        add_somebody(path)
    assert checks == []


def test_a_library_that_was_not_closed_is_checked(path: Path, checks: list[Path]):
    add_somebody(path)
    killed = opened(path)
    opened(path).close()
    assert checks == [path]
    killed.close()


def test_a_library_closed_beside_a_reader_is_not_checked_again(path: Path, checks: list[Path]):
    add_somebody(path)
    reader = open_database(path, path.parent / "backups", read_only=True)
    with reader.read() as unit:
        unit.people.list()  # from here on its snapshot keeps the log from being written back
        add_somebody(path)
    reader.close()
    add_somebody(path)
    assert checks == []


def test_a_library_that_something_else_wrote_is_checked(path: Path, checks: list[Path]):
    add_somebody(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE person SET name = 'Bob'")
        connection.commit()
    opened(path).close()
    assert checks == [path]


@pytest.mark.parametrize("age_s", [CHECK_EVERY_S, -3600])
def test_a_seal_does_not_hold_for_ever(
    path: Path, checks: list[Path], age_s: int, monkeypatch: pytest.MonkeyPatch
):
    """Nor does one of tomorrow, which a wrong clock left."""
    add_somebody(path)
    moment = time.time() + age_s
    monkeypatch.setattr(time, "time", lambda: moment)
    for _ in range(2):
        opened(path).close()
    assert checks == [path]


@pytest.mark.parametrize("text", [b"", b"1 2", b"1 2 3 4", b"a b c", b"\xff\xfe\0"])
def test_a_seal_that_cannot_be_read_is_none(path: Path, checks: list[Path], text: bytes):
    add_somebody(path)
    path.with_suffix(".seal").write_bytes(text)
    opened(path).close()
    assert checks == [path]


def test_a_seal_that_cannot_be_put_changes_nothing(path: Path, checks: list[Path]):
    database = opened(path)
    path.with_suffix(".seal").mkdir()
    database.close()
    path.with_suffix(".seal").rmdir()
    opened(path).close()
    assert checks == [path]


def test_damage_met_on_the_way_leaves_no_seal(path: Path):
    """A disk garbles a page: neither size nor time of the file tell."""
    add_somebody(path)
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'person'"
        ((page,),) = connection.execute(query)
    status = path.stat()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    database = opened(path)
    with pytest.raises(FatalError) as met, database.read() as unit:
        unit.people.list()
    assert met.value.code is Code.DATABASE_DAMAGED
    database.close()
    with pytest.raises(FatalError) as refused:
        opened(path)
    assert refused.value.code is Code.DATABASE_DAMAGED
