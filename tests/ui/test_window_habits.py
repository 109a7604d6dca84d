"""Small things a person expects of a window: where the keyboard is, undo, what a scan tells."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from faceapp.core.errors import Code, UserError
from faceapp.core.types import Outcome
from faceapp.services.scan import ScanCounts, ScanSummary
from faceapp.ui.main_window import _dropped
from faceapp.ui.widgets.drop_area import is_one_photo

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def told(window) -> list[str]:
    """What the window says."""
    texts: list[str] = []
    window.desk.said.connect(lambda message: texts.append(message.text))
    return texts


@pytest.mark.parametrize("name", ["search", "settings", "help", "library"])
def test_a_page_that_was_chosen_has_the_keyboard(window, qtbot, name):
    window.show_page("jobs")
    window._buttons[name].setFocus()
    qtbot.keyClick(window._buttons[name], Qt.Key.Key_Space)
    page = window.page(name)
    assert page.isAncestorOf(QApplication.focusWidget()) or page.hasFocus()


def test_a_field_that_has_the_keyboard_keeps_it(window, qtbot):
    window.show_page("help")
    field = window.page("help").findChild(QLineEdit)
    field.setFocus()
    window.show_page("help")
    assert field.hasFocus()


@pytest.mark.parametrize("page", ["library", "search", "settings"])
def test_decisions_are_undone_and_done_again_from_every_page(window, qtbot, told, page):
    window.show_page(page)
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: "There is nothing to undo." in told, timeout=30_000)
    qtbot.keyClick(window, Qt.Key.Key_Y, CONTROL)
    qtbot.waitUntil(lambda: "There is nothing to do again." in told, timeout=30_000)


@pytest.mark.parametrize(
    ("outcomes", "faces", "text"),
    [
        ({Outcome.SKIPPED: 12}, 0, "Nothing new"),
        ({Outcome.DUPLICATE: 2}, 0, "Nothing new"),
        ({}, 0, "No photos were found."),
        ({Outcome.PHOTO: 2, Outcome.SKIPPED: 5}, 3, "2 new photos  ·  3 faces"),
        ({Outcome.SKIPPED: 5, Outcome.FAILED: 1}, 0, "1 failed"),
    ],
)
def test_a_scan_tells_what_is_new(window, told, outcomes, faces, text):
    counts = ScanCounts(faces=faces)
    counts.outcomes.update(outcomes)
    window.scanning._tell(ScanSummary(counts, 1, "builtin", "cpu", False, False))
    assert told == [text]


def test_errors_name_what_the_window_has(desk):
    said = desk.explain(UserError(Code.ENGINE_REFUSED, engine="x", reason="y"))
    assert "Settings → Models" in said
    assert "faceapp models" not in said


def test_a_drag_of_the_window_itself_is_no_drop(window, tmp_path):
    class OwnDrop(QDropEvent):
        def source(self):
            return window

    photo = tmp_path / "photo.jpg"
    photo.touch()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo))])
    given = (QPointF(9, 9), Qt.DropAction.CopyAction, data)
    keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    assert _dropped(QDropEvent(*given, *keys)) == [Path(photo)]
    assert is_one_photo(QDropEvent(*given, *keys))
    assert _dropped(OwnDrop(*given, *keys)) == []
    assert not is_one_photo(OwnDrop(*given, *keys))


def test_a_narrow_window_shows_results_rather_than_reasons(window):
    results = window.page("search").results
    for width, has_room in ((1200, True), (740, False)):
        results.resize(width, 500)
        QApplication.sendEvent(results, QResizeEvent(results.size(), results.size()))
        assert results._side.isHidden() is not has_room


def test_no_part_of_a_page_flashes_as_a_window_of_its_own(window, qtbot, monkeypatch):
    seen = []

    def watched(widget, is_visible, set_visible=QWidget.setVisible):
        if is_visible and widget.isWindow():
            seen.append(widget)
        set_visible(widget, is_visible)

    # A filter of all events would see widgets that are not made yet, which crashes Qt.
    monkeypatch.setattr(QWidget, "setVisible", watched)
    monkeypatch.setattr(QWidget, "show", lambda widget: watched(widget, is_visible=True))
    for name in ("search", "jobs", "settings", "help", "library"):
        window.show_page(name)
        qtbot.waitUntil(lambda: not window.desk.questions.is_busy, timeout=30_000)
    settings = window.page("settings")
    for section in settings.sections.values():
        section.finish()
    assert seen == []
    label = QLabel("alone")
    label.show()
    label.deleteLater()
    assert seen == [label]
