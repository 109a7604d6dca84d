"""Faces out of the library into a file: all of them, or those like a sample."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from faceapp.core.errors import Code, UserError
from faceapp.core.export import FaceRow
from faceapp.core.ports import Exporter
from faceapp.core.records import FaceInfo
from faceapp.services.library import newest_engine
from faceapp.services.search import Match
from faceapp.stores.database import Database
from faceapp.stores.unit_of_work import UnitOfWork

_ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class ExportService:
    """Writes files with the exporter that fits the suffix."""

    database: Database
    exporters: Mapping[str, Exporter]

    def exporter(self, path: Path) -> Exporter:
        """What writes `path`. Raises UserError if its suffix is unknown."""
        exporter = self.exporters.get(path.suffix.lower())
        if exporter is None:
            raise UserError(Code.EXPORT_FORMAT_UNKNOWN, path=path.name)
        return exporter

    def export_library(
        self, path: Path, engine: str, source: str | None, album: str | None = None
    ) -> int:
        """Write every face that the engine knows; return how many. Raises UserError, FatalError."""
        exporter = self.exporter(path)
        with self.database.read() as unit:
            engine_id = newest_engine(unit, engine)
            sources = unit.sources.resolve(source) if source else None
            albums = unit.sources.albums_called(album, sources) if album else None
            faces = unit.faces.walk(engine_id, sources=sources, albums=albums)
            return exporter(path, _rows(unit, ((face, None) for face in faces)))

    def export_photos(self, path: Path, engine: str, photos: Sequence[int]) -> int:
        """Write the faces of some photos; return how many. Raises UserError, FatalError."""
        exporter = self.exporter(path)
        with self.database.read() as unit:
            faces = unit.faces.of_photos(newest_engine(unit, engine), photos)
            return exporter(path, _rows(unit, ((face, None) for face in faces)))

    def export_matches(self, path: Path, matches: Iterable[Match]) -> int:
        """Write found faces with their similarity, best first; return how many."""
        return self.export_found(path, ((match.face, match.similarity) for match in matches))

    def export_found(self, path: Path, faces: Iterable[tuple[FaceInfo, float | None]]) -> int:
        """Write faces with a similarity each, None where it was not measured; return how many."""
        exporter = self.exporter(path)
        with self.database.read() as unit:
            return exporter(path, _rows(unit, faces))


def _rows(unit: UnitOfWork, faces: Iterable[tuple[FaceInfo, float | None]]) -> Iterator[FaceRow]:
    """Rows in the same order; their places are read for some hundreds at a time."""
    left = iter(faces)
    while some := list(islice(left, _ROWS_AT_ONCE)):
        places = unit.copies.places({face.photo_id for face, _ in some})
        for face, alike in some:
            similarity = None if alike is None else round(alike, 1)
            yield _row(face, similarity, places.get(face.photo_id, ()))


def _row(face: FaceInfo, similarity: float | None, places: tuple[str, ...]) -> FaceRow:
    box = face.box
    return FaceRow(
        face_id=face.id,
        photo_id=face.photo_id,
        source=face.source,
        source_title=face.source_title,
        album=face.album,
        path=face.path,
        x=round(box.x, 1),
        y=round(box.y, 1),
        width=round(box.width, 1),
        height=round(box.height, 1),
        score=round(face.score, 4),
        quality=round(face.quality, 4),
        person=face.person,
        similarity=similarity,
        taken_at=_iso(face.taken_at),
        processed_at=face.processed_at.isoformat(timespec="seconds"),
        engine=face.engine,
        places=places,
    )


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
