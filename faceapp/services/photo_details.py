"""One photo for the viewer: what is known of it, its pixels, what the camera wrote."""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path

from faceapp.core.errors import Code, FaceAppError, ItemError, UserError
from faceapp.core.jobs import CancelToken, Progress, Report
from faceapp.core.ports import Engine
from faceapp.core.records import PhotoDetails, Place
from faceapp.core.types import AnalysedPhoto, Face, FaceBox, Image, PhotoRef
from faceapp.imaging.camera import Camera, read_camera
from faceapp.imaging.decode import DECODER_VERSION, decode
from faceapp.imaging.reduce import fitted, reduced
from faceapp.imaging.thumbnails import ThumbnailCache
from faceapp.pipeline.drawn_face import face_in_box
from faceapp.pipeline.second_look import Look, looking
from faceapp.pipeline.stages import align, embed
from faceapp.services.library import newest_engine
from faceapp.stores.database import Database
from faceapp.stores.record import record
from faceapp.stores.rows import Analyst

# What a person is shown at most; 150 MB as RGB.
SHOWN_MEGAPIXELS = 50
SMALLEST_LEVEL_PX = 1_000


@dataclass(frozen=True, eq=False)
class FullPhoto:
    """A photo as it is shown, and its camera.

    `levels` are upright RGB, each half as large as the one before; the first is the photo itself,
    reduced if it has more pixels than anybody is shown.
    """

    levels: tuple[Image, ...]
    camera: Camera


@dataclass(frozen=True)
class Harder:
    """What a look in tiles brought: faces before and after, and the numbers of the new ones."""

    photo: int
    before: int
    after: int
    new: tuple[int, ...]


@dataclass(frozen=True)
class PhotoDetailsService:
    """Reads single photos; `look_harder` takes the lock by `writing` and saves what it finds."""

    reading: Database
    writing: Callable[[], AbstractContextManager[Database]]
    answering_engine: Callable[[], Engine]
    read_at: Callable[[str, PhotoRef, str | None], bytes]
    thumbnails: ThumbnailCache
    max_megapixels: int

    def get(self, photo_id: int, engine: str) -> PhotoDetails:
        """A photo with its faces as the engine of that name saw them.

        Raises UserError if there is no such photo.
        """
        with self.reading.read() as unit:
            engine_id = None
            with suppress(UserError):  # only other engines have worked here
                engine_id = newest_engine(unit, engine)
            details = unit.details.get(photo_id, engine_id)
        if details is None:
            raise UserError(Code.UNKNOWN_PHOTO, photo=photo_id)
        return details

    def thumbnail(self, details: PhotoDetails, size: int = 1024) -> Path | None:
        """The file of a photo's thumbnail, if there is one."""
        return self.thumbnails.path(details.sha256, size) if details.sha256 else None

    def full(self, details: PhotoDetails) -> FullPhoto:
        """The photo itself, from the first place where it lies. Raises UserError, ItemError."""
        data, place = self._bytes(details)
        photo = decode(data, name=_name(place), max_megapixels=self.max_megapixels)
        camera = read_camera(data)
        del data
        pixels = fitted(photo.pixels, details.width, details.height)
        return FullPhoto(_levels(_shown(pixels)), camera)

    def face_at(self, photo_id: int, box: FaceBox) -> tuple[Face, Engine]:
        """The face in a box drawn by hand, and whose it is. Raises UserError, ItemError."""
        engine = self.answering_engine()
        details = self.get(photo_id, engine.name)
        data, place = self._bytes(details)
        photo = decode(data, name=_name(place), max_megapixels=self.max_megapixels)
        pixels = fitted(photo.pixels, details.width, details.height)
        return face_in_box(pixels, box, engine), engine

    def look_harder(self, photo_id: int, token: CancelToken, report: Report) -> Harder:
        """Look at a photo in tiles and save what is found as a scan would.

        Raises UserError, ItemError, Cancelled.
        """
        report(Progress(0))
        engine = self.answering_engine()
        before = self.get(photo_id, engine.name)
        self._look(before, engine, Look.TILES, token)
        after = self.get(photo_id, engine.name)
        known = {face.id for face in before.faces}
        new = tuple(face.id for face in after.faces if face.id not in known)
        return Harder(photo_id, len(before.faces), len(after.faces), new)

    def find_faces(self, photo_id: int) -> None:
        """Look at a photo and save what is found, both as a scan would.

        Raises UserError, ItemError.
        """
        engine = self.answering_engine()
        self._look(self.get(photo_id, engine.name), engine, None, CancelToken())

    def _look(
        self, details: PhotoDetails, engine: Engine, look: Look | None, token: CancelToken
    ) -> None:
        data, place = self._bytes(details)
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 != details.sha256:  # a copy, or another picture by now, for a scan to take up
            raise ItemError(Code.CHANGED_WHILE_READ)
        sharp = looking(engine, look, token)
        photo = decode(data, name=_name(place), max_megapixels=self.max_megapixels)
        found = sharp.detector.detect(photo.pixels)
        faces = embed(align(photo.pixels, found, sharp), sharp, token)
        ref = PhotoRef(place.locator, place.size, place.mtime_ns)
        analysed = AnalysedPhoto(ref, sha256, photo.facts, tuple(faces))
        self._save(place, analysed, engine, in_tiles=look is Look.TILES)

    def _save(self, place: Place, photo: AnalysedPhoto, engine: Engine, *, in_tiles: bool) -> None:
        with self.writing() as database, database.write() as unit:
            engine_id = unit.engines.find_or_add(
                engine.identity, engine.name, engine.embedder.dimension
            )
            sources = unit.sources.list()
            source_id = next(
                source.id
                for source in sources
                if (source.kind, source.root) == (place.source, place.source_root)
            )
            analyst = Analyst(engine_id, DECODER_VERSION, engine.calibration.t70, in_tiles)
            record(unit, source_id, analyst, [photo], still_there=lambda _: True)

    def _bytes(self, details: PhotoDetails) -> tuple[bytes, Place]:
        """The photo's bytes and where they were found; the first failure tells if none is there."""
        failure: FaceAppError | None = None
        for place in details.places:
            try:
                ref = PhotoRef(place.locator, place.size, place.mtime_ns)
                return self.read_at(place.source_root, ref, details.sha256), place
            except FaceAppError as error:
                failure = failure or error
        raise failure or ItemError(Code.VANISHED)


def _levels(pixels: Image) -> tuple[Image, ...]:
    levels = [pixels]
    while max(levels[-1].shape[:2]) > 2 * SMALLEST_LEVEL_PX:
        levels.append(reduced(levels[-1], max(levels[-1].shape[:2]) // 2))
    return tuple(levels)


def _name(place: Place) -> str:
    return PhotoRef(place.locator, place.size, place.mtime_ns).name


def _shown(pixels: Image) -> Image:
    height, width = pixels.shape[:2]
    excess = height * width / (SHOWN_MEGAPIXELS * 1_000_000)
    return reduced(pixels, int(max(height, width) / excess**0.5)) if excess > 1 else pixels
