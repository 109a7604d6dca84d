"""What every source on the network promises, whatever its service is like."""

import io
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from faceapp.core.errors import ItemError
from faceapp.core.jobs import Cancelled, CancelToken
from faceapp.core.remote import Page, RemotePhoto, RemoteSource
from faceapp.core.types import PhotoRef
from faceapp.net.policy import NetPolicy
from faceapp.net.service import Service
from faceapp.services.scan import _still_there
from faceapp.sources.remote import identify_source, open_remote
from tests.fakes.dropbox import DropboxFake
from tests.fakes.paged import PagedService, PagedSource
from tests.fakes.services import played
from tests.fakes.vk import USER, FakeAlbum, FakePhoto, VkFake
from tests.fakes.yandex import YandexFake

PHOTOS = 5


def _jpeg(shade: int) -> bytes:
    file = io.BytesIO()
    PIL.Image.fromarray(np.full((30, 40, 3), shade, np.uint8)).save(file, "JPEG")
    return file.getvalue()


JPEGS = [_jpeg(40 + 30 * number) for number in range(PHOTOS)]


@dataclass
class Place:
    """A source of five photos in two albums; `link` is what a person would paste, if anything."""

    open: Callable[[CancelToken], RemoteSource]
    link: str = ""
    gone: str = ""

    def pages(self, cursor: object = None) -> list[Page]:
        with closing(self.open(CancelToken())) as source:
            return list(source.pages(cursor or {}))


def paged(_policy: object) -> Place:
    service = PagedService(page_photos=2)
    for number, data in enumerate(JPEGS):
        service.add("ab"[number % 2], number, data)
    gone = "https://paged.example/photo99"
    return Place(lambda token: PagedSource(service, token), gone=gone)


VK = VkFake(
    FakeAlbum(-1, 5, "Summer", [FakePhoto(number, JPEGS[number]) for number in range(1, 4)]),
    FakeAlbum(-1, 6, "Winter", [FakePhoto(number, JPEGS[number % PHOTOS]) for number in (4, 5)]),
    names={-1: "Club"},
)
YANDEX = YandexFake(
    public={"KEY": {f"/{'ab'[at % 2]}/{at}.jpg": data for at, data in enumerate(JPEGS)}},
    page_limit=2,
)

SHARED = "https://www.dropbox.com/scl/fo/A/B?rlkey=k"
FOLDERS = {f"/{'ab'[at % 2]}/{at}.jpg": data for at, data in enumerate(JPEGS)}
DROPBOX = DropboxFake({SHARED: FOLDERS}, {"TOKEN": FOLDERS}, page_limit=2)


def _speaking(policy: NetPolicy, link: str, secret: str | None, gone: str) -> Place:
    identity = identify_source("", link)

    def begin(token: CancelToken) -> RemoteSource:
        service = Service(policy, token, name=identity.kind)
        return open_remote(identity.kind, identity.root, service, secret, max_file_mb=5)

    return Place(begin, link, gone)


def vk(policy: NetPolicy) -> Place:
    return _speaking(policy, "https://vk.com/albums-1", USER, "https://vk.com/photo-1_99")


def yandex(policy: NetPolicy) -> Place:
    link = "https://disk.yandex.ru/d/KEY"
    return _speaking(policy, link, None, f"{link}/a/none.jpg")


def dropbox_link(policy: NetPolicy) -> Place:
    return _speaking(policy, SHARED, "TOKEN", f"{SHARED}#/a/none.jpg")


def dropbox_own(policy: NetPolicy) -> Place:
    return _speaking(policy, "dropbox:/", "TOKEN", "dropbox:/a/none.jpg")


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NetPolicy]:
    hosts = {**VK.hosts, **YANDEX.hosts, **DROPBOX.hosts}
    with played(hosts, tmp_path_factory.mktemp("hosts")) as policy:
        yield policy


@pytest.fixture(
    params=[paged, vk, yandex, dropbox_link, dropbox_own], ids=lambda make: make.__name__
)
def place(request: pytest.FixtureRequest, policy: NetPolicy) -> Place:
    return request.param(policy)


def listed(pages: list[Page]) -> list[RemotePhoto]:
    return [photo for page in pages for photo in page.photos]


def test_a_pass_names_every_photo_once_and_says_when_it_ends(place: Place):
    pages = place.pages()
    locators = [photo.locator for photo in listed(pages)]
    assert len(locators) == len(set(locators)) == PHOTOS
    assert [page.is_last for page in pages] == [False] * (len(pages) - 1) + [True]


def test_two_passes_tell_the_same(place: Place):
    def told(photo: RemotePhoto) -> tuple[object, ...]:
        return photo.locator, photo.size, photo.mtime_ns, photo.albums, photo.name

    first, second = listed(place.pages()), listed(place.pages())
    assert [told(photo) for photo in first] == [told(photo) for photo in second]


def test_a_pass_goes_on_from_every_cursor(place: Place):
    pages = place.pages()
    for number, page in enumerate(pages[:-1], start=1):
        rest = place.pages(json.loads(json.dumps(page.cursor)))
        expected = [photo.locator for photo in listed(pages[number:])]
        assert [photo.locator for photo in listed(rest)] == expected


def test_albums_of_photos_are_told_with_them(place: Place):
    for page in place.pages():
        known = {album.remote_id for album in page.albums}
        assert all(set(photo.albums) <= known for photo in page.photos)
        assert all(album.title for album in page.albums)
    assert len({photo.albums for photo in listed(place.pages())}) == 2


def test_locators_are_no_paths_of_this_computer(place: Place):
    for photo in listed(place.pages()):
        assert not Path(photo.locator).is_absolute()
        assert _still_there(photo.locator)


def test_photos_are_read_as_listed_and_as_the_library_knows_them(place: Place):
    photos = listed(place.pages())
    with closing(place.open(CancelToken())) as source:
        for photo in photos:
            bare = PhotoRef(photo.locator, photo.size, photo.mtime_ns)
            data = source.read(photo)
            assert data.startswith(b"\xff\xd8")
            assert source.read(bare) == data
            assert photo.size in (0, len(data))


def test_a_photo_that_is_gone_is_a_failure_of_its_own(place: Place):
    with closing(place.open(CancelToken())) as source, pytest.raises(ItemError):
        source.read(PhotoRef(place.gone, 0, 0))


def test_photos_are_read_from_several_threads(place: Place):
    photos = listed(place.pages())
    found: dict[str, bytes] = {}
    with closing(place.open(CancelToken())) as source:
        threads = [
            threading.Thread(target=lambda at=at: found.update({at.locator: source.read(at)}))
            for at in photos
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(found) == PHOTOS
    assert all(data.startswith(b"\xff\xd8") for data in found.values())


def test_a_cancel_is_noticed_at_once(place: Place):
    photo = listed(place.pages())[0]
    token = CancelToken()
    with closing(place.open(token)) as source:
        token.cancel()
        began = time.monotonic()
        with pytest.raises(Cancelled):
            list(source.pages({}))
        with pytest.raises(Cancelled):
            source.read(photo)
        assert time.monotonic() - began < 2


def test_root_is_a_link_of_its_own(place: Place):
    with closing(place.open(CancelToken())) as source:
        if place.link:
            again = identify_source("", source.root)
            assert (again.kind, again.root) == (source.kind, source.root)
