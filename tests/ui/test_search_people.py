"""The page "Search": somebody by name, alone and together with others."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget

from faceapp.core.jobs import Changes
from faceapp.core.people import Who
from faceapp.ui.desk import SearchWish
from faceapp.ui.widgets.pick_popup import PickPopup
from tests.ui.search_page import choose, names, press, search, settle, terms


def named(page, qtbot, name: str, photo: str) -> int:
    """Give the left face on a photo a name; the number of the person."""
    workspace = page.desk.workspace
    known = workspace.library.faces("builtin", None, None)[0]
    face = min((face for face in known if face.path.endswith(photo)), key=lambda face: face.box.x)
    workspace.decisions.name(face.id, name)
    page.desk.announce(Changes(people=True))
    settle(page, qtbot)
    return workspace.people.find(name).id


def test_somebody_is_searched_by_name_from_the_start(page, qtbot):
    named(page, qtbot, "Anna", "c.png")
    press(page.start, "by name", qtbot)
    settle(page, qtbot)
    popup = page.findChild(PickPopup)
    people = popup.findChild(QListWidget)
    assert people.item(0).text().startswith("Anna")
    qtbot.mouseClick(
        people.viewport(),
        Qt.MouseButton.LeftButton,
        pos=people.visualItemRect(people.item(0)).center(),
    )
    settle(page, qtbot)
    assert names(page) == ["c.png"]
    assert not page.results.slider.isEnabled()  # names are no matter of likeness
    assert page.results.model.shown(0).percent is None
    assert "name" in page.results.panel._faces.text()


def test_a_name_joins_and_leaves_a_search(page, qtbot, both):
    named(page, qtbot, "Anna", "b.png")
    search(page, qtbot, both)  # Boris, the larger one
    terms(page).ask_for_person()
    settle(page, qtbot)
    popup = page.findChild(PickPopup)
    item = popup.findChild(QListWidget).item(0)
    item.setCheckState(Qt.CheckState.Checked)
    settle(page, qtbot)
    assert names(page) == ["b.png"]
    assert [term.name for term in page._search.terms] == ["both.png", "Anna"]
    item.setCheckState(Qt.CheckState.Unchecked)
    settle(page, qtbot)
    assert len(page._search.terms) == 1
    popup.close()


def test_with_a_name_come_faces_that_are_much_alike(page, qtbot):
    page.search(SearchWish(person=named(page, qtbot, "Anna", "a.png")))
    settle(page, qtbot)
    assert names(page) == ["a.png"]
    menu = terms(page).chips[0].menu()
    choose(menu, "95 %")
    menu.deleteLater()
    settle(page, qtbot)
    assert names(page)[0] == "a.png"
    assert set(names(page)) > {"a.png"}
    assert page.results.slider.isEnabled()


def test_who_is_renamed_or_gone_is_so_in_the_search(page, qtbot, both):
    number = named(page, qtbot, "Anna", "c.png")
    page.search(SearchWish(person=number))
    settle(page, qtbot)
    people = page.desk.workspace.people_decisions
    people.name(Who.person(number), "Anna Maria")
    page.desk.announce(Changes(people=True))
    settle(page, qtbot)
    assert [term.name for term in page._search.terms] == ["Anna Maria"]
    assert "Anna Maria" in terms(page).chips[0].face.text()
    page.desk.workspace.decisions.undo()
    page.desk.workspace.decisions.undo()  # nobody has a name any more
    page.desk.announce(Changes(people=True))
    settle(page, qtbot)
    assert page._search.terms == ()
    assert page.start.isVisible()


def test_who_was_taken_out_while_names_were_read_stays_out(page, qtbot, both):
    search(page, qtbot, both)
    page.search(SearchWish(person=named(page, qtbot, "Anna", "b.png"), joins=True))
    settle(page, qtbot)
    assert len(page._search.terms) == 2
    page.desk.announce(Changes(people=True))  # asks who is called how now
    terms(page)._remove(1)
    settle(page, qtbot)
    assert [term.name for term in page._search.terms] == ["both.png"]


def test_what_is_typed_and_entered_picks_a_person(qtbot, page):
    for number, photo in enumerate(["a.png", "b.png", "c.png", "d.png", "e.png"]):
        named(page, qtbot, f"Person {number}", photo)
    workspace = page.desk.workspace
    boris = max(workspace.library.faces("builtin", None, None)[0], key=lambda face: face.box.width)
    workspace.decisions.name(boris.id, "Boris")
    terms(page).ask_for_person()
    settle(page, qtbot)
    popup = page.findChild(PickPopup)
    field = popup.findChild(QLineEdit)
    qtbot.keyClicks(field, "bor")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle(page, qtbot)
    assert [term.name for term in page._search.terms] == ["Boris"]
    popup.close()


def test_without_names_it_is_said_how_to_give_one(page, qtbot):
    with qtbot.waitSignal(page.desk.said) as said:
        terms(page).ask_for_person()
    assert "Nobody has a name" in said.args[0].text
