"""The page "Search": samples in, faces out, everything by mouse and keyboard."""

import csv
import json
import math
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import PIL.Image
import pytest
from PySide6.QtCore import QDate, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import Changes
from faceapp.core.similarity import Calibration
from faceapp.services.library import Answering
from faceapp.services.search import Filters
from faceapp.ui.desk import SearchWish
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.pages.search import SearchPage
from faceapp.ui.pages.search_compare import CompareDialog
from faceapp.ui.pages.search_dialog import SampleDialog
from faceapp.ui.recent_samples import recent
from faceapp.ui.widgets.date_popup import DatePopup
from tests.fakes.painted import SCALE, paint, painted_engine
from tests.ui.painted_library import ANNA, BORIS, VERA


@pytest.fixture
def page(painted) -> SearchPage:
    painted.show_page("search")
    return painted.page("search")


@pytest.fixture
def anna(tmp_path: Path) -> Path:
    """A sample: Anna small, Boris large."""
    return paint(tmp_path / "anna.png", (40, 40, 80, ANNA, 0))


@pytest.fixture
def both(tmp_path: Path) -> Path:
    return paint(tmp_path / "both.png", (30, 40, 70, ANNA, 0), (200, 60, 120, BORIS, 0))


def search(page: SearchPage, qtbot, *paths: Path) -> None:
    page.desk.search_wanted.emit(SearchWish(paths=paths))
    settle(page, qtbot)


def settle(page: SearchPage, qtbot) -> None:
    qtbot.waitUntil(lambda: not page.desk.questions.is_busy)


def names(page: SearchPage) -> list[str]:
    model = page.results.model
    return [Path(model.face(row).info.path).name for row in range(model.rowCount())]


def press(widget, name: str, qtbot) -> None:
    button = next(
        button
        for button in widget.findChildren(QPushButton)
        if name in button.text() and button.isVisibleTo(widget)
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def drag(widget, data: QMimeData) -> bool:
    """Drag over a widget and, if it agrees, drop; whether it did."""
    where = QPoint(200, 200)
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where, actions, data, buttons, keys)
    QApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(where), actions, data, buttons, keys))
    return enter.isAccepted()


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def percent(degrees: float) -> float:
    return SCALE.percent(math.cos(math.radians(degrees)))


def test_a_sample_brings_the_faces_like_it_best_first(page, qtbot, anna):
    search(page, qtbot, anna)
    assert names(page) == ["a.png", "e.png", "b.png", "c.png"]
    assert page.results.count.text() == "4 faces  ·  4 photos"
    assert "6 faces searched" in page.results.strangers.text()
    assert page.results.model.shown(1).percent == pytest.approx(percent(20), abs=0.3)


def test_the_largest_face_is_searched_and_a_click_chooses_another(page, qtbot, both):
    search(page, qtbot, both)
    assert names(page) == ["b.png"]
    view = page.results.panel.view
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.box(1).center().toPoint())
    settle(page, qtbot)
    assert names(page)[0] == "a.png"


def test_arrow_keys_and_enter_choose_a_face(page, qtbot, both):
    search(page, qtbot, both)
    view = page.results.panel.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.chosen == 0
    qtbot.keyClick(view, Qt.Key.Key_Return)
    settle(page, qtbot)
    assert (view.chosen, names(page)[0]) == (1, "a.png")


def test_a_face_is_picked_on_the_enlarged_sample(page, qtbot, both):
    search(page, qtbot, both)
    press(page.results.panel, "Enlarge", qtbot)
    picker = QApplication.activeModalWidget()
    qtbot.mouseClick(
        picker.view, Qt.MouseButton.LeftButton, pos=picker.view.box(1).center().toPoint()
    )
    settle(page, qtbot)
    assert page.results.panel.view.chosen == 1
    assert names(page)[0] == "a.png"


def test_the_slider_filters_without_another_query(page, qtbot, anna, monkeypatch):
    search(page, qtbot, anna)
    service = page.desk.workspace.sample_search
    monkeypatch.setattr(service, "find", None)
    slider = page.results.slider
    slider.focusProxy().setFocus()
    for _ in range(15):
        qtbot.keyClick(slider.focusProxy(), Qt.Key.Key_Left)
    assert slider.percent == 70
    settle(page, qtbot)
    assert names(page) == ["a.png", "e.png", "b.png", "c.png", "d.png"]
    qtbot.keyClick(slider.focusProxy(), Qt.Key.Key_End)
    settle(page, qtbot)
    assert names(page) == [
        name
        for name, turned in (("a.png", 0), ("e.png", 20), ("b.png", 30), ("c.png", 50))
        if percent(turned) >= 95
    ]


