"""The real program in a real window, with a real mouse and keyboard."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from tests.conftest import ROOT
from tests.e2e.screen import needs_screen, until
from tests.e2e.windowed import Faceapp

pytestmark = needs_screen
FEW, MANY = 12, 80
CLOSES_WITHIN_S = 5  # 0.3 s alone; the tests share their machine


@pytest.fixture
def photos(assets: Path, tmp_path: Path) -> Path:
    return _copied(assets, tmp_path / "Свадьба 2019", FEW)


@pytest.fixture
def many(assets: Path, tmp_path: Path) -> Path:
    return _copied(assets, tmp_path / "Отпуск", MANY)


def _copied(assets: Path, folder: Path, count: int) -> Path:
    folder.mkdir()
    for photo in sorted((assets / "data" / "photos" / "lfw10").rglob("*.jpg"))[:count]:
        shutil.copy(photo, folder)
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
        until(lambda: faceapp.last_job("group") == "done")
    finally:
        source.terminate()
        source.wait()
    assert faceapp.count("asset") == FEW
    assert faceapp.count("face") >= FEW
    assert faceapp.close() == 0


def test_a_scan_that_was_killed_goes_on_at_the_next_start(faceapp, many):
    faceapp.start(many)
    until(lambda: faceapp.last_job() == "running")
    faceapp.process.send_signal(signal.SIGKILL)
    faceapp.process.wait()
    faceapp.start()
    until(lambda: faceapp.last_job() == "done")
    assert faceapp.count("asset") == MANY
    scans = faceapp.rows("SELECT state FROM job WHERE kind = 'scan' ORDER BY id")
    assert scans == [("failed",), ("done",)]


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
    assert faceapp.count("asset") == FEW


def test_a_window_closed_during_a_scan_asks_and_goes_on_at_the_next_start(faceapp, many):
    faceapp.start(many)
    until(lambda: faceapp.count("face") > 0)
    faceapp.press("alt+F4")
    _expect_question(faceapp)
    faceapp.press("Escape")
    faceapp.expect("— Faceapp")
    assert faceapp.last_job() == "running"
    faceapp.press("alt+F4")
    _expect_question(faceapp)
    kept = faceapp.count("asset")
    faceapp.press("Return")
    assert faceapp.wait(CLOSES_WITHIN_S) == 0
    assert faceapp.last_job() == "queued"
    assert kept <= faceapp.count("asset") < MANY
    faceapp.start()
    until(lambda: faceapp.last_job("group") == "done")
    assert faceapp.count("asset") == MANY
    assert faceapp.count("face") == faceapp.count("face_vector") >= MANY * 0.9
    assert faceapp.close() == 0


def test_a_language_chosen_in_the_settings_holds_at_once_and_at_the_next_start(faceapp):
    settings, photos = _russian("SettingsPage", "Settings"), _russian("LibraryPage", "Photos")
    faceapp.start(language="", system="ru_RU")
    faceapp.expect(photos)
    faceapp.press("ctrl+5")
    faceapp.expect(settings)
    faceapp.walk("Tab", "e", lambda: "Settings" in faceapp.title)
    faceapp.press("ctrl+1")
    faceapp.expect("Photos")
    assert faceapp.close() == 0
    faceapp.start(language="", system="ru_RU")
    faceapp.expect("Photos")
    assert faceapp.close() == 0


def _expect_question(faceapp: Faceapp) -> None:
    """The window itself names its page before the name of the program."""
    until(lambda: faceapp.title == "Faceapp")


def _russian(context: str, sentence: str) -> str:
    words = QTranslator()
    assert words.load("window_ru", str(ROOT / "resources" / "i18n")), "sh tests/translate.sh"
    return words.translate(context, sentence)
