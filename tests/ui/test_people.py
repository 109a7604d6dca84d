"""The page of all people by mouse and keyboard: found, named, merged, hidden, undone."""

# ruff: noqa: F811  the fixtures `page` and `scene`

from contextlib import closing

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from faceapp.core.people import People, PersonTile, Who
from faceapp.ui.models.people import SINGLES, Part, PeopleModel
from faceapp.ui.widgets.people_dialogs import AskToJoin, AskWhoStays
from tests.ui.people_page import (  # noqa: F401
    choose,
    name,
    page,
    said,
    scene,
    titles,
    wait,
)

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def dialog(page, kind):
    return next(found for found in page.window().findChildren(kind) if found.isVisible())


def test_groups_come_by_size_and_single_faces_last(page):
    assert titles(page) == ["Group 1", "Group 2", "Group 3", "Single faces"]
    sections = page.overview.model.sections.tolist()
    assert sections == [Part.GROUPS, Part.GROUPS, Part.GROUPS, Part.SINGLES]
    assert page.overview.grid._title(Part.SINGLES) == "In no group  ·  2"


def test_people_with_a_name_come_first_by_alphabet(page, qtbot):
    name(page, qtbot, 3, "вера")
    name(page, qtbot, 2, "Борис")
    name(page, qtbot, 1, "Анна")
    assert titles(page) == ["Анна", "Борис", "вера", "Single faces"]


def test_model_keeps_the_rules_of_qt(page, qtbot):
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(page.overview.model, mode)
    name(page, qtbot, 1, "Анна")
    page.look_for("анна")
    page.look_for("")
    assert tester.model().rowCount() == 4