def test_the_expected_strangers_follow_the_slider(page, qtbot, anna):
    search(page, qtbot, anna)
    found = page.results.model.found
    assert found.strangers(70) == pytest.approx(6 * 1e-3)
    assert found.strangers(95) == pytest.approx(6 * 1e-5)
    assert "hardly any" in page.results.strangers.text()


def test_the_model_keeps_its_word_while_the_slider_moves(page, qtbot, anna):
    model = page.results.model
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    search(page, qtbot, anna)
    for step in (95, 70, 84, 71, 90, 85):
        page.results.slider.set_percent(step)
        page.results._sort.setCurrentIndex(step % 2)
        settle(page, qtbot)
    assert tester.model() is model


def test_the_newest_come_first_and_those_without_a_date_last(page, qtbot, anna):
    search(page, qtbot, anna)
    page.results.slider.set_percent(70)
    page.results._sort.setCurrentIndex(1)
    settle(page, qtbot)
    assert names(page) == ["c.png", "e.png", "b.png", "a.png", "d.png"]


def test_what_is_selected_stays_selected_in_another_order(page, qtbot, anna):
    search(page, qtbot, anna)
    page.results.grid.setCurrentIndex(page.results.model.index(2))
    page.results._sort.setCurrentIndex(1)
    settle(page, qtbot)
    assert [names(page)[row] for row in page.results.actions_on_matches.selected()] == ["b.png"]


def test_where_no_face_reaches_the_per_cent_less_is_offered(page, qtbot, tmp_path):
    search(page, qtbot, paint(tmp_path / "turned.png", (40, 40, 80, BORIS, 57)))
    assert page.results.model.rowCount() == 0
    assert page.results.blank.heading.text() == "No face reaches 85 %"
    press(page.results.blank, "Show 1 face from", qtbot)
    settle(page, qtbot)
    assert names(page) == ["b.png"]
    assert page.results.slider.percent == int(percent(57))


def test_a_stranger_is_not_found_at_any_per_cent(page, qtbot, tmp_path):
    search(page, qtbot, paint(tmp_path / "vera.png", (40, 40, 80, VERA, 0)))
    assert page.results.blank.heading.text() == "This person was not found"


def test_a_photo_without_faces_says_what_to_do(page, qtbot, photos):
    search(page, qtbot, photos / "two/f.png")
    assert page.results.blank.heading.text() == "No face was found on this photo"
    assert not page._compare.isEnabled()
    press(page.results.blank, "Another sample", qtbot)
    assert isinstance(QApplication.activeModalWidget(), SampleDialog)
    qtbot.keyClick(QApplication.activeModalWidget(), Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "empty"), (b"no photo at all", "not a photo"), (None, "no such file")],
)
def test_a_file_that_is_no_photo_says_why(page, qtbot, tmp_path, anna, content, said):
    search(page, qtbot, anna)
    file = tmp_path / "odd.jpg"
    if content is not None:
        file.write_bytes(content)
    search(page, qtbot, file)
    assert page._stack.currentWidget() is page.blank
    assert said in page.blank.text.text()
    press(page.blank, "Back to the results", qtbot)
    assert page._stack.currentWidget() is page.results
    assert len(names(page)) == 4


def test_a_file_that_is_too_large_says_the_limit(page, qtbot, tmp_path):
    file = tmp_path / "large.jpg"
    with file.open("wb") as opened:
        opened.truncate(1025 * 1_000_000)  # a hole: no byte is written
    search(page, qtbot, file)
    assert "1024 MB" in page.blank.text.text()


def test_an_empty_library_offers_to_add_a_folder(make_window, qtbot, tmp_path, anna):
    window = make_window(tmp_path / "nothing")
    window.show_page("search")
    page = window.page("search")
    settle(page, qtbot)
    assert page.blank.heading.text() == "There is no face to search yet"
    search(page, qtbot, anna)
    assert page._stack.currentWidget() is page.blank
    with qtbot.waitSignal(window.desk.paths_dropped) as dropped:
        page._on_folder_chosen(str(tmp_path))
    assert dropped.args == [[tmp_path]]
    window.desk.jobs.stop_all()


