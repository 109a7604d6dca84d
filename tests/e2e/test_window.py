"""The real program in a real window, with a real mouse and keyboard."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.e2e.screen import needs_screen, until

pytestmark = needs_screen


@pytest.fixture
def photos(assets: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "Свадьба 2019"
    folder.mkdir()
    for photo in sorted((assets / "data" / "photos" / "lfw10").rglob("*.jpg"))[:12]:
        shutil.copy(photo, folder / f"{photo.parent.name}-{photo.name}")
    return folder


def test_a_folder_dragged_from_another_program_is_scanned(faceapp, shown, photos):
    faceapp.start()
    source = subprocess.Popen(
        [sys.executable, ROOT / "tests" / "e2e" / "drag_source.py", photos],
        env=shown.environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        shown.window("drag source")
        shown.drag((1280, 110), (600, 400))
        until(lambda: faceapp.last_job() == "done")
    finally:
        source.terminate()
        source.wait()
    assert faceapp.count("asset") == 12
    assert faceapp.count("face") >= 12
    assert faceapp.close() == 0


def test_a_scan_that_was_killed_goes_on_at_the_next_start(faceapp, photos):
    faceapp.start(photos)
    until(lambda: faceapp.last_job() == "running")
    faceapp.process.send_signal(signal.SIGKILL)
    faceapp.process.wait()
    faceapp.start()
    until(lambda: faceapp.last_job() == "done")
    assert faceapp.count("asset") == 12
    assert faceapp.rows("SELECT state FROM job ORDER BY id") == [("failed",), ("done",)]


def test_a_second_start_hands_its_folder_to_the_window_that_is_open(faceapp, shown, photos):
    faceapp.start()
    second = subprocess.run(
        [sys.executable, "-m", "faceapp", "--data", faceapp.data, "window", photos],
        env=shown.environment,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert second.returncode == 0
    until(lambda: faceapp.last_job() == "done")
    assert faceapp.count("asset") == 12
