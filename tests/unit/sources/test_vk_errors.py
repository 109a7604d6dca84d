"""What goes wrong with VKontakte, and what a person is told or spared."""

import traceback

import pytest

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.sources.vk_errors import failure_of
from faceapp.texts import Texts
from tests.fakes.vk import SERVICE, USER, FakeAlbum, FakePhoto, photos_of
from tests.fakes.vk_answers import error, page, raw, status
from tests.unit.sources.vk_places import PICTURES, failures, finished, numbers

ALBUM = "https://vk.com/album-1_5"


@pytest.fixture
def album():
    return FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=3))


def refusal(vk, **how):
    with pytest.raises(UserError) as caught:
        vk.pages(**how)
    text = "".join(traceback.format_exception(caught.value)) + repr(caught.value.details)
    assert USER not in text
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None  # `vk_api`'s own errors hold the token
    return caught.value


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (5, Code.SIGN_IN_NEEDED),
        (1117, Code.SIGN_IN_NEEDED),
        (27, Code.SIGN_IN_NEEDED),
        (28, Code.SIGN_IN_NEEDED),
        (14, Code.CAPTCHA_NEEDED),
        (17, Code.BROWSER_NEEDED),
        (15, Code.REMOTE_DENIED),
        (30, Code.REMOTE_DENIED),
        (200, Code.REMOTE_DENIED),
        (203, Code.REMOTE_DENIED),
        (18, Code.REMOTE_NOT_FOUND),
        (100, Code.REMOTE_NOT_FOUND),
        (113, Code.REMOTE_NOT_FOUND),
        (8, Code.SERVICE_ANSWER_STRANGE),
        (987654, Code.SERVICE_ANSWER_STRANGE),
    ],
)
@pytest.mark.parametrize("method", ["photos.getAlbums", "photos.get"])
def test_every_error_of_the_api_is_said_in_words(vk, album, number, code, method):
    vk.play(album)
    vk.fake.next(method, number)
    failure = refusal(vk, root=ALBUM)
    assert failure.code == code
    for language in ("ru", "en"):
        for in_window in (False, True):
            sentence = Texts(language, in_window=in_window).error(failure)
            assert len(sentence) > 20
            assert "«»" not in sentence
            assert "“”" not in sentence


def test_what_a_browser_has_to_open_is_told(vk, album):
    vk.play(album).next("photos.get", 17)
    assert refusal(vk).details["address"] == "https://m.vk.com/login?act=security_check"
    vk.fake.next("photos.get", error(3301))
    assert refusal(vk).details["address"] == "https://vk.com"


@pytest.mark.parametrize("number", [6, 9, 29, 1, 10])
def test_limits_and_breakdowns_are_waited_out(vk, album, number):
    vk.play(album)
    vk.fake.next("photos.getAlbums", number)
    vk.fake.next("photos.get", *[number] * 5)
    assert numbers(vk.pages()) == [1, 2, 3]
    assert vk.waits[-1] == ""
    assert set(vk.waits) == {"", "rate_limited" if number in (6, 9, 29) else "server_busy"}


def test_flood_control_asks_for_longer_waits_than_a_request_too_many():
    waits = [
        failure_of({"error_code": number}, place="", source="").details["wait_s"]
        for number in (6, 9, 29)
    ]
    assert waits == sorted(waits)
    assert waits[0] >= 1
    assert waits[1] >= 10


@pytest.mark.parametrize("answer", [status(429, retry_after="0"), status(503), status(500)])
def test_a_storm_of_refusals_is_waited_out(vk, album, answer):
    vk.play(album)
    vk.fake.next("photos.get", *[answer] * 4)
    vk.fake.next("photo-1_2", *[answer] * 4)
    source = vk.source()
    (listed,) = source.pages({})
    assert source.read(listed.photos[1]) == album.photos[1].data


def test_a_service_that_stays_busy_is_given_up_and_nothing_is_lost(vk):
    vk.play(FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=1200)))
    vk.fake.next("photos.get", None, *[6] * vk.policy.service_tries)
    pages = vk.source().pages({})
    begun = []
    with pytest.raises(UserError) as caught:
        _keep(pages, begun)
    assert caught.value.code is Code.SERVICE_UNREACHABLE
    assert numbers(begun) + numbers(vk.pages(begun[-1].cursor)) == list(range(1, 1201))


def _keep(pages, begun):
    for one in pages:
        begun.append(one)  # those before the failure stay


