"""Services for `sources`, played in a process of their own: they take none of the program's time.

They do share its processor cores; what is measured beside them pays the same.
"""

import multiprocessing
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

import cv2
import numpy as np
import simplejpeg

from faceapp.net.policy import NetPolicy
from tests.fakes.services import played
from tests.fakes.vk import SERVICE, FakeAlbum, FakePhoto, VkFake
from tests.fakes.yandex import YandexFake

YANDEX_LINK = "https://disk.yandex.ru/d/"  # what follows is a set of photos
VK_LINK, VK_TOKEN = "https://vk.com/album-1_5", SERVICE
SLOW, FAST, MANY = "SLOW", "FAST", "MANY"
WIDTH, HEIGHT = 320, 240
CONTENTS = 100  # of the many, so that bringing them in for the first time is short


@dataclass(frozen=True)
class Served:
    """The services, and how to get there."""

    policy: NetPolicy
    _pipe: Connection

    def answer_after(self, latency_s: float) -> None:
        """From now on every answer takes that long."""
        self._pipe.send(latency_s)
        self._pipe.recv()

    def asked(self) -> int:
        """Requests that came so far."""
        self._pipe.send("asked")
        return self._pipe.recv()


@contextmanager
def served(sizes: Mapping[str, int], folder: Path) -> Iterator[Served]:
    """`sizes` of the sets of photos by name; `folder` takes the certificates."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(sizes, folder, there))
    process.start()
    try:
        # Rests between requests as people have them.
        yield Served(replace(here.recv(), pace=1), here)
    finally:
        here.send(None)
        process.join()


def _serve(sizes: Mapping[str, int], folder: Path, pipe: Connection) -> None:
    disk = YandexFake(public={name: _tree(name, size) for name, size in sizes.items()})
    some = pictures(CONTENTS)
    album = [FakePhoto(number + 1, some[number % CONTENTS]) for number in range(sizes[MANY])]
    community = VkFake(FakeAlbum(-1, 5, "Summer", album), names={-1: "Club", 100: "Anna"})
    with played(disk.hosts | community.hosts, folder) as policy:
        pipe.send(policy)
        while (order := pipe.recv()) is not None:
            if isinstance(order, float):
                disk.latency_s = community.latency_s = order
            calls = len(community.calls) + community.downloads.total()
            pipe.send(disk.requests.total() + calls)


def _tree(name: str, size: int) -> dict[str, bytes]:
    some = pictures(CONTENTS if name == MANY else size)
    return {f"/IMG_{number:05}.jpg": some[number % len(some)] for number in range(size)}


def pictures(count: int) -> list[bytes]:
    """Small JPEGs without a face, no two alike: soft colours."""
    random = np.random.default_rng(1)
    made = []
    for _ in range(count):
        rough = random.integers(0, 255, (12, 16, 3), np.uint8)
        picture = cv2.resize(rough, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
        made.append(simplejpeg.encode_jpeg(picture, quality=85))
    return made
