"""The name of a month stays at the top while its photos are scrolled past."""

# ruff: noqa: F401, F811  the fixtures `page` and `photos`

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from faceapp.ui.theme import colours
from faceapp.ui.widgets.grid_layout import HEADER, GridLayout
from faceapp.ui.widgets.sectioned_view import LARGEST
from tests.ui.gallery_photos import NEWEST, chosen, names, page, photos, wait

KEYS = np.array([5] * 40 + [4] * 40)


@pytest.fixture
def scrolled(page, qtbot):
    """Large tiles in a small window, the first month scrolled half out of sight."""
    page.window().resize(760, 520)
    page.grid.set_side(LARGEST)
    wait(qtbot, page)
    first = page.grid._layout.sections[0]
    page.grid.verticalScrollBar().setValue(first.tiles_top + LARGEST // 2)
    wait(qtbot, page)
    return page


def test_a_header_stays_once_it_would_leave_and_is_pushed_by_the_next():
    layout = GridLayout(80, KEYS, 800, 100)
    first, second = layout.sections
    assert layout.sticky(0) is None
    assert layout.sticky(first.top) is None
    assert layout.sticky(first.top + 1) == (first, 0)
    assert layout.sticky(second.top - HEADER) == (first, 0)
    assert layout.sticky(second.top - 10) == (first, 10 - HEADER)
    assert layout.sticky(second.top) is None
    assert layout.sticky(second.top + 1) == (second, 0)


def test_without_months_nothing_stays():
    assert GridLayout(80, np.empty(0, np.int64), 800, 100).sticky(300) is None


def test_a_click_on_it_chooses_the_month_and_not_the_tile_below(scrolled, qtbot):
    grid = scrolled.grid
    point = QPoint(60, HEADER // 2)
    assert not grid.indexAt(point).isValid()
    assert grid.indexAt(QPoint(60, HEADER + 2)).isValid()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert set(chosen(scrolled)) == set(NEWEST[:3])


def test_it_covers_what_is_scrolled_below_it(scrolled, qtbot):
    grid, ground = scrolled.grid, colours().ground
    for step in (3, 60, -40):
        bar = grid.verticalScrollBar()
        bar.setValue(bar.value() + step)
        QApplication.processEvents()
        shown = grid.viewport().grab().toImage()
        ratio = shown.devicePixelRatio()
        section, top = grid._layout.sticky(grid.verticalOffset())
        bottom = top + section.header
        row = [shown.pixelColor(round(x * ratio), round((bottom - 2) * ratio)) for x in (40, 300)]
        assert {colour.name() for colour in row} == {ground}


def test_the_keyboard_never_goes_below_it(scrolled, qtbot):
    grid = scrolled.grid
    last = len(names(scrolled)) - 1
    for row in (*range(last, -1, -1), *range(last + 1)):
        grid.scrollTo(grid.model().index(row))
        place = grid.visualRect(grid.model().index(row))
        sticky = grid._layout.sticky(grid.verticalOffset())
        assert place.top() >= (sticky[1] + sticky[0].header if sticky else 0)


def test_scrolling_paints_the_name_and_what_comes_into_sight_and_no_more(
    scrolled, qtbot, monkeypatch
):
    grid = scrolled.grid
    painted, paint = [], grid._paint_part

    def watched(painter, dirty):
        painted.append((dirty.top(), dirty.height()))
        paint(painter, dirty)

    monkeypatch.setattr(grid, "_paint_part", watched)
    height = grid.viewport().height()

    def step() -> set[tuple[int, int]]:
        painted.clear()
        grid.verticalScrollBar().setValue(grid.verticalScrollBar().value() + 20)
        QApplication.processEvents()
        return set(painted)

    qtbot.waitUntil(lambda: step() == {(0, HEADER), (height - 20, 20)})
