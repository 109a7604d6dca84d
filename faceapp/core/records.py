"""Rows of the library as screens and exports show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from faceapp.core.places import LOCAL_KINDS
from faceapp.core.proposals import Proposal, Told
from faceapp.core.types import FaceBox, Floats, Quality


@dataclass(frozen=True)
class PhotoInfo:
    """A photo of the library; `state` is ok, no_face, failed or missing.

    `path` is its first present location, else any; `source` the kind of that location's source.
    """

    id: int
    path: str
    source: str
    source_title: str
    width: int
    height: int
    taken_at: datetime | None
    faces: int
    state: str
    error_code: str | None = None


@dataclass(frozen=True, eq=False)
class FaceInfo:
    """A face of the library, seen by one engine; the box in pixels of the upright photo.

    `album` are the titles of the albums of the place that is shown, divided by "; ".
    """

    id: int
    photo_id: int
    path: str
    source: str
    source_title: str
    album: str
    box: FaceBox
    landmarks: Floats
    score: float
    quality: float
    quality_facts: Quality | None
    person: str | None
    taken_at: datetime | None
    processed_at: datetime
    engine: str


@dataclass(frozen=True)
class Place:
    """Where a photo lies, or lay: `locator` in the source with this root, as it was then.

    `copy_sha256` are the bytes there if they are a near copy, with these sides in pixels.
    """

    locator: str
    source: str
    source_root: str
    source_title: str
    present: bool
    size: int
    mtime_ns: int
    copy_sha256: str | None = None
    width: int = 0
    height: int = 0

    @property
    def link(self) -> str:
        """The page of the photo at its service; empty if it has none."""
        return self.locator if self.locator.startswith("https://") else ""

    @property
    def is_remote(self) -> bool:
        """Whether it lies on the network."""
        return self.source not in LOCAL_KINDS


@dataclass(frozen=True)
class PhotoFace:
    """A face on a photo; an engine that does not know it leaves `score`, `quality` at None."""

    id: int
    box: FaceBox
    origin: str
    person: str | None
    score: float | None
    quality: float | None

    @property
    def is_drawn(self) -> bool:
        """Whether a person drew it."""
        return self.origin == "drawn"


@dataclass(frozen=True)
class PhotoDetails:
    """Everything known of one photo; `places` with those where it lies first, `faces` by number.

    `state` is ok, no_face, failed or missing; `engine` looked last, at `processed_at`. `told` and
    `proposals` come from services that hold it.
    """

    id: int
    sha256: str | None
    width: int
    height: int
    format: str
    taken_at: datetime | None
    state: str
    error_code: str | None
    error_details: dict[str, Any]
    engine: str
    processed_at: datetime | None
    places: tuple[Place, ...]
    faces: tuple[PhotoFace, ...]
    told: tuple[Told, ...] = ()
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True)
class EngineInfo:
    """An engine a person can choose."""

    name: str
    detector: str
    embedder: str
    dimension: int
    is_active: bool = False


@dataclass(frozen=True)
class DeviceReport:
    """What runs and, where CUDA could have been meant and does not run, why and what to type.

    `device` is "cpu" or "cuda"; `reason` a code or empty; `remedy` a command or
    empty; `providers` is what onnxruntime claims to offer.
    """

    device: str
    reason: str
    remedy: str
    providers: tuple[str, ...]


@dataclass(frozen=True)
class PhotoFailure:
    """A photo that cannot be used now: `code` and `details` say why, `tries` how often."""

    id: int
    path: str
    code: str
    details: Mapping[str, object]
    tries: int


@dataclass(frozen=True)
class PastJob:
    """A long task that is over, or whose end nobody saw; `paths` are what it was about.

    So are `sources`, by number, with their `titles` as they are now.
    """

    id: int
    kind: str
    state: str
    paths: tuple[str, ...]
    counts: Mapping[str, int]
    error_code: str | None
    began_at: datetime
    ended_at: datetime | None
    sources: tuple[int, ...] = ()
    titles: tuple[str, ...] = ()
