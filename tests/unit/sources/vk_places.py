"""A small VKontakte for the tests of its source, and a source that speaks with it."""

import io
from contextlib import ExitStack
from dataclasses import replace

import numpy as np
import PIL.Image
from starlette.types import Receive, Scope, Send

from faceapp.core.jobs import CancelToken
from faceapp.core.remote import Cursor, Page
from faceapp.net.policy import NetPolicy
from faceapp.net.service import Service
from faceapp.sources.vk import VkSource
from tests.fakes.vk import USER, FakeAlbum, VkFake

CLUB = "https://vk.com/albums-1"


def jpeg(shade: int) -> bytes:
    file = io.BytesIO()
    PIL.Image.fromarray(np.full((30, 40, 3), shade, np.uint8)).save(file, "JPEG")
    return file.getvalue()


PICTURES = [jpeg(60), jpeg(120), jpeg(180)]


class Stage:
    """Hosts that stay up from test to test; `fake` answers for them."""

    def __init__(self) -> None:
        self.fake = VkFake()
        self.hosts = dict.fromkeys(self.fake.hosts, self._answer)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.fake.app(scope, receive, send)


class Vk:
    """The service of one test; `source` makes conversations with it."""

    def __init__(self, stage: Stage, policy: NetPolicy) -> None:
        self._stage = stage
        self._open = ExitStack()
        self.policy = replace(policy, first_wait_s=0.001, longest_wait_s=0.01)
        self.waits: list[str] = []
        self.token = CancelToken()

    @property
    def fake(self) -> VkFake:
        return self._stage.fake

    def play(self, *albums: FakeAlbum, **more: object) -> VkFake:
        self._stage.fake = VkFake(*albums, **{"names": {-1: "Клуб"}} | more)
        return self.fake

    def limit(self, **changes: object) -> None:
        self.policy = replace(self.policy, **changes)

    def source(
        self, root: str = CLUB, secret: str | None = USER, *, max_file_mb: int = 5, **more: object
    ) -> VkSource:
        service = Service(self.policy, self.token, on_wait=self.waits.append)
        source = VkSource(root, service, secret, max_file_mb=max_file_mb, **more)
        self._open.callback(source.close)
        return source

    def pages(self, cursor: Cursor | None = None, **how: object) -> list[Page]:
        return list(self.source(**how).pages(cursor or {}))

    def close(self) -> None:
        self._open.close()


def numbers(pages: list[Page]) -> list[int]:
    """The photos of pages, by their numbers."""
    return [int(photo.locator.rpartition("_")[2]) for page in pages for photo in page.photos]


def finished(pages: list[Page]) -> list[str]:
    return [name for page in pages for name in page.finished]


def failures(pages: list[Page]) -> list[tuple[str, str]]:
    return [(failure.locator, failure.code) for page in pages for failure in page.failures]
