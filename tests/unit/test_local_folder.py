import os
import shutil
from pathlib import Path

import pytest

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.types import ListingFailure, PhotoRef
from faceapp.sources import local_folder
from faceapp.sources.local_folder import LocalFolder

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX file names, links and pipes")


def touch(*paths):
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"photo")


def names(source):
    """Locators relative to the root, in the order of the listing."""
    return [os.path.relpath(entry.locator, source.root) for entry in source.list()]


def failure(source, path):
    with pytest.raises(ItemError) as caught:
        source.read(PhotoRef(str(path), 0, 0))
    return caught.value


def test_folders_are_listed_in_the_order_of_names(tmp_path):
    for name in ("b/2.jpg", "b/1.jpg", "a/x/1.jpg", "a/z.jpg", "c.jpg"):
        touch(tmp_path / name)
    expected = ["c.jpg", "a/z.jpg", "a/x/1.jpg", "b/1.jpg", "b/2.jpg"]
    assert names(LocalFolder(tmp_path)) == [os.path.normpath(name) for name in expected]


def test_a_folder_with_the_name_of_a_photo_is_a_folder(tmp_path):
    touch(tmp_path / "album.jpg" / "1.jpg")
    assert names(LocalFolder(tmp_path)) == [str(Path("album.jpg", "1.jpg"))]


def test_scope_narrows_listing_and_coverage_but_not_the_root(tmp_path):
    touch(tmp_path / "in" / "1.jpg", tmp_path / "in-law" / "2.jpg", tmp_path / "3.jpg")
    source = LocalFolder(tmp_path, tmp_path / "in")
    assert source.root == str(tmp_path)
    assert names(source) == [str(Path("in", "1.jpg"))]
    assert source.covers(str(tmp_path / "in" / "gone.jpg"))
    assert not source.covers(str(tmp_path / "in-law" / "2.jpg"))
    assert not source.covers(str(tmp_path / "3.jpg"))


def test_a_file_that_was_named_is_listed_whatever_its_extension(tmp_path):
    touch(tmp_path / "picture.dat", tmp_path / "other.jpg")
    source = LocalFolder(tmp_path, tmp_path / "picture.dat")
    assert names(source) == ["picture.dat"]
    assert source.covers(str(tmp_path / "picture.dat"))
    assert not source.covers(str(tmp_path / "other.jpg"))


def test_what_a_listing_would_never_name_is_not_covered(tmp_path):
    source = LocalFolder(tmp_path)
    list(source.list())
    for name in ("picture.dat", ".hidden/1.jpg", "sub/@eaDir/1.jpg", ".1.jpg"):
        assert not source.covers(str(tmp_path / name))


def test_a_relative_root_becomes_absolute_and_tidy(tmp_path, monkeypatch):
    touch(tmp_path / "photos" / "1.jpg")
    monkeypatch.chdir(tmp_path)
    source = LocalFolder(Path("photos/../photos"))
    assert (source.root, source.title) == (str(tmp_path / "photos"), "photos")


def test_a_root_must_be_a_folder_that_is_there(tmp_path):
    touch(tmp_path / "1.jpg")
    for root, scope in (
        (tmp_path / "none", None),
        (tmp_path / "1.jpg", None),
        (tmp_path, tmp_path / "2.jpg"),
    ):
        with pytest.raises(UserError) as caught:
            LocalFolder(root, scope)
        assert caught.value.code is Code.PATH_NOT_FOUND


def test_a_root_that_goes_away_covers_nothing(tmp_path):
    touch(tmp_path / "drive" / "1.jpg")
    source = LocalFolder(tmp_path / "drive")
    shutil.rmtree(tmp_path / "drive")
    (failed,) = source.list()
    assert failed == ListingFailure(source.root, Code.FOLDER_UNREADABLE)
    assert not source.covers(str(tmp_path / "drive" / "1.jpg"))


@pytest.mark.parametrize("comes_back_empty", [False, True])
def test_a_root_that_goes_away_while_it_is_listed_covers_nothing(tmp_path, comes_back_empty):
    drive = tmp_path / "drive"
    touch(drive / "0.jpg", drive / "a" / "1.jpg", drive / "b" / "2.jpg")
    source = LocalFolder(drive)
    listed = source.list()
    assert next(listed).locator == str(drive / "0.jpg")
    drive.rename(tmp_path / "unplugged")
    if comes_back_empty:  # as the folder on which a disk was mounted
        drive.mkdir()
    assert list(listed) == [ListingFailure(source.root, Code.FOLDER_UNREADABLE)]
    assert not source.covers(str(drive / "b" / "2.jpg"))


@posix
def test_links_are_followed_once_and_real_folders_come_first(tmp_path):
    touch(tmp_path / "root" / "z" / "1.jpg", tmp_path / "outside" / "2.jpg", tmp_path / "3.jpg")
    root = tmp_path / "root"
    (root / "a link to z").symlink_to(root / "z")
    (root / "out").symlink_to(tmp_path / "outside")
    (root / "out again").symlink_to(tmp_path / "outside")
    (root / "file.jpg").symlink_to(tmp_path / "3.jpg")
    assert names(LocalFolder(root)) == ["file.jpg", "z/1.jpg", "out/2.jpg"]


