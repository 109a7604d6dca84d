"""The command line before Typer sees it: global options anywhere, and a bare path means scan."""

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass

_VALUED = {"--lang": "language", "--data": "data"}


@dataclass(frozen=True)
class Arguments:
    """The subcommand with its own words, and the global options; None was not given."""

    command: list[str]
    wants_json: bool
    language: str | None
    data: str | None


def arrange(given: Sequence[str], commands: Collection[str]) -> Arguments:
    """Take the global options out, wherever they stand, and put `scan` before a bare path."""
    words = list(given)
    command: list[str] = []
    found: dict[str, str] = {}
    wants_json = False
    while words:
        word = words.pop(0)
        name, equals, value = word.partition("=")
        if word == "--":
            command += [word, *words]
            break
        if word == "--json":
            wants_json = True
        elif name in _VALUED and (equals or words):
            found[_VALUED[name]] = value if equals else words.pop(0)
        else:
            command.append(word)
    if command and _is_bare_path(command[0], commands):
        command.insert(0, "scan")
    return Arguments(command, wants_json, found.get("language"), found.get("data"))


def _is_bare_path(word: str, commands: Collection[str]) -> bool:
    """What exists or has a folder in it: a mistyped path is no mistyped command."""
    if word in commands or word.startswith("-"):
        return False
    return os.path.exists(word) or bool(os.path.dirname(word))  # noqa: PTH110, PTH120, never raise
