"""Photos of VKontakte that do not come as they should, and work that somebody stops."""

import threading
import time

import pytest

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.jobs import Cancelled
from faceapp.core.types import PhotoRef
from tests.fakes.vk import FakeAlbum, photos_of
from tests.fakes.vk_answers import cut, drip, page, raw, status
from tests.unit.sources.vk_places import PICTURES


@pytest.fixture
def album():
    return FakeAlbum(-1, 5, "Лето", photos_of(PICTURES, count=3))


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (page(), Code.REMOTE_WRONG_BYTES),
        (cut(PICTURES[0][:100], len(PICTURES[0])), None),
    ],
    ids=["a page of the web", "a cut connection"],
)
def test_wrong_bytes_are_not_taken_for_a_photo(vk, album, answer, code):
    vk.play(album)
    source = vk.source()
    (listed,) = source.pages({})
    vk.fake.next("photo-1_1", answer, answer)
    if code is None:  # it was a breakdown: the next try brings all of it
        assert source.read(listed.photos[0]) == album.photos[0].data
        return
    with pytest.raises(ItemError) as caught:
        source.read(listed.photos[0])
    assert caught.value.code is code


def test_a_photo_that_always_breaks_off_fails_alone(vk, album):
    vk.play(album)
    source = vk.source()
    (listed,) = source.pages({})
    vk.fake.next("photo-1_1", *[cut(b"\xff\xd8", 5000)] * vk.policy.service_tries)
    with pytest.raises(ItemError) as caught:
        source.read(listed.photos[0])
    assert caught.value.code is Code.REMOTE_UNFETCHED
    assert source.read(listed.photos[1]) == album.photos[1].data


def test_an_address_that_stays_closed_fails_alone(vk, album):
    vk.play(album)
    source = vk.source()
    (listed,) = source.pages({})
    vk.fake.next("photo-1_1", status(404), status(404))
    with pytest.raises(ItemError) as caught:
        source.read(listed.photos[0])
    assert caught.value.code is Code.REMOTE_UNFETCHED


@pytest.mark.parametrize(
    ("number", "code"), [(15, Code.REMOTE_UNFETCHED), (100, Code.VANISHED)], ids=["closed", "gone"]
)
def test_a_photo_that_is_refused_when_it_is_looked_up_fails_alone(vk, album, number, code):
    vk.play(album).next("photos.getById", number)
    with pytest.raises(ItemError) as caught:
        vk.source().read(PhotoRef("https://vk.com/photo-1_1", 0, 0))
    assert caught.value.code is code


def test_looking_up_with_a_dead_token_stops_the_job(vk, album):
    vk.play(album).next("photos.getById", 5)
    with pytest.raises(UserError) as caught:
        vk.source().read(PhotoRef("https://vk.com/photo-1_1", 0, 0))
    assert caught.value.code is Code.SIGN_IN_NEEDED


@pytest.mark.parametrize("odd", [5, [5], {}, [{"id": 1}]])
def test_a_photo_of_another_shape_is_said(vk, album, odd):
    vk.play(album).next("photos.getById", raw({"response": odd}))
    with pytest.raises(UserError) as caught:
        vk.source().read(PhotoRef("https://vk.com/photo-1_1", 0, 0))
    assert caught.value.code is Code.SERVICE_ANSWER_STRANGE


def _cancelled_within_a_second(vk, work):
    asked = threading.Event()

    def cancel():
        asked.wait(10)
        vk.token.cancel()

    thread = threading.Thread(target=cancel)
    thread.start()
    vk.fake.on_request = asked.set
    begun = time.monotonic()
    try:
        with pytest.raises(Cancelled):
            work()
    finally:
        asked.set()
        thread.join()
    assert time.monotonic() - begun < 2


def test_a_slow_answer_is_cancelled(vk, album):
    vk.play(album)
    source = vk.source()
    vk.fake.next("photos.getAlbums", drip(b'{"response": ' + b" " * 1000))
    _cancelled_within_a_second(vk, lambda: next(source.pages({})))


def test_a_slow_photo_is_cancelled(vk, album):
    vk.play(album)
    source = vk.source()
    (listed,) = source.pages({})
    vk.fake.next("photo-1_1", drip(album.photos[0].data))
    _cancelled_within_a_second(vk, lambda: source.read(listed.photos[0]))


def test_a_limit_of_many_seconds_is_cancelled(vk, album):
    vk.play(album)
    vk.limit(longest_wait_s=60)
    vk.fake.next("photos.getAlbums", 29)
    _cancelled_within_a_second(vk, vk.pages)