def test_a_screen_reader_hears_names_and_counts(page):
    index = page.overview.model.index(0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("Group 1, 4 face")


def test_the_field_above_finds_people_and_leaves_the_photos_alone(page, window, qtbot):
    name(page, qtbot, 1, "Анна Петрова")
    window._field.setText("петр")
    assert titles(page) == ["Анна Петрова"]
    window.show_page("library")
    assert window._field.text() == ""
    window.show_page("people")
    assert window._field.text() == "петр"
    window._field.setText("nobody")
    assert page.overview.blank.isVisible()
    assert "nobody" in page.overview.blank.heading.text()


def test_f2_names_a_group_in_place(page, qtbot):
    told = said(page)
    choose(page, "Group 1")
    qtbot.keyClick(page.overview.grid, Qt.Key.Key_F2)
    field = page.overview.grid.field
    qtbot.keyClicks(field, "Anna")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Anna" in titles(page))
    assert len(told) == 1
    assert told[0].startswith("“Group 1” is Anna now: 4 face")
    assert page.overview.grid.hasFocus()
    assert not field.isVisible()


def test_a_capital_letter_begins_a_name(page, qtbot):
    choose(page, "Group 2")
    qtbot.keyClick(page.overview.grid, "H", Qt.KeyboardModifier.ShiftModifier)
    assert page.overview.grid.field.text() == "H"
    qtbot.keyClick(page.overview.grid.field, Qt.Key.Key_Escape)
    assert not page.overview.grid.field.isVisible()
    assert titles(page)[1] == "Group 2"


def test_naming_completes_from_names_there_are(page, qtbot):
    name(page, qtbot, 1, "Анна")
    choose(page, "Group 2")
    page.overview.grid.begin_naming("а")
    completer = page.overview.grid.field.completer()
    completer.setCompletionPrefix("а")
    assert completer.completionCount() == 1


def test_a_group_gets_the_name_of_a_person_and_joins_it(page, qtbot):
    name(page, qtbot, 1, "Анна")
    choose(page, "Group 2")
    page.overview.grid.named.emit(Who.group(2), "Анна")
    qtbot.waitUntil(lambda: titles(page) == ["Анна", "Group 3", "Single faces"])
    assert page.overview.model.tile(0).faces == 7


def test_a_name_that_is_taken_offers_to_join(page, qtbot):
    name(page, qtbot, 1, "Анна")
    boris = name(page, qtbot, 2, "Борис")
    page.acting.deciding.name_who(boris, "Анна")
    qtbot.waitUntil(lambda: len(page.window().findChildren(AskToJoin)) == 1)
    dialog(page, AskToJoin).yes.click()
    qtbot.waitUntil(lambda: titles(page) == ["Анна", "Group 3", "Single faces"])


def test_m_merges_groups_without_a_question(page, qtbot):
    told = said(page)
    choose(page, "Group 1", "Group 2")
    qtbot.keyClick(page.overview.grid, "m")
    qtbot.waitUntil(lambda: page.overview.model.tile(0).faces == 7)
    assert len(titles(page)) == 3
    assert told[0].startswith("Joined ")
    assert ": 7 face" in told[0]


@pytest.mark.parametrize("letter", ["m", "ь"])
def test_the_key_is_the_same_in_both_layouts(page, qtbot, letter):
    choose(page, "Group 2", "Group 3")
    QTest.sendKeyEvent(QTest.KeyAction.Press, page.overview.grid, Qt.Key.Key_unknown, letter, NONE)
    qtbot.waitUntil(lambda: len(titles(page)) == 3)


def test_two_names_ask_who_stays(page, qtbot):
    name(page, qtbot, 1, "Анна")
    name(page, qtbot, 2, "Борис")
    choose(page, "Анна", "Борис")
    qtbot.keyClick(page.overview.grid, "m")
    asked = dialog(page, AskWhoStays)
    options = asked._group.buttons()
    assert [option.text() for option in options] == ["Анна", "Борис"]
    options[1].click()
    asked.yes.click()
    qtbot.waitUntil(lambda: titles(page) == ["Борис", "Group 3", "Single faces"])
    assert page.overview.model.tile(0).faces == 7


def drag(page, qtbot, what: str, onto: str) -> None:
    grid = page.overview.grid
    places = [
        grid.visualRect(page.overview.model.index(titles(page).index(each))).center()
        for each in (what, onto)
    ]
    qtbot.mousePress(grid.viewport(), LEFT, NONE, places[0])
    middle = (places[0] + places[1]) / 2
    for place in (middle, places[1]):
        qtbot.mouseMove(grid.viewport(), place)
        QApplication.processEvents()
        event_move(grid, place)
    qtbot.mouseRelease(grid.viewport(), LEFT, NONE, places[1])


def event_move(grid, place) -> None:
    """A move with the button down; the offscreen platform knows no buttons of its own."""
    at = QPointF(place)
    there = QPointF(grid.viewport().mapToGlobal(place))
    moved = QMouseEvent(QEvent.Type.MouseMove, at, there, LEFT, LEFT, NONE)
    QApplication.sendEvent(grid.viewport(), moved)


def test_one_tile_dragged_onto_another_merges(page, qtbot):
    name(page, qtbot, 2, "Борис")
    drag(page, qtbot, "Group 1", "Борис")
    qtbot.waitUntil(lambda: titles(page) == ["Борис", "Group 3", "Single faces"])
    assert page.overview.model.tile(0).faces == 7


def test_a_drag_ends_when_others_take_the_places(page, qtbot):
    grid = page.overview.grid
    first, second = (grid.visualRect(page.overview.model.index(row)).center() for row in (0, 1))
    qtbot.mousePress(grid.viewport(), LEFT, NONE, second)
    event_move(grid, first)
    assert grid._target == 0
    name(page, qtbot, 3, "Вера")  # as a scan, or another program, does meanwhile
    assert titles(page)[:2] == ["Вера", "Group 1"]
    qtbot.mouseRelease(grid.viewport(), LEFT, NONE, first)
    wait(qtbot, page)
    assert titles(page) == ["Вера", "Group 1", "Group 2", "Single faces"]


def test_nothing_is_dropped_onto_the_single_faces_or_itself(page, qtbot):
    drag(page, qtbot, "Group 1", "Single faces")
    drag(page, qtbot, "Group 1", "Group 1")
    wait(qtbot, page)
    assert titles(page) == ["Group 1", "Group 2", "Group 3", "Single faces"]


def test_h_hides_and_the_chip_shows_who_is_hidden(page, qtbot):
    choose(page, "Group 2", "Group 3")
    qtbot.keyClick(page.overview.grid, "h")
    qtbot.waitUntil(lambda: titles(page) == ["Group 1", "Single faces"])
    chip = page.overview._hidden
    assert chip.text() == "Hidden: 2"
    chip.click()
    assert len(titles(page)) == 2
    page.overview.grid.choose_runs([(0, 2)])
    qtbot.keyClick(page.overview.grid, "h")
    qtbot.waitUntil(lambda: not titles(page))
    assert page.overview.blank.heading.text() == "Nobody is hidden"
    chip.click()
    assert len(titles(page)) == 4


def test_ctrl_z_takes_a_merge_back_and_ctrl_y_does_it_again(page, window, qtbot):
    choose(page, "Group 1", "Group 2")
    qtbot.keyClick(page.overview.grid, "m")
    qtbot.waitUntil(lambda: len(titles(page)) == 3)
    window.activateWindow()
    qtbot.keyClick(page.overview.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(titles(page)) == 4)
    qtbot.keyClick(page.overview.grid, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(titles(page)) == 3)


def test_what_is_chosen_stays_chosen_when_somebody_decides(page, qtbot):
    choose(page, "Group 3")
    name(page, qtbot, 1, "Анна")
    assert page.overview.grid.chosen() == [Who.group(3)]


def test_buttons_appear_with_a_selection(page):
    shown = page.overview
    assert not shown._merge.isVisible()
    choose(page, "Group 1", "Group 2")
    assert shown._merge.isVisible()
    assert not shown._name.isVisible()
    choose(page, "Group 1")
    assert shown._name.isVisible()
    choose(page, "Single faces")
    assert not shown._hide.isVisible()


def test_enter_and_double_click_open(page, qtbot):
    choose(page, "Group 2")
    qtbot.keyClick(page.overview.grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.person.model.rowCount() == 3)
    qtbot.keyClick(page.person.grid, Qt.Key.Key_Escape)
    assert page.overview.isVisible()
    place = page.overview.grid.visualRect(page.overview.model.index(0)).center()
    qtbot.mouseDClick(page.overview.grid.viewport(), LEFT, NONE, place)
    qtbot.waitUntil(lambda: page.person.model.rowCount() == 4)


def test_the_menu_offers_all_that_can_be_done(page):
    choose(page, "Group 1")
    menu = page.acting.menu(page.overview.chosen(), print, print)
    words = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    assert words == ["Open", "Name…", "Merge with…", "Search this face", "Photos", "Hide"]
    menu.deleteLater()


def test_photos_of_a_group_open_in_the_library(page, window, qtbot):
    with qtbot.waitSignal(window.desk.library_wanted) as wanted:
        page.acting.show_photos([page.overview.model.tile(1)])
    assert len(wanted.args[0]) == 3


def test_an_empty_library_says_what_to_do(window, qtbot):
    window.show_page("people")
    page = window.page("people")
    wait(qtbot, page)
    assert page.overview.blank.heading.text() == "There are no faces yet"


def test_faces_that_are_not_grouped_are_offered(page, scene, qtbot):
    nothing = np.empty(0, np.int64)
    with closing(scene.open()) as database, database.write() as unit:
        unit.groups.replace(nothing, nothing)
    page.reload()
    wait(qtbot, page)
    assert page.overview.blank.heading.text().startswith("11 face")


def test_twenty_thousand_people_are_shown_and_moved_through(qtbot):
    tiles = [PersonTile(Who.person(n), f"Person {n:05}", 3, 2, n) for n in range(20_000)]
    model = PeopleModel()
    model.show(People(tiles, [], [], 0), None, "", hidden=False)
    assert model.rowCount() == 20_000
    assert model.row_of(Who.person(19_999)) == 19_999
    model.show(People(tiles, [], [], 0), None, "person 0001", hidden=False)
    assert model.rowCount() == sum("0001" in f"{n:05}" for n in range(20_000))
    assert SINGLES not in model._rows
