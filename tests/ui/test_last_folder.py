"""Dialogs for files begin where the last one ended."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from faceapp.ui.last_folder import (
    EXPORTS,
    PHOTOS,
    SAMPLES,
    ask_for_files,
    ask_for_folder,
    begin_in_last_folder,
    last_folder,
)
from tests.ui.search_page import settle


@pytest.fixture
def memory(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    """Somebody's own folder, with one for pictures."""
    made = tmp_path / "home"
    monkeypatch.setenv("HOME", str(made))
    Path(pictures()).mkdir(parents=True)
    return made


def pictures() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)


def test_without_a_last_folder_it_is_that_of_pictures(memory, tmp_path):
    assert last_folder(memory, PHOTOS) == pictures()
    memory.setValue("folders/photos", str(tmp_path / "gone"))
    assert last_folder(memory, PHOTOS) == pictures()


def test_without_a_folder_of_pictures_it_is_the_home(memory, home):
    Path(pictures()).rmdir()
    assert last_folder(memory, PHOTOS) == str(home)


def test_a_folder_and_files_are_remembered_by_where_they_lie(memory, tmp_path, monkeypatch):
    asked = []

    def answer(*words):
        asked.append(words[2])
        return str(tmp_path / "trip/day")

    (tmp_path / "trip").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", answer)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *words: ([answer(*words)], ""))
    assert ask_for_folder(None, "title", memory) == tmp_path / "trip/day"
    assert ask_for_files(None, "title", memory) == [tmp_path / "trip/day"]
    assert asked == [pictures(), str(tmp_path / "trip")]
    assert last_folder(memory, SAMPLES) == pictures()


def test_nothing_chosen_is_nothing_remembered(memory, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    assert ask_for_folder(None, "title", memory) is None
    assert ask_for_files(None, "title", memory) == []
    assert last_folder(memory, PHOTOS) == pictures()


def test_a_dialog_that_is_open_remembers_what_is_chosen(qtbot, memory, tmp_path):
    for _ in range(2):
        dialog = QFileDialog()
        qtbot.addWidget(dialog)
        begin_in_last_folder(dialog, memory, EXPORTS)
        dialog.fileSelected.emit(str(tmp_path / "faces.csv"))
    assert dialog.directory().absolutePath() == str(tmp_path)


def test_the_dialogs_of_a_search_begin_there(page, qtbot, tmp_path):
    page.desk.memory.setValue("folders/samples", str(tmp_path))
    page.area.ask_for_file()
    dialog = page.findChild(QFileDialog)
    assert dialog.directory().absolutePath() == str(tmp_path)
    dialog.reject()
    settle(page, qtbot)
