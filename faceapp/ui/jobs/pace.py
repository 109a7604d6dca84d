"""How fast a job has been going lately: what a remaining time is told from."""

from collections import deque

_WINDOW_S, _LEAST_S = 30.0, 2.0


class Pace:
    """Fed with what is done at moments in seconds; what was done before the first does not count.

    So neither files that were known already nor a pause make a job look faster or slower.
    """

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._seen: deque[tuple[float, int]] = deque()

    def note(self, moment: float, done: int) -> None:
        """So much is done now."""
        self._seen.append((moment, done))
        while moment - self._seen[0][0] > _WINDOW_S:
            self._seen.popleft()

    def forget(self) -> None:
        """Begin anew, after a pause."""
        self._seen.clear()

    @property
    def per_second(self) -> float:
        """0 until there is something to tell it from."""
        if not self._seen:
            return 0.0
        (began, before), (now, done) = self._seen[0], self._seen[-1]
        return (done - before) / (now - began) if now - began >= _LEAST_S else 0.0
