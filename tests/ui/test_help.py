"""The help: complete in both languages, true to the program, searchable, linked."""

import dataclasses
import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices

from faceapp.core.settings import Settings
from faceapp.ui.help_pages import help_pages, stems_of
from faceapp.ui.pages.help import HelpPage
from faceapp.ui.pages.viewer_keys import viewer_keys
from faceapp.ui.theme import apply_theme, colours
from tests.conftest import ROOT
from tests.words import WORDS, sentences

HELP = ROOT / "resources" / "help"
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)]+)\)")
HEADING = re.compile(r"^(#+) ", re.MULTILINE)
NAMES = [page.name for page in help_pages("en")]


@pytest.fixture
def page(qtbot, desk) -> HelpPage:
    made = HelpPage(desk)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def shown_topics(page: HelpPage) -> list[str]:
    items = [page.topics.item(row) for row in range(page.topics.count())]
    return [item.data(Qt.ItemDataRole.UserRole) for item in items]


def test_both_languages_have_the_same_pages_with_the_same_parts():
    assert NAMES[0] == "start"
    assert [page.name for page in help_pages("ru")] == NAMES
    for english, russian in zip(help_pages("en"), help_pages("ru"), strict=True):
        for find in (HEADING, LINK, re.compile(r"^\|", re.MULTILINE), re.compile(r"^- |^\d\. ")):
            assert len(find.findall(english.markdown)) == len(find.findall(russian.markdown)), (
                english.name
            )
        assert [link for _, link in LINK.findall(english.markdown)] == [
            link for _, link in LINK.findall(russian.markdown)
        ]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_link_and_picture_leads_somewhere(language):
    for page in help_pages(language):
        for is_picture, target in LINK.findall(page.markdown):
            if is_picture:
                picture = HELP / "pictures" / language / target
                assert picture.stat().st_size <= 150_000, target
            elif not target.startswith("https://"):
                assert target.removesuffix(".md") in NAMES, (page.name, target)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_setting_and_command_is_explained(language):
    text = "\n".join(page.markdown for page in help_pages(language))
    for field in dataclasses.fields(Settings):
        assert f"`{field.name}`" in text, field.name
    commands = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `([a-z-]+)", commands, re.MULTILINE)
    assert {"scan", "search", "export", "doctor", "lab"} <= set(named)
    for command in re.findall(r'\.command\("([a-z-]+)"', _cli_sources()):
        assert re.search(rf"`(faceapp )?([a-z]+ )?{command}\b", text), command


# Italics that are no names of the window: terms, and what stands within a sentence of it.
TERMS = {
    "en": {"detector", "recogniser", "Distance", "considerate", "full"},
    "ru": {"детектор", "распознаватель", "Расстояние", "бережная", "полная"},
}
ITALIC = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_names_of_pages_and_buttons_are_those_of_the_window(language):
    known = sentences(WORDS / "window_ru.ts")
    words = {form for one in known for form in (one.forms if language == "ru" else (one.source,))}
    said = {word.removesuffix(": %1").removesuffix("…") for word in words} | TERMS[language]
    for page in help_pages(language):
        for path in ITALIC.findall(page.markdown):
            assert set(path.split(" → ")) <= said, page.name


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_key_of_the_viewer_is_explained(language):
    page = next(page for page in help_pages(language) if page.name == "keys")
    for keys, _ in (row for column in viewer_keys() for row in column):
        named = ["+".join(keys)] if keys[0] == "Ctrl" else [key.replace("−", "-") for key in keys]
        assert [key for key in named if f"`{key}`" not in page.markdown] == []


def _cli_sources() -> str:
    files = (ROOT / "faceapp" / "cli").glob("*.py")
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_a_topic_opens_by_its_name_and_an_unknown_one_at_the_beginning(page):
    page.open_topic("keys")
    assert "Ctrl+K" in page.reader.toPlainText()
    assert page.topics.currentItem().data(Qt.ItemDataRole.UserRole) == "keys"
    page.open_topic("")
    assert page.reader.toPlainText().startswith("Getting started")
    page.open_topic("no such topic")
    assert page.reader.toPlainText().startswith("Getting started")


def test_a_link_opens_its_topic_and_another_one_the_browser(page, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    page.reader.anchorClicked.emit(QUrl("privacy.md"))
    assert page.reader.toPlainText().startswith("Privacy and data")
    assert opened == []
    page.reader.anchorClicked.emit(QUrl("https://example.org/x.md"))
    assert opened == ["https://example.org/x.md"]
    assert page.reader.toPlainText().startswith("Privacy and data")


def test_a_search_lists_pages_with_all_words_and_marks_them(qtbot, page):
    qtbot.keyClicks(page.field, "graphics card")
    assert shown_topics(page)[0] == "engines"
    assert "keys" not in shown_topics(page)
    marks = page.reader.extraSelections()
    texts = {mark.cursor.selectedText().casefold() for mark in marks}
    assert texts == {"graphics", "card"}
    assert page.hits.text() == f"Place 1 of {len(marks)}"
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert page.hits.text() == f"Place 2 of {len(marks)}"
    page.field.clear()
    assert shown_topics(page) == NAMES
    assert page.reader.extraSelections() == []


def test_a_picture_is_as_wide_as_the_text(page):
    page.open_topic("photos")
    widths = set()
    for width in (1000, 800):
        page.resize(width, 700)
        picture = page.reader.document().resource(2, QUrl("photos.png"))
        assert 0 < picture.width() <= page.reader.viewport().width()
        widths.add(picture.width())
    assert len(widths) == 2


def test_a_search_in_vain_says_so_and_opening_a_topic_ends_it(qtbot, page):
    page.field.setText("hippopotamus")
    assert page.none.isVisible()
    assert shown_topics(page) == []
    page.open_topic("export")
    assert not page.none.isVisible()
    assert page.field.text() == ""
    assert shown_topics(page) == NAMES


def test_russian_words_are_found_in_other_cases():
    assert stems_of("движок Лица engine") == ["движ", "лица", "engine"]
    engines = next(page for page in help_pages("ru") if page.name == "engines")
    assert engines.hits(stems_of("движков")) > 5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_text_has_the_colours_of_the_theme(qapp, qtbot, desk, theme):
    apply_theme(qapp, theme)
    page = HelpPage(desk)
    qtbot.addWidget(page)
    page.show()
    cursor = page.reader.textCursor()
    cursor.movePosition(cursor.MoveOperation.NextCharacter)
    assert cursor.charFormat().foreground().color().name() == colours().text
    apply_theme(qapp, "light")
