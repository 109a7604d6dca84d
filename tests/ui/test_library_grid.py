"""The grid by mouse and keyboard, and its rows."""

# ruff: noqa: F401, F811  the fixtures `page` and `photos`

from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester

from faceapp.core.gallery import GalleryFilter, Sort
from faceapp.ui.pages.library_words import month_title
from faceapp.ui.widgets.sectioned_view import LARGEST, SMALLEST
from tests.ui.gallery_photos import NEWEST, chosen, names, page, photos, wait

LEFT = Qt.MouseButton.LeftButton
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def press(qtbot, page, name, modifiers=NONE, button=LEFT):
    qtbot.mouseClick(page.grid.viewport(), button, modifiers, place(page, name))


def place(page, name):
    row = names(page).index(name)
    return page.grid.visualRect(page.grid.model().index(row)).center()


def key(qtbot, page, pressed, modifiers=NONE):
    qtbot.keyClick(page.grid, pressed, modifiers)


def test_newest_photo_comes_first_and_undated_ones_last(page):
    assert tuple(names(page)[:5]) == NEWEST
    assert names(page)[-1] == "undated.jpg"


def test_months_have_names_and_photos_without_date_say_so(page):
    titles = [month_title(section.key) for section in page.grid._layout.sections]
    assert titles == ["May 2021", "December 2020", "July 2019", "Without date"]


