"""Where exports were written to: whoever forgets a person must know where copies may be."""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from faceapp.core.export import FaceRow
from faceapp.core.ports import Exporter


@dataclass(frozen=True)
class ExportLog:
    """A line for each file or folder, in a file that only this user can read."""

    file: Path

    def note(self, path: Path) -> None:
        """Remember that an export lies at `path`; that it cannot be is no reason to have none."""
        with suppress(OSError), self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(str(path.absolute())) + "\n")

    def places(self) -> tuple[str, ...]:
        """Those that are still there, each once."""
        try:
            lines = self.file.read_text(encoding="utf-8").splitlines()
        except OSError:
            return ()
        noted = dict.fromkeys(_path(line) for line in lines)
        return tuple(place for place in noted if place and Path(place).exists())

    def noting(self, exporters: Mapping[str, Exporter]) -> dict[str, Exporter]:
        """The same exporters, which note what they write."""
        return {suffix: self._noting(exporter) for suffix, exporter in exporters.items()}

    def _noting(self, exporter: Exporter) -> Exporter:
        def export(path: Path, rows: Iterable[FaceRow]) -> int:
            count = exporter(path, rows)
            self.note(path)
            return count

        return export


def _path(line: str) -> str:
    with suppress(ValueError):
        return str(json.loads(line))
    return ""
