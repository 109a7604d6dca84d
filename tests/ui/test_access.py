"""For everybody: contrast of every text, names for screen readers, the keyboard reaches all."""

import re

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)

from faceapp.app import open_workspace
from faceapp.ui.theme import DARK, LIGHT, Colours
from tests.conftest import ROOT
from tests.ui.conftest import fill

ENOUGH = 4.5
SHEET = (ROOT / "resources" / "style" / "window.qss").read_text(encoding="utf-8")
RULE = re.compile(r"([^{}]+)\{([^}]*)\}")
GROUNDS = ("ground", "surface", "raised")
# Text colours and the grounds that they stand on somewhere in the window.
PAIRS = [
    *(("text", ground) for ground in (*GROUNDS, "line", "accent_soft", "photo_ground")),
    *(("muted", ground) for ground in GROUNDS),
    *(("accent", ground) for ground in ("ground", "surface")),
    *((colour, ground) for colour in ("good", "warning", "danger") for ground in GROUNDS[:2]),
    ("danger", "raised"),
    ("on_accent", "accent"),
    ("on_soft", "accent_soft"),
    ("surface", "on_soft"),
]
TEXT_COLOURS = {"text", "muted", "accent", "good", "warning", "danger", "on_accent", "on_soft"}


def channels(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in range(1, len(colour), 2)]


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    shares = [value / 255 for value in channels(colour)[:3]]
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(colours: Colours, text: str, ground: str):
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= ENOUGH


def test_every_pair_that_the_style_sheet_sets_is_measured():
    for selector, body in RULE.findall(re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)):
        text = re.search(r"(?<![-\w])color: @(\w+)", body)
        ground = re.search(r"background(?:-color)?: @(\w+)", body)
        if text and ground and ground[1] != "shade":
            assert (text[1], ground[1]) in PAIRS, selector.strip()
        if text:
            assert text[1] in TEXT_COLOURS | {"surface", "ground"}, selector.strip()


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_focus_can_be_seen(colours: Colours):
    for ground in GROUNDS:
        assert contrast(colours.accent, getattr(colours, ground)) >= 3


# -- the whole window


@pytest.fixture
def window(show_window):
    workspace = open_workspace(None)
    workspace.folders.create()
    fill()
    return show_window(workspace)


def settle(qtbot, window) -> None:
    settings = window.page("settings")
    if window._content.currentWidget() is settings:
        qtbot.waitUntil(lambda: settings.sections["about"].is_built)
    qtbot.waitUntil(lambda: not window.desk.questions.is_busy, timeout=60_000)


def said(widget: QWidget) -> str:
    """What a screen reader can say of a control."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text or widget.toolTip()


def is_inner(widget: QWidget) -> bool:
    """Whether it is a part of another control, which has the name."""
    parent = widget.parentWidget()
    return widget.objectName().startswith("qt_") or (
        isinstance(widget, QAbstractButton) and isinstance(parent, QLineEdit | QComboBox)
    )


def controls(window) -> list[QWidget]:
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and not is_inner(widget)
        and (isinstance(widget, kinds) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    ]


PAGES = ("library", "people", "search", "sources", "jobs", "journal", "settings", "help")


@pytest.mark.parametrize("name", PAGES)
def test_every_control_has_a_name(qtbot, window, name):
    window.show_page(name)
    settle(qtbot, window)
    nameless = [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in controls(window)
        if not said(widget)
    ]
    assert nameless == []


@pytest.mark.parametrize("name", PAGES)
def test_tab_reaches_every_control_once_and_goes_downwards(qtbot, window, name):
    window.show_page(name)
    settle(qtbot, window)
    window.activateWindow()
    reachable = [
        widget
        for widget in controls(window)
        if widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    # One radio button of a group takes the focus for all of them, by the platform's custom.
    visited = walk(window)
    assert len(visited) == len(set(map(id, visited)))
    missed = [widget for widget in reachable if widget not in visited and not grouped(widget)]
    assert [f"{type(widget).__name__} {said(widget)}" for widget in missed] == []
    page = window.page(name)
    inside = [widget for widget in visited if page.isAncestorOf(widget)]
    assert_downwards(page, inside)


def grouped(widget: QWidget) -> bool:
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None  # Qt gives Tab to the one that has it, arrows go to the others


def walk(window) -> list[QWidget]:
    """Where Tab goes from the first control until it comes back."""
    first = next(iter(window._buttons.values()))
    first.setFocus()
    visited = [first]
    for _ in range(300):
        window.focusNextPrevChild(True)
        focused = QApplication.focusWidget() or window.focusWidget()
        if focused is first or focused is None:
            return visited
        visited.append(focused)
    pytest.fail("Tab does not come back")


def assert_downwards(page: QWidget, visited: list[QWidget]) -> None:
    """Within a column of the page, the next control is not above the one before."""
    places = [widget.mapTo(page, QPoint(0, 0)) for widget in visited]
    jumps = [
        (said(one), said(other))
        for one, other, here, there in zip(visited, visited[1:], places, places[1:], strict=False)
        if there.y() + 40 < here.y() and there.x() <= here.x()
    ]
    assert jumps == []


# -- what a change of language or theme, and F1, do to the whole window


def test_the_window_is_built_anew_in_another_theme_and_the_keyboard_stays(qtbot, window):
    window.show_page("settings")
    settle(qtbot, window)
    window.activateWindow()
    before = window.page("settings")
    control = before.sections["general"].theme
    control.setFocus()
    qtbot.keyClick(control, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: window.page("settings") is not before)
    settle(qtbot, window)
    again = window.page("settings").sections["general"].theme
    assert again.currentData() == "dark"
    qtbot.waitUntil(lambda: window.focusWidget() is again)
    assert QApplication.instance().property("dark")
    qtbot.keyClick(again, Qt.Key.Key_Home)
    settle(qtbot, window)


@pytest.mark.parametrize(
    ("name", "title"),
    [("jobs", "Scanning and jobs"), ("settings", "Engines, models, GPU"), ("library", "Photos")],
)
def test_f1_explains_the_page_that_is_shown(qtbot, window, name, title):
    window.show_page(name)
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    settle(qtbot, window)
    assert window.page("help").isVisible()
    assert window.page("help").reader.toPlainText().startswith(title)
