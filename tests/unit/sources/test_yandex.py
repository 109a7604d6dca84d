"""Folders and disks of Yandex, listed and read over real HTTPS."""

import hashlib
import json
from datetime import datetime

import pytest

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.remote import Page, RemotePhoto
from faceapp.core.types import PhotoRef
from faceapp.net.service import Service
from faceapp.sources.yandex import YandexSource
from tests.fakes import yandex as fakes
from tests.fakes.yandex import File, YandexFake
from tests.unit.sources.yandex_stage import YandexStage

LINK = "https://disk.yandex.ru/d/K"
TREE = {
    "/b.jpg": b"second",
    "/IMG_1.JPG": b"first",
    "/2020/a.heic": b"heic",
    "/2020/Лето #1/50% ?.webp": b"any name",
    "/2020/Лето #1/raw.CR2": b"raw",
    "/notes.txt": b"no photo",
    "/2020/movie.mp4": b"no photo",
    "/.hidden/a.jpg": b"hidden",
    "/2020/.b.jpg": b"hidden",
    "/empty/": b"",
}
PHOTOS = {path: data for path, data in TREE.items() if data not in (b"no photo", b"hidden", b"")}


@pytest.fixture(autouse=True)
def fake(stage: YandexStage) -> YandexFake:
    return stage.play(
        YandexFake(public={"K": TREE, "ONE": {"": b"one photo"}}, disks={"secret": TREE})
    )


def opened(service: Service, root: str = LINK, secret: str | None = "secret") -> YandexSource:
    return YandexSource(root, service, secret, max_file_mb=1)


def photos(pages: list[Page]) -> dict[str, RemotePhoto]:
    listed = [photo for page in pages for photo in page.photos]
    found = {photo.locator: photo for photo in listed}
    assert len(found) == len(listed)
    return found


ROOTS = {LINK: LINK, "disk:/": "disk:", "disk:/2020": "disk:", f"{LINK}/2020": LINK}


@pytest.mark.parametrize(("root", "start"), ROOTS.items())
def test_every_photo_is_listed_once_and_read(service: Service, root: str, start: str):
    source = opened(service, root)
    found = photos(list(source.pages({})))
    inside = "/2020/" if root.endswith("/2020") else "/"
    read = {source.read(photo) for photo in found.values()}
    assert read == {data for path, data in PHOTOS.items() if path.startswith(inside)}
    assert f"{start}/2020/a.heic" in found
    assert {photo.name for photo in found.values()} >= {"a.heic", "50% ?.webp", "raw.CR2"}


@pytest.mark.parametrize("root", ROOTS)
def test_a_place_alone_is_enough_to_read_it(service: Service, root: str):
    source = opened(service, root)
    for place, photo in photos(list(source.pages({}))).items():
        assert source.read(PhotoRef(place, 0, 0)) == source.read(photo)


def test_what_the_service_tells_is_kept(fake: YandexFake, service: Service):
    exif = {"date_time": "2019-08-02T18:30:05+00:00"}
    file = File(b"told", "2024-05-01T10:00:00+03:00", {"exif": exif})
    fake.public["K"].change({"/a/b.jpg": file})
    (photo,) = photos(list(opened(service).pages({}))).values()
    assert (photo.size, photo.mtime_ns) == (4, 1_714_546_800 * 10**9)
    assert photo.sha256 == hashlib.sha256(b"told").hexdigest()
    assert photo.md5 == hashlib.md5(b"told").hexdigest()
    assert photo.taken_at == datetime(2019, 8, 2, 18, 30, 5)
    assert (photo.albums, photo.file_name) == (("/a",), "b.jpg")


@pytest.mark.parametrize(("root", "start", "top"), [(LINK, "", ""), ("disk:/", "disk:", "")])
def test_a_folder_is_an_album_with_all_below(service: Service, root: str, start: str, top: str):
    pages = list(opened(service, root).pages({}))
    titles = {album.remote_id: album.title for page in pages for album in page.albums}
    assert titles == {f"{start}/2020": "2020", f"{start}/2020/Лето #1": "2020/Лето #1"}
    albums = {photo.file_name: photo.albums for photo in photos(pages).values()}
    assert albums["b.jpg"] == ()
    assert albums["raw.CR2"] == (f"{start}/2020", f"{start}/2020/Лето #1")


def test_albums_of_a_folder_are_called_as_seen_from_there(service: Service):
    pages = list(opened(service, f"{LINK}/2020").pages({}))
    assert {(album.remote_id, album.title) for page in pages for album in page.albums} == {
        ("/2020/Лето #1", "Лето #1")
    }


def test_a_source_is_called_as_its_folder(service: Service):
    assert {page.title for page in opened(service).pages({})} == {"Общая папка", ""}
    assert {page.title for page in opened(service, "disk:/2020").pages({})} == {"2020", ""}


def test_a_link_to_one_file_has_one_photo(service: Service):
    source = opened(service, "https://disk.yandex.ru/i/ONE")
    pages = list(source.pages({}))
    assert list(photos(pages)) == ["https://disk.yandex.ru/i/ONE"]
    assert (pages[-1].title, pages[-1].is_last) == ("one.jpg", True)
    assert source.read(PhotoRef(source.root, 0, 0)) == b"one photo"


