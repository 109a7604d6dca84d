import errno
import hashlib
import os
import shutil
import stat
import tempfile
import threading

import numpy as np
import pytest
from PIL import Image

from faceapp.core.errors import Code, FatalError
from faceapp.imaging import thumbnails
from faceapp.imaging.reduce import reduced
from faceapp.imaging.thumbnails import SIZES, ThumbnailCache


def picture(height, width):
    y, x = np.mgrid[0:height, 0:width]
    red, green = x * 255 // width, y * 255 // height
    return np.stack([red, green, 255 - (red + green) // 2], axis=2).astype(np.uint8)


def name(number):
    return hashlib.sha256(str(number).encode()).hexdigest()


def jpeg_of(content):
    """Not a picture, but begun and ended like one."""
    return b"\xff\xd8" + content + b"\xff\xd9"


@pytest.fixture
def cache(tmp_path):
    return ThumbnailCache(tmp_path / "cache" / "thumbs", 100)


@pytest.mark.parametrize(
    ("height", "width", "small"),
    [(1500, 2000, (768, 1024)), (2001, 1501, (1024, 768)), (40, 5000, (8, 1024)), (1, 9, (1, 9))],
)
def test_shrinking_keeps_proportions_and_colours(height, width, small):
    image = picture(height, width)
    result = reduced(image, 1024)
    assert result.shape == (*small, 3)
    assert np.abs(result.mean((0, 1)) - image.mean((0, 1))).max() < 2


def test_fine_patterns_turn_grey_instead_of_moire():
    stripes = np.zeros((1200, 1600, 3), np.uint8)
    stripes[:, ::2] = 255
    assert reduced(stripes, 400).std() < 5


def test_both_sizes_are_written_as_private_jpegs_of_the_same_picture(cache, tmp_path):
    image = picture(1500, 2000)
    cache.write(name(1), image)
    for size in SIZES:
        path = cache.path(name(1), size)
        assert path == tmp_path / "cache/thumbs" / name(1)[:2] / f"{name(1)}-{size}.jpg"
        with Image.open(path) as seen:
            assert (seen.format, seen.size) == ("JPEG", (size, size * 3 // 4))
            expected = reduced(image, size).astype(int)
            assert np.abs(np.asarray(seen) - expected).mean() < 3
        if os.name == "posix":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_small_photos_are_not_enlarged(cache):
    cache.write(name(1), picture(30, 40))
    with Image.open(cache.path(name(1), 1024)) as seen:
        assert seen.size == (40, 30)


def test_what_exists_is_left_alone_and_what_is_missing_comes_back(cache):
    cache.write(name(1), picture(30, 40))
    small, large = cache.path(name(1), 256), cache.path(name(1), 1024)
    old = jpeg_of(bytes(99))
    large.write_bytes(old)
    cache.write(name(1), picture(30, 40))
    assert large.read_bytes() == old
    small.unlink()
    assert cache.path(name(1), 256) is None
    cache.write(name(1), picture(30, 40))
    assert cache.path(name(1), 256) == small


def test_trimming_deletes_what_was_not_used_for_longest(tmp_path):
    cache = ThumbnailCache(tmp_path / "thumbs", 1)
    for number in range(6):
        cache.write(name(number), picture(40, 40))
        for size in SIZES:
            path = cache.path(name(number), size)
            path.write_bytes(jpeg_of(bytes(99_996)))
            os.utime(path, (1_000_000 + number, 1_000_000 + number))
    oldest = cache.path(name(0), 256)
    os.utime(oldest, (2_000_000, 0))  # looked at lately
    cache.trim()
    left = [path for path in (tmp_path / "thumbs").rglob("*") if path.is_file()]
    assert len(left) == 10
    assert oldest in left
    assert cache.path(name(0), 1024) is None
    assert cache.path(name(5), 1024) in left


def test_trimming_a_cache_that_is_not_there_does_nothing(cache):
    cache.trim()


@pytest.mark.parametrize(
    "spoil", [lambda data: b"", lambda data: data[:-9], lambda data: bytes(99)]
)
def test_what_a_power_cut_left_of_a_thumbnail_is_made_again(cache, spoil):
    cache.write(name(1), picture(30, 40))
    path = cache.path(name(1), 256)
    whole = path.read_bytes()
    path.write_bytes(spoil(whole))
    assert cache.path(name(1), 256) is None
    cache.write(name(1), picture(30, 40))
    assert cache.path(name(1), 256).read_bytes() == whole


@pytest.mark.parametrize("times", [1, 99])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_folder_deleted_while_it_is_written_to_stops_nothing(
    cache, tmp_path, monkeypatch, moment, times
):
    make, deletions = tempfile.mkstemp, iter(range(times))

    def make_late(**where):
        if moment == "before" and next(deletions, None) is not None:
            shutil.rmtree(tmp_path / "cache")
        made = make(**where)
        if moment == "after" and next(deletions, None) is not None:
            shutil.rmtree(tmp_path / "cache")
        return made

    monkeypatch.setattr(tempfile, "mkstemp", make_late)
    cache.write(name(1), picture(30, 40))
    assert (cache.path(name(1), 256) is not None) == (times == 1)


def test_a_full_disk_stops_the_job_and_leaves_no_crumbs(cache, tmp_path, monkeypatch):
    def full(descriptor, _mode):
        os.close(descriptor)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(thumbnails.os, "fdopen", full)
    with pytest.raises(FatalError) as caught:
        cache.write(name(1), picture(30, 40))
    assert caught.value.code is Code.DISK_FULL
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_threads_that_meet_on_one_photo_leave_whole_files(cache, tmp_path):
    image = picture(300, 400)
    threads = [threading.Thread(target=cache.write, args=(name(1), image)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == len(SIZES)
    for path in files:
        with Image.open(path) as seen:
            seen.load()