def test_a_token_that_expires_in_the_middle_costs_nothing_that_was_listed(vk):
    vk.play(FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=2500)))
    vk.fake.next("photos.get", None, 5)
    begun = []
    with pytest.raises(UserError) as caught:
        _keep(vk.source().pages({}), begun)
    assert caught.value.code is Code.SIGN_IN_NEEDED
    assert caught.value.details["kind"] == "vk"
    assert numbers(begun) == list(range(1, 1001))
    assert numbers(begun) + numbers(vk.pages(begun[-1].cursor)) == list(range(1, 2501))


def test_a_token_that_expires_while_people_are_asked_for_loses_no_people(vk):
    album = FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=2, tags=(("А", (1, 1, 2, 2)),)))
    vk.play(album).next("execute", 1117)
    assert refusal(vk).code is Code.SIGN_IN_NEEDED
    (listed,) = vk.pages()
    assert all(photo.people for photo in listed.photos)


def test_a_private_album_is_said_and_the_others_go_on(vk):
    vk.play(
        FakeAlbum(-1, -6, "Профиль", photos_of(PICTURES, count=1, first=50), refuses=30),
        FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=2)),
        FakeAlbum(-1, 6, "Тайна", photos_of(PICTURES, count=2, first=10), refuses=200),
        FakeAlbum(-1, 7, "Зима", photos_of(PICTURES, count=2, first=20)),
        FakeAlbum(-1, 8, "Стёртый", photos_of(PICTURES, count=2, first=30), refuses=18),
    )
    pages = vk.pages()
    assert numbers(pages) == [1, 2, 20, 21]
    assert finished(pages) == ["album-1_5", "album-1_7"]
    assert failures(pages) == [
        ("album-1_0", Code.REMOTE_DENIED),
        ("album-1_6", Code.REMOTE_DENIED),
        ("album-1_8", Code.REMOTE_NOT_FOUND),
    ]
    assert [one.is_last for one in pages] == [False] * 4 + [True]


def test_a_source_that_is_one_private_album_says_so(vk, album):
    album.members_only = True
    vk.play(album)
    failure = refusal(vk, root=ALBUM, secret=SERVICE)
    assert failure.code is Code.REMOTE_DENIED
    assert numbers(vk.pages(root=ALBUM, secret=USER)) == [1, 2, 3]


def test_a_token_that_nobody_gave_is_a_matter_of_signing_in(vk, album):
    vk.play(album)
    assert refusal(vk, secret="made up").code is Code.SIGN_IN_NEEDED


def test_a_community_that_is_not_there_is_said(vk, album):
    vk.play(album)
    failure = refusal(vk, root="https://vk.com/albums-99")
    assert failure.code is Code.REMOTE_NOT_FOUND
    assert "albums-99" in str(failure.details["place"])


def test_a_captcha_is_shown_and_its_answer_goes_on(vk, album):
    vk.play(album).captcha = "x7y"
    failure = refusal(vk)
    assert failure.details["address"] == "https://api.vk.ru/captcha.php?sid=77"
    sid = failure.details["sid"]
    assert refusal(vk, captcha=(sid, "wrong")).code is Code.CAPTCHA_NEEDED
    vk.fake.calls.clear()
    assert numbers(vk.pages(captcha=(sid, "x7y"))) == [1, 2, 3]
    answered = [call.params for call in vk.fake.calls if "captcha_key" in call.params]
    assert [(params["captcha_sid"], params["captcha_key"]) for params in answered] == [(sid, "x7y")]


STRANGE = {
    "html": page(),
    "not found": status(404),
    "nothing": page("", 200),
    "a list": raw([]),
    "a number": raw(7),
    "nothing in it": raw({}),
    "null": raw(None),
    "no list": raw({"response": 1}),
    "no items": raw({"response": {"count": 3}}),
    "no count": raw({"response": {"items": []}}),
    "items are no list": raw({"response": {"count": 1, "items": {"1": 2}}}),
    "an error without a number": raw({"error": {}}),
    "an error of another shape": raw({"error": "no"}),
    "a list for a number": raw({"error": {"error_code": [5]}}),
    "depth": page("[" * 100_000),
    "a long number": page('{"response": ' + "9" * 5000 + "}"),
    "bytes": page(b"\xff\xfe\x00"),
}


@pytest.mark.parametrize("answer", STRANGE.values(), ids=STRANGE.keys())
@pytest.mark.parametrize("method", ["photos.getAlbums", "photos.get"])
def test_an_answer_of_another_shape_is_said_without_a_traceback(vk, album, method, answer):
    vk.play(album).next(method, answer)
    assert refusal(vk).code is Code.SERVICE_ANSWER_STRANGE


def test_albums_of_another_shape_are_said(vk, album):
    for item in (5, None, {"title": "x"}, {"id": "5"}):
        vk.play(album).next("photos.getAlbums", raw({"response": {"count": 1, "items": [item]}}))
        assert refusal(vk).code is Code.SERVICE_ANSWER_STRANGE


