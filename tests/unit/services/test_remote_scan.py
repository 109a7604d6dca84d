"""Updates of a source on the network: what is fetched, kept, missed, and told."""

import hashlib
import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import PIL.Image
import pytest

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.jobs import CancelToken, Progress
from faceapp.core.places import SourceState
from faceapp.core.ports import EngineCard
from faceapp.core.remote import ProposedName
from faceapp.imaging.kept_originals import KeptOriginals
from faceapp.imaging.thumbnails import ThumbnailCache
from faceapp.services.remote_place import RemotePlace
from faceapp.services.scan import ScanOptions, ScanService, ScanSummary
from faceapp.stores.database import Database
from faceapp.stores.schema import Asset, Location, NameProposal
from tests.fakes.paged import KIND, ROOT, PagedService, PagedSource
from tests.fakes.painted import painted_engine, wall


def picture(shade: int) -> bytes:
    """A PNG with one painted face before a wall of its own, so that no two are copies."""
    pixels = wall(shade, 200, 240)
    pixels[40:140, 60:160] = (120, 0, 255)
    file = io.BytesIO()
    PIL.Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


class World:
    """A library, a service, and the updates of the one from the other."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.service = PagedService()
        self.kept = KeptOriginals(folder / "originals", 100)
        self.thumbnails = ThumbnailCache(folder / "thumbs", 100)
        self.engine = painted_engine()
        self.token = CancelToken()
        self.reports: list[Progress] = []
        with database.write() as unit:
            self.id = unit.sources.add(KIND, ROOT, "Paged")

    def fill(self, *albums: str, photos: int) -> None:
        number = len(self.service.files)
        for album in albums:
            for _ in range(photos):
                number += 1
                self.service.add(album, number, picture(90 + number))

    def update(self, **options: bool) -> ScanSummary:
        service = ScanService(self.database, self.thumbnails.write, 2, 100, self.kept, downloads=4)
        with self.database.read() as unit:
            row = unit.sources.get(self.id)
        place = RemotePlace(row, lambda _row, token, _wait: PagedSource(self.service, token))
        card = EngineCard.of(self.engine)
        return service.scan(
            [place], card, self.token, self.reports.append, options=ScanOptions(**options)
        )

    @property
    def row(self):
        with self.database.read() as unit:
            return unit.sources.get(self.id)

    def places(self) -> dict[str, bool]:
        """The numbers of known photos, and whether they lie there."""
        with self.database.read() as unit:
            rows = unit.session.query(Location.locator, Location.present)
            return {locator.rpartition("photo")[2]: present for locator, present in rows}

    def present(self) -> set[int]:
        return {int(number) for number, present in self.places().items() if present}


@pytest.fixture
def world(database: Database, tmp_path: Path) -> Iterator[World]:
    made = World(database, tmp_path)
    yield made
    assert made.service.opened == 0


def test_first_update_brings_every_photo_with_its_faces(world: World):
    world.fill("a", "b", photos=5)
    summary = world.update()
    assert summary.counts.as_dict() == {
        "photos": 10,
        "updated": 0,
        "skipped": 0,
        "duplicates": 0,
        "failed": 0,
        "no_face": 0,
        "faces": 10,
    }
    assert world.present() == set(range(1, 11))
    assert world.reports[-1].done == world.reports[-1].total == 10
    row = world.row
    assert (row.state, row.passes, row.updated_at is not None) == ("ok", 1, True)


def test_second_update_of_what_has_not_changed_fetches_nothing(world: World):
    world.fill("a", "b", photos=5)
    world.update()
    world.service.reads.clear()
    summary = world.update()
    assert summary.counts.as_dict()["skipped"] == 10
    assert not world.service.reads
    assert summary.device is None  # no model was opened


def test_a_photo_in_two_albums_is_fetched_once_and_belongs_to_both(world: World):
    photo = world.service.add("a", 1, picture(100))
    world.service.albums["b"] = [photo]
    world.update()
    assert world.service.reads.total() == 1
    with world.database.read() as unit:
        assert [(album.title, album.photos) for album in unit.sources.albums(world.id)] == [
            ("Album a", 1),
            ("Album b", 1),
        ]


def test_hash_told_by_the_service_saves_the_download(world: World, tmp_path: Path):
    data = picture(100)
    world.service.add("a", 1, data)
    world.update()
    world.service.add("b", 2, data, sha256=hashlib.sha256(data).hexdigest())
    summary = world.update()
    assert world.service.reads == {"https://paged.example/photo1": 1}
    assert summary.counts.as_dict()["duplicates"] == 1
    assert world.present() == {1, 2}


def test_photo_that_another_source_has_at_the_same_place_is_not_fetched_again(world: World):
    world.fill("a", "b", photos=3)
    world.update()
    world.service.reads.clear()
    with world.database.write() as unit:
        world.id = unit.sources.add(KIND, f"{ROOT}/again", "Again")
    assert world.update().counts.as_dict()["duplicates"] == 6
    assert not world.service.reads


def test_look_at_known_photos_alone_begins_no_conversation_in_vain(world: World):
    world.fill("a", photos=3)
    world.update()
    with world.database.write() as unit:
        unit.sources.change(world.id, state=SourceState.STOPPED, error_code=Code.SIGN_IN_NEEDED)
    world.service.pages = 0
    world.fill("a", photos=1)
    world.update(known_only=True)
    assert world.service.pages == 0
    assert world.present() == {1, 2, 3}
    assert world.row.state == SourceState.STOPPED


def test_what_vanished_is_missing_after_a_whole_pass_and_back_when_it_returns(world: World):
    world.fill("a", photos=5)
    world.update()
    lost = world.service.albums["a"].pop(2)
    assert world.update().counts.gone == 1
    assert world.present() == {1, 2, 4, 5}
    world.service.albums["a"].append(lost)
    world.update()
    assert world.present() == {1, 2, 3, 4, 5}


def test_album_that_is_closed_now_keeps_its_photos_and_the_rest_goes_on(world: World):
    world.fill("a", "b", photos=3)
    world.update()
    world.service.closed = {"a"}
    world.fill("b", photos=1)
    world.service.albums["b"].pop(0)
    summary = world.update()
    assert world.present() == {1, 2, 3, 5, 6, 7}
    assert [(item.path, item.code) for item in summary.counts.unlisted] == [("a", "remote_denied")]
    assert world.row.state == "ok"


def test_what_did_not_come_is_fetched_at_the_next_update(world: World):
    world.fill("a", photos=3)

    def refuse(locator: str) -> None:
        if locator.endswith("photo2"):
            raise ItemError(Code.REMOTE_UNFETCHED, reason="timeout")

    world.service.before_read = refuse
    summary = world.update()
    assert [item.code for item in summary.counts.failures] == [Code.REMOTE_UNFETCHED]
    assert world.row.passes == 1
    world.service.before_read = lambda _: None
    assert world.update().counts.as_dict()["failed"] == 0
    assert world.service.reads.total() == 3
    with world.database.read() as unit:
        assert unit.faces.count_vectors() == 3


def test_damaged_photo_is_not_fetched_again_unless_asked_for(world: World):
    world.service.add("a", 1, b"no picture")
    world.update()
    assert world.update().counts.as_dict()["skipped"] == 1
    world.update(retry_failed=True)
    assert world.service.reads.total() == 2


def test_sign_in_that_ends_in_the_middle_stops_the_source_and_keeps_what_came(world: World):
    world.fill("a", photos=12)

    def expire(number: int) -> None:
        if number == 2:
            raise UserError(Code.SIGN_IN_NEEDED, service="paged")

    world.service.before_page = expire
    summary = world.update()
    assert [(each.path, each.code) for each in summary.counts.stopped] == [
        ("Paged", Code.SIGN_IN_NEEDED)
    ]
    assert world.present() == set(range(1, 7))
    row = world.row
    assert (row.state, row.error_code) == (SourceState.STOPPED, Code.SIGN_IN_NEEDED)
    assert row.error_details == {"source": "Paged", "kind": KIND, "service": "paged"}

    world.service.before_page = lambda _: None
    world.update()
    assert world.present() == set(range(1, 13))
    assert set(world.service.reads.values()) == {1}
    assert (world.row.state, world.row.error_code) == (SourceState.OK, None)


def test_sign_in_that_ends_in_a_download_stops_the_source_too(world: World):
    world.fill("a", photos=12)

    def expire(locator: str) -> None:
        if locator.endswith("photo7"):
            raise UserError(Code.SIGN_IN_NEEDED, service="paged")

    world.service.before_read = expire
    world.update()
    assert world.row.error_code == Code.SIGN_IN_NEEDED
    assert world.present() >= set(range(1, 7))
    world.service.before_read = lambda _: None
    world.update()
    assert world.present() == set(range(1, 13))
    assert set(world.service.reads.values()) == {1}


def test_cancel_in_the_middle_keeps_what_came_and_goes_on_from_there(world: World):
    world.fill("a", "b", photos=30)
    world.service.before_page = lambda number: world.token.cancel() if number == 17 else None
    assert world.update().cancelled
    before = world.present()
    assert before and before != set(range(1, 61))
    assert world.row.state == SourceState.OK

    world.token = CancelToken()
    world.service.before_page = lambda _: None
    summary = world.update()
    assert world.present() == set(range(1, 61))
    assert {world.service.reads[f"https://paged.example/photo{each}"] for each in before} == {1}
    assert world.row.cursor == {}
    assert summary.counts.gone == 0  # pages before the cancel belong to the same pass


def test_pause_by_a_person_ends_the_update_of_that_source(world: World):
    world.fill("a", photos=30)

    def pause(number: int) -> None:
        if number == 3:
            with world.database.write() as unit:
                unit.sources.change(world.id, state=SourceState.PAUSED)

    world.service.before_page = pause
    summary = world.update()
    assert not summary.counts.stopped
    assert world.row.state == SourceState.PAUSED
    assert world.service.pages == 4


def test_what_the_service_tells_is_kept(world: World):
    told = {
        "taken_at": datetime(2019, 5, 31, 12),
        "author": "Anna",
        "caption": "By the sea",
        "people": (ProposedName("Boris", (0.1, 0.2, 0.3, 0.4)), ProposedName("Vera")),
    }
    world.service.add("a", 1, picture(100), **told)
    world.update()
    with world.database.read() as unit:
        place = unit.session.query(Location).one()
        assert (place.author, place.caption, place.taken_at) == (
            "Anna",
            "By the sea",
            told["taken_at"],
        )
        assert unit.session.query(Asset).one().taken_at == told["taken_at"]
        proposals = unit.session.query(NameProposal).order_by(NameProposal.id).all()
        assert [(each.name, each.x, each.height) for each in proposals] == [
            ("Boris", 0.1, 0.4),
            ("Vera", None, None),
        ]
    world.service.albums["a"][0] = world.service.albums["a"][0].__class__(
        **{**vars(world.service.albums["a"][0]), "caption": "By the lake", "people": ()}
    )
    world.update()
    with world.database.read() as unit:
        assert unit.session.query(Location).one().caption == "By the lake"
        assert unit.session.query(NameProposal).count() == 2  # told for new photos alone


def test_another_engine_sees_kept_originals_without_fetching(world: World):
    world.fill("a", photos=4)
    world.update()
    world.service.reads.clear()
    world.engine = painted_engine("other")
    world.update(known_only=True)
    assert not world.service.reads
    with world.database.read() as unit:
        assert unit.faces.count_vectors() == 8


def test_thumbnails_alone_are_kept_where_a_person_wants_so(world: World, tmp_path: Path):
    with world.database.write() as unit:
        unit.sources.change(world.id, config={"keep": "thumbnails"})
    world.fill("a", photos=2)
    world.update()
    assert not list((tmp_path / "originals").rglob("*"))
    assert len(list((tmp_path / "thumbs").rglob("*-256.jpg"))) == 2


def test_title_of_the_service_is_taken_unless_a_person_gave_one(world: World):
    world.fill("a", photos=1)
    world.service.title = "Holidays"
    world.update()
    assert world.row.title == "Holidays"
    with world.database.write() as unit:
        unit.sources.change(world.id, title="Mine", config={"is_named": True})
    world.update()
    assert world.row.title == "Mine"
