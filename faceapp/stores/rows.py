"""What the stores hand out beside `core.records`: plain values, independent of the session."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from faceapp.core.types import Floats, Ids


@dataclass(frozen=True)
class SourceRow:
    """A root that is scanned; see `schema_places.Source` for what each column means."""

    id: int
    kind: str
    root: str
    title: str
    last_scan_at: datetime | None
    config: dict[str, Any]
    cursor: dict[str, Any]
    passes: int
    state: str
    error_code: str | None
    error_details: dict[str, Any] | None
    account: str
    updated_at: datetime | None

    @property
    def captcha(self) -> tuple[str, str] | None:
        """The number of a picture that its service showed, and what a person read on it."""
        told = self.config.get("captcha")
        return (str(told[0]), str(told[1])) if told else None


@dataclass(frozen=True)
class SourceCounts:
    """How much there is of a source: pictures that lie there, that lay there, albums."""

    photos: int = 0
    missing: int = 0
    albums: int = 0


@dataclass(frozen=True)
class EngineRow:
    """An engine that worked on this library."""

    id: int
    identity: str
    name: str
    dimension: int


@dataclass(frozen=True)
class Analyst:
    """Whose findings are saved: an engine that looked, perhaps in tiles, at decoded photos.

    From `same_face_cosine` on it takes two faces at one place for the same.
    """

    engine_id: int
    decoder_version: int
    same_face_cosine: float
    in_tiles: bool = False


@dataclass(frozen=True, slots=True)
class KnownLocation:
    """What a scan must know of a place; `analysed` by the engine that scans, as it looks now.

    `sha256` is of the bytes last read there, whatever became of them; None if none ever were.
    """

    size: int
    mtime_ns: int
    present: bool
    failed: bool
    decoder_version: int | None
    analysed: bool
    sha256: str | None


@dataclass(frozen=True)
class PersonRow:
    """Someone a person made decisions about; `cover` is a face, `greeting` a file name."""

    id: int
    name: str
    hidden: bool
    cover: int | None = None
    caption: str = ""
    description: str = ""
    greeting: str = ""


@dataclass(frozen=True, eq=False)
class SeenFaces:
    """(N,) faces by number, their photos, (N, 4) boxes x1, y1, x2, y2 in pixels, and (N,) 0..1."""

    ids: Ids
    photos: Ids
    boxes: Floats
    quality: Floats
    scores: Floats


@dataclass(frozen=True)
class DecidedFace:
    """What a decision must know of a face; `photo` is the number of its picture."""

    id: int
    photo: int
    origin: str
    hidden: bool


@dataclass(frozen=True)
class JournalRow:
    """A decision with what undoes it."""

    id: int
    at: datetime
    action: str
    payload: dict[str, Any]
    inverse: dict[str, Any]
    undone: bool


@dataclass(frozen=True)
class JobRow:
    """A long task: queued, running, done, failed or cancelled."""

    id: int
    kind: str
    state: str
    arguments: dict[str, Any]
    counts: dict[str, int]
    error_code: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True, eq=False)
class PendingChanges:
    """What an index has to do next; `last_seq` is 0 if nothing. Both id arrays are disjoint."""

    upserts: Ids
    deletes: Ids
    last_seq: int


@dataclass(frozen=True)
class Problem:
    """Something that should not be: what, and in how many rows."""

    name: str
    count: int
