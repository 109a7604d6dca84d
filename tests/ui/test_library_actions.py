"""What is done with chosen photos: menu, exports, removal, another try."""

# ruff: noqa: F401, F811  the fixtures `page` and `photos`

import csv
import json
import os
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox

from faceapp.core.gallery import GalleryFilter
from faceapp.core.jobs import CancelToken
from faceapp.services.scan import ScanRequest
from faceapp.ui.pages import library_menu
from tests.ui.gallery_photos import names, page, photos, wait


def choose(page, *wanted):
    rows = [names(page).index(name) for name in wanted]
    page.grid.choose_runs([(row, row + 1) for row in rows])


def menu(page, *wanted):
    choose(page, *wanted)
    assert page._prepare_menu()
    return page.menu.menu(has_months=True)


def action(menu: QMenu, text: str):
    return next(action for action in menu.actions() if action.text().startswith(text))


def export(page, qtbot, monkeypatch, target: Path, text: str):
    """Press a line of the Export menu; what is said in the end."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(target))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with qtbot.waitSignal(page.desk.said) as said:
        action(page._export_button.menu(), text).trigger()
    wait(qtbot, page)
    return said.args[0]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_copies_keep_times_and_never_overwrite(page, photos, qtbot, monkeypatch, target):
    original = photos.folder / "may one.jpg"
    (target / "may one.jpg").write_bytes(b"somebody's")
    os.utime(original, ns=(1, 1_600_000_000_000_000_000))
    choose(page, "may one.jpg", "Ёлка.jpg")

    message = export(page, qtbot, monkeypatch, target, "Copies")

    assert message.text == "2 files exported."
    assert message.label == "Open"
    assert (target / "may one.jpg").read_bytes() == b"somebody's"
    assert (target / "may one (2).jpg").read_bytes() == original.read_bytes()
    assert len(list(target.iterdir())) == 3


def test_without_a_choice_the_filter_is_exported(page, qtbot, monkeypatch, target):
    page.show_only(GalleryFilter(faces="many"))
    wait(qtbot, page)
    export(page, qtbot, monkeypatch, target, "Copies")
    assert {path.name for path in target.iterdir()} == {"may two.jpg", "Ёлка.jpg"}


def test_every_face_is_cut_out(page, qtbot, monkeypatch, target):
    choose(page, "Ёлка.jpg", "may three.jpg")
    message = export(page, qtbot, monkeypatch, target, "Faces cut out")
    assert message.text == "3 files exported."
    assert sorted(path.name for path in target.iterdir()) == [
        f"Ёлка face {number}.jpg" for number in (1, 2, 3)
    ]


def test_boxes_are_drawn(page, photos, qtbot, monkeypatch, target):
    photos.name("Анна", photos.folder / "may two.jpg")
    choose(page, "may two.jpg")
    export(page, qtbot, monkeypatch, target, "Photos with boxes")
    drawn = (target / "may two.jpg").read_bytes()
    assert drawn.startswith(b"\xff\xd8\xff")
    assert drawn != (photos.folder / "may two.jpg").read_bytes()


def test_photo_that_cannot_be_read_is_counted_and_told(page, photos, qtbot, monkeypatch, target):
    (photos.folder / "may one.jpg").unlink()
    choose(page, "may one.jpg", "may two.jpg")
    message = export(page, qtbot, monkeypatch, target, "Copies")
    assert "1 file exported. 1 photo could not be read. may one.jpg:" in message.text


def test_folder_that_is_gone_is_told(page, qtbot, monkeypatch, target):
    target.rmdir()
    message = export(page, qtbot, monkeypatch, target, "Copies")
    assert message.kind == "error"
    assert str(target) in message.text


def test_list_of_faces_in_both_formats(page, qtbot, monkeypatch, target):
    choose(page, "may two.jpg", "may one.jpg")
    message = export(page, qtbot, monkeypatch, target / "faces", "List of faces (CSV)")
    assert message.text == "3 faces exported."
    rows = list(csv.DictReader((target / "faces.csv").read_text("utf-8").splitlines()))
    assert [Path(row["path"]).name for row in rows] == ["may one.jpg"] + ["may two.jpg"] * 2
    export(page, qtbot, monkeypatch, target / "all.json", "List of faces (JSON)")
    assert json.loads((target / "all.json").read_text())["total"] == 3


def test_cancelled_export_keeps_what_is_finished(page, target):
    token = CancelToken()
    done = []

    def report(progress):
        done.append(progress.done)
        if progress.done == 2:
            token.cancel()

    photos = page._model.ids.tolist()
    summary = page.desk.workspace.photos.export.copies(photos, target, token, report)
    assert summary.cancelled
    assert summary.files == len(list(target.iterdir())) == 2


def test_paths_are_copied(page, photos, qtbot):
    lines = menu(page, "may one.jpg", "Ёлка.jpg")
    action(lines, "Copy path").trigger()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert set(copied) == {str(photos.folder / name) for name in ("may one.jpg", "Ёлка.jpg")}


def test_file_is_opened_and_shown_by_others(page, photos, monkeypatch):
    opened = []
    monkeypatch.setattr(library_menu, "open_file", opened.append)
    monkeypatch.setattr(library_menu, "show_in_folder", opened.append)
    lines = menu(page, "may one.jpg")
    action(lines, "Open with the system").trigger()
    action(lines, "Show in folder").trigger()
    assert opened == [photos.folder / "may one.jpg"] * 2


def test_only_person_of_a_photo_is_searched_at_once(page, qtbot):
    lines = menu(page, "may one.jpg")
    page.desk.search_wanted.disconnect()
    with qtbot.waitSignal(page.desk.search_wanted) as wanted:
        action(lines, "Search this person").trigger()
    assert wanted.args[0].face == 1


def test_one_of_several_people_is_picked_by_face(page, photos, qtbot):
    photos.name("Анна", photos.folder / "may two.jpg")
    lines = menu(page, "may two.jpg")
    faces = action(lines, "Search a person").menu()
    page.desk.search_wanted.disconnect()
    faces.aboutToShow.emit()
    qtbot.waitUntil(lambda: len(faces.actions()) == 2)
    assert [line.text() for line in faces.actions()] == ["Анна", "Face 2"]
    assert not faces.actions()[0].icon().isNull()
    with qtbot.waitSignal(page.desk.search_wanted) as wanted:
        faces.actions()[0].trigger()
    assert wanted.args[0].face == 2


def test_photo_without_faces_offers_no_search(page):
    texts = [line.text() for line in menu(page, "may three.jpg").actions()]
    assert not any("Search" in text for text in texts)


def test_whole_month_is_chosen(page):
    page.grid.set_current(names(page).index("img2.jpg"))
    action(menu(page, "img2.jpg"), "Select all of this month").trigger()
    assert [names(page)[row] for row in page.grid.rows()] == ["img2.jpg", "img10.jpg"]


def answer(text: str) -> None:
    """Press a button of the box that is about to open, and keep what it says."""

    answer.said = ""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        answer.said = f"{box.text()} {box.informativeText()}"
        next(button for button in box.buttons() if button.text() == text).click()

    QTimer.singleShot(300, press)


def test_removed_photo_leaves_everything_but_its_file(page, photos, qtbot):
    photos.name("Анна", photos.folder / "may two.jpg")
    page.reload()
    wait(qtbot, page)
    tile = page._model.tile(names(page).index("may two.jpg"))
    thumbnail = page.desk.workspace.photos.pictures.thumbnail(tile, 256)
    choose(page, "may two.jpg")
    answer("Remove")
    with qtbot.waitSignal(page.desk.said) as said:
        page._on_remove_wanted()
    wait(qtbot, page)

    assert "Remove 1 photo" in answer.said
    assert "2 faces will be forgotten" in answer.said
    assert "1 of them has a name" in answer.said
    assert said.args[0].text == "1 photo removed from the library."
    assert "may two.jpg" not in names(page)
    assert (photos.folder / "may two.jpg").exists()
    assert not thumbnail.exists()
    assert page.desk.workspace.library.faces("builtin", None, None)[1] == 8


def test_nothing_is_removed_without_a_yes(page, qtbot):
    choose(page, "may two.jpg")
    answer("Cancel")
    page._on_remove_wanted()
    qtbot.waitUntil(lambda: bool(answer.said))
    wait(qtbot, page)
    assert "may two.jpg" in names(page)


def test_failed_photo_can_be_tried_again(page, photos, qtbot, monkeypatch):
    photos.fail("torn.jpg")
    page.reload()
    wait(qtbot, page)
    asked = []
    monkeypatch.setattr(
        page.desk.workspace, "scan_apart", lambda request, _token, _report: asked.append(request)
    )
    action(menu(page, "torn.jpg", "may one.jpg"), "Try again").trigger()
    qtbot.waitUntil(lambda: not page.desk.jobs.running())
    assert asked[0].paths == (photos.folder / "torn.jpg",)
    assert asked[0].options.retry_failed


def test_tool_tip_says_why_a_photo_failed(page, photos, qtbot):
    photos.fail("torn.jpg")
    page.reload()
    wait(qtbot, page)
    torn = page._model.tile(names(page).index("torn.jpg"))
    assert page._tip(torn).splitlines()[-1] == page.desk.texts.failure(
        "corrupt", {"reason": "truncated"}
    )
    two = page._model.tile(names(page).index("may two.jpg"))
    lines = page._tip(two).splitlines()
    assert lines[1] == str(photos.folder / "may two.jpg")
    assert lines[-1] == "2 faces"
    assert "5/2/21" in lines[2]
