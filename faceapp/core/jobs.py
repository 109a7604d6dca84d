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
        self._going = threading.Event()
        self._going.set()

    def cancel(self) -> None:
        """Ask the job to stop at its next safe point, also if it pauses."""
        self._event.set()
        self._going.set()

    def pause(self) -> None:
        """Ask the job to begin nothing new until `resume` or `cancel`."""
        if not self.is_cancelled:
            self._going.clear()

    def resume(self) -> None:
        """Let a pausing job go on."""
        self._going.set()

    @property
    def is_paused(self) -> bool:
        """Whether someone asked to begin nothing new."""
        return not self._going.is_set()

    def wait_while_paused(self) -> None:
        """Return when the job may go on; at once if it does not pause."""
        while not self._going.wait(0.1):
            pass

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
    """Items done of `total`; `total` is None while it is still unknown.

    `waiting` is a code, for what the job waits just now ("offline", "rate_limited", "server_busy").
    """

    done: int
    total: int | None = None
    waiting: str = ""
    bytes_per_s: float = 0.0


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
