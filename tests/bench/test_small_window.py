"""The small form of `window` runs and has a figure for each limit; no time is asserted."""

import sys

import pytest

from tests.bench import window
from tests.bench.figures import as_table

WANTED = ("start", "first paint", "own time", "bare QListView", "memory", "chip", "sample")


@pytest.mark.skipif(sys.platform != "linux", reason="measures processes as Linux does")
def test_window_has_a_figure_for_each_limit():
    figures = window.measure(small=True)
    names = " ".join(figure.name for figure in figures if figure.target)
    assert all(word in names for word in (*WANTED, "lateness"))
    assert all(figure.value > 0 for figure in figures if figure.target)
    assert len(as_table(figures).splitlines()) == 2 + len(figures)
