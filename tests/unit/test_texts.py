"""Every sentence is used, every sentence used is there, in both languages alike."""

import ast
import os
import re
import string
import tomllib

import pytest

from faceapp.core.errors import Code, UserError
from faceapp.core.exchange import Exported, Imported
from faceapp.ml.catalogue import load_catalogue
from faceapp.services.drafting import ACTIONS
from faceapp.services.lab_clusters import WAYS
from faceapp.services.scan import ScanCounts
from faceapp.texts import LANGUAGES, Texts, system_language
from tests.conftest import ROOT

MESSAGES = {
    language: tomllib.loads(
        (ROOT / f"resources/i18n/messages.{language}.toml").read_text(encoding="utf-8")
    )
    for language in LANGUAGES
}
SAID = {section: set(names) for section, names in MESSAGES["en"].items()}
NODES = [
    node
    for path in (ROOT / "faceapp").rglob("*.py")
    for node in ast.walk(ast.parse(path.read_bytes()))
]
CONSTANTS = {
    node.value for node in NODES if isinstance(node, ast.Constant) and isinstance(node.value, str)
}
CALLS = [node for node in NODES if isinstance(node, ast.Call)]
CATALOGUE = load_catalogue()
COMPOSED = {
    *(f"clusters.{way}" for way in WAYS),
    *(f"offers.{model.name}" for model in CATALOGUE),
    *(f"licences.{model.licence}" for model in CATALOGUE),
    *(f"scan.{name}" for name in ScanCounts().as_dict()),
    *(f"exported.{name}" for name, _ in Exported().counts()),
    *(f"imported.{name}" for name, _ in Imported().counts()),
    *(f"list.{state}" for state in ("ok", "no_face", "failed", "missing")),
    *(f"sources.{state}" for state in ("ok", "paused", "stopped")),
    *(f"waiting.{code}" for code in ("offline", "rate_limited", "server_busy")),
    *(f"journal.{action}" for action in ACTIONS),
    *(f"device.{device}" for device in ("cpu", "cuda", "tensorrt")),
}
COMPOSED_REASONS = {"no_detector", "no_embedder", "several_detectors", "several_embedders"}


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def literals(values: list[ast.expr]) -> set[str]:
    return {value.value for value in values if isinstance(value, ast.Constant)}


def keywords(*names: str) -> set[str]:
    given = [word.value for call in CALLS for word in call.keywords if word.arg in names]
    return literals(given)


def test_the_keys_of_say_exist() -> None:
    said = set().union(*(literals(call.args[:1]) for call in CALLS if name_of(call) == "say"))
    chosen = {text for text in CONSTANTS if re.fullmatch(rf"({'|'.join(SAID)})\.[a-z_]+", text)}
    known = {f"{section}.{name}" for section, names in SAID.items() for name in names}
    assert said
    assert said | chosen | COMPOSED <= known


def test_no_sentence_is_there_in_vain() -> None:
    coded = {"errors", "window_errors", "reasons", "help"}
    known = {f"{section}.{name}" for section in SAID.keys() - coded for name in SAID[section]}
    assert known - COMPOSED - CONSTANTS == set()
    assert SAID["errors"] == {str(code) for code in Code}
    assert SAID["window_errors"] < SAID["errors"]
    assert SAID["help"] == keywords("help") | {"help"}


def test_every_reason_is_given_by_some_module_and_every_reason_given_has_words() -> None:
    system_messages = {
        name for names in MESSAGES.values() for name in names["reasons"] if " " in name
    }
    in_words = SAID["reasons"] - system_messages - {"None"}
    assert in_words - CONSTANTS == COMPOSED_REASONS
    refusals = {"_refused", "_invalid", "_writing", "held"}
    given = keywords("reason", "purpose").union(
        *(literals(call.args) for call in CALLS if name_of(call) in refusals)
    )
    codes = {text for text in given if isinstance(text, str) and re.fullmatch("[a-z_-]+", text)}
    assert codes - in_words - {"index_type", "index_parameters"} == set()


def test_both_languages_say_the_same_things_with_the_same_placeholders() -> None:
    russian, english = MESSAGES["ru"], MESSAGES["en"]
    assert russian.keys() == english.keys()
    for section in english:
        extra = russian[section].keys() ^ english[section].keys()
        assert all(section == "reasons" and " " in name for name in extra)  # the system's messages
        for name in english[section].keys() & russian[section].keys():
            assert fields(english[section][name]) == fields(russian[section][name]), name


def fields(sentence: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(sentence) if field}


@pytest.mark.skipif(os.name == "nt", reason="Windows has a language of its own")
@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de-DE"}, "en"),
        ({"LANG": "kk_KZ.UTF-8"}, "ru"),
        ({"LANG": "C.UTF-8"}, "ru"),
        ({}, "ru"),
        ({"LC_ALL": "en_GB", "LC_MESSAGES": "ru_RU", "LANG": "ru_RU"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "ru_RU", "LANG": "en_US"}, "ru"),
    ],
)
def test_the_language_of_the_system(monkeypatch, environment, language) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert system_language() == language
    assert Texts("fr").language == language
    assert Texts("en").language == "en"


def test_a_code_among_the_details_is_put_into_words_a_name_is_not() -> None:
    texts = Texts("en")
    assert "it is a link" in texts.failure("corrupt", {"reason": "link"})
    assert "no engine missing" in texts.error(
        UserError(Code.UNKNOWN_ENGINE, engine="missing", known="builtin")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_window_names_no_command(language) -> None:
    texts = Texts(language, in_window=True)
    window_only = {"usage", "weights_missing"}  # before there is a window, and how to install
    for code in set(Code) - window_only:
        assert not re.search(
            r"faceapp (models|scan|rebuild)|settings\.toml", texts.failure(code)
        ), code


def test_a_sentence_never_fails() -> None:
    assert Texts("en").failure("code of a newer version") == "code of a newer version"
    assert Texts("en").failure("corrupt") == "The photo is damaged: ."
