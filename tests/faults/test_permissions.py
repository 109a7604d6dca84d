"""A library that may not be written, from the start or suddenly: a clear refusal, nothing lost.

Root may write everywhere, so the program runs as nobody, who may read everything.
"""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.child import NOBODY, THUMBNAIL, At, become_nobody
from tests.faults.library import Library, add_photos, small_disk
from tests.runs import Run

pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="giving files away needs root"
)
_UNWRITABLE = "cannot be written"
_AS_NOBODY = (become_nobody,)

# What becomes somebody else's, and before which call.
LOSSES = {
    "thumbnails": ("cache/thumbs", THUMBNAIL, 5),
    "vectors": ("vectors", "faceapp.vectors.milvus_lite_index:MilvusStore.open", 1),
    "everything": ("", "faceapp.services.writer_lock:WriterLock._acquire", 1),
}
TRIALS = len(LOSSES)


def trial(place: Path, seed: int) -> None:
    """Take one folder away in the middle of a scan, then give it back."""
    name = list(LOSSES)[seed % len(LOSSES)]
    _lose(_given_away(place / str(seed)), *LOSSES[name])


def _given_away(place: Path) -> Library:
    library = Library(place)
    add_photos(library.photos, 3, 0)
    library.complete()
    add_photos(library.photos, 8, 1)
    _give(library.data, NOBODY)
    return library


def _give(folder: Path, owner: int) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            os.chown(path, owner, owner)


def _lose(library: Library, folder: str, target: str, number: int) -> None:
    before = library.finished()
    pause = At(target, become_nobody, number)
    child = library.start("scan", library.photos, faults=_AS_NOBODY, pause_at=pause)
    assert child.reach(), child.end()
    _give(library.data / folder, 0)
    run = child.end()
    assert (run.code, _UNWRITABLE in run.err) == (3, True), run
    assert before <= library.finished()
    _give(library.data, NOBODY)
    assert library.scan(faults=_AS_NOBODY).code == 0
    library.complete(before)


@pytest.mark.parametrize("name", ["thumbnails", "vectors"])
def test_a_folder_taken_away_stops_the_scan_with_its_name(tmp_path: Path, name: str):
    _lose(_given_away(tmp_path), *LOSSES[name])


def _reading_works_and_writing_is_refused(library: Library, run: Callable[..., Run]) -> None:
    sample = next(library.photos.iterdir())
    assert run("photos", "--json").json["total"] == 3
    assert run("search", sample, "--json").json["matches"]
    for command in (["scan", library.photos], ["verify"], ["models", "use", "builtin"]):
        refused = run(*command)
        assert (refused.code, _UNWRITABLE in refused.err) == (3, True), refused


def test_a_library_of_somebody_else_can_be_read(tmp_path: Path):
    library = _given_away(tmp_path)
    _give(library.data, 0)
    _reading_works_and_writing_is_refused(
        library, lambda *words: library(*words, faults=_AS_NOBODY)
    )
    assert len(library.finished()) == 3


def test_a_read_only_disk_can_be_read(tmp_path: Path):
    library = Library(tmp_path)
    add_photos(library.photos, 3, 0)
    with small_disk(library.data) as disk:
        library.complete()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        _reading_works_and_writing_is_refused(library, library)
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        add_photos(library.photos, 3, 1)
        library.complete()
