"""Faces as CSV for spreadsheets.

A text cell that a spreadsheet would run as a formula, or that begins with an apostrophe, gets one
apostrophe in front; taking one leading apostrophe away restores every cell exactly.
"""

import csv
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path

from faceapp.core.export import COLUMNS, FaceRow
from faceapp.outputs.atomic import replacing

# owasp.org/www-community/attacks/CSV_Injection; the wide signs count in East Asian settings.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")


def escape(cell: object) -> object:
    """The cell as it is written; numbers are left alone, None is empty."""
    if isinstance(cell, str) and cell.startswith(_DANGEROUS):
        return "'" + cell
    return cell


def unescape(cell: str) -> str:
    """The text cell as it was before `escape`."""
    return cell.removeprefix("'")


def export_csv(path: Path, rows: Iterable[FaceRow], *, bom: bool = False) -> int:
    """Write `COLUMNS` and one line per face, UTF-8; a BOM, on request, makes Excel see that."""
    count = 0
    with replacing(path, encoding="utf-8-sig" if bom else "utf-8") as file:
        writer = csv.writer(file)  # ends lines with \r\n: only then a \r in a file name is quoted
        writer.writerow(COLUMNS)
        for row in rows:
            writer.writerow(escape(cell) for cell in astuple(row))
            count += 1
    return count