@posix
def test_links_in_a_circle_end(tmp_path):
    touch(tmp_path / "root" / "sub" / "1.jpg", tmp_path / "never.jpg")
    root = tmp_path / "root"
    (root / "sub" / "up").symlink_to(root)
    (root / "sub" / "itself").symlink_to(root / "sub")
    (root / "above").symlink_to(tmp_path)
    (root / "nowhere.jpg").symlink_to(root / "none.jpg")
    assert names(LocalFolder(root)) == ["sub/1.jpg"]


@posix
def test_a_link_to_itself_is_listed_so_that_reading_can_say_why(tmp_path):
    (tmp_path / "circle.jpg").symlink_to(tmp_path / "circle.jpg")
    source = LocalFolder(tmp_path)
    assert names(source) == ["circle.jpg"]
    assert failure(source, tmp_path / "circle.jpg").code is Code.UNREADABLE
    assert source.exists(str(tmp_path / "circle.jpg"))


@posix
def test_pipes_and_devices_are_neither_listed_nor_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "null.jpg").symlink_to("/dev/null")
    source = LocalFolder(tmp_path)
    assert names(source) == []
    for name in ("pipe.jpg", "null.jpg"):
        assert failure(source, tmp_path / name).code is Code.UNREADABLE


@posix
def test_names_that_are_no_text_are_listed_read_and_covered(tmp_path):
    odd = os.fsencode(tmp_path) + b"/caf\xe9\xff.jpg"
    try:
        Path(os.fsdecode(odd)).write_bytes(b"photo")
    except OSError:
        pytest.skip("this file system wants text")
    source = LocalFolder(tmp_path)
    (ref,) = source.list()
    assert os.fsencode(ref.locator) == odd
    assert source.read(ref) == b"photo"
    assert source.covers(ref.locator)


@pytest.fixture
def bottomless(tmp_path):
    """A folder whose path is longer than the system takes: nobody, not even root, can list it."""
    names = ["d" * 250] * 17
    descriptor = os.open(tmp_path, os.O_RDONLY)
    for name in names:
        os.mkdir(name, dir_fd=descriptor)
        below = os.open(name, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = below
    os.close(descriptor)
    yield tmp_path
    shutil.rmtree(tmp_path / names[0])


@posix
def test_a_folder_that_cannot_be_listed_is_reported_and_its_photos_stay(bottomless):
    touch(bottomless / "e" / "1.jpg")
    source = LocalFolder(bottomless)
    failed, ref = source.list()
    assert isinstance(failed, ListingFailure)
    assert failed.code == Code.FOLDER_UNREADABLE
    assert ref.name == "1.jpg"
    assert not source.covers(f"{failed.locator}/known.jpg")
    assert source.covers(str(bottomless / "e" / "gone.jpg"))


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind this user"
)
def test_permissions_are_reported(tmp_path):
    touch(tmp_path / "closed" / "1.jpg", tmp_path / "2.jpg")
    source = LocalFolder(tmp_path)
    (tmp_path / "2.jpg").chmod(0)
    (tmp_path / "closed").chmod(0)
    try:
        ref, failed = source.list()
        assert failed.code == Code.FOLDER_UNREADABLE
        assert failure(source, ref.locator).code is Code.UNREADABLE
        assert source.exists(str(tmp_path / "closed" / "1.jpg"))
    finally:
        (tmp_path / "closed").chmod(0o700)


def when_status_is_asked(monkeypatch, act):
    """Run `act` after the first look at an open file's status, as another program might."""
    real, calls = os.fstat, []

    def fstat(descriptor):
        status = real(descriptor)
        if not calls:
            calls.append(True)
            act()
        return status

    monkeypatch.setattr(local_folder.os, "fstat", fstat)


def append(path):
    with path.open("ab") as file:
        file.write(b"more")


def overwrite(path):
    path.write_bytes(b"PHOTO")
    os.utime(path, (1, 1))


@pytest.mark.parametrize(
    "change", [append, overwrite, lambda path: path.write_bytes(b"")], ids=["grow", "same", "empty"]
)
def test_a_file_that_changes_while_it_is_read_is_not_believed(tmp_path, monkeypatch, change):
    path = tmp_path / "1.jpg"
    touch(path)
    when_status_is_asked(monkeypatch, lambda: change(path))
    assert failure(LocalFolder(tmp_path), path).code is Code.CHANGED_WHILE_READ


def test_a_folder_in_the_place_of_a_photo_is_unreadable(tmp_path):
    error = failure(LocalFolder(tmp_path), tmp_path)
    assert error.code is Code.UNREADABLE
    assert error.details["reason"]
