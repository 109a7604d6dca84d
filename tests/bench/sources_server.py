"""Services for `sources`, played in a process of their own: they take none of the program's time.

They do share its processor cores; what is measured beside them pays the same.
"""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
import simplejpeg
from starlette.types import ASGIApp

from faceapp.net.policy import NetPolicy
from tests.fakes.services import played
from tests.fakes.vk import SERVICE, FakeAlbum, FakePhoto, VkFake
from tests.fakes.yandex import YandexFake

YANDEX_LINK = "https://disk.yandex.ru/d/K"
VK_LINK, VK_TOKEN = "https://vk.com/album-1_5", SERVICE
WIDTH, HEIGHT = 320, 240


class Fake(Protocol):
    hosts: dict[str, ASGIApp]
    latency_s: float

    def asked(self) -> int:
        """Requests that came, of whatever kind."""
        ...


@dataclass(frozen=True)
class Served:
    """A fake in another process, and how to get there."""

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
def served(make: Callable[[], Fake], folder: Path) -> Iterator[Served]:
    """`make` is called in the other process; `folder` takes the certificates."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(make, folder, there))
    process.start()
    try:
        # Rests between requests as people have them.
        yield Served(replace(here.recv(), pace=1), here)
    finally:
        here.send(None)
        process.join()


def _serve(make: Callable[[], Fake], folder: Path, pipe: Connection) -> None:
    fake = make()
    with played(fake.hosts, folder) as policy:
        pipe.send(policy)
        while (order := pipe.recv()) is not None:
            if isinstance(order, float):
                fake.latency_s = order
            pipe.send(fake.asked())


def pictures(count: int) -> list[bytes]:
    """Small JPEGs without a face, no two alike: soft colours."""
    random = np.random.default_rng(1)
    made = []
    for _ in range(count):
        rough = random.integers(0, 255, (12, 16, 3), np.uint8)
        picture = cv2.resize(rough, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
        made.append(simplejpeg.encode_jpeg(picture, quality=85))
    return made


class _Yandex(YandexFake):
    def asked(self) -> int:
        return self.requests.total()


class _Vk(VkFake):
    def asked(self) -> int:
        return len(self.calls) + self.downloads.total()


def yandex(photos: int, contents: int) -> Fake:
    """A public folder with `photos` of so many different contents."""
    some = pictures(contents)
    tree = {f"/IMG_{number:05}.jpg": some[number % contents] for number in range(photos)}
    return _Yandex(public={"K": tree})


def vk(photos: int, contents: int) -> Fake:
    """An album of a community with `photos` of so many different contents."""
    some = pictures(contents)
    album = [FakePhoto(number + 1, some[number % contents]) for number in range(photos)]
    return _Vk(FakeAlbum(-1, 5, "Summer", album), names={-1: "Community", 100: "Anna"})
