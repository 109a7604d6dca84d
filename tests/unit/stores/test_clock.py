"""A clock that is set back, between scans and in the middle of one."""

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from faceapp.stores import columns, migration
from faceapp.stores.database import Database
from faceapp.stores.failures import backup_files
from faceapp.stores.migration import KEPT_BACKUPS, back_up

from .library import Library, analysed, face, known, named_photo


class Backwards(datetime):
    """Each look at the clock is an hour before the last one."""

    looks: Iterator[int]

    @classmethod
    def now(cls, tz=None):
        return datetime(2026, 1, 1, tzinfo=tz) - timedelta(hours=next(cls.looks))


@pytest.fixture(autouse=True)
def _clock_runs_backwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Backwards, "looks", itertools.count(), raising=False)
    monkeypatch.setattr(columns, "datetime", Backwards)
    monkeypatch.setattr(migration, "datetime", Backwards)


def test_edited_photo_keeps_its_decision(library: Library):
    named_photo(library)
    library.record(analysed("/photos/a.jpg", "B", face("anna", 105), mtime=2))
    assert library.names() == {"/photos/a.jpg": ["Anna"]}


def test_renamed_series_shifts_no_decision(library: Library):
    library.record(
        analysed("/photos/1.jpg", "A", face("anna", 100)),
        analysed("/photos/2.jpg", "B", face("anna", 101)),
    )
    library.name(1, "Anna")
    library.batch([known("/photos/1.jpg", "B"), known("/photos/0.jpg", "A")])
    assert library.names() == {"/photos/0.jpg": ["Anna"], "/photos/1.jpg": []}


def test_the_last_backup_made_is_the_newest_and_is_kept(database: Database, tmp_path: Path):
    backups = tmp_path / "backups"
    for _ in range(KEPT_BACKUPS + 2):
        before = set(backup_files(backups))
        back_up(tmp_path / "faceapp.sqlite", backups, "0001")
        (made,) = set(backup_files(backups)) - before
        assert backup_files(backups)[-1] == made
    assert len(backup_files(backups)) == KEPT_BACKUPS


def test_a_backup_of_another_form_of_name_is_no_obstacle(database: Database, tmp_path: Path):
    backups = tmp_path / "backups"
    backups.mkdir()
    (backups / "faceapp-0001-old.sqlite").touch()
    back_up(tmp_path / "faceapp.sqlite", backups, "0001")
    assert len(backup_files(backups)) == 2
