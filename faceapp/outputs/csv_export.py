r"""Faces as CSV for spreadsheets.

A text cell that a spreadsheet would run as a formula, or that begins with an apostrophe, gets one
apostrophe in front. Bytes of a file name that are no text stand as `\udc80`, and the backslashes
before such a spelling, meant or not, are doubled. `unescape` restores every cell exactly. Several
places of a photo are lines of one cell.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path

from faceapp.core.export import COLUMNS, FaceRow
from faceapp.outputs.atomic import replacing

# owasp.org/www-community/attacks/CSV_Injection; the wide signs count in East Asian settings.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
_SPELLING = "ud[89a-f][0-9a-f]{2}"
_UNSPELLED = re.compile(rf"(\\*)([\ud800-\udfff])|(\\+)(?={_SPELLING})")
_SPELLED = re.compile(rf"(\\+)({_SPELLING})")


def escape(cell: object) -> object:
    """The cell as it is written; numbers are left alone, None is empty."""
    if not isinstance(cell, str):
        return cell
    spelled = _UNSPELLED.sub(_spell, cell)
    return "'" + spelled if spelled.startswith(_DANGEROUS) else spelled


def unescape(cell: str) -> str:
    """The text cell as it was before `escape`."""
    return _SPELLED.sub(_read, cell.removeprefix("'"))


def _as_text(cell: object) -> object:
    return "\n".join(cell) if isinstance(cell, tuple) else cell


def _spell(found: re.Match[str]) -> str:
    slashes, lone = found[1] or found[3] or "", found[2]
    return 2 * slashes + (f"\\u{ord(lone):04x}" if lone else "")


def _read(found: re.Match[str]) -> str:
    slashes, spelling = found[1], found[2]
    is_lone = len(slashes) % 2
    return slashes[: len(slashes) // 2] + (chr(int(spelling[1:], 16)) if is_lone else spelling)


def export_csv(path: Path, rows: Iterable[FaceRow], *, bom: bool = False) -> int:
    """Write `COLUMNS` and one line per face, UTF-8; a BOM, on request, makes Excel see that."""
    count = 0
    with replacing(path, encoding="utf-8-sig" if bom else "utf-8") as file:
        writer = csv.writer(file)  # ends lines with \r\n: only then a \r in a file name is quoted
        writer.writerow(COLUMNS)
        for row in rows:
            writer.writerow(escape(_as_text(cell)) for cell in astuple(row))
            count += 1
    return count
