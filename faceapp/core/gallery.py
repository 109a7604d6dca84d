"""What the gallery shows: which photos, in which order, and what a tile says about each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

import numpy as np

from faceapp.core.types import Ids


class Sort(StrEnum):
    """The order of the gallery; photos without a date come last in the first two.

    `SPARE`: those whose copies take most come first.
    """

    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"
    ADDED = "added"
    FACES = "faces"
    SPARE = "spare"


@dataclass(frozen=True)
class GalleryFilter:
    """Which photos to show. Different fields must all fit; within one, any does.

    `sources`, `albums` and `people` are numbers; `faces` is "", "none", "one" or "many"; `failed`
    and `missing` are two values of one field; `photos` are numbers that another page picked;
    `duplicates` lie in several places.
    """

    sources: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None
    undated: bool = False
    people: tuple[int, ...] = ()
    faces: str = ""
    failed: bool = False
    missing: bool = False
    unnamed: bool = False
    duplicates: bool = False
    text: str = ""
    photos: tuple[int, ...] | None = None
    albums: tuple[int, ...] = ()

    @property
    def admits_all(self) -> bool:
        """Whether there is nothing to filter."""
        return self == GalleryFilter(text=self.text) and not self.text.split()


@dataclass(frozen=True, eq=False)
class Order:
    """Photos in the order they are shown.

    `months` is year x 12 + month - 1, or 0 without a date, for each of `ids`; empty where the
    order is no matter of time. `spare` is how many bytes the copies of each take; empty unless
    duplicates were asked for.
    """

    ids: Ids
    months: Ids
    spare: Ids = field(default_factory=lambda: np.empty(0, np.int64))


@dataclass(frozen=True)
class PhotoTile:
    """What a tile and its tool tip say; `state` is ok, no_face, failed or missing.

    `root` is the folder or archive it lies in, or the link of a source on the network;
    `mtime_ns` the time of its file. It lies in so many `places`.
    """

    id: int
    path: str
    root: str
    source_title: str
    size: int
    mtime_ns: int
    sha256: str | None
    width: int
    height: int
    taken_at: datetime | None
    faces: int
    state: str
    error_code: str | None = None
    error_details: dict[str, object] = field(default_factory=dict)
    is_remote: bool = False
    places: int = 1

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.replace("\\", "/").rsplit("/", 1)[-1]

    @property
    def link(self) -> str:
        """The page of the photo at its service; empty if it has none."""
        return self.path if self.path.startswith("https://") else ""

    @property
    def archive(self) -> str | None:
        """The zip that holds it, if one does."""
        return self.root if self.path.startswith(f"{self.root}!/") else None


@dataclass(frozen=True)
class Choice:
    """Something to filter by: its number, what people call it, and how many photos it has."""

    id: int
    name: str
    photos: int


@dataclass(frozen=True)
class Facets:
    """Everything the library can be filtered by; `years` newest first, `total` of all photos."""

    total: int = 0
    sources: Sequence[Choice] = ()
    people: Sequence[Choice] = ()
    years: Sequence[Choice] = ()
    undated: int = 0
    without_faces: int = 0
    failed: int = 0
    missing: int = 0
    unnamed: int = 0
    albums: Sequence[Choice] = ()
    duplicates: int = 0


@dataclass(frozen=True)
class Removal:
    """What leaves the library with some photos; `named` faces have the name of a person."""

    photos: int
    faces: int
    named: int
    sha256: tuple[str, ...] = ()
