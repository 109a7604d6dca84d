"""A scan that was stopped goes on as it was asked for, and with no photo more."""

from contextlib import closing
from pathlib import Path

import pytest

from faceapp.app import open_workspace, scan_lent
from faceapp.core.jobs import CancelToken
from faceapp.net.policy import NetPolicy
from faceapp.services.jobs import JobService
from faceapp.services.scan import ScanOptions, ScanRequest
from faceapp.stores.database import open_database
from tests.fakes.painted import paint


@pytest.mark.parametrize("options", [ScanOptions(), ScanOptions(retry_failed=True, in_tiles=True)])
def test_a_scan_of_one_photo_goes_on_with_that_photo_alone(tmp_path: Path, monkeypatch, options):
    paint(tmp_path / "photos" / "a.png", (40, 40, 100, 1, 0))
    paint(tmp_path / "photos" / "b.png", (90, 60, 120, 2, 0))
    monkeypatch.chdir(tmp_path)
    token = CancelToken()
    token.cancel()
    request = ScanRequest((Path("photos", "a.png"),), "builtin", options)
    with closing(open_workspace(tmp_path / "data")) as workspace:
        workspace.stay_open()
        scan_lent(tmp_path / "data", NetPolicy(), None, request, token, lambda _: None)
        assert workspace.take_unfinished_scans() == []  # it was cancelled, not cut off
    with (
        closing(open_database(workspace.folders.database, workspace.folders.backups)) as database,
        database.read() as unit,
    ):
        asked = ScanRequest.from_arguments(unit.jobs.list(1)[0].arguments)
    assert asked == ScanRequest((tmp_path / "photos" / "a.png",), "builtin", options)


def test_a_scan_of_a_version_that_did_not_keep_its_paths_is_let_be(tmp_path: Path):
    with closing(open_workspace(tmp_path)) as workspace:
        workspace.stay_open()
        folders = workspace.folders
        with (
            closing(open_database(folders.database, folders.backups)) as database,
            JobService(database).running("scan", {"sources": 1, "engine": "builtin"}),
        ):
            assert workspace.take_unfinished_scans() == []
