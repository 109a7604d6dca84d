"""The viewer on a real library: going through photos, deciding about faces, what fails."""

# ruff: noqa: F811  the fixtures `desk`, `filled` and `viewer`

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from faceapp.core.errors import Code
from faceapp.core.jobs import CancelToken, Changes
from faceapp.ui.desk import View
from faceapp.ui.pages.viewer import Viewer
from faceapp.ui.theme import DARK
from tests.ui.viewer_page import (  # noqa: F401
    CTRL,
    LEFT,
    SIZE,
    choose_face,
    desk,
    filled,
    give_name,
    names,
    opened,
    press,
    pressed,
    settle,
    shown,
    viewer,
)


def test_keys_go_from_photo_to_photo_and_stop_at_the_ends(viewer, qtbot):
    opened(viewer, qtbot)
    seen = [shown(viewer)]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_End):
        press(viewer, qtbot, key)
        seen.append(shown(viewer))
    press(viewer, qtbot, Qt.Key.Key_Right)
    press(viewer, qtbot, Qt.Key.Key_Home)
    seen.append(shown(viewer))
    assert seen == ["a.jpg", "b.jpg", "a.jpg", "a.jpg", "c.jpg", "a.jpg"]
    assert not viewer._before.isVisible()
    assert viewer._after.isVisible()


def test_arrows_move_a_photo_that_is_zoomed(viewer, qtbot):
    opened(viewer, qtbot)
    press(viewer, qtbot, Qt.Key.Key_1)
    assert viewer.photo.percent == pytest.approx(100)
    before = viewer.photo.place_of(1).x()
    press(viewer, qtbot, Qt.Key.Key_Left)
    assert (shown(viewer), viewer.photo.place_of(1).x()) == ("a.jpg", before + 120)
    press(viewer, qtbot, Qt.Key.Key_F)
    assert viewer.photo.is_fit


def test_the_full_photo_takes_the_place_of_the_thumbnail(viewer, qtbot):
    opened(viewer, qtbot)
    assert viewer.photo.images[0].width() == 1600
    assert viewer.photo.percent == pytest.approx(62, abs=1)  # of the photo, not of a thumbnail


def test_neighbours_are_loaded_ahead_and_no_more_than_three_are_kept(viewer, qtbot):
    opened(viewer, qtbot, 1)
    assert set(viewer._loader._full) == {1, 2, 3}
    viewer.close_viewer()
    assert not viewer.isVisible()
    assert not viewer._loader._full
    assert not viewer.photo.has_picture


def test_a_name_is_given_completed_and_undone(viewer, qtbot, filled):
    opened(viewer, qtbot)
    said = []
    filled.said.connect(said.append)
    give_name(viewer, qtbot, 1, "Anna")
    assert names(viewer) == ["Anna", ""]
    assert (said[-1].text, said[-1].label) == ("This face is Anna.", "Undo")
    assert viewer.faces.card._names.stringList() == ["Anna"]
    said[-1].action()
    settle(viewer, qtbot)
    assert names(viewer) == ["", ""]
    press(viewer, qtbot, Qt.Key.Key_Y, CTRL)
    assert names(viewer) == ["Anna", ""]
    press(viewer, qtbot, Qt.Key.Key_Z, CTRL)
    press(viewer, qtbot, Qt.Key.Key_Z, CTRL)
    assert names(viewer) == ["", ""]
    assert said[-1].text == "There is nothing to undo."


def test_only_the_last_decision_offers_to_be_undone(viewer, window, qtbot):
    opened(viewer, qtbot)
    window.desk.say("Scanned")
    give_name(viewer, qtbot, 1, "Anna")
    give_name(viewer, qtbot, 2, "Boris")
    assert messages(window) == ["Scanned", "This face is Boris."]
    press(viewer, qtbot, Qt.Key.Key_Z, CTRL)
    assert messages(window) == ["Scanned", "Undone: This face is Boris."]


def messages(window) -> list[str]:
    return [toast.accessibleName() for toast in window._toasts._shown]


def test_what_is_no_face_leaves_the_photo_and_comes_back_by_undo(viewer, qtbot, filled):
    opened(viewer, qtbot)
    choose_face(viewer, qtbot, 1)
    pressed(viewer, qtbot, "Not a face")
    settle(viewer, qtbot)
    assert [mark.id for mark in viewer.photo._marks] == [2]
    assert not viewer.faces.card.isVisible()
    press(viewer, qtbot, Qt.Key.Key_Z, CTRL)
    assert [mark.id for mark in viewer.photo._marks] == [1, 2]


def test_decisions_are_written_beside_a_scan_of_this_window(viewer, qtbot, filled):
    opened(viewer, qtbot)
    with filled.workspace.locked("scan"):
        give_name(viewer, qtbot, 1, "Anna")
    assert names(viewer) == ["Anna", ""]


