"""Every sentence of the window is known to lupdate and said in both languages."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from tests.conftest import ROOT
from tests.words import WORDS, Sentence, bases, calls, placeholders, run_tool, sentences

RUSSIAN = sentences(WORDS / "window_ru.ts")
ENGLISH = sentences(WORDS / "window_en.ts")
SAME = {"Faceapp %1", "Milvus — %1", "JSON (*.json)"}  # names and formats
CYRILLIC = set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")


def keys(said: list[Sentence]) -> set[tuple[str, str]]:
    return {(sentence.context, sentence.source) for sentence in said}


@pytest.mark.parametrize("said", [RUSSIAN, ENGLISH], ids=["ru", "en"])
def test_every_sentence_is_finished(said):
    assert not [one for one in said if one.state != "finished" or not all(one.forms)]


@pytest.mark.parametrize("said", [RUSSIAN, ENGLISH], ids=["ru", "en"])
def test_placeholders_agree_in_every_form(said):
    for one in said:
        for form in one.forms:
            assert placeholders(form) == placeholders(one.source), one.source


@pytest.mark.parametrize(("said", "forms"), [(RUSSIAN, 3), (ENGLISH, 2)], ids=["ru", "en"])
def test_numbers_have_all_plural_forms(said, forms):
    assert {len(one.forms) for one in said if one.is_plural} == {forms}
    assert {one.source for one in RUSSIAN if one.is_plural} == {one.source for one in ENGLISH}


def test_russian_is_russian():
    for one in RUSSIAN:
        if one.source not in SAME and any(letter.isalpha() for letter in plain(one.source)):
            assert all(CYRILLIC & set(form.lower()) for form in one.forms), one.source
            assert one.source not in one.forms


def plain(text: str) -> str:
    return text.replace("%n", "")


def test_english_plurals_are_spelled_out():
    assert not [one.source for one in ENGLISH if "(s)" in "".join(one.forms)]


def test_edges_and_endings_are_those_of_the_source():
    for one in RUSSIAN:
        for form in one.forms:
            assert form.startswith(" ") == one.source.startswith(" "), one.source
            assert form == form.rstrip()
            for end in ("…", ":", "?"):
                assert form.endswith(end) == one.source.endswith(end), one.source
            assert form.endswith(".") == one.source.endswith("."), one.source


def test_lupdate_finds_nothing_new(tmp_path: Path):
    files = sorted((ROOT / "faceapp/ui").rglob("*.py"))
    for name, known, options in (
        ("window_ru.ts", RUSSIAN, ()),
        ("window_en.ts", ENGLISH, ("-pluralonly",)),
    ):
        copy = tmp_path / name
        shutil.copy(WORDS / name, copy)
        run_tool("pyside6-lupdate", "-no-obsolete", *options, *files, "-ts", copy)
        assert keys(sentences(copy)) == keys(known), "run: sh tests/translate.sh"
        assert {one.state for one in sentences(copy)} == {"finished"}


def test_lupdate_sees_what_the_code_says():
    """It overlooks f-strings, variables, and contexts that it does not understand."""
    known = {(one.context, one.source, one.is_plural) for one in RUSSIAN}
    unseen = [one for one in calls() if (one.context, one.source, one.is_plural) not in known]
    assert not unseen


def test_no_class_with_plurals_is_inherited_from():
    """`tr` asks for the subclass first, and takes the English words with a number for an answer."""
    plural = {call.context for call in calls() if call.is_plural}
    assert not [name for name, above in bases().items() if above & plural]


def test_qm_files_load(tmp_path: Path):
    for said in (RUSSIAN, ENGLISH):
        name = "window_ru" if said is RUSSIAN else "window_en"
        run_tool("pyside6-lrelease", WORDS / f"{name}.ts", "-qm", tmp_path / f"{name}.qm")
        translator = QTranslator()
        assert translator.load(name, str(tmp_path))
        for one in said:
            number = 5 if one.is_plural else -1
            words = translator.translate(one.context, one.source, None, number)
            assert words == one.forms[-1], one.source


def test_large_numbers_are_grouped():
    """`%Ln` is `%n` the way the language writes it: 12 345."""
    for one in RUSSIAN + ENGLISH:
        assert not [form for form in one.forms if "%n" in form], one.source
