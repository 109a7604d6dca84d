"""A search as a window does it: a sample with all its faces, one query, rows as they are seen."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from faceapp.core.errors import Code, UserError
from faceapp.core.gallery import Choice
from faceapp.core.jobs import CancelToken, Progress, Report
from faceapp.core.records import FaceInfo
from faceapp.core.similarity import MINIMUM_PERCENT
from faceapp.core.types import Face, FaceBox, Floats, Image, Quality
from faceapp.imaging.decode import decode
from faceapp.imaging.reduce import reduced
from faceapp.services.export import ExportService
from faceapp.services.face_pictures import (
    PORTRAIT_SHARE,
    FacePicture,
    FacePictures,
    FoundFace,
    cut,
    cut_box,
)
from faceapp.services.found import AnyFound, Found, FoundPhotos, moments
from faceapp.services.search import Filters, SearchService
from faceapp.stores.database import Database
from faceapp.stores.unit_of_work import UnitOfWork

_SHOWN_PX = 1280
_ROWS_AT_ONCE = 500


@dataclass(frozen=True, eq=False)
class SampleFace:
    """A face to search for; the box in pixels of the upright photo. `id` if the library has it."""

    box: FaceBox
    score: float
    quality: Quality | None
    embedding: Floats
    portrait: FacePicture
    id: int | None = None


@dataclass(frozen=True, eq=False)
class SearchSample:
    """A photo with the faces on it, largest first; `picture` is RGB, `width` is of the photo.

    `chosen` is the position of the face to begin with, `engine` the identity of whose vectors the
    faces have.
    """

    name: str
    picture: Image
    width: int
    height: int
    faces: tuple[SampleFace, ...]
    engine: str
    chosen: int = 0


@dataclass(frozen=True)
class SourceChoice:
    """A source to search in alone."""

    id: int
    title: str


@dataclass(frozen=True)
class SearchScope:
    """What there is to search: whether any face, in which sources and albums, which years."""

    is_empty: bool
    sources: tuple[SourceChoice, ...]
    years: tuple[int, ...]
    albums: tuple[Choice, ...] = ()


@dataclass(frozen=True, eq=False)
class Reason:
    """Why a face was found: the face, large, and the next best one on another photo."""

    face: FoundFace
    portrait: FacePicture | None
    runner_up: FoundFace | None
    runner_up_position: int | None


@dataclass(frozen=True, eq=False)
class Portrait:
    """A face that was found on a photo with others, large; None if there is no picture of it."""

    face: FoundFace
    picture: FacePicture | None


class SampleSearch:
    """Samples in, faces out, in steps that each answer at once; any thread may ask."""

    def __init__(
        self,
        database: Database,
        search: SearchService,
        pictures: FacePictures,
        exporting: Callable[[], ExportService],
        read: Callable[[Path], bytes],
        max_megapixels: int,
    ) -> None:
        """Take the truth, who searches, cuts faces out and exports, how to read a file, a limit."""
        self._database = database
        self._search = search
        self._exporting = exporting
        self._read = read
        self._max_megapixels = max_megapixels
        self.pictures = pictures
        self.is_warm = False

    def scope(self) -> SearchScope:
        """What there is to search."""
        with self._database.read() as unit:
            sources = [SourceChoice(row.id, row.title) for row in unit.sources.list()]
            return SearchScope(
                not unit.faces.count_vectors(),
                tuple(sources),
                tuple(unit.photos.years()),
                tuple(unit.gallery.albums()),
            )

    def warm_up(self) -> int:
        """Open the engine and fill the index, some seconds the first time; how many faces.

        Raises UserError if there is nothing to search.
        """
        size = self._search.size
        self.is_warm = True
        return size

    def from_file(self, path: Path) -> SearchSample:
        """The faces on a file. Raises UserError, ItemError."""
        return self.from_bytes(self._read(path), path.name)

    def from_bytes(self, data: bytes, name: str) -> SearchSample:
        """The faces on a photo in memory. Raises UserError, ItemError."""
        image = decode(data, name=name, max_megapixels=self._max_megapixels).pixels
        faces = tuple(_sample_face(image, face) for face in self._search.faces_on(image))
        height, width = image.shape[:2]
        engine = self._search.engine_identity()
        return SearchSample(name, reduced(image, _SHOWN_PX).copy(), width, height, faces, engine)

    def from_face(self, face_id: int) -> SearchSample:
        """A face of the library with the others on its photo, by their stored vectors.

        Raises UserError if there is no such face.
        """
        with self._database.read() as unit:
            faces, vectors = self._on_the_photo_of(unit, face_id)
        image = self.pictures.photo(faces[0], _SHOWN_PX)
        if image is None:
            image = np.full((faces[0].height, faces[0].width, 3), 128, np.uint8)
        stored = [_stored_face(image, face, vectors[face.info.id]) for face in faces]
        stored.sort(key=lambda face: -face.box.area)
        chosen = next(place for place, face in enumerate(stored) if face.id == face_id)
        name = _file_name(faces[0].info.path)
        engine = self._search.engine_identity()
        width, height = faces[0].width, faces[0].height
        return SearchSample(name, image, width, height, tuple(stored), engine, chosen)

    def preview(self, path: Path, longest_px: int) -> Image:
        """A small picture of a file. Raises UserError, ItemError."""
        photo = decode(self._read(path), name=path.name, max_megapixels=self._max_megapixels)
        return reduced(photo.pixels, longest_px).copy()

    def find(self, sample: SearchSample, face: int, filters: Filters) -> Found | None:
        """All faces from 70 % on like one of the sample, as far as they are not too many.

        None if another engine answers by now: the sample must be read again. Raises UserError.
        """
        if self._search.engine_identity() != sample.engine:
            return None
        near = self._search.alike(sample.faces[face].embedding, filters)
        self.is_warm = True
        scale = near.engine.calibration
        fits = near.above(scale.cosine(MINIMUM_PERCENT))
        ids, cosines = fits.ids, fits.cosines
        with self._database.read() as unit:
            places = unit.faces.places(ids.tolist())
        there = np.array([face_id in places for face_id in ids.tolist()], bool)
        ids, cosines = ids[there], cosines[there]
        known = [places[face_id] for face_id in ids.tolist()]
        return Found(
            ids,
            cosines,
            np.array([photo for photo, _ in known], np.int64),
            moments([taken for _, taken in known]),
            near.searched,
            near.nearest,
            near.is_capped,
            scale,
            near.engine.name,
            near.seconds,
        )

    def rows(self, ids: Sequence[int]) -> dict[int, FoundFace]:
        """What there is to show of these faces, by number; vanished ones are left out."""
        with self._database.read() as unit:
            return self._rows(unit, ids)

    def shown(self, found: AnyFound, positions: Sequence[int]) -> dict[int, FoundFace]:
        """What there is to show at these places, by the number of the first face of each."""
        groups = [found.group(position) for position in positions]
        with self._database.read() as unit:
            rows = self._rows(unit, [face for group in groups for face in group])
        shown = {}
        for first, *others in groups:
            if first in rows:
                infos = tuple(rows[face].info for face in others if face in rows)
                shown[first] = replace(rows[first], others=infos)
        return shown

    def reason(self, found: Found, position: int) -> Reason | None:
        """Why the face at `position` was found; None if it vanished."""
        next_one = found.runner_up(position)
        wanted = [position] if next_one is None else [position, next_one]
        rows = self.rows([int(found.ids[place]) for place in wanted])
        face = rows.get(int(found.ids[position]))
        if face is None:
            return None
        runner_up = None if next_one is None else rows.get(int(found.ids[next_one]))
        return Reason(face, self.pictures.portrait(face), runner_up, next_one)

    def portraits(self, found: FoundPhotos, position: int, percent: float) -> list[Portrait]:
        """The faces that fit on a photo, the best first; vanished ones are left out."""
        faces = [face for face, _ in found.faces(position, percent)]
        rows = self.rows(faces)
        known = [rows[face] for face in faces if face in rows]
        return [Portrait(face, self.pictures.portrait(face)) for face in known]

    def export(
        self,
        file: Path,
        found: AnyFound,
        positions: Sequence[int],
        token: CancelToken,
        report: Report,
        percent: float = MINIMUM_PERCENT,
    ) -> int:
        """Write the faces at these places that reach `percent`, with their similarity; how many.

        CSV or JSON, whole or not there. Raises UserError, FatalError, `Cancelled`.
        """
        rows = self._exported(found, positions, percent, token, report)
        return self._exporting().export_found(file, rows)

    def _exported(
        self,
        found: AnyFound,
        positions: Sequence[int],
        percent: float,
        token: CancelToken,
        report: Report,
    ) -> Iterator[tuple[FaceInfo, float | None]]:
        for start in range(0, len(positions), _ROWS_AT_ONCE):
            token.raise_if_cancelled()
            some = positions[start : start + _ROWS_AT_ONCE]
            faces = [pair for place in some for pair in found.faces(place, percent)]
            rows = self.rows([face for face, _ in faces])
            yield from ((rows[face].info, alike) for face, alike in faces if face in rows)
            report(Progress(start + len(some), len(positions)))

    def _rows(self, unit: UnitOfWork, ids: Sequence[int]) -> dict[int, FoundFace]:
        engine_id = unit.engines.find(self._search.engine_identity())
        infos = list(unit.faces.for_ids(ids, engine_id))
        if missing := set(ids) - {info.id for info in infos}:  # named when another engine answered
            infos += unit.faces.seen_by_any(list(missing))
        return {face.info.id: face for face in _pictured(unit, infos)}

    def _on_the_photo_of(
        self, unit: UnitOfWork, face_id: int
    ) -> tuple[list[FoundFace], dict[int, Floats]]:
        place = unit.faces.places([face_id]).get(face_id)
        engine_id = unit.engines.find(self._search.engine_identity())
        if place is None or engine_id is None:
            raise UserError(Code.UNKNOWN_FACE, face=face_id)
        infos, _ = unit.faces.list(engine_id, photo_id=place[0])
        numbers = np.array([info.id for info in infos], np.int64)
        ids, vectors = unit.faces.vectors_of(engine_id, numbers)
        if face_id not in ids:
            raise UserError(Code.UNKNOWN_FACE, face=face_id)
        known = dict(zip(ids.tolist(), vectors.astype(np.float32), strict=True))
        return list(_pictured(unit, infos)), known


def _pictured(unit: UnitOfWork, infos: Sequence[FaceInfo]) -> Iterator[FoundFace]:
    tiles = unit.gallery.tiles(list({info.photo_id for info in infos}))
    photos = {tile.id: tile for tile in tiles}
    return (FoundFace(info, photos[info.photo_id]) for info in infos)


def _sample_face(image: Image, face: Face) -> SampleFace:
    seen = face.detection
    portrait = cut_box(image, seen.box, PORTRAIT_SHARE)
    return SampleFace(seen.box, seen.score, face.quality, face.embedding, portrait)


def _stored_face(image: Image, face: FoundFace, vector: Floats) -> SampleFace:
    info = face.info
    length = float(np.linalg.norm(vector)) or 1.0  # float16 in SQL: no longer exactly 1
    portrait = cut(image, face, PORTRAIT_SHARE)
    return SampleFace(
        info.box, info.score, info.quality_facts, vector / np.float32(length), portrait, info.id
    )


def _file_name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]
