"""What a long task shares with whoever runs it: a way to stop, progress, and what it changed."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass


class Cancelled(Exception):  # noqa: N818  no error
    """Raised at a safe point after a cancel; finished work is kept."""


class CancelToken:
    """A flag set by one thread and looked at by another."""

    def __init__(self) -> None:
        """Start uncancelled."""
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop at its next safe point."""
        self._event.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether someone asked to stop."""
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Raise `Cancelled` if someone asked to stop."""
        if self.is_cancelled:
            raise Cancelled

    def wait(self, seconds: float) -> None:
        """Let time pass, or raise `Cancelled` within 0.1 s.

        In steps, because a signal that sets the event while `Event.wait` holds its lock would hang.
        """
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.raise_if_cancelled()
            time.sleep(min(left, 0.1))
        self.raise_if_cancelled()


@dataclass(frozen=True)
class Progress:
    """Items done of `total`; `total` is None while it is still unknown."""

    done: int
    total: int | None = None


Report = Callable[[Progress], None]


@dataclass(frozen=True)
class Changes:
    """Which kinds of thing a write changed; pages that show them reload."""

    photos: bool = False
    faces: bool = False
    people: bool = False
    jobs: bool = False

    def __or__(self, other: "Changes") -> "Changes":
        """Both changes together."""
        return Changes(
            self.photos or other.photos,
            self.faces or other.faces,
            self.people or other.people,
            self.jobs or other.jobs,
        )
