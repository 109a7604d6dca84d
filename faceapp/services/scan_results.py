"""What became of the photos of a scan."""

from collections import Counter
from dataclasses import dataclass, field

from faceapp.core.types import Outcome


@dataclass(frozen=True)
class ScanFailure:
    """A file or folder that could not be used, and why."""

    path: str
    code: str
    details: dict[str, object] = field(default_factory=dict)


@dataclass
class ScanCounts:
    """What became of the files of one run; `outcomes` adds up to the files found.

    `stopped` are sources, by title, that could not be brought up to date, and why.
    """

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    no_face: int = 0
    faces: int = 0
    gone: int = 0
    failures: list[ScanFailure] = field(default_factory=list)
    unlisted: list[ScanFailure] = field(default_factory=list)
    stopped: list[ScanFailure] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Files dealt with so far."""
        return sum(self.outcomes.values())

    def as_dict(self) -> dict[str, int]:
        """The counts alone, by the names the command line prints."""
        counts = {str(outcome): self.outcomes[outcome] for outcome in Outcome}
        return counts | {"no_face": self.no_face, "faces": self.faces}


@dataclass(frozen=True)
class ScanSummary:
    """The end of a scan; `device` is None if nothing was new and no engine was opened."""

    counts: ScanCounts
    seconds: float
    engine_name: str
    device: str | None
    is_provisional: bool
    cancelled: bool

    @property
    def photos_per_second(self) -> float:
        """Files analysed, not skipped, per second of the whole run."""
        worked = self.counts.done - self.counts.outcomes[Outcome.SKIPPED]
        return worked / self.seconds if self.seconds else 0.0
