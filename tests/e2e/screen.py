"""A screen of its own (Xvfb) with a window manager, and hands on it (xdotool)."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

SIZE = "1400x900x24"
TOOLS = ("Xvfb", "openbox", "xdotool")
needs_screen = pytest.mark.skipif(
    not all(map(shutil.which, TOOLS)), reason=f"needs {', '.join(TOOLS)}"
)


class Screen:
    """One display; `environment` is for the programs on it."""

    def __init__(self, display: str) -> None:
        self.environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self.environment.pop("WAYLAND_DISPLAY", None)

    def do(self, *words: object) -> str:
        """xdotool's commands, one line of them."""
        return self._told(words).stdout.strip()

    def has_manager(self) -> bool:
        """Whether a window manager answers; without one xdotool prints a number all the same."""
        return self._told(["get_num_desktops"]).returncode == 0

    def _told(self, words: Sequence[object]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["xdotool", *map(str, words)],
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )

    def window(self, title: str, seconds: float = 60) -> str:
        """The number of the visible window whose title contains `title`, when it is there."""
        found: list[str] = []

        def is_there() -> bool:
            found[:] = self.do("search", "--onlyvisible", "--name", title).split()
            return bool(found)

        until(is_there, seconds)
        return found[-1]

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press, move in steps as a hand does, let go."""
        self.do("mousemove", *start, "mousedown", 1)
        for step in range(1, 21):
            x, y = (a + (b - a) * step // 20 for a, b in zip(start, end, strict=True))
            self.do("mousemove", x, y)
            time.sleep(0.02)  # Qt begins a drag by distance and answers to each move
        time.sleep(0.2)
        self.do("mouseup", 1)

    def picture(self, path: Path) -> None:
        """What is on the screen, for a person who looks at a failure."""
        if shutil.which("import"):
            command = ["import", "-window", "root", str(path)]
            subprocess.run(command, env=self.environment, check=False, timeout=60)


@contextmanager
def screen() -> Iterator[Screen]:
    """A screen for the length of the block; both its programs end with it."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        # Without -noreset it starts afresh after each last client, and refuses the next meanwhile.
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            shown = Screen(f":{told.readline().strip()}")
        manager = _managed(shown)
        try:
            yield shown
        finally:
            manager.terminate()
            manager.wait()
    finally:
        server.terminate()
        server.wait()


def _managed(shown: Screen) -> subprocess.Popen[bytes]:
    """A window manager at work."""
    manager = subprocess.Popen(["openbox"], env=shown.environment, stderr=subprocess.DEVNULL)

    def is_at_work() -> bool:
        assert manager.poll() is None, "the window manager ended"
        return shown.has_manager()

    until(is_at_work)
    return manager


def until(is_so: Callable[[], object], seconds: float = 60) -> None:
    """Wait for something another process does."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "did not come"
        time.sleep(0.05)
