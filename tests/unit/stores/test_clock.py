"""Backups under a clock that is set back."""

from pathlib import Path

import pytest

from faceapp.stores.database import Database
from faceapp.stores.failures import backup_files
from faceapp.stores.migration import KEPT_BACKUPS, back_up

pytestmark = pytest.mark.usefixtures("clock_set_back")


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
