"""The page of one person: faces confirmed, refused, split out, moved; years; who else is there."""

# ruff: noqa: F811  the fixtures `page` and `scene`

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QAbstractItemModelTester

from faceapp.core.people import Who
from faceapp.ui.models.faces import State
from faceapp.ui.models.people import SINGLES
from faceapp.ui.widgets.people_dialogs import AskDescription, AskName
from tests.ui.people_page import name, page, said, scene, titles, wait  # noqa: F401


@pytest.fixture
def anna(page, scene, qtbot) -> Who:
    """Anna, whose page is open; the last of her four faces is guessed."""
    who = name(page, qtbot, 1, "Анна")
    with_guess = scene.faces["vera"][:1]
    scene.guess(with_guess, who.id)
    open_page(page, qtbot, who)
    return who


def open_page(page, qtbot, who: Who) -> None:
    page.open(who)
    qtbot.waitUntil(lambda: page.person.shown is not None and page.person.shown.who == who)
    wait(qtbot, page)
    page.person.grid.setFocus()


def faces(page, state: int) -> list[int]:
    view = page.person
    pairs = zip(view.model.faces, view.model.sections.tolist(), strict=True)
    return [face.face for face, part in pairs if part == state]


def choose(page, *chosen: int) -> None:
    view = page.person
    view.grid.choose_rows(view.model.rows_of(chosen))
    view.grid.set_current(view.grid.rows()[0])


def dialog(page, kind):
    return next(found for found in page.window().findChildren(kind) if found.isVisible())


def test_guessed_faces_come_first_then_the_confirmed(page, anna, scene):
    assert faces(page, State.GUESSED) == scene.faces["vera"][:1]
    assert sorted(faces(page, State.CONFIRMED)) == scene.faces["anna"]
    assert page.person.head.counts.text().startswith("5 face")
    assert "1 guessed" in page.person.head.counts.text()


def test_all_guessed_faces_are_counted(page, anna, scene, qtbot):
    scene.guess(scene.faces["vera"], anna.id)
    page.reload()
    qtbot.waitUntil(lambda: len(faces(page, State.GUESSED)) == 2)
    assert "2 guessed" in page.person.head.counts.text()


def test_model_keeps_the_rules_of_qt(page, anna):
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(page.person.model, mode)
    page.person._on_year_wanted(2020)
    page.person._on_year_wanted(None)
    assert tester.model().rowCount() == 5


def test_a_screen_reader_hears_what_is_guessed(page, anna):
    said = [
        page.person.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)
    ]
    assert said[0].startswith("Guessed face, ")
    assert said[1].startswith("Face, ")


def test_y_confirms_what_was_guessed(page, anna, scene, qtbot):
    choose(page, *scene.faces["vera"][:1])
    qtbot.keyClick(page.person.grid, "y")
    qtbot.waitUntil(lambda: not faces(page, State.GUESSED))
    assert len(faces(page, State.CONFIRMED)) == 5


def test_n_refuses_for_ever(page, anna, scene, qtbot):
    choose(page, *scene.faces["vera"][:1])
    qtbot.keyClick(page.person.grid, "n")
    qtbot.waitUntil(lambda: page.person.model.rowCount() == 4)
    assert not faces(page, State.GUESSED)


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_0])
def test_zero_and_del_say_it_is_no_face(page, anna, scene, qtbot, key):
    choose(page, scene.faces["anna"][0])
    qtbot.keyClick(page.person.grid, key)
    qtbot.waitUntil(lambda: page.person.model.rowCount() == 4)
    assert scene.faces["anna"][0] not in faces(page, State.CONFIRMED)


def test_x_splits_faces_out_and_the_name_can_wait(page, anna, scene, qtbot):
    choose(page, *scene.faces["anna"][:2])
    qtbot.keyClick(page.person.grid, "x")
    asked = dialog(page, AskName)
    assert asked.yes.isEnabled()
    asked.yes.click()
    qtbot.waitUntil(lambda: page.person.model.rowCount() == 3)
    page.person.left.emit()
    wait(qtbot, page)
    assert [tile.faces for tile in page.overview._people.groups] == [3, 2]


def test_faces_move_to_the_person_whose_name_is_typed(page, anna, scene, qtbot):
    name(page, qtbot, 2, "Boris")
    choose(page, *scene.faces["anna"][:2])
    qtbot.keyClick(page.person.grid, "B", Qt.KeyboardModifier.ShiftModifier)
    field = dialog(page, AskName).field
    assert field.text() == "B"
    qtbot.keyClicks(field, "oris")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.person.model.rowCount() == 3)
    wait(qtbot, page)
    assert [(tile.name, tile.faces) for tile in page.overview._people.named] == [
        ("Boris", 5),
        ("Анна", 3),
    ]


def test_c_chooses_the_cover(page, anna, scene, qtbot):
    wanted = scene.faces["anna"][2]
    choose(page, wanted)
    qtbot.keyClick(page.person.grid, "c")
    qtbot.waitUntil(lambda: page.person.shown.page.tile.cover == wanted)


def test_s_searches_the_face(page, anna, scene, qtbot, window):
    choose(page, scene.faces["anna"][1])
    with qtbot.waitSignal(window.desk.search_wanted) as wanted:
        page.person.faces.act("s")
    assert wanted.args[0].face == scene.faces["anna"][1]


def test_a_face_opens_its_photo_among_those_of_the_person(page, anna, scene, qtbot, window):
    choose(page, scene.faces["anna"][0])
    with qtbot.waitSignal(window.desk.view_wanted) as wanted:
        qtbot.keyClick(page.person.grid, Qt.Key.Key_Return)
    view = wanted.args[0]
    assert view.face == scene.faces["anna"][0]
    assert len(view.photos) == 4
    assert view.photos[view.position] == page.person.shown.faces[-1].photo


