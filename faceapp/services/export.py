"""Faces out of the library into a file: all of them, or those like a sample."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from faceapp.core.errors import Code, UserError
from faceapp.core.export import FaceRow
from faceapp.core.ports import Exporter
from faceapp.services.search import Match
from faceapp.stores.database import Database
from faceapp.stores.rows import FaceInfo


@dataclass(frozen=True)
class ExportService:
    """Writes files with the exporter that fits the suffix."""

    database: Database
    exporters: Mapping[str, Exporter]

    def export_library(self, path: Path, identity: str, source: str | None) -> int:
        """Write every face that the engine knows; return how many. Raises UserError, FatalError."""
        exporter = self._exporter(path)
        with self.database.read() as unit:
            engine_id = unit.engines.find(identity)
            sources = unit.sources.resolve(source) if source else None
            faces = unit.faces.walk(engine_id, sources=sources)
            return exporter(path, (_row(face, None) for face in faces))

    def export_matches(self, path: Path, matches: Iterable[Match]) -> int:
        """Write found faces with their similarity, best first; return how many."""
        rows = (_row(match.face, round(match.similarity, 1)) for match in matches)
        return self._exporter(path)(path, rows)

    def _exporter(self, path: Path) -> Exporter:
        exporter = self.exporters.get(path.suffix.lower())
        if exporter is None:
            raise UserError(Code.EXPORT_FORMAT_UNKNOWN, path=path.name)
        return exporter


def _row(face: FaceInfo, similarity: float | None) -> FaceRow:
    box = face.box
    return FaceRow(
        face.id,
        face.photo_id,
        face.source,
        face.source_title,
        face.path,
        *(round(side, 1) for side in (box.x, box.y, box.width, box.height)),
        round(face.score, 4),
        round(face.quality, 4),
        face.person,
        similarity,
        _iso(face.taken_at),
        face.processed_at.isoformat(timespec="seconds"),
        face.engine,
    )


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
