"""The page "Search": samples in, faces out, by mouse and keyboard."""

import PIL.Image
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from faceapp.ui.desk import SearchWish
from faceapp.ui.pages.search_dialog import SampleDialog
from faceapp.ui.recent_samples import recent
from tests.fakes.painted import paint
from tests.ui.painted_library import BORIS, VERA
from tests.ui.search_page import drag, files, names, percent, press, search, settle


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
    press(page.results.blank, "Show 1 face", qtbot)
    settle(page, qtbot)
    assert names(page) == ["b.png"]
    assert page.results.slider.percent == int(percent(57))


def test_a_stranger_is_not_found_at_any_per_cent(page, qtbot, tmp_path):
    search(page, qtbot, paint(tmp_path / "vera.png", (40, 40, 80, VERA, 0)))
    assert page.results.blank.heading.text() == "This person was not found"


def test_a_photo_without_faces_says_what_to_do(page, qtbot, photos):
    search(page, qtbot, photos / "two/f.png")
    assert page.results.blank.heading.text() == "No face was found on this photo"
    page.window().resize(1300, 900)
    assert not page.results._side.isVisible()  # there is nothing to give reasons for
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
