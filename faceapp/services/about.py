"""Which program this is, and whose work is in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from importlib import metadata
from typing import cast

from faceapp import paths

_PROGRAM = "faceapp"
_ROOTS = (_PROGRAM, "pyside6-essentials")  # who reads this sees a window
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_TEXTS = re.compile(r"(^|/)(licen[cs]e|copying|notice)[^/]*$", re.IGNORECASE)
_LONGEST = 200_000
_LONGEST_NAME = 40


@dataclass(frozen=True)
class Work:
    """Somebody's work that comes with the program; `texts` are its licences in full."""

    name: str
    version: str
    licence: str
    texts: str


def version() -> str:
    """The number of this version; "" where it was not installed."""
    try:
        return metadata.version(_PROGRAM)
    except metadata.PackageNotFoundError:
        return ""


def bundled_works() -> list[Work]:
    """Every package that the program needs, by name, and its icons; takes half a second."""
    works = [_package(metadata.distribution(name)) for name in _needed()]
    return [_icons(), *sorted(works, key=lambda work: work.name.lower())]


def _needed() -> set[str]:
    """The names of all packages that the program needs and that are installed."""
    found: set[str] = set()
    open_names = set(_ROOTS)
    while open_names:
        name = open_names.pop()
        try:
            asked = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue  # for another system
        if name != _PROGRAM:
            found.add(name)
        open_names |= {_normal(item) for item in asked if "extra ==" not in item} - found
    return found


def _normal(requirement: str) -> str:
    found = _NAME.match(requirement)
    return re.sub(r"[-_.]+", "-", found[0]).lower() if found else ""


def _package(package: metadata.Distribution) -> Work:
    return Work(
        package.metadata["Name"], package.version, _licence(package), "\n\n".join(_texts(package))
    )


def _licence(package: metadata.Distribution) -> str:
    told = cast(Message, package.metadata)  # what importlib has in Python 3.11 to 3.13
    classes = [
        line.rpartition("::")[2].strip()
        for line in told.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    plain = (told.get("License") or "").strip().split("\n")[0]
    is_text = len(plain) > _LONGEST_NAME or ":" in plain
    named = ", ".join(classes) if is_text and classes else plain
    return told.get("License-Expression") or named or ", ".join(classes)


def _texts(package: metadata.Distribution) -> Iterator[str]:
    for file in package.files or []:
        if _TEXTS.search(str(file)) and not str(file).endswith((".py", ".pyc")):
            try:
                yield file.read_text(encoding="utf-8")[:_LONGEST]
            except (OSError, ValueError):
                continue


def _icons() -> Work:
    text = (paths.resources() / "icons" / "LICENSE").read_text(encoding="utf-8")
    return Work("Lucide", "1", "ISC, MIT", text)
