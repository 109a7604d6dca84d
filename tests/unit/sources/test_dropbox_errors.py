"""What Dropbox refuses, and how it misbehaves, over real HTTPS."""

import threading
from contextlib import closing

import pytest
import trustme

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.jobs import Cancelled, CancelToken
from faceapp.core.types import ListingFailure, PhotoRef
from faceapp.net.service import Service
from faceapp.sources.dropbox import DropboxSource
from tests.fakes import dropbox as fakes
from tests.fakes.dropbox import DropboxFake
from tests.fakes.services import played

LINK = "https://www.dropbox.com/sh/A/B"
TREE = {"/a.jpg": b"first", "/sub/b.jpg": b"second", "/sub/deep/c.jpg": b"third", "/z/d.jpg": b"4"}
SHARED, OWN = "sharing/get_shared_link_metadata", "files/list_folder"
DOWNLOADS = {LINK: "sharing/get_shared_link_file", "dropbox:/": "files/download"}


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    hosts = DropboxFake().hosts
    with played(hosts, tmp_path_factory.mktemp("dropbox")) as policy:
        yield hosts, policy


@pytest.fixture
def fake(stage):
    fake = DropboxFake({LINK: TREE}, {"TOKEN": TREE}, page_limit=2)
    stage[0].update(fake.hosts)
    return fake


@pytest.fixture
def token():
    return CancelToken()


@pytest.fixture
def waits():
    return []


@pytest.fixture
def service(fake, stage, token, waits):
    with closing(Service(stage[1], token, on_wait=waits.append)) as service:
        yield service


@pytest.fixture(params=[LINK, "dropbox:/"], ids=["link", "own"])
def root(request):
    return request.param


def opened(service, root, secret="TOKEN"):
    return DropboxSource(root, service, secret, max_file_mb=1)


def listed(source):
    return [photo for page in source.pages({}) for photo in page.photos]


def names(source):
    return sorted(photo.name for photo in listed(source))


def refusal(source):
    with pytest.raises(UserError) as caught:
        listed(source)
    return caught.value


def test_without_a_token_not_even_a_link_is_shown(fake, service, root):
    error = refusal(opened(service, root, None))
    assert (error.code, error.details["kind"]) == (Code.SIGN_IN_NEEDED, "dropbox")
    assert not fake.requests


@pytest.mark.parametrize(
    "answer",
    [
        fakes.refused_token(),
        fakes.refused_token("invalid_access_token"),
        fakes.refused_token("other"),
        fakes.refused_token("missing_scope", required_scope="files.content.read"),
        fakes.no_token(),
    ],
)
def test_a_token_that_is_refused_asks_for_a_sign_in(fake, service, root, answer):
    fake.instead(SHARED if root == LINK else OWN, answer, answer)
    error = refusal(opened(service, root))
    assert error.code is Code.SIGN_IN_NEEDED
    assert error.details["source"] == root
    assert "TOKEN" not in repr(error) + repr(error.__cause__)


@pytest.mark.parametrize(
    ("tags", "code"),
    [
        (("shared_link_not_found",), Code.REMOTE_NOT_FOUND),
        (("shared_link_access_denied",), Code.REMOTE_DENIED),
        (("unsupported_link_type",), Code.REMOTE_DENIED),
        (("something", "new"), Code.SERVICE_ANSWER_STRANGE),
    ],
)
def test_a_link_that_is_refused(fake, service, tags, code):
    fake.instead(SHARED, fakes.error(*tags))
    assert refusal(opened(service, LINK)).code is code


@pytest.mark.parametrize(
    ("tags", "code"),
    [
        (("path", "not_found"), Code.REMOTE_NOT_FOUND),
        (("path", "not_folder"), Code.REMOTE_NOT_FOUND),
        (("path", "restricted_content"), Code.REMOTE_DENIED),
    ],
)
def test_a_folder_that_is_refused(fake, service, root, tags, code):
    fake.instead(OWN, fakes.error(*tags))
    assert refusal(opened(service, root)).code is code


def test_one_closed_folder_of_a_link_leaves_the_rest(fake, service):
    fake.denied.add("/sub")
    pages = list(opened(service, LINK).pages({}))
    assert sorted(photo.name for page in pages for photo in page.photos) == ["a.jpg", "d.jpg"]
    failures = [failure for page in pages for failure in page.failures]
    assert failures == [ListingFailure("/sub", Code.REMOTE_DENIED)]


def test_storms_of_limits_and_breakdowns_are_waited_out(fake, service, waits, root):
    method = SHARED if root == LINK else OWN
    fake.instead(method, fakes.limited(), fakes.busy(), fakes.busy(500), fakes.limited())
    assert names(opened(service, root)) == ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]
    assert {"rate_limited", "server_busy"} <= set(waits)


def test_a_service_that_stays_down_is_given_up(fake, service, stage, root):
    method = SHARED if root == LINK else OWN
    fake.instead(method, *[fakes.busy()] * (stage[1].service_tries + 1))
    assert refusal(opened(service, root)).code is Code.SERVICE_UNREACHABLE


