"""Albums of VKontakte, listed and read over real HTTPS from a fake under its real name."""

import json
from contextlib import closing
from datetime import UTC, datetime

import pytest
from jsonschema import ValidationError

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.remote import ProposedName, RemoteAlbum
from faceapp.core.types import PhotoRef
from faceapp.net.service import Service
from faceapp.sources.remote import open_remote
from faceapp.sources.vk import identify
from tests.fakes import vk_schema
from tests.fakes.vk import SERVICE, USER, FakeAlbum, FakePhoto, photos_of
from tests.fakes.vk_answers import raw
from tests.unit.sources.vk_places import CLUB, PICTURES, finished, jpeg, numbers

DATA = PICTURES[0]


def test_a_link_identifies_a_source():
    identity = identify("m.vk.com/club1")
    assert (identity.kind, identity.root, identity.title) == ("vk", CLUB, "vk.com/albums-1")


def test_everything_about_a_photo_is_told(vk):
    photo = FakePhoto(9, DATA, date=1_600_000_000, text="Лето 🙂\nна «даче»", user=7)
    vk.play(FakeAlbum(-1, 5, "Лето <2020>", [photo]), names={-1: "Клуб", 7: "Анна Ёлкина"})
    (page,) = vk.pages()
    (told,) = page.photos
    assert told.locator == "https://vk.com/photo-1_9"
    assert (told.author, told.caption) == ("Анна Ёлкина", "Лето 🙂\nна «даче»")
    assert told.taken_at.astimezone(UTC) == datetime.fromtimestamp(1_600_000_000, UTC)
    assert told.taken_at.tzinfo is None
    assert (told.albums, told.file_name, told.size) == (("album-1_5",), "photo-1_9.jpg", 0)
    assert told.mtime_ns == 1_600_000_000 * 10**9
    assert page.albums == (RemoteAlbum("album-1_5", "Лето <2020>"),)
    assert page.finished == ("album-1_5",)
    assert (page.title, page.is_last, page.changes) == ("Клуб", True, False)


def test_a_whole_community_is_listed_album_by_album(vk):
    vk.play(
        FakeAlbum(-1, 8, "Б", photos_of(PICTURES, count=2, first=20)),
        FakeAlbum(-1, -7, "Стена", photos_of(PICTURES, count=2, first=10)),
        FakeAlbum(-1, 3, "Пусто"),
        FakeAlbum(-1, -9000, "С кем-то", photos_of(PICTURES, count=1, first=50)),
        FakeAlbum(-2, 4, "Чужой", photos_of(PICTURES, count=1, first=30)),
    )
    pages = vk.pages()
    assert numbers(pages) == [10, 11, 20, 21]
    assert finished(pages) == ["album-1_00", "album-1_3", "album-1_8"]
    assert [page.is_last for page in pages] == [False, False, True]


def test_one_album_is_listed_alone_and_named_with_its_owner(vk):
    vk.play(
        FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=2)),
        FakeAlbum(-1, 6, "Зима", photos_of(PICTURES, count=2, first=10)),
    )
    pages = vk.pages(root="https://vk.com/album-1_5")
    assert (numbers(pages), finished(pages)) == ([1, 2], ["album-1_5"])
    assert pages[0].title == "Клуб — Лето"


@pytest.mark.parametrize(("name", "number"), [("0", -6), ("00", -7), ("000", -15)])
def test_system_albums_are_read_by_the_names_of_the_api(vk, name, number):
    fake = vk.play(
        FakeAlbum(3, number, "Фото", photos_of(PICTURES, count=1)),
        FakeAlbum(3, 5, "Другой", photos_of(PICTURES, count=1, first=20)),
        names={3: "Иван Иванов"},
    )
    pages = vk.pages(root=f"https://vk.com/album3_{name}")
    assert (numbers(pages), finished(pages)) == ([1], [f"album3_{name}"])
    asked = next(call.params for call in fake.calls if call.method == "photos.get")
    assert asked["album_id"] in ("profile", "wall", "saved")
    assert "album_ids" not in fake.calls[0].params


