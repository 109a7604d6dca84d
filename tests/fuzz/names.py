"""File names that terminals, shells, tables and databases stumble over, from the disk and back."""

import csv
import json
import os
import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image

from faceapp.outputs.csv_export import unescape
from tests.fuzz.library import Ended, Library
from tests.fuzz.report import Case, Report, attempt
from tests.fuzz.samples import saved

ACCEPTED = frozenset(("exact",))
_LONG = 255 - len(".png")
NAMES: tuple[bytes, ...] = (
    *(
        name.encode()
        for name in (
            "שלום", "\u202egnp.exe", "\u2066a\u2069", "👩‍👩‍👧", "e\u0301", "é", "ﬁ", "a\nb",
            "a\rb", "a\tb",
            "\x1b[2J\x1b]0;title\x07", "\x01", "\x7f", "\x9b2J", "\u0085", "\u2028", "\u2029",
            "\ufeff",
            "CON", "NUL.txt", "com1", "a.", " a ", "-rf", "--help", "$(touch x)", "`touch x`",
            "%s%n",
            "%(a)s", "{x}", "{0.__class__}", "'; DROP TABLE asset; --", '"', "'", "a,b;c",
            "=1+1", "@a",
            "\\", "\\udc80", "\\\\udcff", "|", "*", "?", "[a]", "<b>", "&amp;", "#", "a.zip!",
            "~", "...",
            "\U000f0880", "\U000f0c80\U000f0fff", "\U0010ffff", "\ue000", "\ufffd",
        )
    ),
    b"\xff", b"\x80\xfe", b"a\xc3", b"\xed\xa0\x80", b"\\\xff", b"\\\\\x80udc80",
    b"\xf3\xb0\xa0\x80\xff",
    "я".encode() * (_LONG // 2), b"a" * _LONG, "👩".encode() * (_LONG // 4),
)  # fmt: skip
# What a terminal would obey or what turns a line around; our own line ends are in order.
_RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


_AT_ONCE = 150


def fuzz_names(trials: int, seed: int, keep: Path | None = None, first: int = 0) -> Report:
    """The wicked names at first, then random ones, some at a time."""
    report = Report("names", ACCEPTED, keep)
    wicked = [*NAMES, *random_names(seed, first, max(0, trials - len(NAMES)))]
    for start in range(0, len(wicked), _AT_ONCE):
        some = wicked[start : start + _AT_ONCE]
        with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
            verdict = attempt(lambda: check_names(Path(folder), some))  # noqa: B023  called at once
        for name in some:
            report.add(Case("name", name, f"seed {seed} name {name!r}"), verdict)
    return report


def random_names(seed: int, first: int, count: int) -> Iterator[bytes]:
    """Pieces of the wicked names, in new company."""
    pieces = [piece for name in NAMES if len(name) < 60 for piece in (name[:3], name, name[-4:])]
    for number in range(first, first + count):
        rng = random.Random(f"{seed}/{number}")
        yield b"".join(rng.choices(pieces, k=rng.randint(1, 6)))[:_LONG].replace(b"/", b"")


def check_names(folder: Path, names: Sequence[bytes]) -> None:
    """Scan files and folders of these names twice: they come back exactly, and print harmlessly."""
    expected = set(_written(folder, names))
    library = Library(folder / "library")
    scanned = library("scan", str(folder / "photos"), "--json")
    assert scanned.code == 0, scanned
    assert scanned.json["photos"] == len(expected), scanned.json
    again = library("scan", str(folder / "photos"), "--json").json
    assert (again["skipped"], again["photos"]) == (len(expected), 0), again
    _check_lists(library, expected)
    _check_exports(library, folder, expected)
    for path in sorted(expected)[:20]:
        for words in (("search", path), ("scan", path), ("search", path + "/none")):
            harmless(library(*words), (0, 3))


def _written(folder: Path, names: Sequence[bytes]) -> Iterator[str]:
    """One picture per name, its colour its number; the first names are folders too."""
    for number, name in enumerate(dict.fromkeys(names)):
        below = b"photos/" + (name[:250] + b".d/" if number % 7 == 0 else b"")
        path = os.fsencode(folder) + b"/" + below + name + b".png"
        if name.startswith(b"."):
            continue  # hidden
        Path(os.fsdecode(path)).parent.mkdir(parents=True, exist_ok=True)
        Path(os.fsdecode(path)).write_bytes(_photo(number))
        yield os.fsdecode(path)


def _photo(number: int) -> bytes:
    return saved(Image.new("RGB", (8, 8), (number % 256, number // 256, 7)), "PNG")


def _check_lists(library: Library, expected: set[str]) -> None:
    for command in ("photos", "faces"):
        document = library(command, "--json")
        harmless(document, (0,))
        assert {item["path"] for item in document.json[command]} == expected
        lines = library(command)
        harmless(lines, (0,))
        assert lines.out.count(b"\n") == len(expected) + 1


def _check_exports(library: Library, folder: Path, expected: set[str]) -> None:
    for suffix in ("csv", "json"):
        harmless(library("export", str(folder / f"faces.{suffix}")), (0,))
    faces = json.loads((folder / "faces.json").read_text(encoding="utf-8"))["faces"]
    assert {face["path"] for face in faces} == expected
    with (folder / "faces.csv").open(encoding="utf-8", newline="") as file:
        assert {unescape(face["path"]) for face in csv.DictReader(file)} == expected


def harmless(ended: Ended, codes: Sequence[int]) -> None:
    """An expected end, no traceback, nothing that a terminal would obey."""
    assert ended.code in codes, ended
    for said in (ended.out, ended.err):
        assert b"Traceback" not in said
        raw = _RAW.search(said.decode("utf-8"))
        assert not raw, (raw, said[max(0, raw.start() - 80) :][:200])
