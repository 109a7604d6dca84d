"""The power fails: what no program had synced is cut, empty, full of zeros or not there at all.

The process is killed at a random moment and the folder is robbed of what was not synced until
then, as noted by `NoteSyncs`. What SQL had committed must be there, everything else comes back.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import cv2
import pytest

from faceapp.imaging.thumbnails import SIZES, ThumbnailCache
from faceapp.paths import folders
from faceapp.stores.database import open_database
from tests.faults.child import (
    COMMIT,
    FLUSH,
    INSERT,
    MARK,
    RECORD,
    THUMBNAIL,
    At,
    NoteSyncs,
    die,
)
from tests.faults.library import Library, add_photos

PHOTOS = 12
TRIALS = 100
# Where the power fails, and how often a scan comes by.
_MOMENTS = (
    (COMMIT, 7),
    (RECORD, 3),
    (THUMBNAIL, PHOTOS),
    (INSERT, 2),
    (FLUSH, 2),
    (MARK, 2),
    ("faceapp.vectors.milvus_lite_index:MilvusStore.close", 1),
    ("faceapp.services.writer_lock:FileLock.release", 1),
)


def trial(place: Path, seed: int) -> None:
    """One scan that loses its power, then the checks on what the disk still holds."""
    moments, library = random.Random(seed), Library(place)
    add_photos(library.photos, PHOTOS, seed)
    target, calls = _MOMENTS[seed % len(_MOMENTS)]
    journal = library.place / "synced"
    fault = At(target, die, moments.randint(1, calls), moments.random() < 0.5)
    run = library.scan(faults=[NoteSyncs(journal), fault])
    assert run.code == -signal.SIGKILL, (fault, run)
    committed = library.finished()
    _cut_the_power(library.data, journal, moments)
    assert library.finished() == committed
    if seed % 2:
        assert library.verify() == len(committed)
    library.complete(committed)
    _look_at_thumbnails(library)


def _cut_the_power(data: Path, journal: Path, moments: random.Random) -> None:
    synced: dict[int, int] = {}
    for line in journal.read_text().splitlines():
        inode, size = map(int, line.split())
        synced[inode] = size
    (data / "faceapp.sqlite-shm").unlink(missing_ok=True)
    for path in sorted(data.rglob("*")):
        if path.is_symlink() or not path.is_file() or path.name == "faceapp.sqlite":
            continue
        status = path.stat()
        _rob(path, synced.get(status.st_ino, 0), status.st_size, moments)


def _rob(path: Path, synced: int, size: int, moments: random.Random) -> None:
    """Take from one file what had not been synced."""
    if synced >= size:
        return
    harm = moments.choice(["nothing", "cut", "empty", "zeros", "vanish"])
    if harm == "cut" or (harm != "nothing" and synced):
        os.truncate(path, moments.randint(synced, size))
    elif harm == "empty":
        os.truncate(path, 0)
    elif harm == "zeros":
        path.write_bytes(bytes(size))
    elif harm == "vanish":
        path.unlink()


def _look_at_thumbnails(library: Library) -> None:
    """A thumbnail is a whole picture, or it is not offered."""
    places = folders(library.data)
    cache = ThumbnailCache(places.thumbnails, 100)
    with (
        closing(open_database(places.database, places.backups, read_only=True)) as database,
        database.read() as unit,
    ):
        for sha256 in unit.photos.known_hashes(1):
            shown = [cache.path(sha256, size) for size in SIZES]
            assert all(cv2.imread(str(path)) is not None for path in shown if path)


def test_a_power_cut_takes_nothing_that_was_finished(tmp_path: Path):
    for seed in range(len(_MOMENTS)):
        trial(tmp_path, seed)


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
def test_every_commit_reaches_the_disk(tmp_path: Path):
    add_photos(tmp_path, 2, 0)
    script = (
        "import sys; from pathlib import Path; from faceapp.stores.database import open_database\n"
        "database = open_database(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "for name in 'abc':\n    with database.write() as unit: unit.people.add(name)\n"
        "    print(flush=True)\n"
    )
    traced = subprocess.run(
        ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync,write", sys.executable, "-c", script,
         str(tmp_path / "faceapp.sqlite"), str(tmp_path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    steps = re.findall(r"(sync)\([^)]*-wal>|write\(1<.*(\\n)", traced.stderr)
    order = "".join("S" if sync else "P" for sync, _ in steps)
    assert re.fullmatch("S+PS+PS+PS*", order), order
