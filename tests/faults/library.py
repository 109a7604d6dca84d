"""A library of the real program, photos for it, and the proof that nothing was lost."""

import multiprocessing
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from faceapp.net.policy import NetPolicy
from faceapp.stores.database import open_database
from tests.faults.child import LIMIT_S, At, Order, Pause, obey
from tests.runs import Run

DISK_FULL = "The disk is full"
DAMAGED = "is damaged and was left untouched"
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.faults.child"])
_FACE = (slice(230, 430), slice(20, 200))  # of the group photo that comes with InsightFace
_numbers = count()


class Child:
    """A command under way."""

    def __init__(self, order: Order, pause: Pause | None) -> None:
        self._order = order
        self._pause = pause
        self._process = CONTEXT.Process(target=obey, args=(order,))
        self._process.start()

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def reach(self) -> bool:
        """Wait for the planted pause; no if the process ends before."""
        while not self._pause.reached.wait(0.05):
            if not self._process.is_alive():
                return self._pause.reached.is_set()
        return True

    def kill(self) -> None:
        self._process.kill()
        self._pause = None  # an event waits for ever for a sleeper that was killed

    def wait(self, seconds: float) -> None:
        self._process.join(seconds)

    def end(self) -> Run:
        """Let it go on, and see how it ends."""
        if self._pause:
            self._pause.go_on.set()
        self._process.join(LIMIT_S)
        code = self._process.exitcode
        if code is None:
            self._process.kill()
            raise AssertionError(f"{self._order.arguments} did not end")
        self._process.close()
        out, err = self._order.out.read_text(), self._order.err.read_text()
        assert "Traceback" not in err, err
        return Run(code, out, err)


@dataclass(frozen=True)
class Library:
    """A data folder, photos beside it, and the program to work on both."""

    place: Path
    environment: dict[str, str] = field(default_factory=dict)
    net: NetPolicy | None = None

    def __post_init__(self) -> None:
        self.photos.mkdir(parents=True, exist_ok=True)

    @property
    def data(self) -> Path:
        return self.place / "library"

    @property
    def photos(self) -> Path:
        return self.place / "photos"

    def __call__(self, *arguments: object, faults: Sequence[Any] = ()) -> Run:
        return self.start(*arguments, faults=faults).end()

    def start(
        self, *arguments: object, faults: Sequence[Any] = (), pause_at: At | None = None
    ) -> Child:
        """Run a command in a process of its own; `pause_at` is an `At` whose act is not used."""
        pause = Pause(CONTEXT.Event(), CONTEXT.Event()) if pause_at else None
        if pause_at:
            faults = [*faults, At(pause_at.target, pause, pause_at.number, pause_at.after)]
        (self.data / "cache").mkdir(parents=True, exist_ok=True)
        if not (self.data / "cache/onnx").exists():
            (self.data / "cache/onnx").symlink_to(engine_files())
        words = self.place / "words"
        words.mkdir(exist_ok=True)
        number = next(_numbers)
        environment = {"FACEAPP_DATA": str(self.data), "LANG": "en_US.UTF-8"} | self.environment
        order = Order(
            [str(argument) for argument in arguments],
            environment,
            words / f"{number}.out",
            words / f"{number}.err",
            faults,
            net=self.net,
        )
        return Child(order, pause)

    def scan(self, **options: Any) -> Run:
        return self("scan", self.photos, "--json", **options)

    def finished(self) -> set[str]:
        """Where the finished photos lie; each has its one face, and none is there twice."""
        database = open_database(
            self.data / "faceapp.sqlite", self.data / "backups", read_only=True
        )
        try:
            with database.read() as unit:
                photos, _ = unit.photos.list()
                places = [photo.path for photo in photos if photo.state != "failed"]
                assert all(photo.faces == 1 for photo in photos if photo.state == "ok")
                assert unit.faces.count_vectors() == len(photos)
        finally:
            database.close()
        assert len(places) == len(set(places))
        return set(places)

    def complete(self, before: set[str] = frozenset()) -> None:
        """The next scan takes up the rest and nothing finished; then everything is sound."""
        run = self.scan()
        assert run.code == 0, (run.out, run.err)
        told = run.json
        assert told["failed"] == 0, told
        assert told["skipped"] >= len(before), told
        files = {str(path) for path in self.photos.rglob("*.jpg")}
        assert self.finished() == files
        assert self.verify() == len(files)

    def verify(self) -> int:
        """SQL and vectors agree; how many faces there are."""
        verdict = self("verify", "--json")
        assert verdict.code == 0, (verdict.out, verdict.err)
        assert verdict.json["faces"] == verdict.json["vectors"]
        return int(verdict.json["faces"])


@cache
def engine_files() -> Path:
    """The converted graphs of the embedded engine, made once and used by every library."""
    home = Path(os.environ["FACEAPP_FAULTS_HOME"])
    empty = home / "empty"
    empty.mkdir()
    command = [sys.executable, "-m", "faceapp", "--data", str(home / "maker"), "scan", str(empty)]
    subprocess.run(command, check=True, capture_output=True)
    return home / "maker/cache/onnx"


@cache
def _face() -> np.ndarray:
    package = Path(find_spec("insightface").origin).parent  # its import takes a second
    group = cv2.imread(str(package / "data/images/t1.jpg"))
    return cv2.resize(group[_FACE], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)


def add_photos(folder: Path, number: int, seed: int) -> list[Path]:
    """Small pictures of one real face, each with pixels of its own."""
    moments = random.Random(seed)
    paths = []
    for index in range(number):
        shades = np.array(moments.choices(range(40, 220), k=48), np.uint8).reshape(4, 4, 3)
        picture = cv2.resize(shades, (128, 128))  # no other picture is a copy of it
        x, y = moments.randrange(32), moments.randrange(24)
        picture[y : y + 100, x : x + 90] = _face()
        paths.append(folder / f"{seed:06}-{index:03}.jpg")
        cv2.imwrite(str(paths[-1]), picture)
    return paths


@contextmanager
def small_disk(place: Path, size: str = "8m") -> Iterator[Path]:
    """A file system of its own at `place`; skips where mounting is not allowed."""
    place.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if (
        not shutil.which("mount")
        or subprocess.run(mount, check=False, capture_output=True).returncode
    ):
        pytest.skip("mounting a small file system needs root")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk: Path) -> Path:
    """Take all the space that is left; delete the file to give it back."""
    ballast = disk / ".ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return ballast
