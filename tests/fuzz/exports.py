"""Any face written to JSON and CSV and read again: JSON as it is, CSV after `unescape`."""

import csv
import json
import tempfile
from pathlib import Path

from hypothesis import strategies as st

from faceapp.core.export import COLUMNS, FaceRow
from faceapp.outputs.csv_export import export_csv, unescape
from faceapp.outputs.json_export import export_json
from tests.fuzz.examples import try_examples
from tests.fuzz.report import Report, attempted

_ALPHABET = st.characters(codec=None) | st.sampled_from("=+-@'\"\\,;\t\r\n\0ud80\udc80\ufeff＝")
_TEXT = st.text(_ALPHABET, max_size=20)
# What a person, a date or a similarity may lack is None, never the empty text.
_SOME_TEXT = st.text(_ALPHABET, min_size=1, max_size=20)
_NUMBER = st.floats(allow_nan=False, allow_infinity=False)
_NUMBERS = ("x", "y", "width", "height", "score", "quality")
_ROWS = st.builds(
    FaceRow,
    face_id=st.integers(1, 2**63 - 1),
    photo_id=st.integers(1, 2**63 - 1),
    **dict.fromkeys(("source", "source_title", "album", "path", "processed_at", "engine"), _TEXT),
    **dict.fromkeys(_NUMBERS, _NUMBER),
    person=st.none() | _SOME_TEXT,
    similarity=st.none() | _NUMBER,
    taken_at=st.none() | _SOME_TEXT,
)


def check_exports(folder: Path, examples: int, seed: int) -> int:
    """Try `examples` lists of faces; how many were tried. Raises what the first failure raised."""

    def check(given: tuple[list[FaceRow], bool]) -> None:
        rows, bom = given
        assert export_json(folder / "faces.json", rows) == len(rows)
        assert export_csv(folder / "faces.csv", rows, bom=bom) == len(rows)
        assert _from_json(folder / "faces.json") == rows
        assert _from_csv(folder / "faces.csv", bom) == rows

    lists = st.tuples(st.lists(_ROWS, max_size=4), st.booleans())
    return try_examples(lists, check, examples, seed)


def _from_json(path: Path) -> list[FaceRow]:
    document = json.loads(path.read_text(encoding="utf-8"))
    rows = [FaceRow(**face | {"places": tuple(face["places"])}) for face in document["faces"]]
    assert document["total"] == len(rows)
    return rows


def _from_csv(path: Path, bom: bool) -> list[FaceRow]:
    encoding = "utf-8-sig" if bom else "utf-8"
    with path.open(encoding=encoding, newline="") as file:
        header, *lines = csv.reader(file)
    assert tuple(header) == COLUMNS
    return [FaceRow(*map(_value, COLUMNS, line)) for line in lines]


def _value(column: str, cell: str) -> object:
    if column in ("face_id", "photo_id"):
        return int(cell)
    if column in ("person", "similarity", "taken_at") and not cell:
        return None
    if column == "places":
        return tuple(unescape(cell).split("\n")) if cell else ()
    return float(cell) if column in (*_NUMBERS, "similarity") else unescape(cell)


def fuzz_exports(trials: int, seed: int, keep: Path | None = None, first: int = 0) -> Report:
    """As many lists of faces."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        return attempted("exports", lambda: check_exports(Path(folder), trials, seed + first), seed)
