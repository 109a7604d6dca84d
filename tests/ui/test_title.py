"""The title bar says what is in front; the keyboard begins in the page."""

import shutil

from PySide6.QtCore import Qt

from faceapp.ui.desk import SearchWish


def test_the_title_follows_what_is_shown(painted, photos, qtbot):
    window = painted
    qtbot.waitUntil(lambda: window.windowTitle().startswith("Photos  ·  6 photo"))
    assert window.windowTitle().endswith(" — Faceapp")
    window.page("library").grid.setFocus()
    qtbot.keyClick(window.page("library").grid, Qt.Key.Key_Home)
    assert "1 selected" in window.windowTitle()
    qtbot.keyClick(window.page("library").grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ".png — Faceapp" in window.windowTitle())
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert "1 selected" in window.windowTitle()
    window.show_page("help")
    assert window.windowTitle() == "Help — Faceapp"


def test_the_title_says_what_a_search_found_and_the_faces_have_the_keyboard(painted, photos, qtbot):
    window = painted
    window.desk.search_wanted.emit(SearchWish(paths=[photos / "one/a.png"]))
    qtbot.waitUntil(lambda: "85 %  ·" in window.windowTitle())
    results = window.page("search").results
    assert window.focusWidget() is results.grid
    results.slider.set_percent(70)
    assert "Search  ·  70 %" in window.windowTitle()


def test_the_keyboard_begins_in_the_photos(painted, qtbot):
    library = painted.page("library")
    qtbot.waitUntil(lambda: library.is_settled)
    assert painted.focusWidget() is library.grid


def test_a_page_that_is_no_more_is_no_obstacle(painted_photos, make_window, tmp_path):
    shutil.copytree(painted_photos[0], tmp_path / "library")
    (tmp_path / "library" / "window.ini").write_text("[General]\npage=albums\n", encoding="utf-8")
    assert make_window(tmp_path / "library").windowTitle().startswith("Photos")
