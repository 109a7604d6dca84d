"""A pass takes longer than a token lasts: it goes on with the next one, from where it was."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import CancelToken
from faceapp.core.places import needs_account
from faceapp.core.remote import RemoteSource
from faceapp.core.types import PhotoRef
from faceapp.net.policy import NetPolicy
from faceapp.net.service import Service
from faceapp.sources.remote import open_remote
from tests.fakes.services import played
from tests.fakes.vk import USER, FakeAlbum, FakePhoto, VkFake

NEXT = "vk1.a.next-token"


class World:
    """Two albums of VKontakte and somebody's tokens; `renewals` counts who asked for the next."""

    def __init__(self, policy: NetPolicy, fake: VkFake) -> None:
        self.policy, self.fake = policy, fake
        self.fresh: str | None = NEXT
        self.renewals = 0

    def expire(self) -> None:
        del self.fake.tokens[USER]
        self.fake.tokens[NEXT] = "user"

    def _renew(self) -> str | None:
        self.renewals += 1
        return self.fresh

    @contextmanager
    def source(self) -> Iterator[RemoteSource]:
        service = Service(self.policy, CancelToken(), name="vk")
        root = "https://vk.com/albums-1"
        opened = open_remote("vk", root, service, USER, max_file_mb=1, renew=self._renew)
        with closing(opened):
            yield opened


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    photos = [FakePhoto(number, b"photo %d" % number) for number in range(1, 7)]
    albums = [FakeAlbum(-1, 5, "Summer", photos[:3]), FakeAlbum(-1, 6, "Winter", photos[3:])]
    fake = VkFake(*albums, names={-1: "Club"})
    with played(fake.hosts, tmp_path) as policy:
        yield World(policy, fake)


def test_listing_goes_on_with_the_next_token(world: World):
    with world.source() as source:
        pages = source.pages({})
        listed = [photo.locator for photo in next(pages).photos]
        world.expire()
        for page in pages:
            listed += [photo.locator for photo in page.photos]
    assert listed == [f"https://vk.com/photo-1_{number}" for number in range(1, 7)]
    assert world.renewals == 1


def test_threads_that_read_ask_for_the_next_token_once(world: World):
    with world.source() as source, ThreadPoolExecutor(4) as threads:
        world.expire()
        references = [PhotoRef(f"https://vk.com/photo-1_{n}", 0, 0) for n in range(1, 7)]
        assert list(threads.map(source.read, references)) == [b"photo %d" % n for n in range(1, 7)]
    assert world.renewals == 1


@pytest.mark.parametrize("fresh", [None, USER])
def test_without_another_token_the_person_is_asked(fresh: str | None, world: World):
    world.fresh = fresh
    world.expire()
    with world.source() as source, pytest.raises(UserError) as caught:
        list(source.pages({}))
    assert caught.value.code == Code.SIGN_IN_NEEDED


def test_what_is_open_to_all_needs_nobody_s_token():
    assert not needs_account("yandex", "https://disk.yandex.ru/d/KEY")
    assert needs_account("yandex", "disk:/Photos")
    assert needs_account("vk", "https://vk.com/albums-1")
    assert needs_account("dropbox", "https://www.dropbox.com/scl/fo/key")
