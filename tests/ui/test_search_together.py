"""The page "Search": several people together, by mouse and keyboard."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication

from faceapp.core.combining import MOST_TERMS, Rule
from faceapp.ui.desk import SearchWish
from faceapp.ui.pages.search_chooser import FaceChooser
from faceapp.ui.pages.search_dialog import SampleDialog
from tests.fakes.painted import paint
from tests.ui.painted_library import ANNA, BORIS, VERA
from tests.ui.search_page import choose, files, names, percent, press, search, settle, terms


def add(page, qtbot, **wish: object) -> None:
    page.desk.search_wanted.emit(SearchWish(joins=True, **wish))
    settle(page, qtbot)


def set_rule(page, qtbot, place: int, rule: Rule) -> None:
    menu = terms(page).chips[place].menu()
    next(entry for entry in menu.actions() if entry.property("rule") == str(rule)).trigger()
    menu.deleteLater()
    settle(page, qtbot)


@pytest.fixture
def pair(page, qtbot, both):
    """Both faces of a sample are searched for; they are on b.png."""
    search(page, qtbot, both)
    page.results.slider.set_percent(70)
    menu = terms(page).menu()
    choose(menu, "Face 2")
    menu.deleteLater()
    settle(page, qtbot)
    return page


@pytest.fixture
def turned(page, qtbot, tmp_path):
    """The same with Anna turned away from b.png by 52 degrees: 86 per cent."""
    sample = paint(tmp_path / "turned.png", (30, 40, 70, ANNA, 82), (200, 60, 120, BORIS, 0))
    search(page, qtbot, sample)
    page.results.slider.set_percent(70)
    terms(page)._add_face(1)
    settle(page, qtbot)
    return page


def test_one_sample_alone_has_no_rule_and_no_cross(page, qtbot, anna):
    search(page, qtbot, anna)
    (chip,) = terms(page).chips
    assert not chip.rule.isVisible()
    assert not chip.cross.isVisible()
    assert "anna.png" in chip.face.text()
    assert page._compare.isEnabled()


def test_both_faces_of_a_sample_are_searched_together(pair):
    assert names(pair) == ["b.png"]
    assert len(terms(pair).chips) == 2
    assert pair.results.panel.view.chosen == 1
    assert not pair._compare.isEnabled()
    shown = pair.results.model.shown(0)
    assert len(shown.faces) == 2


def test_the_slider_follows_without_another_query(turned, qtbot, monkeypatch):
    monkeypatch.setattr(turned.desk.workspace.combined_search, "find", None)
    turned.results.slider.set_percent(95)
    assert turned.results.model.rowCount() == 0
    assert turned.results.blank.heading.text() == "No photo fits at 95 %"
    press(turned.results.blank, "Show 1 photo", qtbot)
    settle(turned, qtbot)
    assert names(turned) == ["b.png"]
    assert turned.results.model.shown(0).percent == pytest.approx(percent(52), abs=0.5)


def test_rules_are_switched_on_the_chips(pair, qtbot):
    set_rule(pair, qtbot, 0, Rule.NONE)  # Boris, the larger one
    assert names(pair) == ["a.png", "e.png", "c.png", "d.png"]
    set_rule(pair, qtbot, 0, Rule.ANY)
    set_rule(pair, qtbot, 1, Rule.ANY)
    assert set(names(pair)) == {"a.png", "b.png", "c.png", "d.png", "e.png"}
    assert terms(pair).chips[0].rule.text() == "or"


def test_the_keyboard_stays_where_a_rule_is_switched(pair, qtbot):
    window = pair.window()
    terms(pair).chips[0].rule.setFocus()
    set_rule(pair, qtbot, 0, Rule.ANY)
    assert window.focusWidget() is terms(pair).chips[0].rule
    add(pair, qtbot, face=pair.results.model.number(0))
    terms(pair).chips[2].cross.setFocus()
    qtbot.keyClick(terms(pair).chips[2].cross, Qt.Key.Key_Space)
    settle(pair, qtbot)
    assert window.focusWidget() is terms(pair).chips[1].cross


def test_limits_hold_for_an_answer_that_was_on_its_way(page, qtbot, both):
    search(page, qtbot, both)
    page.results.slider.set_percent(70)
    terms(page)._add_face(1)
    terms(page).at_most.click()
    terms(page).most.setValue(1)
    settle(page, qtbot)
    assert page.results.model.rowCount() == 0


def test_nobody_to_look_for_is_said(pair, qtbot):
    set_rule(pair, qtbot, 0, Rule.NONE)
    set_rule(pair, qtbot, 1, Rule.NONE)
    assert pair.results.blank.heading.text() == "Nobody to look for"
    set_rule(pair, qtbot, 1, Rule.ALL)
    assert "a.png" in names(pair)


def test_the_cross_and_the_delete_key_take_somebody_away(pair, qtbot):
    set_rule(pair, qtbot, 1, Rule.ANY)
    qtbot.mouseClick(terms(pair).chips[0].cross, Qt.MouseButton.LeftButton)
    settle(pair, qtbot)
    assert names(pair)[0] == "a.png"
    assert pair._compare.isEnabled()  # one face alone, whatever its rule was
    menu = terms(pair).menu()
    choose(menu, "Face 1")
    menu.deleteLater()
    settle(pair, qtbot)
    terms(pair).chips[1].face.setFocus()
    qtbot.keyClick(terms(pair).chips[1].face, Qt.Key.Key_Delete)
    settle(pair, qtbot)
    assert len(terms(pair).chips) == 1


def test_only_them_and_at_most_so_many_faces(page, qtbot, anna):
    search(page, qtbot, anna)
    qtbot.mouseClick(terms(page).only_them, Qt.MouseButton.LeftButton)
    settle(page, qtbot)
    assert names(page) == ["a.png", "e.png", "c.png"]
    assert page.results.count.text().startswith("3 photos")
    qtbot.mouseClick(terms(page).only_them, Qt.MouseButton.LeftButton)
    settle(page, qtbot)
    assert len(names(page)) == 4
    qtbot.mouseClick(terms(page).at_most, Qt.MouseButton.LeftButton)
    settle(page, qtbot)
    assert names(page) == ["a.png", "e.png", "b.png", "c.png"]
    terms(page).most.setValue(1)
    settle(page, qtbot)
    assert names(page) == ["a.png", "e.png", "c.png"]


def test_a_limit_alone_asks_no_other_query(pair, qtbot, monkeypatch):
    monkeypatch.setattr(pair.desk.workspace.combined_search, "find", None)
    terms(pair).only_them.click()
    assert names(pair) == ["b.png"]
    terms(pair).at_most.click()
    terms(pair).most.setValue(1)
    assert pair.results.blank.heading.text() == "No photo fits"


def test_a_click_on_a_chip_shows_its_sample(pair, qtbot, anna):
    add(pair, qtbot, paths=[anna])
    assert pair._sample.name == "anna.png"
    qtbot.mouseClick(terms(pair).chips[0].face, Qt.MouseButton.LeftButton)
    settle(pair, qtbot)
    assert pair._sample.name == "both.png"
    assert pair.results.panel.view.chosen == 0


def test_a_sample_of_its_own_per_cent_is_told_on_the_chip(turned, qtbot):
    menu = terms(turned).chips[1].menu()
    choose(menu, "95 %")
    settle(turned, qtbot)
    assert "95" in terms(turned).chips[1].face.text()
    assert names(turned) == []
    assert turned.results.blank.heading.text() == "No photo fits"
    choose(terms(turned).chips[1].menu(), "70 %")
    settle(turned, qtbot)
    turned.results.slider.set_percent(95)
    assert names(turned) == ["b.png"]


def test_a_weak_sample_is_marked(page, qtbot, tmp_path, anna):
    search(page, qtbot, paint(tmp_path / "tiny.png", (40, 40, 20, ANNA, 0)))
    assert page._term.is_weak


def test_a_picture_on_the_clipboard_and_a_file_join(page, qtbot, anna, both):
    search(page, qtbot, both)
    QGuiApplication.clipboard().setMimeData(files(anna))
    menu = terms(page).menu()
    choose(menu, "clipboard")
    settle(page, qtbot)
    assert names(page) == ["b.png"]
    choose(menu, "sample photo")
    menu.deleteLater()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SampleDialog)
    dialog.area.taken.emit(SearchWish(paths=[anna]))
    settle(page, qtbot)
    assert len(page._search.terms) == 3


def test_a_clipboard_without_a_picture_is_told(page, qtbot, anna):
    search(page, qtbot, anna)
    QGuiApplication.clipboard().setText("good morning")
    with qtbot.waitSignal(page.desk.said) as said:
        terms(page)._on_paste_pressed()
    assert "no picture" in said.args[0].text


def test_a_face_of_the_library_joins(page, qtbot, both):
    search(page, qtbot, both)
    menu = terms(page).menu()
    choose(menu, "face of the library")
    menu.deleteLater()
    chooser = QApplication.activeModalWidget()
    assert isinstance(chooser, FaceChooser)
    settle(page, qtbot)
    assert chooser.faces.count() == 6
    chooser.field.setText("e.png")
    qtbot.waitUntil(lambda: chooser.faces.count() == 1)
    settle(page, qtbot)
    chooser.faces.setFocus()
    qtbot.keyClick(chooser.faces, Qt.Key.Key_Return)
    settle(page, qtbot)
    assert [term.name for term in page._search.terms] == ["both.png", "e.png"]
    assert names(page) == ["b.png"]


def test_words_that_no_photo_fits_are_told(page, qtbot, both):
    chooser = FaceChooser(page.desk, page)
    chooser.field.setText("nowhere")
    qtbot.waitUntil(lambda: "No photo" in chooser.said.text())
    assert not chooser._choose.isEnabled()
    chooser.deleteLater()


def test_a_face_that_was_found_joins(page, qtbot, both):
    search(page, qtbot, both)
    menu = page.results.actions_on_matches.menu(0)
    choose(menu, "Add to the search")
    menu.deleteLater()
    settle(page, qtbot)
    assert len(page._search.terms) == 2


def test_a_sample_without_a_face_and_a_broken_file_leave_the_search_as_it_is(
    page, qtbot, anna, photos, tmp_path
):
    search(page, qtbot, anna)
    for path, said in ((photos / "two/f.png", "No face"), (tmp_path / "none.jpg", "no such file")):
        with qtbot.waitSignal(page.desk.said) as told:
            add(page, qtbot, paths=[path])
        assert said in told.args[0].text
    assert (len(page._search.terms), len(names(page))) == (1, 4)
    assert not page._bar.isVisible()


def test_more_than_can_be_combined_are_refused(page, qtbot, anna):
    search(page, qtbot, anna)
    for _ in range(MOST_TERMS - 1):
        add(page, qtbot, paths=[anna])
    assert len(terms(page).chips) == MOST_TERMS
    with qtbot.waitSignal(page.desk.said) as said:
        qtbot.mouseClick(terms(page).add, Qt.MouseButton.LeftButton)
    assert str(MOST_TERMS) in said.args[0].text
    with qtbot.waitSignal(page.desk.said):
        add(page, qtbot, paths=[anna])
    assert len(terms(page).chips) == MOST_TERMS


def test_who_is_on_a_photo_stands_beside_it(pair, qtbot):
    settle(pair, qtbot)
    side = pair.results._side
    assert side.heading.text() == "Who is on this photo"
    names = [label.toolTip() for label in side.together.findChildren(type(side.heading))]
    assert names.count("both.png") == 2


def test_enter_opens_the_viewer_with_every_face_that_fits(pair, qtbot):
    pair.results.grid.setCurrentIndex(pair.results.model.index(0))
    with qtbot.waitSignal(pair.desk.view_wanted) as wanted:
        qtbot.keyClick(pair.results.grid, Qt.Key.Key_Return)
    assert len(wanted.args[0].similarities) == 2


def test_every_face_that_fits_is_exported(pair, qtbot, tmp_path):
    menu = pair.results.actions_on_matches.menu(0)
    texts = [entry.text() for entry in menu.actions() if isinstance(entry, QAction)]
    assert any("Export 2 faces" in text for text in texts)
    menu.deleteLater()
    with qtbot.waitSignal(pair.desk.said):
        pair.results.actions_on_matches.export(tmp_path / "out.json")
    rows = json.loads((tmp_path / "out.json").read_text())["faces"]
    assert [Path(row["path"]).name for row in rows] == ["b.png", "b.png"]


def test_another_theme_keeps_everybody(painted, pair, qtbot):
    terms(pair).only_them.click()
    painted.desk.change_settings(theme="dark")
    fresh = painted.page("search")
    assert fresh is not pair
    qtbot.waitUntil(lambda: fresh.results.model.rowCount() == 1)
    settle(fresh, qtbot)
    assert len(terms(fresh).chips) == 2
    assert terms(fresh).only_them.isChecked()


def test_a_stranger_beside_nobody_is_on_no_photo(pair, qtbot, tmp_path):
    add(pair, qtbot, paths=[paint(tmp_path / "vera.png", (40, 40, 80, VERA, 0))])
    assert pair.results.blank.heading.text() == "No photo fits"


def test_the_keyboard_reaches_chips_rules_and_limits(pair, qtbot):
    pair.window().activateWindow()
    chips = terms(pair).chips
    parts = [part for chip in chips for part in (chip.rule, chip.face, chip.cross)]
    parts += [terms(pair).add, terms(pair).only_them, terms(pair).at_most]
    assert all(part.focusPolicy() & Qt.FocusPolicy.TabFocus for part in parts)
    assert all(part.accessibleName() or part.text() for part in parts)