def test_what_is_no_photo_leaves_its_album_as_it_is_known(vk, album):
    vk.play(album)
    good = {"id": 1, "owner_id": -1, "date": 1, "sizes": []}
    items = [5, None, {"id": "2", "owner_id": -1}, {"owner_id": -1}, good, [good]]
    vk.fake.next("photos.get", raw({"response": {"count": 6, "items": items}}))
    pages = vk.pages()
    assert numbers(pages) == [1]
    assert finished(pages) == []
    assert failures(pages) == [("album-1_5", Code.SERVICE_ANSWER_STRANGE)]
    assert finished(vk.pages(pages[-1].cursor)) == ["album-1_5"]


def test_an_album_that_is_suddenly_empty_is_not_believed(vk, album):
    vk.play(album).next("photos.get", raw({"response": {"count": 3, "items": []}}))
    pages = vk.pages()
    assert (numbers(pages), finished(pages)) == ([], [])
    assert failures(pages) == [("album-1_5", Code.SERVICE_ANSWER_STRANGE)]


ODD = [
    {"sizes": None},
    {"sizes": []},
    {"sizes": "none"},
    {"sizes": [5, None, {"type": "w"}, {"url": 7}, {"url": "http://sun9-1.userapi.com/x.jpg"}]},
    {"sizes": [{"url": "file:///etc/passwd", "width": 10, "height": 10, "type": ["w"]}]},
    {"sizes": [], "date": "yesterday", "text": None, "user_id": "x", "has_tags": "?", "tags": 5},
    {"sizes": [], "date": 10**30, "text": ["a"], "user_id": None},
    {"sizes": [], "date": -5, "text": {"a": 1}},
]


@pytest.mark.parametrize("odd", ODD)
def test_a_photo_without_a_usable_picture_is_listed_and_fails_alone(vk, odd):
    item = {"id": 9, "owner_id": -1, "date": 1, "sizes": []} | odd
    vk.play(FakeAlbum(-1, 5, "Лето", [FakePhoto(9, PICTURES[0], bare={"sizes": None})]))
    vk.fake.next("photos.get", raw({"response": {"count": 1, "items": [item]}}))
    vk.fake.next("photos.getById", raw({"response": [item]}))
    source = vk.source()
    (listed,) = source.pages({})
    assert (numbers([listed]), finished([listed])) == ([9], ["album-1_5"])
    with pytest.raises(ItemError) as caught:
        source.read(listed.photos[0])
    assert caught.value.code is Code.REMOTE_UNFETCHED


def test_odd_people_are_left_out(vk):
    photo = FakePhoto(9, PICTURES[0], tags=(("А", (1, 1, 2, 2)),))
    vk.play(FakeAlbum(-1, 5, "Лето", [photo]))
    odd = [5, None, {"tagged_name": 7}, {"tagged_name": "Б"}, {"tagged_name": "В", "x": "1"}]
    odd += [{"tagged_name": "Г", "x": 5, "y": 5, "x2": 10**400, "y2": 7}]
    for answer, names in (([odd], ["Б", "В", "Г"]), (5, []), ([False], []), ([], []), (None, [])):
        vk.fake.next("execute", raw({"response": answer}))
        (listed,) = vk.pages()
        people = listed.photos[0].people
        assert [person.name for person in people] == names
        assert all(person.box is None for person in people)


def test_people_are_asked_for_again_after_a_limit(vk):
    album = FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=3, tags=(("А", (1, 1, 2, 2)),)))
    fake = vk.play(album)
    fake.next("photos.getTags", None, 6)
    (listed,) = vk.pages()
    assert all(photo.people for photo in listed.photos)
    assert vk.waits == ["rate_limited", ""]


def test_one_photo_whose_people_are_hidden_costs_no_others(vk):
    album = FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=3, tags=(("А", (1, 1, 2, 2)),)))
    vk.play(album).next("photos.getTags", None, 15)
    (listed,) = vk.pages()
    assert [bool(photo.people) for photo in listed.photos] == [True, False, True]


def test_names_that_are_not_told_are_empty(vk):
    photos = [FakePhoto(1, PICTURES[0], user=7), FakePhoto(2, PICTURES[0])]
    vk.play(FakeAlbum(-1, 5, "Лето", photos), names={})
    (listed,) = vk.pages()
    assert [photo.author for photo in listed.photos] == ["", ""]
    assert listed.title == ""
    for odd in (raw({"response": 5}), raw({"response": [5, {"id": "7"}, {"id": 7}]})):
        vk.fake.next("users.get", odd)
        assert numbers(vk.pages()) == [1, 2]
