"""What holds for the repository as a whole: its shape, its texts, its pins, what it never does."""

import ast
import re
import string
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from faceapp.core.errors import Code
from tests.conftest import ROOT

TOP_LEVEL = {
    *("faceapp", "resources", "installers", "tests", "pyproject.toml", "briefcase.toml"),
    *("README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md"),
}
MADE_BY_TOOLS = ("build", "dist", "*.egg-info", "__pycache__", "*.log")
SOURCES = [
    path for folder in ("faceapp", "tests") for path in sorted((ROOT / folder).rglob("*.py"))
]
SCRIPTS = [path for path in sorted((ROOT / "installers").iterdir()) if path.suffix != ".txt"]

# Unchecked certificates, and readers that run what they read.
FORBIDDEN = re.compile(
    r"verify\s*=\s*False|_create_unverified_context"
    r"|pickle\.(load|Unpickler)|allow_pickle\s*=\s*True|joblib|torch\.load|yaml\.load\("
)
ALLOWED = {  # an exception that is no longer needed fails the test too
    "faceapp/ml/builtin/weights.py",  # mtcnn's three files: hash first, then numpy arrays only
    "tests/models/test_builtin_convert.py",  # these two prove that it stays so
    "tests/models/test_builtin_weights.py",
    "tests/unit/test_project.py",
}
# Its wheel does not say which module it holds.
SILENT = {"dlib": "dlib-bin"}


def name_in_tree(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def messages(language: str) -> dict[str, str]:
    file = ROOT / "resources" / "i18n" / f"messages.{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))["errors"]


def placeholders(sentence: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(sentence) if field}


def pins() -> dict[str, str]:
    lines = (ROOT / "installers" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = (re.match(r"([\w.-]+)==([^\s;]+)", line) for line in lines)
    return {match[1]: match[2] for match in found if match}


def normal(name: str) -> str:
    return name.lower().replace("_", "-")


def dependencies() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = sum(project["optional-dependencies"].values(), project["dependencies"])
    return {normal(re.match(r"[\w.-]+", line)[0]) for line in asked}


def imported_packages(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_bytes())))
    plain = [name.name for node in nodes if isinstance(node, ast.Import) for name in node.names]
    members = [node.module for node in nodes if isinstance(node, ast.ImportFrom) and not node.level]
    return {name.partition(".")[0] for name in plain + members}


def test_the_top_level_is_exactly_what_was_agreed():
    seen = {
        path.name
        for path in ROOT.iterdir()
        if not path.name.startswith(".") and not any(map(path.match, MADE_BY_TOOLS))
    }
    assert seen == TOP_LEVEL
    assert (ROOT / ".ci" / "run").is_file()


def test_no_file_is_longer_than_400_lines():
    lengths = {name_in_tree(path): len(path.read_bytes().splitlines()) for path in SOURCES}
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}


def test_no_module_is_a_drawer_for_leftovers():
    assert [path for path in SOURCES if re.search(r"util|helper|manager", path.stem)] == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_error_has_a_sentence(language: str):
    assert set(messages(language)) == {code.value for code in Code}


def test_both_languages_fill_the_same_placeholders():
    russian, english = messages("ru"), messages("en")
    assert {code: placeholders(text) for code, text in russian.items()} == {
        code: placeholders(text) for code, text in english.items()
    }


def test_nothing_trusts_a_stranger():
    offenders = {
        name_in_tree(path)
        for path in SOURCES + SCRIPTS
        if FORBIDDEN.search(path.read_text(encoding="utf-8"))
    }
    assert offenders == ALLOWED


def test_every_dependency_is_pinned():
    assert dependencies() - set(pins()) == set()


def test_every_imported_package_is_a_dependency():
    distributions = packages_distributions()
    ours = {"faceapp", "tests", *sys.stdlib_module_names}
    undeclared = {
        (name_in_tree(path), package)
        for path in SOURCES
        if path.parent.name != "reference"  # made once, in environments of their own
        for package in imported_packages(path) - ours
        if not {normal(name) for name in distributions.get(package, [SILENT.get(package, package)])}
        & dependencies()
    }
    assert undeclared == set()


def test_both_runtimes_are_pinned_to_one_version():
    assert pins()["onnxruntime"] == pins()["onnxruntime-gpu"]
