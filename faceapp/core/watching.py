"""Folders that are watched: how it goes with each, and what a watcher offers."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Protocol


class Watching(StrEnum):
    """How changes in a folder are noticed; the last one is for want of the first."""

    LIVE = "live"  # the system tells them
    POLLED = "polled"  # looked for every minute: systems do not tell what others do on the network
    LIMITED = "limited"  # looked for every minute: the system watches no more folders
    AWAY = "away"  # not there, or empty as the place of a disk that is not connected


class FolderWatcher(Protocol):
    """Watches folders beside everything else until it is closed."""

    def watch(self, folders: Sequence[Path]) -> None:
        """Watch these from now on, and no others."""
        ...

    def close(self) -> None:
        """Stop, and tell nothing any more."""
        ...


# Both are called in a thread of the watcher's own.
Changed = Callable[[Sequence[Path]], None]
Told = Callable[[Path, Watching], None]
OpenWatcher = Callable[[Changed, Told], FolderWatcher]