def test_a_pass_may_go_on_after_any_page(fake: YandexFake, service: Service):
    tree = {f"/{folder}/{number}.jpg": b"x%d" % number for folder in "abc" for number in range(7)}
    fake.public["K"].change(tree | fakes.photos(7, b"y"))
    fake.disks["secret"].change(tree)
    fake.page_limit = 3
    for root in (LINK, "disk:/", "disk:/b"):
        pages = list(opened(service, root).pages({}))
        whole = [photo.locator for page in pages for photo in page.photos]
        assert len(set(whole)) == len(whole)
        assert [page.is_last for page in pages] == [False] * (len(pages) - 1) + [True]
        assert dict(pages[-1].cursor) == {}
        done = 0
        for page in pages[:-1]:
            done += len(page.photos)
            cursor = json.loads(json.dumps(page.cursor))
            assert list(photos(list(opened(service, root).pages(cursor)))) == whole[done:]


def test_ten_thousand_photos_take_few_requests(fake: YandexFake, service: Service):
    tree = fakes.photos(9_000, b"x") | fakes.photos(1_000, b"y", folder="/sub/")
    fake.public["K"].change(tree)
    fake.disks["secret"] = fake.public["K"]
    for root in (LINK, "disk:/"):
        fake.requests.clear()
        assert len(photos(list(opened(service, root).pages({})))) == 10_000
        assert sum(fake.requests.values()) <= 13


@pytest.mark.parametrize("root", [LINK, "disk:/"])
def test_nothing_is_missed_when_photos_go_away_meanwhile(
    fake: YandexFake, service: Service, root: str
):
    tree = fakes.photos(90, b"x")
    fake.disks["secret"] = fake.public["K"]
    fake.public["K"].change(tree)
    fake.page_limit = 40
    pages = opened(service, root).pages({})
    listed = {photo.name for photo in next(pages).photos}
    gone = {"/00003.jpg", "/00007.jpg", "/00039.jpg"}  # the last one ended the page
    fake.public["K"].change({path: data for path, data in tree.items() if path not in gone})
    listed |= {photo.name for page in pages for photo in page.photos}
    assert listed == {path.strip("/") for path in tree}


def test_a_closed_folder_fails_and_the_rest_goes_on(fake: YandexFake, service: Service):
    fake.denied.add("/2020/Лето #1")
    pages = list(opened(service).pages({}))
    failures = [failure for page in pages for failure in page.failures]
    assert [(failure.locator, failure.code) for failure in failures] == [
        ("/2020/Лето #1", Code.REMOTE_DENIED)
    ]
    assert {photo.name for photo in photos(pages).values()} == {"b.jpg", "IMG_1.JPG", "a.heic"}


def test_a_folder_that_goes_away_meanwhile_is_passed_by(fake: YandexFake, service: Service):
    pages = opened(service).pages({})
    first = next(pages)
    fake.public["K"].change({"/b.jpg": b"second", "/later/c.jpg": b"third"})
    rest = list(pages)
    assert first.photos
    assert not any(page.photos or page.failures for page in rest)
    assert rest[-1].is_last


def test_a_link_that_is_closed_meanwhile_loses_nothing(fake: YandexFake, service: Service):
    pages = opened(service).pages({})
    next(pages)
    del fake.public["K"]
    with pytest.raises(UserError) as caught:
        list(pages)
    assert caught.value.code is Code.REMOTE_NOT_FOUND
    assert caught.value.details == {"service": "yandex", "place": LINK}


def test_the_token_is_shown_to_the_api_alone(fake: YandexFake, service: Service):
    for root in ("disk:/", LINK):
        source = opened(service, root)
        for photo in photos(list(source.pages({}))).values():
            source.read(photo)
            source.read(PhotoRef(photo.locator, 0, 0))
            fake.expire()
    told = {(asked, headers.get("authorization")) for asked, headers in fake.headers}
    assert told == {
        ("files", "OAuth secret"),
        ("list", "OAuth secret"),
        ("list", None),
        ("downloader", None),
        ("storage", None),
        ("link", "OAuth secret"),
        ("link", None),
    }


def test_an_address_that_expired_is_renewed(fake: YandexFake, service: Service):
    source = opened(service)
    listed = photos(list(source.pages({}))).values()
    fake.expire()
    assert {source.read(photo) for photo in listed} == set(PHOTOS.values())
    fake.expire()
    fake.instead("downloader", *[fakes.html(410)] * 2)
    with pytest.raises(ItemError) as caught:
        source.read(next(iter(listed)))
    assert caught.value.code is Code.REMOTE_UNFETCHED


def test_addresses_that_are_not_told_are_asked_for(fake: YandexFake, service: Service):
    fake.tells_addresses = False
    for root in (LINK, "disk:/"):
        source = opened(service, root)
        found = photos(list(source.pages({})))
        assert {source.read(photo) for photo in found.values()} == set(PHOTOS.values())
    one = opened(service, "https://disk.yandex.ru/i/ONE")
    assert one.read(PhotoRef(one.root, 0, 0)) == b"one photo"


def test_a_photo_that_is_gone_has_vanished(fake: YandexFake, service: Service):
    for root in (LINK, "disk:/"):
        source = opened(service, root)
        for place in (f"{root.rstrip('/')}/gone.jpg", f"{root.rstrip('/')}/2020"):
            with pytest.raises(ItemError) as caught:
                source.read(PhotoRef(place, 0, 0))
            assert caught.value.code is Code.VANISHED