def test_a_year_shows_its_faces_alone_and_once_more_all(page, anna, qtbot):
    timeline = page.person.head.timeline
    assert timeline._counts == {2018: 1, 2020: 2, 2021: 2}
    timeline.setFocus()
    qtbot.keyClick(timeline, Qt.Key.Key_Home)
    qtbot.keyClick(timeline, Qt.Key.Key_Right)
    qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert page.person.model.rowCount() == 5  # nothing is from 2019
    qtbot.keyClick(timeline, Qt.Key.Key_Right)
    qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert page.person.model.rowCount() == 2
    place = timeline._place(2).center().toPoint()
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert page.person.model.rowCount() == 5


def test_others_on_the_same_photos_can_be_opened(page, anna, qtbot):
    boris = name(page, qtbot, 2, "Борис")
    page.open(anna)
    wait(qtbot, page)
    chip = page.person.head._together.itemAt(0).widget()
    assert chip.text() == "Борис  3"
    chip.click()
    qtbot.waitUntil(lambda: page.person.shown.who == boris)


def test_the_name_is_changed_in_place(page, anna, qtbot):
    qtbot.keyClick(page.person.grid, Qt.Key.Key_F2)
    field = page.person.head.field
    assert field.isVisible()
    field.selectAll()
    qtbot.keyClicks(field, "Anna P")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.person.said == "Anna P")
    assert page.window().windowTitle().startswith("People")


def test_naming_a_group_leads_on_to_the_person_it_becomes(page, qtbot):
    open_page(page, qtbot, Who.group(1))
    qtbot.keyClick(page.person.grid, Qt.Key.Key_F2)
    qtbot.keyClicks(page.person.head.field, "Anna")
    qtbot.keyClick(page.person.head.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.person.said == "Anna")
    assert page.person.isVisible()


def test_undoing_that_leads_back_to_everybody(page, qtbot):
    open_page(page, qtbot, Who.group(1))
    page.acting.deciding.name_who(Who.group(1), "Anna")
    qtbot.waitUntil(lambda: page.person.said == "Anna")
    page.acting.deciding.undo()
    qtbot.waitUntil(page.overview.isVisible)
    wait(qtbot, page)
    assert "Group 1" in titles(page)


def test_what_is_told_of_a_person_is_kept(page, anna, qtbot):
    page.person._on_description_wanted()
    asked = dialog(page, AskDescription)
    asked.caption.setText("моя сестра")
    asked.yes.click()
    qtbot.waitUntil(lambda: page.person.head.caption.text() == "моя сестра")


def test_a_group_offers_less(page, qtbot):
    open_page(page, qtbot, Who.group(1))
    page.person.grid.choose_runs([(0, 1)])
    assert page.person.faces.letters() == ["x", "0", "s"]
    assert len(page.person.model.sections) == 0


def test_single_faces_are_named_from_their_page(page, scene, qtbot):
    page.open(SINGLES)
    qtbot.waitUntil(lambda: page.person.model.rowCount() == 2)
    wait(qtbot, page)
    page.person.grid.choose_runs([(0, 2)])
    assert page.person.faces.letters() == ["0"]
    page.person.faces.ask_to_move("Gleb")
    asked = dialog(page, AskName)
    asked.yes.click()
    qtbot.waitUntil(lambda: page.person.model.rowCount() == 0)
    wait(qtbot, page)
    assert [tile.name for tile in page.overview._people.named] == ["Gleb"]


def test_after_single_faces_a_person_has_all_buttons_again(page, anna, qtbot):
    open_page(page, qtbot, SINGLES)
    head = page.person.head
    assert not any(part.isVisible() for part in (head._edit, head._photos, head.more))
    open_page(page, qtbot, anna)
    assert all(part.isVisible() for part in (head._edit, head._photos, head.more))


def test_what_was_confirmed_is_not_suggested_beside_it(page, anna, scene, qtbot):
    view, face = page.person, scene.faces["vera"][0]
    view._suggested = [known for known in view.shown.faces if known.face == face]
    view._on_loaded(view.shown)
    assert [known.face for known in view.model.faces].count(face) == 1


def test_covers_of_somebody_else_that_come_late_are_not_shown(page, anna, qtbot):
    late = page.person.shown.page
    open_page(page, qtbot, Who.group(2))
    cover = page.person.head._cover
    picture = QPixmap(8, 8)
    page.person.head.show_cover(picture)
    page.person._on_covers_made((late, {}))
    assert cover.pixmap().size() == picture.size()


def test_escape_lets_go_of_faces_then_of_the_page(page, anna, qtbot):
    page.window().activateWindow()
    choose(page, *[face.face for face in page.person.model.faces[:1]])
    qtbot.keyClick(page.person.grid, Qt.Key.Key_Escape)
    assert page.person.isVisible()
    qtbot.keyClick(page.person.grid, Qt.Key.Key_Escape)
    assert page.overview.isVisible()


def test_buttons_for_chosen_faces_are_those_that_make_sense(page, anna, scene):
    choose(page, *scene.faces["anna"][:2])
    shown = [letter for letter, made in page.person._buttons.items() if made.isVisible()]
    assert shown == ["y", "n", "x", "0"]
    choose(page, scene.faces["anna"][0])
    shown = [letter for letter, made in page.person._buttons.items() if made.isVisible()]
    assert shown == ["y", "n", "x", "0", "c", "s"]
    assert page.person._buttons["n"].text() == "Not Анна"


def test_a_decision_is_told_with_how_many_it_is_about(page, anna, scene, qtbot):
    told = said(page)
    choose(page, *scene.faces["anna"][:2])
    qtbot.keyClick(page.person.grid, "n")
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].startswith("2 face")
    assert "Анна" in told[0]
