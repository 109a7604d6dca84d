"""A library on disk, closed and checked after each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

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