@pytest.mark.parametrize(
    "answer",
    [
        fakes.html(),
        fakes.html(401),
        fakes.html(404),
        fakes.told({}),
        fakes.told([]),
        fakes.told(None),
        fakes.told({"entries": 3, "cursor": "c", "has_more": False}),
        fakes.data(b"\xff\xfe"),
        fakes.error("x", status=422),
        fakes.error("x", status=400),
        fakes.busy(418),
    ],
)
def test_odd_answers_are_told_as_such(fake, service, root, answer):
    fake.instead(SHARED if root == LINK else OWN, answer)
    assert refusal(opened(service, root)).code is Code.SERVICE_ANSWER_STRANGE


@pytest.fixture
def photo(service, root):
    return next(photo for photo in listed(opened(service, root)) if photo.name == "a.jpg")


@pytest.mark.parametrize(
    "answers",
    [
        [fakes.data(b"other")],
        [fakes.data(b"first and more")],
        [fakes.cut(b"fir", 5)],
        [fakes.limited(), fakes.busy()],
    ],
)
def test_a_download_that_went_wrong_once_is_done_again(fake, service, root, photo, answers):
    fake.instead(DOWNLOADS[root], *answers)
    assert opened(service, root).read(photo) == b"first"


def test_other_bytes_than_told_are_no_photo(fake, service, root, photo):
    fake.instead(DOWNLOADS[root], *[fakes.data(b"wrong")] * 2)
    with pytest.raises(ItemError) as caught:
        opened(service, root).read(photo)
    assert (caught.value.code, caught.value.details) == (
        Code.REMOTE_WRONG_BYTES,
        {"reason": "wrong_bytes"},
    )


def test_a_web_page_is_no_photo(fake, service, root, photo):
    fake.instead(DOWNLOADS[root], fakes.html())
    with pytest.raises(ItemError) as caught:
        opened(service, root).read(photo)
    assert caught.value.code is Code.REMOTE_WRONG_BYTES


def test_a_token_that_ends_during_downloads_asks_for_a_sign_in(fake, service, root, photo):
    del fake.people["TOKEN"]
    for ref in (photo, PhotoRef(photo.locator, 0, 0)):
        with pytest.raises(UserError) as caught:
            opened(service, root).read(ref)
        assert caught.value.code is Code.SIGN_IN_NEEDED


def test_a_photo_that_is_closed_now_is_told(fake, service, root, photo):
    fake.denied.add("/a.jpg")
    with pytest.raises(ItemError) as caught:
        opened(service, root).read(photo)
    assert (caught.value.code, caught.value.details) == (
        Code.REMOTE_UNFETCHED,
        {"reason": "permission"},
    )


def test_a_download_that_is_refused_for_no_reason_is_left_for_later(fake, service, root, photo):
    fake.instead(DOWNLOADS[root], *[fakes.error("other")] * 2)
    with pytest.raises(ItemError) as caught:
        opened(service, root).read(photo)
    assert caught.value.code is Code.REMOTE_UNFETCHED


def test_a_photo_over_the_limit_is_not_fetched(fake, service):
    fake.people["TOKEN"].put("/large.jpg", bytes(1_000_001))
    large = next(each for each in listed(opened(service, "dropbox:/")) if each.name == "large.jpg")
    with pytest.raises(ItemError) as caught:
        opened(service, "dropbox:/").read(large)
    assert caught.value.code is Code.FILE_TOO_LARGE


def test_a_cancel_ends_a_question_without_an_answer(fake, service, token, root):
    fake.instead(SHARED if root == LINK else OWN, fakes.silent)
    timer = threading.Timer(0.1, token.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        listed(opened(service, root))
    timer.join()


def test_a_server_that_is_not_dropbox_is_refused(fake, tmp_path):
    stranger = trustme.CA()
    with (
        played(fake.hosts, tmp_path, authority=stranger) as policy,
        closing(Service(policy, CancelToken())) as service,
    ):
        error = refusal(opened(service, "dropbox:/"))
    assert (error.code, error.details["reason"]) == (Code.SERVICE_UNREACHABLE, "certificate")
    assert not fake.requests


def test_the_token_goes_to_the_services_hosts_alone(fake, service, root, photo):
    opened(service, root).read(photo)
    hosts = {headers["host"].partition(":")[0] for _, headers in fake.headers}
    assert hosts == {fakes.API, fakes.CONTENT}
    assert all(headers["authorization"] == "Bearer TOKEN" for _, headers in fake.headers)


def test_variables_of_the_environment_lead_nowhere_else(monkeypatch, fake, service):
    for name in ("DROPBOX_API_HOST", "DROPBOX_API_CONTENT_HOST", "DROPBOX_DOMAIN"):
        monkeypatch.setenv(name, "evil.example")
    monkeypatch.setattr("dropbox.dropbox_client.API_HOST", "evil.example")
    monkeypatch.setattr("dropbox.dropbox_client.API_CONTENT_HOST", "evil.example")
    assert names(opened(service, "dropbox:/")) == ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]


@pytest.mark.parametrize("name", ["../../up.jpg", "a\nb.jpg", 'q"\\x7f\x7f.jpg', "\ud800.jpg"])
def test_tricky_names_are_listed_and_harmless(fake, service, name):
    fake.people["TOKEN"].put(f"/dir/{name}", b"tricky")
    photo = next(each for each in listed(opened(service, "dropbox:/")) if each.size == 6)
    assert photo.locator.startswith("dropbox:/dir/")
    assert not set(photo.name) & set("/\\\n\x7f\ud800")
    if "\ud800" not in name:
        assert opened(service, "dropbox:/").read(photo) == b"tricky"
