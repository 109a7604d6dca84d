"""Faces as one JSON document, written as they come."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from faceapp.core.export import FaceRow
from faceapp.outputs.atomic import replacing


def export_json(path: Path, rows: Iterable[FaceRow]) -> int:
    """Write `{"faces": [...], "total": N}` in UTF-8, one face per line."""
    count = 0
    with replacing(path) as file:
        file.write('{"faces": [')
        for count, row in enumerate(rows, 1):
            file.write(",\n" if count > 1 else "\n")
            json.dump(asdict(row), file, ensure_ascii=False)
        file.write(f'\n], "total": {count}}}\n')
    return count