def test_a_user_and_a_community_are_found_by_their_short_names(vk):
    vk.play(
        FakeAlbum(3, 5, "Дом", photos_of(PICTURES, count=1)),
        FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=2)),
        names={3: "Иван Иванов", -1: "Клуб"},
        short_names={"ivan": 3, "klub": -1},
    )
    ivan, klub = vk.pages(root="https://vk.com/ivan"), vk.pages(root="https://vk.com/klub")
    assert (ivan[0].title, ivan[0].photos[0].locator) == ("Иван Иванов", "https://vk.com/photo3_1")
    assert (klub[0].title, len(klub[0].photos)) == ("Клуб", 2)
    with pytest.raises(UserError) as caught:
        vk.pages(root="https://vk.com/nobody")
    assert caught.value.code is Code.REMOTE_NOT_FOUND
    assert caught.value.details["place"] == "nobody"


def test_a_single_photo_is_a_source_of_its_own(vk):
    vk.play(FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=3)))
    (page,) = vk.pages(root="https://vk.com/photo-1_2")
    assert numbers([page]) == [2]
    assert page.is_last
    with pytest.raises(UserError) as caught:
        vk.pages(root="https://vk.com/photo-1_77")
    assert caught.value.code is Code.REMOTE_NOT_FOUND


def test_a_thousand_photos_a_request_and_fewer_a_page(vk):
    fake = vk.play(FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=2345)))
    pages = vk.pages()
    assert numbers(pages) == list(range(1, 2346))
    assert max(len(page.photos) for page in pages) == 200
    assert fake.counts()["photos.get"] == 3
    assert finished(pages) == ["album-1_5"]
    assert [page.is_last for page in pages] == [False] * (len(pages) - 1) + [True]


def test_a_second_pass_over_ten_thousand_photos_needs_few_requests(vk):
    tags = (("Анна", (10, 20, 30, 40)),)
    photos = photos_of(PICTURES, count=500, user=7, tags=tags)
    photos += photos_of(PICTURES, count=9500, first=501, user=7)
    fake = vk.play(
        FakeAlbum(-1, 5, "Лето", photos),
        names={-1: "Клуб", 7: "Анна Ёлкина"},
        short_names={"klub": -1},
    )
    first = vk.pages(root="https://vk.com/klub")
    assert sum(bool(photo.people) for page in first for photo in page.photos) == 500
    fake.calls.clear()
    second = vk.pages(first[-1].cursor, root="https://vk.com/klub")
    assert len(numbers(second)) == 10_000
    assert len(fake.calls) <= 15
    assert all(photo.author == "Анна Ёлкина" for page in second for photo in page.photos)


def test_a_pass_goes_on_from_any_page_with_nothing_twice_and_nothing_missing(vk):
    vk.play(
        FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=1250)),
        FakeAlbum(-1, 6, "Зима", photos_of(PICTURES, count=250, first=5000)),
    )
    whole = vk.pages()
    for stop in (1, 5, 6, 7, len(whole) - 1):
        kept = json.loads(json.dumps(whole[stop - 1].cursor))
        rest = vk.pages(kept)
        assert numbers(whole[:stop]) + numbers(rest) == numbers(whole)
        assert rest[-1].cursor == whole[-1].cursor
        assert finished(whole[:stop]) + finished(rest) == finished(whole)


def test_photos_deleted_while_a_pass_rests_hide_no_others(vk):
    album = FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=1500))
    vk.play(album)
    pages = vk.source().pages({})
    begun = [next(pages) for _ in range(3)]
    del album.photos[100:120]
    rest = vk.pages(begun[-1].cursor)
    assert set(numbers(begun) + numbers(rest)) >= {photo.id for photo in album.photos}
    assert rest[-1].is_last


def test_an_album_deleted_while_a_pass_rests_is_passed_by(vk):
    fake = vk.play(
        FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=250)),
        FakeAlbum(-1, 6, "Зима", photos_of(PICTURES, count=2, first=5000)),
    )
    first = next(vk.source().pages({}))
    del fake.albums[0]
    rest = vk.pages(first.cursor)
    assert numbers(rest) == [5000, 5001]
    fake.albums.clear()
    (last,) = vk.pages(first.cursor)
    assert (last.photos, last.is_last) == ((), True)


