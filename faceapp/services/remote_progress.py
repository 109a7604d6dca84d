"""How far the update of a source on the network is, told from whichever thread knows."""

import threading
import time
from collections import deque

from faceapp.core.jobs import Progress, Report

_WINDOW_S = 5.0
# A screen is drawn no more often; every report crosses to another process.
_PAUSE_S = 0.25


class Teller:
    """Reports photos done, what is waited for, and bytes a second over the last five seconds."""

    def __init__(self, report: Report) -> None:
        """Nothing is known yet."""
        self._report = report
        self._lock = threading.Lock()
        self._progress = Progress(0)
        self._told_at = 0.0
        self._arrivals: deque[tuple[float, int]] = deque()

    def tell(self, done: int, total: int | None) -> None:
        """Photos that are dealt with, of all, if it is known how many there are."""
        with self._lock:
            self._send(done, total, "")

    def wait(self, code: str) -> None:
        """Something is waited for, by code, or "" no more."""
        with self._lock:
            self._send(self._progress.done, self._progress.total, code)

    def arrive(self, count: int) -> None:
        """Bytes have come."""
        with self._lock:
            self._arrivals.append((time.monotonic(), count))
            if time.monotonic() - self._told_at > _PAUSE_S:
                self._send(self._progress.done, self._progress.total, "")

    def _send(self, done: int, total: int | None, waiting: str) -> None:
        self._told_at = time.monotonic()
        while self._arrivals and self._arrivals[0][0] < self._told_at - _WINDOW_S:
            self._arrivals.popleft()
        rate = sum(count for _, count in self._arrivals) / _WINDOW_S
        self._progress = Progress(done, total, waiting, rate)
        self._report(self._progress)
