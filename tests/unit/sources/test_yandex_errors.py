"""Yandex.Disk when it is busy, broken or lying."""

import hashlib
import json
import threading
from collections.abc import Callable

import pytest
from starlette.responses import Response
from starlette.types import ASGIApp

from faceapp.core.errors import Code, FaceAppError, ItemError, UserError
from faceapp.core.jobs import Cancelled, CancelToken
from faceapp.core.remote import RemotePhoto
from faceapp.core.types import PhotoRef
from faceapp.net.service import Service
from faceapp.sources.yandex import YandexSource
from tests.fakes import yandex as fakes
from tests.fakes.yandex import File, YandexFake
from tests.unit.sources.yandex_stage import YandexStage

LINK = "https://disk.yandex.ru/d/K"
BODY = b"a photo"


@pytest.fixture
def fake(stage: YandexStage) -> YandexFake:
    tree = {"/a.jpg": BODY, "/sub/b.jpg": b"another"}
    return stage.play(YandexFake(public={"K": tree}, disks={"secret": tree}))


def opened(service: Service, root: str = LINK, secret: str | None = "secret") -> YandexSource:
    return YandexSource(root, service, secret, max_file_mb=1)


def listed(source: YandexSource) -> list[RemotePhoto]:
    return [photo for page in source.pages({}) for photo in page.photos]


def refusal(call: Callable[[], object]) -> FaceAppError:
    with pytest.raises((UserError, ItemError)) as caught:
        call()
    return caught.value


STORM = [fakes.limited("0"), fakes.busy(), fakes.limited(), fakes.busy(500), fakes.busy(502)]


@pytest.mark.parametrize("root", [LINK, "disk:/", "disk:/sub"])
def test_a_storm_of_limits_and_failures_is_waited_out(
    fake: YandexFake, service: Service, root: str
):
    for asked in ("list", "files", "downloader"):
        fake.instead(asked, *STORM)
    fake.instead("storage", fakes.busy(), fakes.limited())
    source = opened(service, root)
    everything = [b"another"] if root == "disk:/sub" else [BODY, b"another"]
    assert sorted(map(source.read, listed(source))) == sorted(everything)


def test_a_download_limit_is_waited_out_and_then_told(fake: YandexFake, service: Service):
    source = opened(service)
    photo = listed(source)[0]
    fake.instead("downloader", *[fakes.downloaded_too_often()] * 3)
    assert source.read(photo) == BODY
    fake.instead("downloader", *[fakes.downloaded_too_often()] * 8)
    error = refusal(lambda: source.read(photo))
    assert (error.code, error.details["reason"]) == (Code.REMOTE_UNFETCHED, "rate_limited")


def test_a_download_limit_of_one_photo_stops_no_other(fake: YandexFake, service: Service):
    source = opened(service)
    photo = listed(source)[0]
    fake.expire()
    fake.instead("link", *[fakes.downloaded_too_often()] * 8)
    error = refusal(lambda: source.read(photo))
    assert isinstance(error, ItemError)
    assert (error.code, error.details["reason"]) == (Code.REMOTE_UNFETCHED, "rate_limited")


def test_a_limit_without_end_is_told(fake: YandexFake, service: Service):
    fake.instead("list", *[fakes.limited()] * 8)
    error = refusal(lambda: listed(opened(service)))
    assert (error.code, error.details["reason"]) == (Code.SERVICE_UNREACHABLE, "rate_limited")