def test_model_keeps_the_rules_of_qt(page, qtbot):
    tester = QAbstractItemModelTester(
        page.grid.model(), QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    page.show_only(GalleryFilter(faces="one"))
    wait(qtbot, page)
    page.show_only(GalleryFilter())
    wait(qtbot, page)
    assert tester.model() is page.grid.model()


def test_every_tile_is_found_where_it_is(page):
    model = page.grid.model()
    for row in range(model.rowCount()):
        rect = page.grid.visualRect(model.index(row))
        assert page.grid.indexAt(rect.center()).row() == row
        assert page.grid.indexAt(rect.topLeft() - QPoint(3, 3)).row() != row


def test_click_chooses_one_ctrl_adds_shift_reaches(page, qtbot):
    press(qtbot, page, "may two.jpg")
    assert chosen(page) == ["may two.jpg"]
    press(qtbot, page, "Ёлка.jpg", CTRL)
    assert chosen(page) == ["may two.jpg", "Ёлка.jpg"]
    press(qtbot, page, "may two.jpg", CTRL)
    assert chosen(page) == ["Ёлка.jpg"]
    press(qtbot, page, "may three.jpg")
    press(qtbot, page, "Ёлка.jpg", SHIFT)
    assert chosen(page) == list(NEWEST[:4])


def test_click_beside_the_photos_chooses_none(page, qtbot):
    press(qtbot, page, "may two.jpg")
    last = page.grid.visualRect(page.grid.model().index(len(names(page)) - 1))
    qtbot.mouseClick(page.grid.viewport(), LEFT, pos=last.center() + QPoint(2 * last.width(), 0))
    assert chosen(page) == []


def test_click_on_a_month_chooses_its_photos(page, qtbot):
    section = page.grid._layout.sections[1]
    y = section.top - page.grid.verticalOffset() + section.header // 2
    qtbot.mouseClick(page.grid.viewport(), LEFT, pos=QPoint(40, y))
    assert chosen(page) == ["Ёлка.jpg", "100%_'sure'.jpg"]


def test_band_chooses_what_it_touches(page, qtbot):
    viewport = page.grid.viewport()
    first, third = place(page, "may three.jpg"), place(page, "may one.jpg")
    qtbot.mousePress(viewport, LEFT, pos=QPoint(4, first.y()))
    qtbot.mouseMove(viewport, QPoint(first.x(), first.y() + 5))
    qtbot.mouseMove(viewport, third)
    qtbot.mouseRelease(viewport, LEFT, pos=third)
    assert chosen(page) == list(NEWEST[:3])


def test_arrows_go_from_month_to_month(page, qtbot):
    press(qtbot, page, "may three.jpg")
    key(qtbot, page, Qt.Key.Key_Right)
    assert chosen(page) == ["may two.jpg"]
    key(qtbot, page, Qt.Key.Key_Down)
    assert chosen(page) == ["100%_'sure'.jpg"]
    key(qtbot, page, Qt.Key.Key_Down)
    assert chosen(page) == ["img10.jpg"]
    key(qtbot, page, Qt.Key.Key_Up)
    key(qtbot, page, Qt.Key.Key_Left)
    key(qtbot, page, Qt.Key.Key_Left)
    assert chosen(page) == ["may one.jpg"]
    key(qtbot, page, Qt.Key.Key_End)
    assert chosen(page) == ["undated.jpg"]
    key(qtbot, page, Qt.Key.Key_Home)
    assert chosen(page) == ["may three.jpg"]


def test_keys_choose_many(page, qtbot):
    press(qtbot, page, "may three.jpg")
    key(qtbot, page, Qt.Key.Key_Right, SHIFT)
    key(qtbot, page, Qt.Key.Key_Right, SHIFT)
    assert chosen(page) == list(NEWEST[:3])
    key(qtbot, page, Qt.Key.Key_A, CTRL)
    assert len(chosen(page)) == 8
    key(qtbot, page, Qt.Key.Key_Escape)
    assert chosen(page) == []


@pytest.mark.parametrize("by", ["enter", "double click"])
def test_photo_opens_in_the_viewer_among_those_shown(page, qtbot, by):
    press(qtbot, page, "may two.jpg")
    with qtbot.waitSignal(page.desk.view_wanted) as wanted:
        if by == "enter":
            key(qtbot, page, Qt.Key.Key_Return)
        else:
            qtbot.mouseDClick(page.grid.viewport(), LEFT, pos=place(page, "may two.jpg"))
    view = wanted.args[0]
    assert (view.position, len(view.photos)) == (1, 8)
    assert view.photos[1] == page._model.tile(1).id


def test_growing_library_keeps_place_choice_and_current_photo(page, photos, qtbot):
    page.grid.set_side(LARGEST)
    press(qtbot, page, "may two.jpg")
    page.grid.scrollTo(page.grid.model().index(6))
    wait(qtbot, page)
    before = page.grid.visualRect(page.grid.model().index(6)).top()
    offset = page.grid.verticalOffset()
    assert offset > 0

    for day in range(1, 8):
        photos.add(f"new {day}.jpg", datetime(2022, 1, day), 1)
    page.reload()
    wait(qtbot, page)

    row = names(page).index("img10.jpg")
    assert page.grid.visualRect(page.grid.model().index(row)).top() == before
    assert page.grid.verticalOffset() > offset
    assert chosen(page) == ["may two.jpg"]
    assert page.grid.currentIndex().data() == "may two.jpg"


def test_size_of_tiles_is_remembered(page, qtbot):
    page.bar._slider.setValue(300)
    assert page.grid.visualRect(page.grid.model().index(0)).width() == 300
    assert page.desk.memory.value("library/side") == 300
    qtbot.keyClick(page.grid, Qt.Key.Key_Minus, CTRL)
    assert page.bar._slider.value() == 268
    page.grid.set_side(1)
    assert page.grid.side == SMALLEST


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        (Sort.OLDEST, ["img10.jpg", "img2.jpg", "100%_'sure'.jpg", "Ёлка.jpg"]),
        (Sort.NAME, ["100%_'sure'.jpg", "img2.jpg", "img10.jpg", "may one.jpg"]),
        (Sort.ADDED, ["undated.jpg", "img2.jpg", "img10.jpg", "100%_'sure'.jpg"]),
        (Sort.FACES, ["Ёлка.jpg", "may two.jpg"]),
    ],
)
def test_sort(page, qtbot, sort, first):
    page.bar._sorts[sort].trigger()
    wait(qtbot, page)
    assert names(page)[: len(first)] == first
    assert page.desk.memory.value("library/sort") == sort


def test_thumbnails_are_made_anew_where_the_cache_lost_them(page, photos, qtbot):
    tile = page._model.tile(0)
    qtbot.waitUntil(lambda: page._thumbnails.known(tile, page.grid.side)[0] is not None)
    assert page.desk.workspace.photos.pictures.thumbnail(tile, 256).is_file()


def test_photo_that_is_gone_shows_a_placeholder(page, photos, qtbot):
    (photos.folder / "lost.jpg").write_bytes(b"")
    photos.add("lost.jpg", datetime(2023, 1, 1), 1).unlink()
    page.reload()
    wait(qtbot, page)
    tile = page._model.tile(0)
    qtbot.waitUntil(lambda: page._thumbnails.known(tile, page.grid.side)[1])
    assert page._thumbnails.known(tile, page.grid.side) == (None, True)
    assert not page.grid.grab().isNull()


def test_drops_are_left_to_the_window(page):
    assert not page.grid.acceptDrops()
    assert not page.grid.viewport().acceptDrops()
