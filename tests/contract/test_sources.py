"""What every source of photos promises."""

import os
import zipfile
from pathlib import Path

import pytest

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.settings import Settings
from faceapp.core.types import PhotoRef
from faceapp.imaging.archive import ArchiveLimits
from faceapp.services.scan import _still_there
from faceapp.sources import open_source
from faceapp.sources.local_folder import LocalFolder
from faceapp.sources.zip_archive import ZipArchive

PHOTOS = {
    "b.jpg": b"second",
    "IMG_1.JPG": b"first",
    "sub/deeper/a.HeIc": b"heic",
    "sub/photo with\nnewline.png": b"newline",
    "sub/фото 写真 🙂.webp": b"any script",
    "sub/" + "n" * 251 + ".tif": b"long name",
    "zz/raw.CR2": b"raw",
}
OTHERS = {
    "notes.txt": b"",
    "movie.mp4": b"",
    "no-extension": b"",
    ".hidden.jpg": b"",
    "._b.jpg": b"",
    ".thumbnails/a.jpg": b"",
    "sub/@eaDir/a.jpg": b"",
    "__MACOSX/b.jpg": b"",
}


def make_folder(place, content):
    for name, data in content.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return place


def make_zip(place, content):
    place.mkdir(parents=True, exist_ok=True)
    path = place / "photos.ZIP"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


@pytest.fixture(params=[make_folder, make_zip], ids=["folder", "zip"])
def make(request):
    return request.param


@pytest.fixture
def source(make, tmp_path):
    return open_source(make(tmp_path / "my photos", PHOTOS | OTHERS), Settings())


def separator(source):
    return os.sep if isinstance(source, LocalFolder) else "!/"


def test_exactly_the_photos_are_listed_with_their_size(source):
    listed = {ref.locator: ref.size for ref in source.list()}
    start = source.root + separator(source)
    assert listed == {start + name: len(data) for name, data in PHOTOS.items()}


def test_the_bytes_of_every_photo_are_read(source):
    start = source.root + separator(source)
    read = {ref.locator.removeprefix(start): source.read(ref) for ref in source.list()}
    assert read == PHOTOS


def test_listing_twice_gives_the_same_in_the_same_order(source):
    assert list(source.list()) == list(source.list())


def test_another_object_for_the_same_place_is_the_same_source(source):
    again = open_source(Path(source.root), Settings())
    assert (again.kind, again.root, again.title) == (source.kind, source.root, source.title)
    assert list(again.list()) == list(source.list())


def test_what_is_listed_is_covered_and_exists(source):
    for ref in source.list():
        assert source.covers(ref.locator)
        assert source.exists(ref.locator)


def test_what_is_listed_is_known_to_be_still_there(source):
    assert all(_still_there(ref.locator) for ref in source.list())
    assert not _still_there(source.root + "-gone" + separator(source) + "b.jpg")


def test_a_vanished_photo_is_covered_but_does_not_exist(source):
    list(source.list())
    gone = source.root + separator(source) + "sub/gone.jpg"
    assert source.covers(gone)
    assert not source.exists(gone)
    with pytest.raises(ItemError) as caught:
        source.read(PhotoRef(gone, 1, 1))
    assert caught.value.code is Code.VANISHED


def test_places_outside_are_not_covered(source):
    list(source.list())
    assert not source.covers(source.root + "-copy" + separator(source) + "b.jpg")
    assert not source.covers("/somewhere/else/b.jpg")


def test_one_photo_over_the_limit_is_too_large(make, tmp_path):
    place = make(tmp_path / "large", {"a.jpg": bytes(2_000_001)})
    source = open_source(place, Settings(max_file_mb=2))
    (ref,) = source.list()
    with pytest.raises(ItemError) as caught:
        source.read(ref)
    assert caught.value.code is Code.FILE_TOO_LARGE
    assert caught.value.details == {"megabytes": 2, "limit_mb": 2}


def test_an_empty_place_has_no_photos(make, tmp_path):
    (tmp_path / "empty").mkdir()
    assert list(open_source(make(tmp_path / "empty", {}), Settings()).list()) == []


def test_the_kind_of_source_follows_from_the_path(tmp_path):
    folder = make_folder(tmp_path / "folder", PHOTOS)
    assert isinstance(open_source(folder, Settings()), LocalFolder)
    assert isinstance(open_source(make_zip(tmp_path / "z", PHOTOS), Settings()), ZipArchive)
    one = open_source(folder / "b.jpg", Settings())
    assert [ref.name for ref in one.list()] == ["b.jpg"]
    assert one.root == str(folder)


@pytest.mark.parametrize("name", ["nothing", "nothing.jpg", "nothing.zip"])
def test_a_place_that_is_not_there_is_an_error_of_the_user(tmp_path, name):
    with pytest.raises(UserError) as caught:
        open_source(tmp_path / name, Settings())
    assert caught.value.code is Code.PATH_NOT_FOUND
    assert caught.value.details == {"path": str(tmp_path / name)}


def test_a_folder_or_a_damaged_file_in_the_place_of_a_zip_is_refused(tmp_path):
    (tmp_path / "broken.zip").write_bytes(b"this is no archive")
    for path in (tmp_path / "broken.zip", tmp_path):
        with pytest.raises(UserError) as caught:
            ZipArchive(path, ArchiveLimits(10, 10**6, 10**6))
        assert caught.value.code is Code.ARCHIVE_REFUSED
        assert caught.value.details["reason"]


def test_an_archive_that_was_replaced_since_the_listing_is_not_believed(tmp_path):
    path = make_zip(tmp_path, {"a.jpg": b"first"})
    source = open_source(path, Settings())
    (ref,) = source.list()
    make_zip(tmp_path, {"a.jpg": b"other"})
    os.utime(path, (1, 1))
    with pytest.raises(ItemError) as caught:
        source.read(ref)
    assert caught.value.code is Code.CHANGED_WHILE_READ
    path.unlink()
    assert not source.exists(ref.locator)
    with pytest.raises(ItemError) as caught:
        source.read(ref)
    assert caught.value.code is Code.VANISHED