def test_a_face_of_the_library_is_searched_with_its_stored_vector(page, qtbot, anna, monkeypatch):
    search(page, qtbot, anna)
    boris = next(
        face.id
        for face in page.desk.workspace.library.faces("builtin", None, None)[0]
        if face.box.width > 100
    )
    monkeypatch.setattr(page.desk.workspace.search, "faces_on", None)
    page.desk.search_wanted.emit(SearchWish(face=boris))
    settle(page, qtbot)
    assert names(page) == ["b.png"]
    assert len(page._sample.faces) == 2  # Anna can be picked on the same photo


def test_a_face_that_vanished_says_so(page, qtbot):
    page.desk.search_wanted.emit(SearchWish(face=4711))
    settle(page, qtbot)
    assert "4711" in page.blank.text.text()


def test_one_photo_dropped_is_searched_while_the_window_scans_several(
    painted, page, qtbot, anna, both, monkeypatch
):
    scanned = []
    monkeypatch.setattr(painted.scanning, "add", scanned.append)
    assert drag(page, files(anna))
    settle(page, qtbot)
    assert names(page)[0] == "a.png"
    assert scanned == []
    drag(page, files(anna, both))
    drag(page, files(anna.parent))
    assert scanned == [[anna, both], [anna.parent]]


def test_a_picture_a_file_and_a_path_are_pasted(page, qtbot, anna, both):
    clipboard = QGuiApplication.clipboard()
    clipboard.setImage(QImage(str(anna)))
    qtbot.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(page, qtbot)
    assert names(page)[0] == "a.png"
    clipboard.setMimeData(files(both))
    qtbot.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(page, qtbot)
    assert names(page) == ["b.png"]
    clipboard.setText(str(anna))
    qtbot.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(page, qtbot)
    assert names(page)[0] == "a.png"


def test_a_clipboard_without_a_picture_is_told(page, qtbot):
    QGuiApplication.clipboard().setText("good morning")
    with qtbot.waitSignal(page.desk.said) as said:
        qtbot.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "no picture" in said.args[0].text


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "bmp", "tiff", "gif", "avif"])
def test_samples_of_many_formats(page, qtbot, tmp_path, anna, suffix):
    file = tmp_path / f"sample.{suffix}"
    options = {"lossless": True} if suffix == "webp" else {}
    PIL.Image.open(anna).save(file, quality=100, **options)
    search(page, qtbot, file)
    assert "a.png" in names(page)


def test_the_dialog_takes_what_was_searched_last(painted, page, qtbot, anna, both):
    search(page, qtbot, anna)
    search(page, qtbot, both)
    assert recent(page.desk.memory) == [both, anna]
    qtbot.keyClick(painted, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SampleDialog)
    settle(page, qtbot)
    qtbot.mouseClick(dialog.recent._buttons[anna], Qt.MouseButton.LeftButton)
    settle(page, qtbot)
    assert names(page)[0] == "a.png"
    assert QApplication.activeModalWidget() is None


def test_the_dialog_takes_a_drop_and_refuses_an_empty_clipboard(painted, page, qtbot, anna):
    painted.desk.search_wanted.emit(SearchWish())
    dialog = QApplication.activeModalWidget()
    qtbot.waitUntil(dialog.isActiveWindow)
    QGuiApplication.clipboard().setText("good morning")
    qtbot.keyClick(dialog, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dialog._refusal.isVisible()
    assert drag(dialog.area, files(anna))
    settle(page, qtbot)
    assert names(page)[0] == "a.png"


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
    page._sample = replace(page._sample, engine="an older one")
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
    monkeypatch.setattr("faceapp.services.sample_search.MOST_FOUND", 2)
    monkeypatch.setattr("faceapp.services.sample_search._USUALLY_FOUND", (1,))
    search(page, qtbot, anna)
    assert page.results.count.text() == "The best 2 faces of more"
    page.results.slider.set_percent(95)
    assert names(page) == ["a.png", "e.png"]


def test_a_window_that_closes_amid_a_search_tells_nobody(painted, page, qtbot, anna):
    page.desk.search_wanted.emit(SearchWish(paths=[anna]))
    painted.close()
    QApplication.processEvents()
    assert page.results.model.rowCount() == 0
