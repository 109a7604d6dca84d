"""The sentences of the window: what the code says, and what the .ts files make of it."""

import ast
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

WORDS = ROOT / "resources/i18n"


@dataclass(frozen=True)
class Sentence:
    """A message of a .ts file; `forms` are its translations, several where it has a number."""

    context: str
    source: str
    forms: tuple[str, ...]
    state: str
    is_plural: bool


def sentences(path: Path) -> list[Sentence]:
    """Every message of a .ts file."""
    root = ElementTree.parse(path).getroot()
    return [
        _sentence(context.findtext("name", ""), message)
        for context in root.iter("context")
        for message in context.iter("message")
    ]


def _sentence(context: str, message: ElementTree.Element) -> Sentence:
    translation = message.find("translation")
    assert translation is not None
    forms = [form.text or "" for form in translation.iter("numerusform")]
    return Sentence(
        context,
        message.findtext("source", ""),
        tuple(forms or [translation.text or ""]),
        translation.get("type", "finished"),
        message.get("numerus") == "yes",
    )


def placeholders(text: str) -> list[str]:
    """Every %1, %n (also as %Ln) and {name} of a sentence."""
    return sorted(re.findall(r"%[0-9n]|\{\w*\}", text.replace("%Ln", "%n")))


def qt_tool(name: str) -> str:
    """A program that comes with PySide6."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    assert found, f"{name} is not installed"
    return found


def run_tool(name: str, *arguments: object) -> None:
    """Run a program that comes with PySide6, in the checkout."""
    command = [qt_tool(name), "-silent", *map(str, arguments)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=120)


@dataclass(frozen=True)
class Call:
    """A call of `self.tr` or `translate` in the code; `source` is empty if it is no literal."""

    context: str
    source: str
    is_plural: bool
    place: str


def calls() -> list[Call]:
    """Every sentence that the code of the window asks for."""
    found: list[Call] = []
    for path in sorted((ROOT / "faceapp/ui").rglob("*.py")):
        found += _calls(ast.parse(path.read_bytes()), "", path)
    return found


def _calls(node: ast.AST, context: str, path: Path) -> Iterator[Call]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            name = child.func.attr if isinstance(child.func, ast.Attribute) else ""
            name = child.func.id if isinstance(child.func, ast.Name) else name
            place = f"{path.name}:{child.lineno}"
            if name == "tr":
                yield Call(context, _literal(child.args[0]), len(child.args) > 2, place)
            elif name == "translate" and child.args[0].__class__ is ast.Constant:
                yield Call(_literal(child.args[0]), _literal(child.args[1]), False, place)
        yield from _calls(child, child.name if isinstance(child, ast.ClassDef) else context, path)


def _literal(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def bases() -> dict[str, set[str]]:
    """The classes of the window and what they are made from."""
    return {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for path in (ROOT / "faceapp/ui").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.ClassDef)
    }