def test_search_leaves_the_viewer_and_asks_for_the_face(viewer, qtbot, filled):
    opened(viewer, qtbot)
    choose_face(viewer, qtbot, 2)
    with qtbot.waitSignal(viewer.closed), qtbot.waitSignal(filled.search_wanted) as caught:
        pressed(viewer, qtbot, "Search this person")
    assert caught.args[0].face == 2


def test_a_face_is_copied(viewer, qtbot):
    opened(viewer, qtbot)
    qtbot.waitUntil(lambda: viewer.photo.images[0].width() == SIZE[0])
    choose_face(viewer, qtbot, 1)
    pressed(viewer, qtbot, "Copy the face as a picture")
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (76, 76)  # a box of 50 and a quarter around it


def test_the_keyboard_alone_names_a_face(viewer, qtbot):
    opened(viewer, qtbot)
    press(viewer, qtbot, Qt.Key.Key_Tab)
    press(viewer, qtbot, Qt.Key.Key_Return)
    field = viewer.faces.card.findChild(QLineEdit)
    assert field.hasFocus()
    qtbot.keyClicks(field, "Bob i")  # letters are no shortcuts while one types
    assert field.text() == "Bob i"
    assert viewer.panel.isHidden()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle(viewer, qtbot)
    assert names(viewer) == ["Bob i", ""]
    assert viewer.photo.hasFocus()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_known_name_is_completed_by_keys(viewer, qtbot, filled):
    filled.workspace.decisions.name(2, "Anna Petrova")
    opened(viewer, qtbot)
    choose_face(viewer, qtbot, 1)
    field = viewer.faces.card.findChild(QLineEdit)
    qtbot.keyClicks(field, "petr")
    popup = field.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    settle(viewer, qtbot)
    assert names(viewer) == ["Anna Petrova"] * 2


def test_space_presses_a_button_that_has_the_focus(viewer, qtbot):
    opened(viewer, qtbot)
    viewer._info.setFocus()
    qtbot.keyClick(viewer._info, Qt.Key.Key_Space)
    assert not viewer.panel.isHidden()
    assert shown(viewer) == "a.jpg"
    press(viewer, qtbot, Qt.Key.Key_Space)
    assert shown(viewer) == "b.jpg"


def test_a_view_of_a_search_shows_the_face_and_per_cents(viewer, qtbot):
    opened(viewer, qtbot, face=2, similarities={2: 91.26})
    assert viewer.photo.selected == 2
    assert viewer.photo.mark(2).percent == 91.26
    assert "91" in viewer.photo.mark(2).label(False)


def test_escape_leaves_what_was_entered_last(viewer, qtbot):
    opened(viewer, qtbot)
    press(viewer, qtbot, Qt.Key.Key_Question)
    assert viewer.keys.isVisible()
    press(viewer, qtbot, Qt.Key.Key_Escape)
    assert not viewer.keys.isVisible()
    press(viewer, qtbot, Qt.Key.Key_D)
    assert viewer.photo.is_drawing
    assert viewer._draw.isChecked()
    press(viewer, qtbot, Qt.Key.Key_Escape)
    assert not viewer.photo.is_drawing
    choose_face(viewer, qtbot, 1)
    press(viewer, qtbot, Qt.Key.Key_Escape)
    assert not viewer.faces.card.isVisible()
    with qtbot.waitSignal(viewer.closed):
        press(viewer, qtbot, Qt.Key.Key_Escape)


def test_boxes_and_information_are_remembered(viewer, qtbot, filled):
    opened(viewer, qtbot)
    press(viewer, qtbot, Qt.Key.Key_B)
    press(viewer, qtbot, Qt.Key.Key_I)
    assert not viewer.photo.boxes_shown
    again = Viewer(filled, viewer.faces.deciding)
    qtbot.addWidget(again)
    assert (again.photo.boxes_shown, again.panel.isHidden()) == (False, False)
    assert (again._boxes.isChecked(), again._info.isChecked()) == (False, True)


def test_information_lists_faces_and_chooses_them(viewer, qtbot):
    opened(viewer, qtbot)
    press(viewer, qtbot, Qt.Key.Key_I)
    rows = viewer.panel._faces
    assert list(rows) == [1, 2]
    qtbot.mouseClick(rows[2], LEFT)
    assert viewer.photo.selected == 2
    assert rows[2].isChecked()


def test_a_missing_file_shows_its_preview_with_a_note(viewer, qtbot, filled, tmp_path):
    (tmp_path / "photos" / "b.jpg").unlink()
    opened(viewer, qtbot, 1)
    assert viewer.note.isVisible()
    assert "preview" in viewer.note._text.text()
    assert viewer.photo.has_picture
    assert viewer.photo.percent == pytest.approx(62, abs=1)
    press(viewer, qtbot, Qt.Key.Key_Right)
    assert not viewer.note.isVisible()