ANSWERS = {
    "html": fakes.html(),
    "nothing": Response(b""),
    "half": Response(b'{"type": "dir", "_embedded": {'),
    "list": Response(b"[]"),
    "null": Response(b"null"),
    "number": Response(b"3"),
    "deep": Response(b"[" * 100_000),
    "text for number": Response(b'{"type": "dir", "_embedded": {"total": "1", "items": []}}'),
    "items no list": Response(b'{"type": "dir", "_embedded": {"total": 1, "items": {"a": 1}}}'),
    "items no objects": Response(b'{"type": "dir", "_embedded": {"total": 1, "items": [7]}}'),
    "embedded no object": Response(b'{"type": "dir", "_embedded": [1]}'),
    "exif no object": Response(b'{"type": "file", "name": "a.jpg", "path": "/a.jpg", "exif": 1}'),
    "empty object": Response(b"{}"),
    "no content": Response(b'{"type": "dir", "name": "Photos"}'),
    "no items": Response(b'{"type": "dir", "_embedded": {"total": 0}}'),
    "no total": Response(b'{"type": "dir", "_embedded": {"items": []}}'),
    "items left out": Response(b'{"type": "dir", "_embedded": {"total": 5, "items": []}}'),
    "bad date": Response(b'{"type": "file", "name": "a.jpg", "path": "/", "modified": "now"}'),
    "other error": fakes.error(409, "DiskConflictError"),
    "html error": fakes.html(400),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_of_another_shape_is_told(fake: YandexFake, service: Service, name: str):
    fake.instead("list", ANSWERS[name])
    error = refusal(lambda: listed(opened(service)))
    assert error.code is Code.SERVICE_ANSWER_STRANGE
    assert error.details["service"] == "yandex"
    assert error.details["reason"] in ("no_json", "wrong_value", "HTTP 409", "HTTP 400")


@pytest.mark.parametrize("answer", [fakes.html(), Response(b'{"items": 1}'), Response(b"{}")])
def test_a_strange_flat_list_is_told(fake: YandexFake, service: Service, answer: ASGIApp):
    fake.instead("files", answer)
    assert refusal(lambda: listed(opened(service, "disk:/"))).code is Code.SERVICE_ANSWER_STRANGE


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (fakes.error(403, "DiskSymlinkPasswordRequiredError"), Code.REMOTE_DENIED),
        (fakes.error(403, "ForbiddenError"), Code.REMOTE_DENIED),
        (fakes.error(423, "DiskResourceLockedError"), Code.REMOTE_DENIED),
        (fakes.error(404, "DiskNotFoundError"), Code.REMOTE_NOT_FOUND),
        (fakes.html(404), Code.REMOTE_NOT_FOUND),
        (fakes.error(410, "DiskGoneError"), Code.REMOTE_NOT_FOUND),
    ],
)
def test_what_is_closed_or_gone_is_told(
    fake: YandexFake, service: Service, answer: ASGIApp, code: Code
):
    fake.instead("list", answer)
    error = refusal(lambda: listed(opened(service)))
    assert (error.code, error.details) == (code, {"service": "yandex", "place": LINK})


@pytest.mark.parametrize("root", ["disk:/", "disk:/sub"])
@pytest.mark.parametrize("secret", [None, "", "expired"])
def test_a_disk_wants_a_sign_in(fake: YandexFake, service: Service, root: str, secret: str | None):
    error = refusal(lambda: listed(opened(service, root, secret)))
    assert error.code is Code.SIGN_IN_NEEDED
    assert error.details == {"service": "yandex", "kind": "yandex", "source": root}


def test_a_token_that_expires_meanwhile_stops_the_pass(fake: YandexFake, service: Service):
    pages = opened(service, "disk:/").pages({})
    photo = next(pages).photos[0]
    fake.disks.clear()
    assert refusal(lambda: list(pages)).code is Code.SIGN_IN_NEEDED
    fake.expire()
    assert refusal(lambda: opened(service, "disk:/").read(photo)).code is Code.SIGN_IN_NEEDED


def test_errors_hold_no_token(fake: YandexFake, service: Service):
    token = "y0_AgAAAAsecretTOKEN"
    source = opened(service, "disk:/", token)
    for answer in (fakes.html(), fakes.error(403, "x"), fakes.error(401, "x"), fakes.busy()):
        fake.instead("files", answer)
        error = refusal(lambda: listed(source))
        chain: BaseException | None = error
        while chain:
            assert token not in f"{chain!r} {chain} {vars(chain)}"
            chain = chain.__cause__ or chain.__context__
    assert token not in f"{source!r} {vars(source)!r}"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (fakes.data(b"a phot."), "wrong_bytes"),
        (fakes.data(b"a photo, longer"), "wrong_size"),
        (fakes.data(b""), "wrong_size"),
        (fakes.html(), "web_page"),
    ],
)
def test_other_bytes_than_promised_are_refused(
    fake: YandexFake, service: Service, answer: ASGIApp, reason: str
):
    source = opened(service)
    photo = listed(source)[0]
    fake.instead("storage", *[answer] * 2)
    error = refusal(lambda: source.read(photo))
    assert (error.code, error.details["reason"]) == (Code.REMOTE_WRONG_BYTES, reason)


def test_a_download_that_breaks_off_begins_again(fake: YandexFake, service: Service):
    source = opened(service)
    photo = listed(source)[0]
    fake.instead("storage", *[fakes.cut(BODY[:3], len(BODY))] * 3)
    assert source.read(photo) == BODY
    fake.instead("list", fakes.cut(b'{"type"', 100))
    assert source.read(PhotoRef(photo.locator, 0, 0)) == BODY


def test_a_file_over_the_limit_is_not_downloaded(fake: YandexFake, service: Service):
    fake.public["K"].change({"/a.jpg": bytes(1_000_001)})
    source = opened(service)
    error = refusal(lambda: source.read(listed(source)[0]))
    assert error.code is Code.FILE_TOO_LARGE
    assert error.details["limit_mb"] == 1


