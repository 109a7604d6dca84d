"""VKontakte brought into a library: the real source, scan and database, a fake service."""

import io
from functools import partial
from pathlib import Path

import PIL.Image
import pytest

from faceapp.core.errors import Code
from faceapp.core.jobs import CancelToken
from faceapp.core.ports import EngineCard
from faceapp.imaging.kept_originals import KeptOriginals
from faceapp.imaging.thumbnails import ThumbnailCache
from faceapp.net.service import Service
from faceapp.services.remote_place import RemotePlace
from faceapp.services.scan import ScanService, ScanSummary
from faceapp.sources.remote import open_remote
from faceapp.stores.database import Database
from faceapp.stores.rows import SourceRow
from faceapp.stores.schema import Location, NameProposal
from tests.fakes.painted import painted_engine, wall
from tests.fakes.vk import SERVICE, USER, FakeAlbum, FakePhoto, photos_of
from tests.unit.sources.vk_places import CLUB, Vk


def picture(shade: int) -> bytes:
    """A small JPEG with one painted face; every shade is a picture of its own."""
    pixels = wall(shade, 120, 160)
    pixels[20:90, 30:100] = (120, 0, 255)
    file = io.BytesIO()
    PIL.Image.fromarray(pixels).save(file, "JPEG", quality=95)
    return file.getvalue()


PICTURES = [picture(number) for number in range(120)]


class World:
    """A library, and its updates from the fake service."""

    def __init__(self, vk: Vk, database: Database, folder: Path) -> None:
        self.vk = vk
        self.database = database
        self.kept = KeptOriginals(folder / "originals", 100)
        self.thumbnails = ThumbnailCache(folder / "thumbs", 100)
        with database.write() as unit:
            self.id = unit.sources.add("vk", CLUB, "vk.com/albums-1")

    def update(self, secret: str = USER, token: CancelToken | None = None) -> ScanSummary:
        def opened(row: SourceRow, token: CancelToken, on_wait):
            service = Service(self.vk.policy, token, on_wait=on_wait)
            return open_remote(
                row.kind, row.root, service, secret, max_file_mb=5, captcha=row.captcha
            )

        scan = ScanService(self.database, self.thumbnails.write, 2, 100, self.kept, downloads=4)
        card = EngineCard.of(painted_engine())
        place = RemotePlace(self.row, opened)
        return scan.scan([place], card, token or CancelToken(), lambda _: None)

    @property
    def row(self) -> SourceRow:
        with self.database.read() as unit:
            return unit.sources.get(self.id)

    def present(self) -> set[int]:
        with self.database.read() as unit:
            rows = unit.session.query(Location.locator).filter(Location.present)
            return {int(locator.rpartition("_")[2]) for (locator,) in rows}

    def proposed(self) -> set[str]:
        with self.database.read() as unit:
            return {name for (name,) in unit.session.query(NameProposal.name)}


@pytest.fixture
def world(vk: Vk, database: Database, tmp_path: Path) -> World:
    return World(vk, database, tmp_path)


def ids(*albums: FakeAlbum) -> set[int]:
    return {photo.id for album in albums for photo in album.photos}


def test_a_community_comes_with_faces_albums_authors_and_names(world):
    tags = (("Анна Ёлкина", (20, 15, 60, 75)),)
    summer = FakeAlbum(
        -1, 5, "Лето", photos_of(PICTURES, count=40, text="на даче", user=7, tags=tags)
    )
    winter = FakeAlbum(-1, 6, "Зима", photos_of(PICTURES, count=10, first=100))
    world.vk.play(summer, winter, names={-1: "Клуб", 7: "Павел Тестов"})
    counts = world.update().counts.as_dict()
    assert counts["photos"] + counts["duplicates"] == 50
    assert counts["failed"] == 0
    assert counts["faces"] == 50  # of few pictures, most of them copies of one another
    assert world.present() == ids(summer, winter)
    assert world.proposed() == {"Анна Ёлкина"}
    assert (world.row.title, world.row.state) == ("Клуб", "ok")
    with world.database.read() as unit:
        told = [album.title for album in unit.sources.albums(world.id)]
        authors = {author for (author,) in unit.session.query(Location.author)}
    assert sorted(told) == ["Зима", "Лето"]
    assert authors == {"Павел Тестов", "Клуб"}


def test_a_second_update_downloads_nothing_and_asks_little(world):
    fake = world.vk.play(FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=60)))
    world.update()
    fake.calls.clear()
    fake.downloads.clear()
    counts = world.update().counts.as_dict()
    assert (counts["skipped"], sum(fake.downloads.values())) == (60, 0)
    assert len(fake.calls) <= 4


