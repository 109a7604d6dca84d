"""Geometry of the grid: nothing overlaps, everything is found where it lies."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect

from faceapp.ui.theme import PAGE
from faceapp.ui.widgets.grid_layout import GridLayout

SIZES = st.lists(st.integers(1, 40), min_size=1, max_size=12)
WIDTHS, SIDES = st.integers(100, 3000), st.integers(96, 360)


def laid_out(sizes: list[int], width: int, side: int) -> GridLayout:
    keys = np.repeat(np.arange(len(sizes), 0, -1), sizes)
    return GridLayout(len(keys), keys, width, side)


@given(SIZES, WIDTHS, SIDES)
def test_tiles_lie_in_order_apart_and_inside(sizes, width, side):
    layout = laid_out(sizes, width, side)
    before = QRect(0, -1000, 1, 1)
    for row in range(layout.count):
        rect = layout.rect(row)
        assert rect.width() == rect.height() == side
        assert rect.top() > before.bottom() or rect.left() > before.right()
        assert rect.left() >= PAGE
        assert layout.columns == 1 or rect.right() < width
        assert rect.bottom() < layout.height
        before = rect


@given(SIZES, WIDTHS, SIDES)
def test_a_place_leads_back_to_its_tile(sizes, width, side):
    layout = laid_out(sizes, width, side)
    for row in range(layout.count):
        rect = layout.rect(row)
        assert layout.row_at(rect.topLeft()) == layout.row_at(rect.bottomRight()) == row
        assert layout.row_at(rect.bottomLeft() + QPoint(0, 1)) == -1


@given(SIZES, WIDTHS, SIDES, st.tuples(*[st.integers(0, 4000)] * 4))
def test_a_band_holds_what_it_touches(sizes, width, side, corners):
    layout = laid_out(sizes, width, side)
    band = QRect(QPoint(*corners[:2]), QPoint(*corners[2:])).normalized()
    touched = [row for row in range(layout.count) if layout.rect(row).intersects(band)]
    runs = layout.rows_in(band)
    assert [row for first, end in runs for row in range(first, end)] == touched


@given(SIZES, WIDTHS, SIDES, st.integers(0, 5000), st.integers(1, 2000))
def test_lines_in_sight_hold_every_tile_in_sight(sizes, width, side, top, height):
    layout = laid_out(sizes, width, side)
    sight = QRect(0, top, width + 400, height)
    seen = {row for row in range(layout.count) if layout.rect(row).intersects(sight)}
    drawn = {
        row for _, first, end, _ in layout.lines(top, top + height) for row in range(first, end)
    }
    assert seen <= drawn


@given(SIZES, WIDTHS, SIDES, st.data())
def test_down_and_up_change_the_line_by_one(sizes, width, side, data):
    layout = laid_out(sizes, width, side)
    row = data.draw(st.integers(0, layout.count - 1))
    below = layout.moved(row, 1)
    assert below == row or layout.rect(below).top() > layout.rect(row).top()
    assert layout.rect(below).left() <= layout.rect(row).left()
    assert layout.moved(row, 10_000) >= layout.moved(row, 1)


def test_nothing_to_show_takes_no_room():
    layout = GridLayout(0, np.empty(0, np.int64), 800, 176)
    assert layout.height == 0
    assert layout.row_at(QPoint(30, 30)) == -1
    assert layout.lines(0, 500) == []