def test_photos_that_the_service_leaves_out_of_a_page_cost_no_others(vk):
    fake = vk.play(FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=1300)))
    whole = vk.pages()
    first = [{"id": number, "owner_id": -1, "sizes": []} for number in range(1, 951)]
    fake.next("photos.get", raw({"response": {"count": 1300, "items": first}}))
    assert numbers(vk.pages()) == numbers(whole)[:950] + numbers(whole)[1000:]


def test_people_marked_on_photos_are_proposed_with_their_boxes(vk):
    photos = photos_of(PICTURES, count=60, tags=(("Анна Ёлкина", (10, 20, 30, 60)),))
    photos += photos_of(PICTURES, count=60, first=100)
    photos.append(
        FakePhoto(500, DATA, tags=(("  ", (0, 0, 1, 1)), ("Пётр", (50, 50, 50, 50)))),
    )
    fake = vk.play(FakeAlbum(-1, 5, "Лето", photos))
    (page,) = vk.pages()
    people = {photo.locator.rpartition("_")[2]: photo.people for photo in page.photos}
    (anna,) = people["1"]
    assert anna.name == "Анна Ёлкина"
    assert anna.box == pytest.approx((0.1, 0.2, 0.2, 0.4))
    assert people["100"] == ()
    assert people["500"] == (ProposedName("Пётр"),)
    assert fake.counts()["execute"] == 3  # 61 photos, 25 a request


def test_people_of_new_photos_alone_are_asked_for_in_the_next_pass(vk):
    album = FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=30, tags=(("А", (1, 1, 2, 2)),)))
    fake = vk.play(album)
    cursor = vk.pages()[-1].cursor
    album.photos += photos_of(PICTURES, count=2, first=40, tags=(("Б", (1, 1, 2, 2)),))
    fake.calls.clear()
    (page,) = vk.pages(cursor)
    assert [photo.locator for photo in page.photos if photo.people] == [
        "https://vk.com/photo-1_40",
        "https://vk.com/photo-1_41",
    ]
    assert fake.counts()["execute"] == 1


def test_a_service_token_does_without_people_and_a_user_gets_them_later(vk):
    album = FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=450, tags=(("А", (1, 1, 2, 2)),)))
    fake = vk.play(album)
    pages = vk.pages(secret=SERVICE)
    assert len(numbers(pages)) == 450
    assert not any(photo.people for page in pages for photo in page.photos)
    assert fake.counts()["execute"] == 1
    later = vk.pages(pages[-1].cursor, secret=USER)
    assert all(photo.people for page in later for photo in page.photos)


def test_the_largest_picture_is_read(vk):
    vk.play(FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=2)))
    source = vk.source()
    (page,) = source.pages({})
    assert [source.read(photo) for photo in page.photos] == [
        photo.data for photo in vk.fake.albums[0].photos
    ]


@pytest.mark.parametrize(
    "sizes",
    [
        [("z", 0, 0), ("w", 0, 0), ("x", 0, 0)],
        [("w", 800, 600), ("x", 604, 453), ("s", 75, 56)],
        [("x", 604, 453), ("w", 800, 600)],
        [("r", 510, 340), ("w", 604, 453), ("q", 320, 213)],
    ],
)
def test_the_largest_size_is_known_by_its_sides_or_its_letter(vk, sizes):
    address = "https://sun9-1.userapi.com/impg/photo-1_9.jpg?sign=1&size="
    told = [
        {
            "type": letter,
            "width": width,
            "height": height,
            "url": address + ("largest" if letter == "w" else letter),
        }
        for letter, width, height in sizes
    ]
    vk.play(FakeAlbum(-1, 5, "Лето", [FakePhoto(9, DATA, bare={"sizes": told})]))
    source = vk.source()
    (page,) = source.pages({})
    assert source.read(page.photos[0]) == DATA


