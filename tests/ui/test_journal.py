"""The list of decisions: read, taken back one by one or down to a line, done again."""

# ruff: noqa: F811  the fixtures `page` and `scene`

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from faceapp.core.people import Who
from faceapp.services.drafting import Decision, Named
from faceapp.ui.decision_words import DecisionWords
from faceapp.ui.pages.journal import JournalPage
from faceapp.ui.widgets.dialogs import Ask
from faceapp.ui.widgets.journal_list import _SYMBOLS
from tests.conftest import ROOT
from tests.ui.people_page import name, page, scene, titles, wait  # noqa: F401

ACTIONS = tuple(_SYMBOLS)


@pytest.fixture
def journal(page, window, qtbot) -> JournalPage:
    """Three decisions: Anna, Boris and Vera got their names, in this order."""
    for group, called in enumerate(("Анна", "Борис", "Вера"), 1):
        name(page, qtbot, group, called)
    window.show_page("journal")
    shown = window.page("journal")
    qtbot.waitUntil(lambda: shown.model.rowCount() == 3)
    return shown


def words(journal: JournalPage) -> list[str]:
    return [journal.model.index(row).data() for row in range(journal.model.rowCount())]


def undone(journal: JournalPage) -> list[bool]:
    return [entry.is_undone for entry in journal.model.entries]


def test_the_newest_decision_comes_first(journal):
    assert [text.split(" ")[3] for text in words(journal)] == ["Вера", "Борис", "Анна"]


def test_undo_and_redo_mark_what_is_taken_back(journal, qtbot):
    journal._undo.click()
    qtbot.waitUntil(lambda: undone(journal) == [True, False, False])
    assert journal.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole).endswith("taken back")
    journal._redo.click()
    qtbot.waitUntil(lambda: undone(journal) == [False, False, False])


def test_undo_to_here_asks_with_the_number_of_decisions(journal, page, qtbot):
    journal.list.setCurrentIndex(journal.model.index(1))
    assert journal._to_here.isEnabled()
    qtbot.keyClick(journal.list, Qt.Key.Key_Return)
    asked = next(found for found in journal.window().findChildren(Ask) if found.isVisible())
    assert asked.windowTitle().startswith("Undo 2 decision")
    asked.yes.click()
    qtbot.waitUntil(lambda: undone(journal) == [True, True, False])
    page.window().show_page("people")
    wait(qtbot, page)
    assert titles(page) == ["Анна", "Group 2", "Group 3", "Single faces"]


def test_cancel_undoes_nothing(journal, qtbot):
    journal.ask_to_undo(2)
    asked = next(found for found in journal.window().findChildren(Ask) if found.isVisible())
    asked.no.click()
    assert undone(journal) == [False, False, False]


def test_what_is_taken_back_already_cannot_be_undone_to(journal, qtbot):
    journal._undo.click()
    qtbot.waitUntil(lambda: undone(journal)[0])
    journal.list.setCurrentIndex(journal.model.index(0))
    assert not journal._to_here.isEnabled()


def test_model_keeps_the_rules_of_qt(journal, qtbot):
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(journal.model, mode)
    journal._undo.click()
    qtbot.waitUntil(lambda: undone(journal)[0])
    assert tester.model().rowCount() == 3


def test_it_is_found_from_people_and_from_jobs(page, window, qtbot):
    for place in ("people", "jobs"):
        window.show_page(place)
        with qtbot.waitSignal(window.desk.page_wanted) as wanted:
            shown = window.page(place)
            (shown._on_journal_wanted if place == "people" else shown._on_decisions_wanted)()
        assert wanted.args == ["journal"]


def test_an_empty_journal_says_so(window, qtbot):
    window.show_page("journal")
    shown = window.page("journal")
    qtbot.waitUntil(shown.blank.isVisible)
    assert shown.blank.heading.text() == "Nothing has been decided yet"


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_has_words_and_a_sign(qapp, action):
    anna, group = Named("Анна", Who.person(1)), Named("", Who.group(12))
    for faces in ((1,), (1, 2, 3)):
        decision = Decision(action, faces, 1, anna, (group,))
        said = DecisionWords().say(decision)
        assert said != action
        assert "%" not in said.replace("%n", "")


def test_every_action_of_the_services_is_known():
    """As they are written there; a new one needs words and a sign, too."""
    sources = [path.read_text("utf-8") for path in (ROOT / "faceapp/services").glob("*.py")]
    written = {
        action
        for text in sources
        for call in re.findall(r"(?:Decision|_about)\(([^)]*)", text)
        for action in re.findall(r'(?<!\[)"(\w+)"', call)
    }
    assert written > {"merge", "group", "name"}
    assert written <= set(_SYMBOLS)


def test_a_merge_is_told_as_people_say_it(qapp):
    anna, group = Named("Анна", Who.person(1)), Named("", Who.group(12))
    said = DecisionWords().say(Decision("merge", tuple(range(214)), 0, anna, (group,)))
    assert said.startswith("Joined Анна and “Group 12”: 214 face")
