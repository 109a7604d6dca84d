"""The window in Russian, and in another language without a restart."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from faceapp.app import open_workspace
from faceapp.ui.jobs.entries import Counts
from faceapp.ui.language import size
from faceapp.ui.main_window import MainWindow
from tests.conftest import ROOT
from tests.words import WORDS, sentences

TITLES = {
    "library": ("Фото", "Photos"),
    "search": ("Поиск", "Search"),
    "jobs": ("Задания", "Jobs"),
    "settings": ("Настройки", "Settings"),
    "help": ("Справка", "Help"),
}
ENGLISH = {one.source for one in sentences(WORDS / "window_ru.ts")} - {"Faceapp", "Milvus"}


@pytest.fixture
def russian(show_window: Callable[..., MainWindow], tmp_path: Path) -> MainWindow:
    """The main window in Russian on an empty library."""
    return show_window(open_workspace(tmp_path / "library"), "ru")


def shown_words(window: QWidget) -> set[str]:
    """Everything that a window says anywhere, also to a screen reader."""
    words: set[str] = set()
    for widget in (window, *window.findChildren(QWidget)):
        words |= {widget.toolTip(), widget.accessibleName(), widget.windowTitle()}
        if isinstance(widget, QLabel | QAbstractButton):
            words.add(widget.text())
        if isinstance(widget, QLineEdit):
            words.add(widget.placeholderText())
        if isinstance(widget, QComboBox):
            words |= {widget.itemText(position) for position in range(widget.count())}
    return words | {action.text() for action in window.findChildren(QAction)}


def test_every_page_has_its_title(russian):
    for name, (title, _) in TITLES.items():
        russian.show_page(name)
        assert russian.page(name).title() == title
        assert russian._title.text() == title


def test_nothing_is_left_in_english(russian, qtbot):
    russian.show_page("settings")
    sections = russian.page("settings").sections
    qtbot.waitUntil(lambda: all(section.is_built for section in sections.values()))
    qtbot.waitUntil(lambda: not russian.desk.questions.is_busy, timeout=60_000)
    assert "Движок и устройство" in shown_words(russian)
    assert not {word.strip() for word in shown_words(russian)} & ENGLISH


def test_the_language_changes_without_a_restart(russian):
    russian.show_page("library")
    for chosen, at in (("en", 1), ("ru", 0)):
        russian.desk.change_settings(language=chosen)
        assert russian._title.text() == TITLES["library"][at]
        assert {russian.page(name).title() for name in TITLES} == {
            title[at] for title in TITLES.values()
        }


def test_numbers_take_the_right_form(russian):
    say = Counts().say
    assert list(say({"photos": 1, "faces": 2})) == ["1\u00a0новая фотография", "2\u00a0лица"]
    assert list(say({"photos": 12345})) == ["12\u00a0345\u00a0новых фотографий"]
    russian.desk.change_settings(language="en")
    assert list(say({"photos": 1, "faces": 2})) == ["1 new photo", "2 faces"]


def test_sizes_are_short(russian):
    assert [size(count) for count in (0, 103, 5_400_000)] == ["—", "103\u00a0Б", "5,4 МБ"]


def test_buttons_of_qt_follow(russian, qtbot):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.buttons()[0].text() == "Отмена"


def test_the_installation_makes_these_files():
    installer = (ROOT / "installers/prepare.sh").read_text(encoding="utf-8")
    assert "lrelease" in installer
