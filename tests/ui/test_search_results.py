"""The page "Search": what can be done with the faces found."""

import csv
import json
import math
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QStringListModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import Changes
from faceapp.core.similarity import Calibration
from faceapp.services.library import Answering
from faceapp.services.search import Filters
from faceapp.ui.desk import SearchWish
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.pages.search_compare import CompareDialog
from faceapp.ui.theme import colours
from faceapp.ui.widgets.date_popup import DatePopup
from faceapp.ui.widgets.match_grid import MatchGrid
from tests.fakes.painted import painted_engine
from tests.ui.search_page import names, percent, press, search, settle


def test_filters_ask_again(page, qtbot, anna):
    search(page, qtbot, anna)
    filters = page.results.filters
    two = next(key for key, title in filters._titles.items() if title == "two")
    filters._set(Filters(source=two))
    settle(page, qtbot)
    assert names(page) == ["e.png"]
    filters._set(Filters(since=date(2021, 1, 1), until=date(2021, 12, 31)))
    settle(page, qtbot)
    assert (names(page), filters._date.text().strip()) == (["c.png"], "2021")
    filters._set(Filters(since=date(1999, 1, 1), until=date(1999, 12, 31)))
    settle(page, qtbot)
    assert page.results.blank.heading.text() == "Nothing to search"
    press(page.results.blank, "Reset the filters", qtbot)
    settle(page, qtbot)
    assert len(names(page)) == 4


@pytest.mark.parametrize("width", [900, 1280, 1700])
def test_the_words_of_a_chip_are_never_cut(page, qtbot, anna, width):
    page.window().resize(width, 800)
    search(page, qtbot, anna)
    filters = page.results.filters
    filters._set(Filters(next(iter(filters._titles)), date(2010, 11, 12), date(2020, 11, 12)))
    settle(page, qtbot)
    qtbot.waitUntil(lambda: filters.width() >= filters.sizeHint().width())
    parts = (filters._source, filters._date, filters.reset, page.results._sort)
    assert all(part.width() >= part.sizeHint().width() for part in parts)
    card = page.results._head
    assert all(card.rect().contains(part.mapTo(card, part.rect().bottomRight())) for part in parts)


def test_the_menus_of_the_chips_choose_a_source_and_a_year(page, qtbot, anna):
    search(page, qtbot, anna)
    filters = page.results.filters
    next(action for action in filters._sources.actions() if action.text() == "two").trigger()
    settle(page, qtbot)
    assert names(page) == ["e.png"]
    qtbot.mouseClick(filters._date, Qt.MouseButton.LeftButton)
    chips = filters.findChild(DatePopup).findChildren(QPushButton)
    assert [chip.text() for chip in chips if chip.text().isdigit()] == [
        "2021",
        "2020",
        "2019",
        "2018",
    ]
    next(chip for chip in chips if chip.text() == "2018").click()
    settle(page, qtbot)
    assert page.results.model.rowCount() == 0


def test_days_are_applied_in_whichever_order_they_are_given(page, qtbot, anna):
    search(page, qtbot, anna)
    filters = page.results.filters
    qtbot.mouseClick(filters._date, Qt.MouseButton.LeftButton)
    popup = filters.findChild(DatePopup)
    popup._since.setDate(QDate(2020, 12, 31))
    popup._until.setDate(QDate(2019, 7, 2))
    popup._on_apply_pressed()
    settle(page, qtbot)
    assert names(page) == ["e.png", "b.png"]
    assert filters._date.text().strip() == "2 July 2019 – 31 December 2020"


def test_why_a_face_was_found(page, qtbot, anna):
    search(page, qtbot, anna)
    page.results.grid.setCurrentIndex(page.results.model.index(1))
    settle(page, qtbot)
    why = page.results.why
    assert why.percent.text() == f"{percent(20):.1f} %"
    facts = [value.text() for value in why._facts._values]
    assert facts[0] == "2 of 4"
    assert float(facts[1]) == pytest.approx(math.cos(math.radians(20)), abs=2e-3)
    assert float(facts[2]) == pytest.approx(2 * math.sin(math.radians(10)), abs=5e-3)
    press(why, "Show it", qtbot)
    settle(page, qtbot)
    assert [names(page)[row] for row in page.results.actions_on_matches.selected()] == ["b.png"]


def test_enter_opens_the_viewer_with_all_photos_found(page, qtbot, anna):
    search(page, qtbot, anna)
    page.results.grid.setCurrentIndex(page.results.model.index(2))
    with qtbot.waitSignal(page.desk.view_wanted) as wanted:
        qtbot.keyClick(page.results.grid, Qt.Key.Key_Return)
    view = wanted.args[0]
    assert (len(view.photos), view.position) == (4, 2)
    assert view.face == page.results.model.number(2)
    assert view.similarities[view.face] == pytest.approx(percent(30), abs=0.3)


