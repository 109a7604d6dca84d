"""The views of the page "People" for everybody: names for screen readers, all by keyboard."""

# ruff: noqa: F811  the fixtures `page` and `scene`

import pytest
from PySide6.QtCore import Qt

from faceapp.core.people import Who
from faceapp.core.review import Asks, Candidate, Question
from faceapp.ui.models.people import SINGLES
from tests.ui.people_page import name, page, scene, wait  # noqa: F401
from tests.ui.test_access import assert_downwards, controls, grouped, said, walk


def show(page, scene, qtbot, view: str) -> None:
    if view == "person":
        page.open(name(page, qtbot, 1, "Анна"))
    elif view == "group":
        page.open(Who.group(2))
    elif view == "singles":
        page.open(SINGLES)
    elif view == "grouping":
        page._on_grouping_wanted()
    else:
        name(page, qtbot, 1, "Анна")
        tile = page.overview._people.named[0]
        page._show(page.review)
        candidate = Candidate(tile, 81.0, 0.6, scene.faces["anna"])
        page.review.question = Question(Asks.IS, scene.faces["vera"], 2, 3, candidate)
        page.review._show()
    wait(qtbot, page)
    if view in ("person", "group"):
        page.person.grid.choose_runs([(0, 1)])


VIEWS = ("person", "group", "singles", "grouping", "review")


@pytest.mark.parametrize("view", VIEWS)
def test_every_control_has_a_name(page, scene, window, qtbot, view):
    show(page, scene, qtbot, view)
    nameless = [type(widget).__name__ for widget in controls(window) if not said(widget)]
    assert nameless == []


@pytest.mark.parametrize("view", VIEWS)
def test_tab_reaches_every_control_once_and_goes_downwards(page, scene, window, qtbot, view):
    show(page, scene, qtbot, view)
    window.activateWindow()
    reachable = [
        widget
        for widget in controls(window)
        if widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    visited = walk(window)
    assert len(visited) == len(set(map(id, visited)))
    missed = [widget for widget in reachable if widget not in visited and not grouped(widget)]
    assert [f"{type(widget).__name__} {said(widget)}" for widget in missed] == []
    assert_downwards(page, [widget for widget in visited if page.isAncestorOf(widget)])
