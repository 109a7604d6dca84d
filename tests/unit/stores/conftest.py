"""A library on disk, closed and checked after each test."""

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from faceapp.stores import columns, migration
from faceapp.stores.database import Database, open_database

from .library import Library


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "faceapp.sqlite", tmp_path / "backups")
    yield opened
    opened.close()


@pytest.fixture
def library(database: Database) -> Iterator[Library]:
    library = Library(database)
    yield library
    with database.read() as unit:
        assert unit.photos.check() == []


class Backwards(datetime):
    """Each look at the clock is an hour before the last one."""

    looks: Iterator[int]

    @classmethod
    def now(cls, tz=None):
        return datetime(2026, 1, 1, tzinfo=tz) - timedelta(hours=next(cls.looks))


@pytest.fixture
def clock_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Backwards, "looks", itertools.count(), raising=False)
    monkeypatch.setattr(columns, "datetime", Backwards)
    monkeypatch.setattr(migration, "datetime", Backwards)


@pytest.fixture(params=["clock goes on", "clock is set back"])
def any_clock(request: pytest.FixtureRequest) -> None:
    """A clock as it should be, and one set back between scans and in the middle of one."""
    if request.param == "clock is set back":
        request.getfixturevalue("clock_set_back")
