"""A library on disk, and scans of it in one line."""

import hashlib
from collections.abc import Sequence

import numpy as np

from faceapp.core.types import (
    AnalysedPhoto,
    Detection,
    Face,
    FaceBox,
    FailedPhoto,
    KnownPhoto,
    Outcome,
    PhotoFacts,
    PhotoRef,
    PhotoResult,
    Quality,
)
from faceapp.stores import schema
from faceapp.stores.database import Database
from faceapp.stores.picture_copies import CopySearch
from faceapp.stores.record import record
from faceapp.stores.rows import Analyst

DIMENSION = 16


def face(person: str, x: float = 100, *, size: float = 50) -> Face:
    """A face whose vector depends on `person` alone; different people are far apart."""
    seed = int.from_bytes(hashlib.sha256(person.encode()).digest()[:4], "big")
    vector = np.random.default_rng(seed).normal(size=DIMENSION).astype(np.float32)
    landmarks = np.arange(10, dtype=np.float32).reshape(5, 2) + x
    detection = Detection(FaceBox(x, 100, size, size), landmarks, 0.9)
    return Face(detection, Quality(*[0.8] * 5), vector / np.linalg.norm(vector))


def analysed(
    place: str, sha: str, *faces: Face, pixels: str | None = None, mtime: int = 1
) -> AnalysedPhoto:
    facts = PhotoFacts(640, 480, "JPEG", pixels or f"pixels of {sha}", "0f")
    return AnalysedPhoto(PhotoRef(place, len(sha), mtime), sha, facts, faces)


def known(place: str, sha: str, mtime: int = 1) -> KnownPhoto:
    return KnownPhoto(PhotoRef(place, len(sha), mtime), sha)


def failed(place: str, sha: str | None, code: str = "corrupt", mtime: int = 1) -> FailedPhoto:
    return FailedPhoto(PhotoRef(place, 7, mtime), sha, code, {"reason": "truncated"})


class Library:
    """A database with a source and an engine; `gone` are places that hold nothing any more.

    Scans find near copies if there is a `search`.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.gone: set[str] = set()
        self.search: CopySearch | None = None
        with database.write() as unit:
            self.source = unit.sources.adopt("local", "/photos", "photos")
            self.engine = unit.engines.find_or_add("identity", "builtin", DIMENSION)

    def record(self, *results: PhotoResult, engine: int | None = None) -> list[Outcome]:
        """Save each result in a transaction of its own."""
        return [self.batch([result], engine)[0] for result in results]

    def batch(
        self, results: Sequence[PhotoResult], engine: int | None = None, *, in_tiles: bool = False
    ) -> list[Outcome]:
        """A scan that finds these results."""
        with self.database.write() as unit:
            unit.sources.adopt("local", "/photos", "photos")
            return record(
                unit,
                self.source,
                Analyst(engine or self.engine, 1, 0.5, in_tiles),
                results,
                still_there=lambda place: place not in self.gone,
                search=self.search,
            )

    def add_engine(self, name: str) -> int:
        with self.database.write() as unit:
            return unit.engines.find_or_add(name, name, DIMENSION)

    def remove(self, place: str) -> None:
        self.gone.add(place)

    def faces(self, engine: int | None = None) -> dict[str, list[int]]:
        """Numbers of the faces of every listed photo, by path."""
        with self.database.read() as unit:
            photos, _ = unit.photos.list()
            found: dict[str, list[int]] = {photo.path: [] for photo in photos}
            for info in unit.faces.list(engine or self.engine)[0]:
                found[info.path].append(info.id)
        return found

    def face_ids(self) -> list[int]:
        """Numbers of all faces, whether an engine knows them or not."""
        with self.database.read() as unit:
            return sorted(unit.faces.photos()[0].tolist())

    def name(self, face_id: int, person: str) -> None:
        """Decide whose face it is."""
        with self.database.write() as unit:
            unit.people.assign(face_id, unit.people.add(person))

    def names(self) -> dict[str, list[str]]:
        """Who was named on every listed photo, by path."""
        with self.database.read() as unit:
            photos, _ = unit.photos.list()
            found: dict[str, list[str]] = {photo.path: [] for photo in photos}
            for info in unit.faces.list(self.engine)[0]:
                if info.person:
                    found[info.path].append(info.person)
        return found

    def states(self) -> dict[str, str]:
        with self.database.read() as unit:
            return {photo.path: photo.state for photo in unit.photos.list()[0]}

    def photo_id(self, path: str) -> int:
        with self.database.read() as unit:
            return next(photo.id for photo in unit.photos.list()[0] if photo.path == path)

    def draw(self, photo_id: int, x: float) -> int:
        """A face that a person drew by hand."""
        with self.database.write() as unit:
            drawn = schema.Face(
                asset_id=photo_id,
                x=x,
                y=100,
                width=50,
                height=50,
                origin="drawn",
                created_at=unit.session.get_one(schema.Asset, photo_id).processed_at,
            )
            unit.session.add(drawn)
            unit.session.flush()
            return drawn.id

    def forget(self) -> int:
        with self.database.write() as unit:
            return unit.photos.forget_unplaced()


def named_photo(library: Library, place: str = "/photos/a.jpg") -> int:
    """A photo with Anna, who was named, and Bob; Anna's number."""
    library.record(analysed(place, "A", face("anna", 100), face("bob", 300)))
    anna = library.faces()[place][0]
    library.name(anna, "Anna")
    return anna
