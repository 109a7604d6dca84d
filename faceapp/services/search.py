"""Where is this person? A sample photo or a stored face in, matching faces out."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from faceapp.core.errors import Code, UserError
from faceapp.core.ports import Engine, IndexInfo, VectorIndex
from faceapp.core.records import FaceInfo
from faceapp.core.similarity import DEFAULT_PERCENT, MAXIMUM_PERCENT, MINIMUM_PERCENT
from faceapp.core.types import Face, Floats, Ids, Image
from faceapp.imaging.decode import decode
from faceapp.pipeline.stages import align, embed
from faceapp.services.live_index import LiveIndex
from faceapp.stores.database import Database

# Neighbours compared by `compare`, as in the usual recall@10.
COMPARED = 10
MOST_FOUND, _USUALLY_FOUND = 5_000, (100, 1_000)


@dataclass(frozen=True)
class Filters:
    """Which faces may be found; None admits all.

    `source` is a kind, number or title, `album` a number or title.
    """

    source: str | None = None
    since: date | None = None
    until: date | None = None
    album: str | None = None

    def __post_init__(self) -> None:
        """Raise UserError for days that come in the wrong order."""
        if self.since and self.until and self.since > self.until:
            raise UserError(Code.USAGE, reason=f"--since {self.since} > --until {self.until}.")

    @property
    def admits_all(self) -> bool:
        """Whether there is nothing to filter."""
        return self == Filters()


@dataclass(frozen=True)
class Request:
    """How near a match must be, how many are wanted, and from where."""

    percent: float = DEFAULT_PERCENT
    top: int = 50
    filters: Filters = Filters()

    def __post_init__(self) -> None:
        """Raise UserError for a similarity outside the scale."""
        if not MINIMUM_PERCENT <= self.percent <= MAXIMUM_PERCENT:
            raise UserError(
                Code.SIMILARITY_OUT_OF_RANGE,
                minimum=f"{MINIMUM_PERCENT:g}",
                maximum=f"{MAXIMUM_PERCENT:g}",
                value=f"{self.percent:g}",
            )


@dataclass(frozen=True, eq=False)
class Match:
    """A face of the library like the probe; `distance` is L2 between the unit vectors."""

    rank: int
    face: FaceInfo
    similarity: float
    cosine: float

    @property
    def distance(self) -> float:
        """L2 distance of the two unit vectors, 0..2."""
        return math.sqrt(max(0.0, 2.0 - 2.0 * self.cosine))


@dataclass(frozen=True)
class Answer:
    """Matches, best first, out of `searched` faces; `strangers` is how many to expect by chance."""

    matches: tuple[Match, ...]
    searched: int
    strangers: float | None
    seconds: float


@dataclass(frozen=True, eq=False)
class Near:
    """The nearest faces that `engine` knows, best first, out of `searched`, however far they are.

    `ids` (N,) face numbers, `cosines` (N,) float32; `is_capped` says that there are more as near.
    """

    ids: Ids
    cosines: Floats
    searched: int
    engine: Engine
    seconds: float
    is_capped: bool = False

    @property
    def nearest(self) -> float | None:
        """The best cosine; None if there is no face."""
        return min(1.0, float(self.cosines[0])) if len(self.cosines) else None

    def above(self, least: float) -> "Near":
        """Those from this cosine on, none above 1."""
        fits = self.cosines >= least
        cosines = np.minimum(self.cosines[fits], np.float32(1))
        return replace(self, ids=self.ids[fits], cosines=cosines)


@dataclass(frozen=True)
class Lookup:
    """One way of searching in a comparison: its time and its recall against the exact product."""

    milliseconds: float
    recall: float


@dataclass(frozen=True)
class Comparison:
    """The same probe through memory index, Milvus and the exact product (S1-26)."""

    k: int
    memory: Lookup
    milvus: Lookup
    exact: Lookup
    milvus_info: IndexInfo


class SearchService:
    """Searches the library with one engine; the memory index follows what is committed."""

    def __init__(
        self,
        database: Database,
        load_engine: Callable[[], Engine],
        make_index: Callable[[int], VectorIndex],
        max_megapixels: int,
    ) -> None:
        """Take the truth, how to get the engine and an empty memory index, and a limit."""
        self._database = database
        self._load_engine = load_engine
        self._max_megapixels = max_megapixels
        self._live = LiveIndex(database, make_index)

    @property
    def size(self) -> int:
        """Faces that can be searched. Raises UserError if there are none."""
        return self._live.ready(self._load_engine()).info().vectors

    def follow(self) -> None:
        """Take in what was committed since the last search, if there was one: it may be much."""
        self._live.follow()

    def engine(self) -> Engine:
        """Whose faces are searched. Raises UserError if it cannot be opened."""
        return self._load_engine()

    def engine_identity(self) -> str:
        """What its vectors are known by. Raises UserError if it cannot be opened."""
        return self._load_engine().identity

    def probe(self, data: bytes, name: str) -> list[Face]:
        """The faces of a sample photo, largest first. Raises ItemError if it cannot be read."""
        return self.faces_on(decode(data, name=name, max_megapixels=self._max_megapixels).pixels)

    def faces_on(self, image: Image) -> list[Face]:
        """The faces of an upright RGB picture, largest first."""
        engine = self._load_engine()
        faces = embed(align(image, engine.detector.detect(image), engine), engine)
        return sorted(faces, key=lambda face: -face.detection.box.area)

    def search(self, probe: Floats, request: Request) -> Answer:
        """Faces at or above the wanted per cent. Raises UserError if there is nothing to search."""
        near = self.near(probe, request.top, request.filters)
        scale = near.engine.calibration
        least = scale.cosine(request.percent)
        fits = near.cosines >= least
        return Answer(
            self._matches(near.ids[fits], near.cosines[fits], near.engine),
            near.searched,
            None if scale.is_provisional else scale.false_match_rate(least) * near.searched,
            near.seconds,
        )

    def near(self, probe: Floats, top: int, filters: Filters = Filters()) -> Near:
        """The `top` nearest faces, at any per cent. Raises UserError if there is nothing."""
        engine = self._load_engine()
        index = self._live.ready(engine)
        started = time.perf_counter()
        allowed = self._allowed(filters, engine)
        ids, cosines = index.search(probe, top, allowed)
        seconds = time.perf_counter() - started
        searched = index.info().vectors if allowed is None else len(allowed)
        return Near(ids, cosines, searched, engine, seconds)

    def alike(self, probe: Floats, filters: Filters = Filters()) -> Near:
        """The nearest faces, those from 70 % on among them unless `is_capped`. Raises UserError."""
        # Of 100,000 faces 100 are found in 25 ms, 5,000 in 100; few people are on more photos.
        for most in (*_USUALLY_FOUND, MOST_FOUND):
            near = self.near(probe, most, filters)
            is_capped = len(near.ids) == most and bool(
                near.cosines[-1] >= near.engine.calibration.cosine(MINIMUM_PERCENT)
            )
            if not is_capped:
                break
        return replace(near, is_capped=is_capped)

    def compare(self, probe: Floats, milvus: VectorIndex, k: int = COMPARED) -> Comparison:
        """Ask memory index, Milvus and the exact product for the `k` nearest."""
        index = self._live.ready(self._load_engine())
        ids = index.ids()
        vectors = index.vectors(ids)
        started = time.perf_counter()
        best = np.argsort(-(vectors @ probe), kind="stable")[:k]
        exact_ms = 1000 * (time.perf_counter() - started)
        truth = ids[best]
        return Comparison(
            len(truth),
            _timed(index, probe, truth),
            _timed(milvus, probe, truth),
            Lookup(exact_ms, 1.0),
            milvus.info(),
        )

    def photos(self, filters: Filters) -> Ids | None:
        """The photos that filters admit, some more than once; None stands for all."""
        if filters.admits_all:
            return None
        with self._database.read() as unit:
            sources = unit.sources.resolve(filters.source) if filters.source else None
            albums = unit.sources.albums_called(filters.album, sources) if filters.album else None
            return unit.photos.ids(sources, filters.since, filters.until, albums)

    def count(self, filters: Filters) -> int:
        """How many faces filters admit. Raises UserError if there are none at all."""
        size = self.size
        allowed = self._allowed(filters, self._load_engine())
        return size if allowed is None else len(allowed)

    def _allowed(self, filters: Filters, engine: Engine) -> Ids | None:
        photos = self.photos(filters)
        return None if photos is None else self._live.faces_on(photos, engine)

    def _matches(self, ids: Ids, cosines: Floats, engine: Engine) -> tuple[Match, ...]:
        with self._database.read() as unit:
            engine_id = unit.engines.find(engine.identity)
            faces = {face.id: face for face in unit.faces.for_ids(ids.tolist(), engine_id)}
        scale = engine.calibration
        pairs = zip(ids.tolist(), cosines.tolist(), strict=True)
        known = [(faces[face_id], cosine) for face_id, cosine in pairs if face_id in faces]
        return tuple(
            Match(rank, face, scale.percent(cosine), cosine)
            for rank, (face, cosine) in enumerate(known, 1)
        )


def pick_face(faces: Sequence[Face], number: int | None, path: str) -> int:
    """The position of the face to search for; 1-based `number`, else the largest.

    Raises UserError if there is no face or no such number.
    """
    if not faces:
        raise UserError(Code.NO_FACE_ON_SAMPLE, path=path)
    if number is not None and not 1 <= number <= len(faces):
        raise UserError(Code.FACE_NUMBER_OUT_OF_RANGE, faces=len(faces))
    return (number or 1) - 1


def _timed(index: VectorIndex, probe: Floats, truth: Ids) -> Lookup:
    index.search(probe, len(truth))  # the first search of a process pays for loading
    started = time.perf_counter()
    found, _ = index.search(probe, len(truth))
    milliseconds = 1000 * (time.perf_counter() - started)
    return Lookup(milliseconds, len(np.intersect1d(found, truth)) / max(1, len(truth)))
