"""The program in its window, started, driven and watched from outside."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from faceapp.net.policy import NetPolicy
from tests.conftest import ROOT
from tests.e2e.played_window import as_text
from tests.e2e.screen import Screen, until

_MOST_STEPS = 12


class Faceapp:
    """The program on a screen."""

    def __init__(self, on: Screen, data: Path) -> None:
        self.on, self.data = on, data
        self.net: NetPolicy | None = None
        self.process: subprocess.Popen[bytes] | None = None

    # -- starting and ending

    def start(self, *files: Path, language: str = "en", system: str = "en_US") -> None:
        """Start it and wait for its window; without a language it follows settings and system.

        Where `net` says so, the hosts of services are those that the test plays.
        """
        chosen = ["--lang", language] if language else []
        program = ["faceapp", "--data", self.data, *chosen, "window"]
        if self.net:
            program = ["tests.e2e.played_window", as_text(self.net), self.data, language]
        self.process = subprocess.Popen(
            [sys.executable, "-m", *program, *files],
            env=self.on.environment | {"LANG": f"{system}.UTF-8"},
            cwd=ROOT,
        )
        self.bring_to_front()

    def bring_to_front(self) -> None:
        number = self.on.window("Faceapp")
        self.on.do("windowmove", number, 0, 0, "windowactivate", "--sync", number)

    def close(self) -> int:
        self.bring_to_front()
        self.press("alt+F4")
        return self.wait()

    def wait(self, seconds: float = 30) -> int:
        assert self.process
        return self.process.wait(timeout=seconds)

    def kill(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    # -- hands and eyes

    def press(self, *keys: str) -> None:
        """Keys one after the other."""
        self.on.do("key", "--delay", 60, *keys)

    def type(self, text: object) -> None:
        self.on.do("type", "--delay", 20, text)

    @property
    def title(self) -> str:
        """What the title bar in front says."""
        return self.on.do("getactivewindow", "getwindowname")

    def expect(self, *parts: str, seconds: float = 60) -> str:
        """Wait until the title in front holds all of these; what it is then."""
        seen: list[str] = []

        def is_said() -> bool:
            seen[:] = [self.title]
            return all(part in seen[0] for part in parts)

        try:
            until(is_said, seconds)
        except AssertionError:
            picture = self.data.parent / "screen.png"
            self.on.picture(picture)
            raise AssertionError(f"{seen[0]!r} is not {parts}; see {picture}") from None
        return seen[0]

    def walk(self, key: str, act: str, is_there: Callable[[], object]) -> int:
        """Press `key` (Tab) and try `act` until the control that answers has the focus.

        Returns how many presses it took.
        """
        for step in range(_MOST_STEPS):
            self.press(key, act)
            try:
                until(is_there, 1)
            except AssertionError:
                continue
            return step + 1
        raise AssertionError("no control answers")

    # -- what it has written

    def rows(self, query: str) -> list[tuple]:
        path = self.data / "faceapp.sqlite"
        if not path.exists():
            return []
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return connection.execute(query).fetchall()
        except sqlite3.OperationalError:  # the tables are being made
            return []
        finally:
            connection.close()

    def count(self, table: str) -> int:
        rows = self.rows(f"SELECT count(*) FROM {table}")
        return rows[0][0] if rows else 0

    def last_job(self, kind: str = "scan") -> str:
        """How the last job of a kind stands; after a scan its process groups what it found."""
        rows = self.rows(f"SELECT state FROM job WHERE kind = '{kind}' ORDER BY id DESC LIMIT 1")
        return rows[0][0] if rows else ""