def test_the_original_is_taken_where_it_is_offered(vk):
    address = "https://sun9-1.userapi.com/impg/photo-1_9.jpg?sign=1&size="
    bare = {
        "sizes": [{"type": "w", "width": 2560, "height": 1920, "url": f"{address}w"}],
        "orig_photo": {"type": "base", "width": 6000, "height": 4000, "url": f"{address}largest"},
    }
    vk.play(FakeAlbum(-1, 5, "Лето", [FakePhoto(9, DATA, bare=bare)]))
    source = vk.source()
    (page,) = source.pages({})
    assert source.read(page.photos[0]) == DATA


def test_a_photo_known_by_its_place_alone_is_looked_up(vk):
    vk.play(FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=3)))
    source = vk.source()
    data = source.read(PhotoRef("https://vk.com/photo-1_2", 0, 0))
    assert data == vk.fake.albums[0].photos[1].data
    with pytest.raises(ItemError) as caught:
        source.read(PhotoRef("https://vk.com/photo-1_99", 0, 0))
    assert caught.value.code is Code.VANISHED


def test_an_address_that_expired_is_renewed(vk):
    fake = vk.play(FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=2)))
    source = vk.source()
    (page,) = source.pages({})
    fake.expire_addresses()
    assert source.read(page.photos[0]) == fake.albums[0].photos[0].data
    assert fake.counts()["photos.getById"] == 1


def test_a_photo_over_the_limit_is_not_fetched(vk):
    big = FakePhoto(1, jpeg(1) + bytes(1_000_001))
    vk.play(FakeAlbum(-1, 5, "Лето", [big]))
    source = vk.source(max_file_mb=1)
    (page,) = source.pages({})
    with pytest.raises(ItemError) as caught:
        source.read(page.photos[0])
    assert caught.value.code is Code.FILE_TOO_LARGE


def test_without_a_token_nothing_is_asked(vk):
    fake = vk.play(FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=2)))
    with pytest.raises(UserError) as caught:
        vk.pages(secret=None)
    assert caught.value.code is Code.SIGN_IN_NEEDED
    assert not fake.calls


def test_the_version_of_the_api_is_asked_for_by_post(vk):
    fake = vk.play(FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=1)))
    vk.pages()
    assert {call.params["v"] for call in fake.calls} == {"5.199"}


def test_the_schema_refuses_what_the_api_never_answers(assets):
    item = {"id": 1, "album_id": 1, "date": 1, "owner_id": -1, "has_tags": False}
    good = {"response": {"count": 1, "items": [item]}}
    vk_schema.check("photos.get", good)
    for broken in (item | {"id": "1"}, {key: item[key] for key in item if key != "date"}):
        with pytest.raises(ValidationError):
            vk_schema.check("photos.get", {"response": {"count": 1, "items": [broken]}})


def test_the_api_is_asked_three_times_a_second_at_most_and_photos_as_fast_as_they_come(
    vk, monkeypatch
):
    rests = set()

    class Pace:
        def rest(self, host, interval_s, token):
            rests.add((host, interval_s))

    monkeypatch.setattr("faceapp.net.service.PACE", Pace())
    vk.play(FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=1)))
    vk.limit(pace=1)
    source = vk.source()
    (page,) = source.pages({})
    source.read(page.photos[0])
    assert rests == {("api.vk.ru", 0.34), ("sun9-22.userapi.com", 0)}


def test_an_answered_captcha_of_a_source_reaches_the_service(vk):
    fake = vk.play(FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=1)))
    fake.captcha = "x7y"
    service = Service(vk.policy, vk.token)
    opened = open_remote("vk", CLUB, service, USER, max_file_mb=5, captcha=("77", "x7y"))
    with closing(opened) as source:
        assert numbers(list(source.pages({}))) == [1]


def test_listing_does_not_wait_for_more_than_it_hands_over(vk):
    fake = vk.play(FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=3000)))
    pages = vk.source().pages({})
    next(pages)
    assert fake.counts()["photos.get"] == 1
