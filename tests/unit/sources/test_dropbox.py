"""Folders and files of Dropbox, listed and read over real HTTPS."""

from datetime import datetime

import pytest

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.jobs import CancelToken
from faceapp.core.remote import Page, RemoteAlbum
from faceapp.core.types import PhotoRef
from faceapp.net.service import Service
from faceapp.sources.dropbox import DropboxSource
from faceapp.sources.dropbox_api import content_hash
from faceapp.sources.dropbox_sign_in import check_token, revoke
from tests.fakes.dropbox import DropboxFake, File, error
from tests.fakes.services import played

LINK = "https://www.dropbox.com/scl/fo/A/B?rlkey=k"
ONE = "https://www.dropbox.com/s/A/one.jpg"
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


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    """The hosts, which each test has answer by files of its own."""
    hosts = DropboxFake().hosts
    with played(hosts, tmp_path_factory.mktemp("dropbox")) as policy:
        yield hosts, policy


@pytest.fixture(params=[1000, 2], ids=["one page", "small pages"])
def fake(request, stage):
    links = {LINK: TREE, ONE: {"": b"one photo"}}
    fake = DropboxFake(links, {"TOKEN": TREE}, page_limit=request.param)
    stage[0].update(fake.hosts)
    return fake


@pytest.fixture
def service(fake, stage):
    service = Service(stage[1], CancelToken())
    yield service
    service.close()


def opened(service, root=LINK, secret="TOKEN"):
    return DropboxSource(root, service, secret, max_file_mb=1)


def a_pass(source, cursor=None) -> list[Page]:
    pages = list(source.pages(cursor or {}))
    assert [page.is_last for page in pages] == [False] * (len(pages) - 1) + [True]
    return pages


def photos(pages):
    listed = [photo for page in pages for photo in page.photos]
    found = {photo.locator: photo for photo in listed}
    assert len(found) == len(listed)
    return found


ROOTS = {LINK: f"{LINK}#", "dropbox:/": "dropbox:", "dropbox:/2020": "dropbox:"}


@pytest.mark.parametrize(("root", "start"), ROOTS.items())
def test_every_photo_is_listed_once_and_read(service, root, start):
    source = opened(service, root)
    found = photos(a_pass(source))
    inside = "/2020/" if root.endswith("/2020") else "/"
    expected = {path: data for path, data in PHOTOS.items() if path.startswith(inside)}
    assert {source.read(photo) for photo in found.values()} == set(expected.values())
    assert {photo.name for photo in found.values()} == {path.split("/")[-1] for path in expected}
    assert f"{start}/2020/a.heic" in found


@pytest.mark.parametrize("root", [*ROOTS, ONE])
def test_a_place_alone_is_enough_to_read_it(service, root):
    source = opened(service, root)
    for place, photo in photos(a_pass(source)).items():
        assert source.read(PhotoRef(place, 0, 0)) == source.read(photo)


def test_a_link_to_one_file_is_one_photo(service):
    pages = a_pass(opened(service, ONE))
    (photo,) = photos(pages).values()
    assert (photo.locator, photo.name, photo.albums) == (f"{ONE}#/one.jpg", "one.jpg", ())
    assert opened(service, ONE).read(photo) == b"one photo"
    assert pages[0].title == "one.jpg"


