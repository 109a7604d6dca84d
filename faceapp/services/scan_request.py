"""What a person asks to scan, as a job's row keeps it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class ScanOptions:
    """What to do beside what is new: try again what failed, look in tiles at every photo.

    Or nothing new at all: `known_only` leaves out what the library has not seen yet.
    """

    retry_failed: bool = False
    in_tiles: bool = False
    known_only: bool = False


@dataclass(frozen=True)
class ScanRequest:
    """What a person asked to scan: `paths` and known `sources` by number, or everything known.

    `engine` is the name of one, or None for the chosen one.
    """

    paths: tuple[Path, ...] = ()
    engine: str | None = None
    options: ScanOptions = ScanOptions()
    sources: tuple[int, ...] = ()

    @property
    def asks_for_all(self) -> bool:
        """Whether it names nothing."""
        return not self.paths and not self.sources

    def as_arguments(self) -> dict[str, object]:
        """The same as plain JSON, for the row of its job."""
        paths = [str(path) for path in self.paths]
        named = {"paths": paths, "engine": self.engine, "source_ids": list(self.sources)}
        return named | asdict(self.options)

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> "ScanRequest":
        """What a row asked for; rows of older versions name no options."""
        names = [option.name for option in fields(ScanOptions)]
        options = {name: arguments[name] for name in names if name in arguments}
        paths = tuple(map(Path, arguments.get("paths", ())))
        sources = tuple(arguments.get("source_ids", ()))
        return cls(paths, arguments.get("engine"), ScanOptions(**options), sources)
