"""Watched folders: real files, real observers, an own short pace."""

import errno
import queue
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchdog.observers import Observer

from faceapp.core.watching import Watching
from faceapp.sources import mounts, watching
from faceapp.sources.watching import Pace, Watcher

PACE = Pace(quiet_s=0.1, at_most_s=1.0, poll_s=0.1, look_s=0.05)
COMES_S = 10.0


class Watched:
    """A watcher with what it says, in the order it says it."""

    def __init__(self, **given) -> None:
        self.changes = queue.Queue[list[str]]()
        self.states = queue.Queue[tuple[str, Watching]]()
        self.watcher = Watcher(
            lambda folders: self.changes.put([str(folder) for folder in folders]),
            lambda folder, how: self.states.put((str(folder), how)),
            **{"pace": PACE, **given},
        )

    def begin(self, folder: Path, how: Watching) -> None:
        """Watch it, and take what is told at once."""
        self.watcher.watch([folder])
        assert self.states.get(timeout=COMES_S) == (str(folder), how)
        assert self.changes.get(timeout=COMES_S) == [str(folder)]

    def next(self) -> list[str]:
        return self.changes.get(timeout=COMES_S)


@pytest.fixture
def watched() -> Iterator[Callable[..., Watched]]:
    made: list[Watched] = []

    def make(**given) -> Watched:
        made.append(Watched(**given))
        return made[-1]

    yield make
    for one in made:
        one.watcher.close()


@pytest.fixture(params=["live", "polled"])
def how(request, monkeypatch) -> Watching:
    """By what the system tells, and by looking, as on a network drive."""
    if request.param == "polled":
        monkeypatch.setattr(watching, "is_on_network", lambda _folder: True)
    return Watching(request.param)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    (folder / "2019" / "may").mkdir(parents=True)
    (folder / "2020").mkdir()
    (folder / "2019" / "a.jpg").write_bytes(b"a")
    (folder / "2019" / "may" / "b.jpg").write_bytes(b"b")
    return folder


def test_tells_the_folder_of_a_new_photo(watched, photos, how):
    one = watched()
    one.begin(photos, how)
    (photos / "2020" / "c.jpg").write_bytes(b"c")
    assert one.next() == [str(photos / "2020")]


def test_tells_the_folder_of_a_changed_photo(watched, photos, how):
    one = watched()
    one.begin(photos, how)
    (photos / "2019" / "may" / "b.jpg").write_bytes(b"longer than before")
    assert one.next() == [str(photos / "2019" / "may")]


def test_tells_the_folder_of_a_deleted_photo(watched, photos, how):
    one = watched()
    one.begin(photos, how)
    (photos / "2019" / "may" / "b.jpg").unlink()
    assert one.next() == [str(photos / "2019" / "may")]


def test_tells_both_folders_of_a_moved_photo(watched, photos, how):
    one = watched()
    one.begin(photos, how)
    (photos / "2019" / "may" / "b.jpg").rename(photos / "2020" / "b.jpg")
    assert one.next() == [str(photos / "2019" / "may"), str(photos / "2020")]


def test_tells_what_is_left_above_a_deleted_folder(watched, photos, how):
    one = watched()
    one.begin(photos, how)
    shutil.rmtree(photos / "2019" / "may")
    assert one.next() == [str(photos / "2019")]


def test_tells_a_folder_that_is_moved_in_with_photos(watched, photos, how, tmp_path):
    outside = tmp_path / "camera"
    outside.mkdir()
    (outside / "d.jpg").write_bytes(b"d")
    one = watched()
    one.begin(photos, how)
    outside.rename(photos / "camera")
    assert one.next() == [str(photos / "camera")]


def test_tells_the_outermost_of_many_folders_once(watched, photos, how):
    one = watched()
    one.begin(photos, how)
    for number in range(300):
        (photos / "2019" / f"{number}.jpg").write_bytes(b"x")
        (photos / "2019" / "may" / f"{number}.jpg").write_bytes(b"x")
    told = one.next()
    assert told == [str(photos / "2019")]


def test_tells_while_it_never_gets_quiet(watched, photos):
    one = watched(pace=Pace(quiet_s=60.0, at_most_s=0.3, poll_s=60.0, look_s=0.05))
    one.begin(photos, Watching.LIVE)
    (photos / "2020" / "c.jpg").write_bytes(b"c")
    assert one.next() == [str(photos / "2020")]  # long before 60 s of quiet


def test_reading_photos_and_writing_other_files_is_no_change(watched, photos):
    one = watched()
    one.begin(photos, Watching.LIVE)
    (photos / "2019" / "a.jpg").read_bytes()
    (photos / "2019" / "notes.txt").write_text("no photo")
    (photos / ".thumbnails").mkdir()
    (photos / ".thumbnails" / "a.jpg").write_bytes(b"hidden")
    (photos / "2020" / "last.jpg").write_bytes(b"l")
    assert one.next() == [str(photos / "2020")]