def test_a_file_that_is_back_is_shown(viewer, qtbot, tmp_path):
    path = tmp_path / "photos" / "a.jpg"
    path.rename(path.with_suffix(".away"))
    opened(viewer, qtbot)
    assert viewer.note.isVisible()
    path.with_suffix(".away").rename(path)
    press(viewer, qtbot, Qt.Key.Key_Right)
    press(viewer, qtbot, Qt.Key.Key_Left)
    assert not viewer.note.isVisible()
    assert viewer.photo.images[0].width() == 1600


def test_full_screen_shows_the_photo_alone_and_ends_with_the_viewer(viewer, qtbot, filled):
    opened(viewer, qtbot)
    press(viewer, qtbot, Qt.Key.Key_F11)
    assert viewer.window().isFullScreen()
    assert not viewer._bar.isVisible()
    press(viewer, qtbot, Qt.Key.Key_Escape)
    assert not viewer.window().isFullScreen()
    assert viewer._bar.isVisible()
    press(viewer, qtbot, Qt.Key.Key_F11)
    filled.page_wanted.emit("library")
    assert not viewer.isVisible()
    assert not viewer.window().isFullScreen()


def test_a_damaged_file_says_why(viewer, qtbot, tmp_path):
    path = tmp_path / "photos" / "a.jpg"
    path.write_bytes(path.read_bytes()[:5000])
    opened(viewer, qtbot)
    assert "damaged" in viewer.note._text.text()


def test_no_photos_and_unknown_ones_are_told(viewer, qtbot):
    viewer.desk.view_wanted.emit(View([]))
    assert viewer.note.isVisible()
    viewer.desk.view_wanted.emit(View([99]))
    qtbot.waitUntil(lambda: "99" in viewer.note._text.text())
    assert not viewer.photo.has_picture


def test_what_others_write_is_shown(viewer, qtbot, filled):
    opened(viewer, qtbot)
    filled.workspace.decisions.name(2, "Eva")
    filled.announce(Changes(people=True))
    settle(viewer, qtbot)
    assert names(viewer) == ["", "Eva"]


def test_it_is_dark_in_the_light_theme(viewer, qtbot):
    opened(viewer, qtbot)
    picture = viewer.grab().toImage()
    assert picture.pixelColor(5, 400).name() == DARK.photo_ground
    assert picture.pixelColor(400, 3).name() == DARK.surface


def test_a_drawn_box_becomes_a_face_and_a_harder_look_keeps_it(window, desk, qtbot, assets):
    """With the real engine: the box around a wall is taken at the person's word."""
    path = assets / "data" / "photos" / "samples" / "obama_and_biden.jpg"
    scan(desk.workspace, path)
    found = desk.workspace.library.faces("builtin", 1, None)[0]
    window.resize(1280, 800)
    viewer = window.viewer
    desk.view_wanted.emit(View([1]))
    settle(viewer, qtbot)
    press(viewer, qtbot, Qt.Key.Key_D)
    qtbot.mousePress(viewer.photo, LEFT, pos=QPoint(300, 400))
    qtbot.mouseMove(viewer.photo, QPoint(320, 420))
    qtbot.mouseRelease(viewer.photo, LEFT, pos=QPoint(380, 500))
    qtbot.waitUntil(lambda: len(viewer.photo._marks) == len(found) + 1, timeout=30_000)
    settle(viewer, qtbot)
    drawn = viewer.photo.mark(viewer.photo.selected)
    assert drawn.is_drawn
    assert desk.workspace.library.faces("builtin", 1, None)[1] == len(found) + 1
    with qtbot.waitSignal(desk.jobs.ended, timeout=60_000) as caught:
        press(viewer, qtbot, Qt.Key.Key_L)
    assert caught.args[0].error is None
    assert caught.args[0].result.after >= len(found) + 1
    settle(viewer, qtbot)
    assert viewer.photo.mark(drawn.id).is_drawn
    assert viewer._harder.isEnabled()


def test_a_harder_look_at_a_file_that_is_gone_is_told(viewer, qtbot, filled, tmp_path):
    told = []
    filled.said.connect(told.append)
    opened(viewer, qtbot)
    (tmp_path / "photos" / "a.jpg").unlink()
    with qtbot.waitSignal(filled.jobs.ended, timeout=60_000) as caught:
        press(viewer, qtbot, Qt.Key.Key_L)
    assert caught.args[0].error.code is Code.VANISHED
    assert told[-1].kind == "error"
    assert not viewer.faces.pill.isVisible()


def scan(workspace, path: Path) -> None:
    sources, card = workspace.open_sources([path]), workspace.engine_card()
    workspace.scan(sources, card, CancelToken(), lambda _: None)