def test_the_context_menu_searches_on_and_shows_in_photos(page, qtbot, anna):
    search(page, qtbot, anna)
    page.results.grid.selectAll()
    menu = page.results.actions_on_matches.menu(1)
    actions = {action.text(): action for action in menu.actions()}
    with qtbot.waitSignal(page.desk.library_wanted) as wanted:
        actions["Show in Photos"].trigger()
    assert len(wanted.args[0]) == 4
    actions["Copy the path"].trigger()
    assert QGuiApplication.clipboard().text().endswith("e.png")
    actions["Search for this face"].trigger()
    settle(page, qtbot)
    assert page._sample.name == "e.png"
    menu.deleteLater()


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_the_faces_shown_are_exported_with_their_similarity(page, qtbot, tmp_path, anna, suffix):
    search(page, qtbot, anna)
    file = tmp_path / f"out.{suffix}"
    with qtbot.waitSignal(page.desk.said) as said:
        page.results.actions_on_matches.export(file)
    assert (said.args[0].text, said.args[0].label) == (
        "4 faces were written to out." + suffix + ".",
        "Open",
    )
    text = file.read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines())) if suffix == "csv" else json.loads(text)
    rows = rows if isinstance(rows, list) else rows["faces"]
    assert [Path(row["path"]).name for row in rows] == ["a.png", "e.png", "b.png", "c.png"]
    assert float(rows[1]["similarity"]) == pytest.approx(percent(20), abs=0.3)


def test_of_several_selected_only_these_are_exported(page, qtbot, tmp_path, anna):
    search(page, qtbot, anna)
    grid = page.results.grid
    grid.setCurrentIndex(page.results.model.index(0))
    qtbot.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert page.results.actions_on_matches.rows_to_export() == [0, 1]


def test_an_export_that_fails_is_told(page, qtbot, tmp_path, anna):
    search(page, qtbot, anna)
    with qtbot.waitSignal(page.desk.said) as said:
        page.results.actions_on_matches.export(tmp_path / "out.doc")
    assert said.args[0].kind == "error"


def test_three_ways_of_searching_are_compared(page, qtbot, anna):
    search(page, qtbot, anna)
    qtbot.mouseClick(page._compare, Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CompareDialog)
    settle(page, qtbot)
    texts = [dialog._grid.itemAt(place).widget().text() for place in range(dialog._grid.count())]
    assert texts[1] == "Recall@6"
    assert texts.count("1.00") == 3
    assert "IVF_SQ8" in dialog.index.text()
    dialog.accept()


