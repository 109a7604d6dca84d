"""A library of any size in a minute: rows written past the program, vectors of made-up people.

The tables hold what a scan leaves there before the durable index follows; the photos do not exist.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from faceapp.core.ports import Engine
from faceapp.core.similarity import Calibration
from faceapp.core.types import Quality
from faceapp.imaging.decode import DECODER_VERSION
from faceapp.stores.blobs import pack_landmarks, pack_quality
from faceapp.stores.database import open_database

# 70 % is what any two faces reach: every search has as many rows to fetch as it asks for.
EVERYBODY = Calibration("bench", t70=0.0, t95=0.5)
FACES_PER_PERSON, FACES_PER_PHOTO, SOURCES = 10, 3, 4
# Faces of one person are centre + SPREAD * noise: cosines of 1 / (1 + SPREAD^2) = 0.6.
SPREAD = 0.8165
CHUNK_ROWS = 20_000
MOMENT = "2026-01-01 00:00:00.000000"
_COLUMNS = {
    "engine": "id identity name dimension created_at",
    "source": "id kind root title created_at",
    "asset": "id sha256 pixel_hash perceptual_hash width height format taken_at state tries"
    " decoder_version processed_at",
    "location": "id source_id asset_id locator size mtime_ns present first_seen_at last_seen_at",
    "analysis": "asset_id engine_id faces processed_at",
    "face": "id asset_id x y width height origin created_at",
    "face_vector": "face_id engine_id landmarks score quality quality_facts embedding processed_at",
}
_LANDMARKS = pack_landmarks(np.arange(10, dtype=np.float32).reshape(5, 2))
_QUALITY = pack_quality(Quality(*[0.8] * 5))


def bench_engine(dimension: int) -> Engine:
    """What searching stored faces needs of an engine."""
    embedder = SimpleNamespace(dimension=dimension)
    return Engine("bench", f"bench-{dimension}", SimpleNamespace(), embedder, EVERYBODY, "cpu")


class People:
    """Unit vectors of people with `FACES_PER_PERSON` faces each, spread over the whole library."""

    def __init__(self, faces: int, dimension: int) -> None:
        self.faces = faces
        self._random = np.random.default_rng(7)
        people = max(1, faces // FACES_PER_PERSON)
        self._centres = self._normal(people, dimension)

    def portraits(self) -> Iterator[np.ndarray]:
        """(N, D) float32, all faces in the order of their ids, which count from 1."""
        for start in range(0, self.faces, CHUNK_ROWS):
            yield self._seen(np.arange(start, min(self.faces, start + CHUNK_ROWS)))

    def probes(self, count: int) -> np.ndarray:
        """(count, D) new pictures of known people."""
        return self._seen(self._random.integers(0, self.faces, count))

    def _seen(self, faces: np.ndarray) -> np.ndarray:
        centres = self._centres[faces % len(self._centres)]
        noise = self._normal(len(faces), centres.shape[1])
        vectors = centres + np.float32(SPREAD) * noise
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def _normal(self, rows: int, dimension: int) -> np.ndarray:
        normal = self._random.standard_normal((rows, dimension), np.float32)
        return normal / np.float32(dimension**0.5)


def fill(path: Path, engine: Engine, people: People, on_each: int = FACES_PER_PHOTO) -> None:
    """Make a library at `path` where this engine has found all faces of these people.

    There are `on_each` faces on each photo.
    """
    open_database(path, path.parent / "backups").close()
    photos = range(1, -(-people.faces // on_each) + 1)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        known = (1, engine.identity, engine.name, engine.embedder.dimension, MOMENT)
        _insert(connection, "engine", [known])
        _insert(connection, "source", map(_source, range(1, SOURCES + 1)))
        _insert(connection, "asset", map(_asset, photos))
        _insert(connection, "location", map(_location, photos))
        _insert(connection, "analysis", _analyses(people.faces, on_each))
        _insert(connection, "face", (_face(face, on_each) for face in range(1, people.faces + 1)))
        _insert(connection, "face_vector", _vectors(people))
        connection.commit()


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple]) -> None:
    columns = _COLUMNS[table].split()
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


def _source(number: int) -> tuple:
    return number, "local", f"/bench/{number}", f"album {number}", MOMENT


def sha256_of(photo: int) -> str:
    """The hash of a photo, by its number."""
    return hashlib.sha256(str(photo).encode()).hexdigest()


def _asset(number: int) -> tuple:
    sha256 = sha256_of(number)
    day = f"{2010 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02} 12:00:00.000000"
    facts = (640, 480, "JPEG", day, "ok", 0, DECODER_VERSION, MOMENT)
    return number, sha256, sha256[::-1], sha256[:16], *facts


def _location(number: int) -> tuple:
    source = 1 + number % SOURCES
    place = f"/bench/{source}/holiday {number % 100}/IMG_{number}.jpg"
    return number, source, number, place, 200_000, number, True, MOMENT, MOMENT


def _analyses(faces: int, on_each: int) -> Iterator[tuple]:
    for first in range(0, faces, on_each):
        yield 1 + first // on_each, 1, min(on_each, faces - first), MOMENT


def _face(number: int, on_each: int) -> tuple:
    photo = 1 + (number - 1) // on_each
    return number, photo, 10.0, 20.0, 80.0, 100.0, "detected", MOMENT


def _vectors(people: People) -> Iterator[tuple]:
    number = 0
    for vectors in people.portraits():
        for vector in vectors.astype("<f2"):
            number += 1
            yield number, 1, _LANDMARKS, 0.9, 0.8, _QUALITY, vector.tobytes(), MOMENT