def test_what_the_service_tells_is_kept(fake, service):
    taken = {"time_taken": "2019-08-02T18:30:05Z", ".tag": "photo"}
    told = {"media_info": {".tag": "metadata", "metadata": taken}}
    fake.people["TOKEN"].put("/X/New.jpg", File(b"told", "2024-05-01T10:00:00Z", told))
    photo = photos(a_pass(opened(service, "dropbox:/x")))["dropbox:/x/new.jpg"]
    assert (photo.size, photo.mtime_ns // 10**9) == (4, 1_714_557_600)
    assert photo.content_hash == content_hash(b"told")
    assert photo.taken_at == datetime(2019, 8, 2, 18, 30, 5)
    assert photo.file_name == "New.jpg"


@pytest.mark.parametrize("root", [LINK, "dropbox:/"])
def test_folders_are_albums_with_all_inside(service, root):
    pages = a_pass(opened(service, root))
    albums = {album for page in pages for album in page.albums}
    summer = "/2020/Лето #1" if root == LINK else "/2020/лето #1"
    assert albums == {RemoteAlbum("/2020", "2020"), RemoteAlbum(summer, "2020/Лето #1")}
    belongs = {photo.name: photo.albums for photo in photos(pages).values()}
    assert belongs["b.jpg"] == ()
    assert belongs["a.heic"] == ("/2020",)
    assert belongs["raw.CR2"] == ("/2020", summer)


def test_a_shared_folder_tells_its_name(service):
    assert a_pass(opened(service))[0].title == "Общая папка"


@pytest.mark.parametrize("root", [LINK, "dropbox:/"])
def test_a_pass_goes_on_from_any_page(service, root):
    pages = a_pass(opened(service, root))
    for number in range(1, len(pages), 3):
        rest = a_pass(opened(service, root), pages[number - 1].cursor)
        assert photos(rest) == photos(pages[number:])


def test_the_second_pass_through_ones_own_tells_what_changed(fake, service):
    source = opened(service, "dropbox:/")
    cursor = a_pass(source)[-1].cursor
    files = fake.people["TOKEN"]
    fake.requests.clear()
    (page,) = a_pass(source, cursor)
    assert (page.changes, page.photos, page.gone) == (True, [], [])
    assert sum(fake.requests.values()) == 1
    files.put("/2020/new.jpg", b"new")
    files.put("/B.jpg", b"second, changed")
    files.delete("/2020/Лето #1")
    files.delete("/IMG_1.JPG")
    pages = a_pass(source, page.cursor)
    assert all(page.changes for page in pages)
    assert set(photos(pages)) == {"dropbox:/2020/new.jpg", "dropbox:/b.jpg"}
    gone = [place for page in pages for place in page.gone]
    assert gone == ["dropbox:/2020/лето #1", "dropbox:/img_1.jpg"]
    assert source.read(photos(pages)["dropbox:/b.jpg"]) == b"second, changed"


def test_the_same_name_with_other_bytes_is_seen_as_changed(fake, service):
    before = photos(a_pass(opened(service, "dropbox:/")))["dropbox:/b.jpg"]
    fake.people["TOKEN"].put("/b.jpg", b"SECOND")
    after = photos(a_pass(opened(service, "dropbox:/")))["dropbox:/b.jpg"]
    assert (before.size, before.mtime_ns) != (after.size, after.mtime_ns)
    assert before.mtime_ns // 10**9 == after.mtime_ns // 10**9


def test_a_cursor_that_is_forgotten_begins_a_whole_pass(fake, service):
    source = opened(service, "dropbox:/")
    cursor = a_pass(source)[-1].cursor
    fake.forget_cursors()
    pages = a_pass(source, cursor)
    assert not any(page.changes for page in pages)
    assert len(photos(pages)) == len(PHOTOS)
    assert pages[-1].cursor["changes"]


def test_a_shared_folder_whose_cursor_is_forgotten_begins_anew(fake, service):
    found = set()
    for number, page in enumerate(opened(service).pages({})):
        found.update(photo.locator for photo in page.photos)
        if number == 1:
            fake.forget_cursors()
    assert found == {f"{LINK}#{path}" for path in PHOTOS}


@pytest.mark.parametrize("root", [LINK, "dropbox:/"])
def test_a_service_that_forgets_every_cursor_is_given_up(fake, service, root):
    fake.instead("files/list_folder/continue", *[error("reset")] * 20)
    source = opened(service, root)
    cursor = {"at": "unknown", "folders": [""]}
    with pytest.raises(UserError) as caught:
        for _ in range(20):
            next(source.pages(cursor))
    assert caught.value.code is Code.SERVICE_ANSWER_STRANGE


def test_what_was_deleted_and_put_back_within_a_page_is_there(fake, service):
    source = opened(service, "dropbox:/")
    cursor = a_pass(source)[-1].cursor
    files = fake.people["TOKEN"]
    files.put("/2020/short.jpg", b"lived for a while")
    files.delete("/2020")
    files.put("/2020/a.heic", b"heic again")
    pages = a_pass(source, cursor)
    assert [place for page in pages for place in page.gone] == ["dropbox:/2020"]
    assert list(photos(pages[-1:])) == ["dropbox:/2020/a.heic"]


def test_a_token_is_asked_whose_it_is_and_revoked(service):
    account = check_token("TOKEN", service)
    assert (account.kind, account.name) == ("dropbox", "Анна П")
    revoke(account, service)
    with pytest.raises(UserError) as caught:
        a_pass(opened(service))
    assert caught.value.code is Code.SIGN_IN_NEEDED


@pytest.mark.parametrize(("root", "start"), [(LINK, f"{LINK}#"), ("dropbox:/", "dropbox:")])
def test_a_photo_that_is_gone_is_told(fake, service, root, start):
    source = opened(service, root)
    photo = photos(a_pass(source))[f"{start}/b.jpg"]
    for files in (fake.people["TOKEN"], fake.links[LINK]):
        files.delete("/b.jpg")
    for ref in (photo, PhotoRef(photo.locator, 0, 0)):
        with pytest.raises(ItemError) as caught:
            source.read(ref)
        assert caught.value.code is Code.VANISHED
