"""Each benchmark runs in its small form and has figures to show; no time is asserted."""

import importlib
import sys

import pytest

from tests.bench.figures import as_table


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("name", ["search", "load", "scale", "people"])
def test_the_small_form_gives_figures(name):
    figures = importlib.import_module(f"tests.bench.{name}").measure(small=True)
    assert len(as_table(figures).splitlines()) == 2 + len(figures) > 6
    exact = ("failed", "lost", "recall")
    assert all(figure.met for figure in figures if any(word in figure.name for word in exact))