def test_a_photo_that_is_closed_meanwhile_is_not_fetched(fake: YandexFake, service: Service):
    source = opened(service)
    photo = listed(source)[0]
    fake.denied.add("/a.jpg")
    error = refusal(lambda: source.read(PhotoRef(photo.locator, 0, 0)))
    assert (error.code, error.details["reason"]) == (Code.REMOTE_UNFETCHED, "permission")


ODD = [
    "../../etc/passwd", "a\\..\\..\\boot.ini", "a\x00b", "a\nb\x1b[31m", "con", "x" * 5_000,
    "\u202egpj.exe", "'; DROP TABLE asset; --", "<img src=x onerror=alert(1)>", "%2e%2e%2f", "🙂",
]  # fmt: skip


def test_names_of_any_kind_are_harmless(fake: YandexFake, service: Service):
    tree = {
        f"/{place}{name}.jpg": f"{place}{name}".encode() for name in ODD for place in ("", "s/")
    }
    fake.public["K"].change(tree)
    source = opened(service)
    found = listed(source)
    assert len({photo.locator for photo in found}) == len(found) == len(tree)
    for photo in found:
        assert photo.locator.startswith(f"{LINK}/")
        assert photo.name.isprintable()
        assert not {"/", "\\", "\x00"} & set(photo.name)
        assert photo.name not in ("", ".", "..")
        assert source.read(photo) == source.read(PhotoRef(photo.locator, 0, 0))


@pytest.mark.parametrize("path", ["/", "/sub", "/other/x", "", "//", "disk:/etc", "/sub/"])
def test_a_folder_that_leads_elsewhere_is_not_followed(
    fake: YandexFake, service: Service, path: str
):
    item = {"type": "dir", "name": "x", "path": path}
    inside = {"type": "dir", "path": "/sub", "_embedded": {"total": 1, "items": [item]}}
    source = opened(service, f"{LINK}/sub")
    fake.instead("list", Response(json.dumps(inside)))
    (page,) = source.pages({})
    assert page.is_last
    assert fake.requests["list"] == 1


def test_half_letters_and_missing_values_are_survived(fake: YandexFake, service: Service):
    items = (
        b'{"type":"file","name":"\\ud800.jpg","path":"/\\ud800.jpg","size":1},'
        b'{"type":"file","name":"b.jpg","path":"/b.jpg","modified":"9999-12-31T23:59:59+00:00"},'
        b'{"type":"file","name":"c.jpg"},{"type":"file","path":"/d.jpg"},{"name":"e.jpg"},{}'
    )
    told = b'{"type":"dir","path":"/","_embedded":{"total":6,"items":[' + items + b"]}}"
    fake.instead("list", Response(told))
    found = listed(opened(service))
    assert [photo.locator for photo in found] == [
        f"{LINK}/?.jpg".replace("?", "%3F"),
        f"{LINK}/b.jpg",
    ]
    for photo in found:
        photo.name.encode()
        assert 0 <= photo.mtime_ns < 2**63


@pytest.mark.parametrize("told", ["../../settings.toml", "", "zz" * 32, "a" * 63, "é" * 64])
def test_a_hash_that_is_none_is_not_believed(fake: YandexFake, service: Service, told: str):
    fake.public["K"].change({"/a.jpg": File(BODY, told={"sha256": told, "md5": told})})
    source = opened(service)
    (photo,) = listed(source)
    assert (photo.sha256, photo.md5) == (None, None)
    assert source.read(photo) == BODY


def test_a_hash_in_capitals_is_the_same(fake: YandexFake, service: Service):
    sha256 = hashlib.sha256(BODY).hexdigest()
    fake.public["K"].change({"/a.jpg": File(BODY, told={"sha256": sha256.upper()})})
    assert [photo.sha256 for photo in listed(opened(service))] == [sha256]


def test_a_senseless_exif_date_spoils_nothing_else(fake: YandexFake, service: Service):
    dates = ["0000-00-00T00:00:00+00:00", "yesterday", "2020-13-01T00:00:00+00:00", 7, None, "2020"]
    tree = {
        f"/{number}.jpg": File(b"x", told={"exif": {"date_time": date}})
        for number, date in enumerate([*dates, "2020-05-31T12:00:00+00:00"])
    }
    fake.public["K"].change(tree)
    found = listed(opened(service))
    assert len(found) == len(tree)
    assert [photo.name for photo in found if photo.taken_at] == [f"{len(dates)}.jpg"]


def test_a_cancel_ends_a_listing_that_waits(fake: YandexFake, service: Service, token: CancelToken):
    fake.latency_s = 30
    timer = threading.Timer(0.3, token.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        listed(opened(service))
    timer.join()
