"""The values that travel through the program; frozen, checked when they are made.

Images are (H, W, 3) uint8 RGB. Boxes and landmarks are pixels of the upright photo: the one a
person sees, after the EXIF orientation was applied.
"""

from dataclasses import astuple, dataclass, field
from datetime import datetime
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Floats = NDArray[np.float32]
Halves = NDArray[np.float16]
Ids = NDArray[np.int64]


@dataclass(frozen=True)
class FaceBox:
    """A rectangle in pixels; may reach over the edge of the photo by a little."""

    x: float
    y: float
    width: float
    height: float

    def __post_init__(self) -> None:
        """Refuse empty and non-finite boxes."""
        sides = (self.x, self.y, self.width, self.height)
        if not all(np.isfinite(sides)) or self.width <= 0 or self.height <= 0:
            raise ValueError(f"not a box: {sides}")

    @property
    def area(self) -> float:
        """Square pixels."""
        return self.width * self.height


@dataclass(frozen=True, eq=False)
class Detection:
    """One face: box, (5, 2) landmarks (eyes, nose, mouth corners; image left first), score."""

    box: FaceBox
    landmarks: Floats
    score: float

    def __post_init__(self) -> None:
        """Check the landmarks once, where they enter."""
        if self.landmarks.shape != (5, 2) or not np.isfinite(self.landmarks).all():
            raise ValueError(f"landmarks must be finite (5, 2), got {self.landmarks.shape}")


@dataclass(frozen=True)
class Quality:
    """What a face is worth for recognition, 0 (useless) .. 1 (good) in each respect."""

    sharpness: float
    size: float
    pose: float
    exposure: float
    detector: float

    @property
    def worst(self) -> float:
        """What it is worth in the respect in which it is worth least."""
        return float(min(astuple(self)))

    @property
    def score(self) -> float:
        """All in one: the geometric mean, so that one fault cannot hide behind the rest."""
        return float(np.prod(astuple(self)) ** (1 / len(astuple(self))))


@dataclass(frozen=True, eq=False)
class Face:
    """A detection with its quality and its unit-length embedding (D,) float32."""

    detection: Detection
    quality: Quality
    embedding: Floats

    def __post_init__(self) -> None:
        """Refuse vectors that would poison an index (NaN, zero, not unit length)."""
        if self.embedding.ndim != 1 or not abs(float(np.linalg.norm(self.embedding)) - 1) < 1e-3:
            raise ValueError("embedding must be a finite unit vector")


@dataclass(frozen=True)
class PhotoRef:
    """Where a source says a photo lies.

    `locator` is unique in its source: an absolute path, `archive.zip!/entry`, or a remote id.
    """

    locator: str
    size: int
    mtime_ns: int

    @property
    def name(self) -> str:
        """The last part of the locator."""
        return self.locator.replace("\\", "/").rsplit("/", 1)[-1]


@dataclass(frozen=True)
class ListingFailure:
    """A place a source could not look into; what is known below it stays as it was."""

    locator: str
    code: str


@dataclass(frozen=True)
class PhotoFacts:
    """What is known of a picture once it was decoded; `width`, `height` of the upright photo.

    `sketch` are a few grey pixels, see `core.copies`; without them no copies are found.
    """

    width: int
    height: int
    format: str
    pixel_hash: str
    perceptual_hash: str
    taken_at: datetime | None = None
    sketch: bytes = b""


@dataclass(frozen=True, eq=False)
class AnalysedPhoto:
    """A photo that went through the whole pipeline; `sha256` is of the file's bytes."""

    ref: PhotoRef
    sha256: str
    facts: PhotoFacts
    faces: tuple[Face, ...] = ()


@dataclass(frozen=True)
class KnownPhoto:
    """A file whose bytes this engine has already analysed, here or elsewhere."""

    ref: PhotoRef
    sha256: str


@dataclass(frozen=True)
class FailedPhoto:
    """A photo that could not be analysed; `sha256` is None if it could not even be read."""

    ref: PhotoRef
    sha256: str | None
    code: str
    details: dict[str, object] = field(default_factory=dict)


PhotoResult = AnalysedPhoto | KnownPhoto | FailedPhoto


class Outcome(StrEnum):
    """What became of one file of a scan; every file found has exactly one."""

    PHOTO = "photos"
    UPDATED = "updated"
    SKIPPED = "skipped"
    DUPLICATE = "duplicates"
    FAILED = "failed"
