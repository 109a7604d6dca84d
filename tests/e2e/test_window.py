"""The real program in a real window, with a real mouse and keyboard."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.e2e.screen import Screen, needs_screen, screen, until

pytestmark = needs_screen


@pytest.fixture
def shown() -> Iterator[Screen]:
    with screen() as made:
        yield made


@pytest.fixture
def photos(assets: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "Свадьба 2019"
    folder.mkdir()
    for photo in sorted((assets / "data" / "photos").rglob("*.jpg"))[:12]:
        shutil.copy(photo, folder / f"{photo.parent.name}-{photo.name}")
    return folder


class Faceapp:
    """The program on a screen."""

    def __init__(self, on: Screen, data: Path) -> None:
        self.on, self.data = on, data
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *files: Path) -> None:
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "faceapp",
                "--data",
                self.data,
                "--lang",
                "en",
                "window",
                *files,
            ],
            env=self.on.environment,
            cwd=ROOT,
        )
        number = self.on.window("Faceapp")
        self.on.do("windowmove", number, 0, 0, "windowactivate", "--sync", number)

    def close(self) -> int:
        assert self.process
        self.on.do("windowactivate", "--sync", self.on.window("Faceapp"), "key", "alt+F4")
        return self.process.wait(timeout=30)

    def rows(self, query: str) -> list[tuple]:
        path = self.data / "faceapp.sqlite"
        if not path.exists():
            return []
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return connection.execute(query).fetchall()
        except sqlite3.OperationalError:  # the tables are being made
            return []
        finally:
            connection.close()

    def count(self, table: str) -> int:
        rows = self.rows(f"SELECT count(*) FROM {table}")
        return rows[0][0] if rows else 0

    def last_job(self) -> str:
        rows = self.rows("SELECT state FROM job ORDER BY id DESC LIMIT 1")
        return rows[0][0] if rows else ""


@pytest.fixture
def faceapp(shown: Screen, tmp_path: Path) -> Iterator[Faceapp]:
    made = Faceapp(shown, tmp_path / "library")
    yield made
    if made.process and made.process.poll() is None:
        made.process.kill()
        made.process.wait()


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