def test_a_library_inside_a_watched_folder_does_not_feed_itself(watched, photos):
    library = photos / "faceapp"
    library.mkdir()
    (library / "faceapp.sqlite").write_bytes(b"")
    one = watched()
    one.begin(photos, Watching.LIVE)
    (library / "thumbs").mkdir()
    (library / "thumbs" / "ab.webp").write_bytes(b"t")
    (photos / "2020" / "last.jpg").write_bytes(b"l")
    told = one.next()
    while str(photos / "2020") not in told:  # the folder may have come in two parts
        assert told == []
        told = one.next()
    assert told == [str(photos / "2020")]


def test_nothing_is_told_of_a_disk_that_goes_away_until_it_is_back(watched, photos, how, tmp_path):
    one = watched()
    one.begin(photos, how)
    kept = photos.rename(tmp_path / "unplugged")
    photos.mkdir()  # the empty place where it was mounted
    assert one.states.get(timeout=COMES_S) == (str(photos), Watching.AWAY)
    assert one.changes.empty()
    photos.rmdir()
    kept.rename(photos)
    assert one.states.get(timeout=COMES_S) == (str(photos), how)
    assert one.next() == [str(photos)]
    (photos / "2020" / "c.jpg").write_bytes(b"c")
    assert one.next() == [str(photos / "2020")]


def test_a_folder_that_appears_later_is_told_then(watched, tmp_path):
    one = watched()
    one.watcher.watch([tmp_path / "later"])
    assert one.states.get(timeout=COMES_S) == (str(tmp_path / "later"), Watching.AWAY)
    made = tmp_path / "other"
    made.mkdir()
    (made / "a.jpg").write_bytes(b"a")
    made.rename(tmp_path / "later")
    assert one.states.get(timeout=COMES_S) == (str(tmp_path / "later"), Watching.LIVE)
    assert one.next() == [str(tmp_path / "later")]


def test_a_folder_no_longer_wanted_is_not_told(watched, photos, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "x.jpg").write_bytes(b"x")
    one = watched()
    one.begin(photos, Watching.LIVE)
    one.watcher.watch([other])
    assert one.states.get(timeout=COMES_S) == (str(other), Watching.LIVE)
    assert one.next() == [str(other)]
    (photos / "2020" / "c.jpg").write_bytes(b"c")
    (other / "y.jpg").write_bytes(b"y")
    assert one.next() == [str(other)]


class Used(Observer):
    """An observer of a system that has `left` watches to give."""

    left = 0

    def schedule(self, handler, path, **given):
        if self.left <= 0:
            raise OSError(errno.ENOSPC, "inotify watch limit reached")
        type(self).left -= 1
        return super().schedule(handler, path, **given)


@pytest.mark.parametrize("left", [0, 1])
def test_looks_for_changes_where_the_system_watches_no_more_folders(
    watched, photos, left, monkeypatch
):
    monkeypatch.setattr(Used, "left", left)
    one = watched(live=Used)
    one.watcher.watch([photos])
    assert one.states.get(timeout=COMES_S) == (str(photos), Watching.LIMITED)
    assert one.next() == [str(photos)]
    (photos / "2020" / "c.jpg").write_bytes(b"c")
    assert one.next() == [str(photos / "2020")]


def test_says_when_new_folders_are_one_too_many(watched, photos, monkeypatch):
    monkeypatch.setattr(Used, "left", 3)  # the folder, and two looks at what is left
    one = watched(live=Used)
    one.begin(photos, Watching.LIVE)
    (photos / "2021").mkdir()
    assert one.next() == [str(photos / "2021")]
    assert one.states.get(timeout=COMES_S) == (str(photos), Watching.LIMITED)


MOUNTINFO = """\
22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 22 0:40 / /mnt/nas\\040photos rw,relatime shared:5 - cifs //nas/photos rw,vers=3.0
31 22 0:41 / /mnt/nas\\040photos/local rw - ext4 /dev/sdb1 rw
32 22 0:42 / /home/me/remote rw - fuse.sshfs me@host:/photos rw
33 22 0:43 / /mnt/nas rw - nfs4 nas:/ rw
"""


@pytest.mark.parametrize(
    ("place", "is_remote"),
    [
        ("/home/me/photos", False),
        ("/mnt/nas photos", True),
        ("/mnt/nas photos/2019", True),
        ("/mnt/nas photos/local/2019", False),
        ("/mnt/nas photosets", False),
        ("/home/me/remote/a", True),
        ("/mnt/nas/a", True),
    ],
)
def test_knows_drives_of_the_network(place, is_remote):
    kind = mounts.filesystem_of(place, mounts.parsed_mountinfo(MOUNTINFO))
    assert mounts.is_network_filesystem(kind) is is_remote


def test_knows_drives_of_the_network_of_a_mac():
    text = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//me@nas/photos on /Volumes/my photos (smbfs, nodev, nosuid, mounted by me)
"""
    found = mounts.parsed_mac_mounts(text)
    assert mounts.is_network_filesystem(mounts.filesystem_of("/Volumes/my photos/a", found))
    assert not mounts.is_network_filesystem(mounts.filesystem_of("/Users/me", found))


def test_a_folder_of_this_machine_is_not_on_the_network(tmp_path):
    assert not mounts.is_on_network(tmp_path)
