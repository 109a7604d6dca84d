"""Where photos come from, as people see it: sources with their albums."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

# Everything else lies on the network.
LOCAL_KINDS = ("local", "takeout")


class SourceState(StrEnum):
    """`stopped` by an error that a person can do something about; `removed` but its photos kept."""

    OK = "ok"
    PAUSED = "paused"
    STOPPED = "stopped"
    REMOVED = "removed"


class Keep(StrEnum):
    """What of a photo on the network stays on this computer beside its faces."""

    ORIGINALS = "originals"
    THUMBNAILS = "thumbnails"


@dataclass(frozen=True)
class SourceInfo:
    """A place that photos come from.

    `photos` lie there, `missing` lay there; `albums` is how many it has. `error_code` and
    `error_details` tell what stopped it; `last_update` is UTC, None before the first one. It
    belongs to the `account` of that name, or to nobody (empty).
    """

    id: int
    kind: str
    title: str
    root: str
    state: SourceState = SourceState.OK
    error_code: str | None = None
    error_details: Mapping[str, object] = field(default_factory=dict)
    photos: int = 0
    missing: int = 0
    albums: int = 0
    last_update: datetime | None = None
    keep: Keep = Keep.ORIGINALS
    is_watched: bool = False
    account: str = ""

    @property
    def is_remote(self) -> bool:
        """Whether it lies on the network."""
        return self.kind not in LOCAL_KINDS

    @property
    def needs_account(self) -> bool:
        """Whether nothing can be read before somebody signs in."""
        return needs_account(self.kind, self.root)


@dataclass(frozen=True)
class AlbumInfo:
    """An album of a source, with how many photos of it lie there."""

    id: int
    source_id: int
    title: str
    photos: int


def needs_account(kind: str, root: str) -> bool:
    """Whether a source is read in somebody's name: links to Yandex.Disk are open to all."""
    return kind not in LOCAL_KINDS and not (kind == "yandex" and root.startswith("https://"))
