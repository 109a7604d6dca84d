"""How fast a host may be asked, whoever in this process asks."""

import threading
import time

from faceapp.core.jobs import CancelToken


class Pace:
    """Hands out times at which hosts may be asked."""

    def __init__(self) -> None:
        """Nobody was asked yet."""
        self._lock = threading.Lock()
        self._free: dict[str, float] = {}

    def rest(self, host: str, interval_s: float, token: CancelToken) -> None:
        """Wait for the next turn, `interval_s` after the one before. Raises Cancelled."""
        if interval_s <= 0:
            return
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._free.get(host, now))
            self._free[host] = turn + interval_s
        token.wait(turn - now)


PACE = Pace()