def test_while_a_scan_runs_nothing_is_compared(page, qtbot, anna):
    search(page, qtbot, anna)

    def endless(token, report):
        while True:
            token.wait(0.01)

    job = page.desk.start(Job("scan", "scan", endless))
    qtbot.mouseClick(page._compare, Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget()
    assert "A scan is running" in dialog.said.text()
    dialog.accept()
    page.desk.jobs.cancel(job)
    qtbot.waitUntil(lambda: job.is_over)


def test_a_provisional_scale_gives_no_number_of_strangers(
    painted_photos,
    tmp_path,
    make_window,
    qtbot,
    anna,
):
    shutil.copytree(painted_photos[0], tmp_path / "painted")
    scale = Calibration("unknown", t70=0.5, t95=0.7)
    window = make_window(tmp_path / "painted", lambda name: painted_engine(name, scale))
    window.show_page("search")
    page = window.page("search")
    search(page, qtbot, anna)
    assert "Provisional scale" in page.results.strangers.text()
    assert "provisional" in page.results.why.meaning.text()


def test_an_earlier_sample_never_overtakes_a_later_one(page, qtbot, anna, both):
    page.desk.search_wanted.emit(SearchWish(paths=[anna]))
    page.desk.search_wanted.emit(SearchWish(paths=[both]))
    settle(page, qtbot)
    assert (page._sample.name, names(page)) == ("both.png", ["b.png"])


def test_work_that_takes_long_is_shown(page, qtbot, anna, monkeypatch):
    settle(page, qtbot)
    for is_warm, said in ((True, "Searching…"), (False, "Opening the engine")):
        page.search(SearchWish(paths=[anna]))
        page.desk.workspace.sample_search.is_warm = is_warm
        page._timer.timeout.emit()
        assert page._bar.isVisible()
        assert said in page._busy_note.text()
    settle(page, qtbot)
    assert not page._bar.isVisible()


def test_the_dialog_is_no_obstacle_to_the_window(page, qtbot):
    page.ask_for_sample()
    dialog = page._dialog
    assert isinstance(dialog, QDialog)
    page.ask_for_sample()
    assert page._dialog is dialog  # not a second one
    dialog.reject()
    assert page._dialog is None
    settle(page, qtbot)


def test_a_library_that_grows_keeps_what_is_shown_and_selected(page, qtbot, anna, photos):
    search(page, qtbot, anna)
    page.results.grid.setCurrentIndex(page.results.model.index(2))
    resets = []
    page.results.model.modelReset.connect(lambda: resets.append(1))
    page.desk.announce(Changes(faces=True))
    settle(page, qtbot)
    assert not resets
    assert [names(page)[row] for row in page.results.actions_on_matches.selected()] == ["b.png"]


def test_a_change_of_the_library_does_not_stop_a_sample_from_being_read(page, qtbot, anna, both):
    search(page, qtbot, anna)
    page.desk.search_wanted.emit(SearchWish(paths=[both]))
    page.desk.announce(Changes(photos=True))
    settle(page, qtbot)
    assert (page._sample.name, names(page)) == ("both.png", ["b.png"])


def test_another_theme_keeps_the_search(painted, page, qtbot, anna):
    search(page, qtbot, anna)
    painted.desk.change_settings(theme="dark")
    fresh = painted.page("search")
    assert fresh is not page
    qtbot.waitUntil(lambda: fresh.results.model.rowCount() == 4)
    settle(fresh, qtbot)
    assert names(fresh)[0] == "a.png"


def test_when_another_engine_answers_the_sample_is_read_anew_and_that_is_said(
    painted_photos, tmp_path, make_window, qtbot, anna
):
    shutil.copytree(painted_photos[0], tmp_path / "painted")
    window = make_window(tmp_path / "painted")
    window.show_page("search")
    page = window.page("search")
    search(page, qtbot, anna)
    assert not page.note.isVisible()
    term = replace(page._term, sample=replace(page._sample, engine="an older one"))
    page._search = replace(page._search, terms=(term,))
    page.desk.announce(Changes(faces=True))
    settle(page, qtbot)
    assert page._sample.engine == "painted builtin"
    assert len(names(page)) == 4
    page.desk.workspace.settings = replace(page.desk.workspace.settings, engine="other")
    page.desk.announce(Changes(faces=True))
    settle(page, qtbot)
    assert "The engine builtin answers: other" in page.note.text()
    assert page.note.isVisible()
    failure = UserError(Code.UNKNOWN_ENGINE, engine="lost", known="builtin")
    page._on_answering_read(Answering("other", 3, 9, "lost", failure))
    assert "what the engine other knows: 3 of 9 photos" in page.note.text()
    assert page.note.text().endswith("There is no engine lost. Known: builtin")


def test_more_faces_than_are_shown_are_said_to_be_more(page, qtbot, anna, monkeypatch):
    monkeypatch.setattr("faceapp.services.search.MOST_FOUND", 2)
    monkeypatch.setattr("faceapp.services.search._USUALLY_FOUND", (1,))
    search(page, qtbot, anna)
    assert page.results.count.text() == "The best 2 faces of more"
    page.results.slider.set_percent(95)
    assert names(page) == ["a.png", "e.png"]


def test_a_window_that_closes_amid_a_search_tells_nobody(painted, page, qtbot, anna):
    page.desk.search_wanted.emit(SearchWish(paths=[anna]))
    painted.close()
    QApplication.processEvents()
    assert page.results.model.rowCount() == 0


class _WatchedGrid(MatchGrid):
    def __init__(self, parent):
        super().__init__(parent)
        self.painted = []

    def paintEvent(self, event):  # noqa: N802  Qt's name
        self.painted.append(event.region().boundingRect().height())
        super().paintEvent(event)


def test_scrolling_paints_what_comes_into_sight_and_no_more(window, qtbot):
    grid = _WatchedGrid(window.page("library"))
    grid.setModel(QStringListModel(["face"] * 500, grid))
    grid.setGeometry(0, 0, 800, 600)
    grid.show()

    def painted_after_a_step() -> list[int]:
        grid.painted.clear()
        grid.verticalScrollBar().setValue(grid.verticalScrollBar().value() + 20)
        QApplication.processEvents()
        return grid.painted

    # Not the first times: rows are laid out in batches.
    qtbot.waitUntil(lambda: 0 < max(painted_after_a_step(), default=0) <= 20)
    ground = grid.viewport().grab().toImage().pixelColor(1, 1)
    assert ground.name() == colours().ground