def test_new_and_deleted_photos_are_noticed(world):
    album = FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=20))
    fake = world.vk.play(album)
    world.update()
    del album.photos[3]
    album.photos += photos_of(PICTURES, count=2, first=50)
    fake.downloads.clear()
    assert world.update().counts.gone == 1
    assert world.present() == ids(album)
    assert set(fake.downloads) == {"photo-1_50", "photo-1_51"}


def test_stopped_at_any_moment_it_goes_on_with_nothing_twice_and_nothing_missing(world):
    album = FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=240))
    fake = world.vk.play(album)
    for stop in (20, 60, 130):
        token = CancelToken()
        fake.on_request = partial(_stop_at, fake, stop, token)
        assert world.update(token=token).cancelled
        fake.on_request = lambda: None
    world.update()
    assert world.present() == ids(album)
    # those under way when it was stopped come again, no others
    assert sum(fake.downloads.values()) <= 240 + 3 * 40
    assert world.row.passes == 1


def _stop_at(fake, downloads, token):
    if sum(fake.downloads.values()) >= downloads:
        token.cancel()


def test_a_token_that_expires_in_the_middle_stops_the_source_and_it_goes_on_later(world):
    album = FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=15))
    fake = world.vk.play(album, FakeAlbum(-1, 6, "Зима", photos_of(PICTURES, count=5, first=2000)))
    fake.next("photos.get", None, 1117)
    (stopped,) = world.update().counts.stopped
    assert (stopped.code, world.row.state) == (Code.SIGN_IN_NEEDED, "stopped")
    assert stopped.details["source"] == world.row.title == "Клуб"
    assert world.present() == ids(album)
    fake.downloads.clear()
    assert not world.update().counts.stopped
    assert world.present() == ids(*fake.albums)
    assert len(fake.downloads) == 5


def test_an_album_that_was_closed_keeps_what_is_known_of_it(world):
    summer = FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=5))
    winter = FakeAlbum(-1, 6, "Зима", photos_of(PICTURES, count=5, first=20))
    world.vk.play(summer, winter)
    world.update()
    summer.refuses = 200
    winter.photos += photos_of(PICTURES, count=1, first=40)
    (unlisted,) = world.update().counts.unlisted
    assert (unlisted.path, unlisted.code) == ("album-1_5", Code.REMOTE_DENIED)
    assert world.present() == ids(summer, winter)


def test_photos_that_do_not_come_or_are_none_fail_alone(world):
    photos = photos_of(PICTURES, count=4)
    photos[1] = FakePhoto(2, b"no picture at all")
    photos[2] = FakePhoto(3, PICTURES[0], bare={"sizes": []})
    fake = world.vk.play(FakeAlbum(-1, 5, "Лето", photos))
    summary = world.update()
    assert {failure.code for failure in summary.counts.failures} == {
        Code.NOT_AN_IMAGE,
        Code.REMOTE_UNFETCHED,
    }
    assert summary.counts.as_dict()["failed"] == 2
    assert world.row.passes == 1
    assert fake.counts()["photos.getById"] == 1


def test_addresses_that_expired_while_it_rested_are_renewed(world):
    fake = world.vk.play(FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=30)))
    fake.on_request = partial(_expire_once, fake)
    counts = world.update().counts.as_dict()
    assert counts["failed"] == 0
    assert world.present() == ids(*fake.albums)


def _expire_once(fake):
    if sum(fake.downloads.values()) == 10 and fake.generation == 1:
        fake.expire_addresses()


def test_names_are_proposed_once_somebody_signs_in(world):
    tags = (("Анна Ёлкина", (20, 15, 60, 75)),)
    fake = world.vk.play(FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=6, tags=tags)))
    world.update(SERVICE)
    assert world.proposed() == set()
    fake.downloads.clear()
    world.update(USER)
    assert world.proposed() == {"Анна Ёлкина"}
    assert not fake.downloads
    world.update(USER)
    assert world.proposed() == {"Анна Ёлкина"}


def test_a_captcha_stops_the_source_until_it_is_answered(world):
    fake = world.vk.play(FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=3)))
    fake.captcha = "x7y"
    (stopped,) = world.update().counts.stopped
    assert stopped.code == Code.CAPTCHA_NEEDED
    with world.database.write() as unit:
        asked = world.row.error_details["sid"]
        unit.sources.change(world.id, config={"captcha": [asked, "x7y"]})
    assert not world.update().counts.stopped
    assert world.present() == {1, 2, 3}


def test_no_token_ends_up_in_any_file(world, tmp_path):
    fake = world.vk.play(FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=3)))
    fake.next("photos.get", 5)
    world.update()
    world.update()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(b"vk.com/photo-1_1" in path.read_bytes() for path in files)
    assert not any(USER.encode() in path.read_bytes() for path in files)
