"""Two processes on one library: the second writer is refused by name, readers go on working."""

import random
from pathlib import Path

from tests.faults.child import COMMIT, INSERT, MARK, RECORD, THUMBNAIL, At
from tests.faults.library import Library, add_photos

PHOTOS = 12
TRIALS = 30
# Where the first process stands while the second one comes.
_PLACES = (
    RECORD,
    COMMIT,
    INSERT,
    THUMBNAIL,
    MARK,
)


def trial(place: Path, seed: int) -> None:
    """Halt a scan somewhere and let another process come."""
    library, moments = Library(place), random.Random(seed)
    library.complete()
    before = library.finished()
    sample = add_photos(library.photos, PHOTOS, seed)[0]
    pause = At(moments.choice(_PLACES), print, moments.randint(1, 2))
    holder = library.start("scan", library.photos, "--json", pause_at=pause)
    assert holder.reach(), holder.end()
    _refused(library, holder.pid, _writing(library, sample)[seed % 5])
    _works(library, ["photos", "--json"], before)
    _works(library, ["faces"] if seed % 2 else ["search", sample], before)
    assert holder.end().json["photos"] == PHOTOS
    library.complete(before)


def _writing(library: Library, sample: Path) -> list[list[object]]:
    return [
        ["scan", library.photos],
        ["search", sample, "--compare"],
        ["verify"],
        ["rebuild-index"],
        ["models", "use", "builtin"],
    ]


def _refused(library: Library, holder: int, command: list[object]) -> None:
    run = library(*command)
    assert (run.code, f"scan, process {holder}" in run.err) == (3, True), (command, run)


def _works(library: Library, command: list[object], before: set[str]) -> None:
    run = library(*command)
    may_be_empty = command[0] == "search" and not before
    assert run.code in ((0, 3) if may_be_empty else (0,)), (command, run)
    if "--json" in command:
        assert before <= {photo["path"] for photo in run.json["photos"]}


def test_one_writes_the_others_read(tmp_path: Path):
    library = Library(tmp_path)
    sample = add_photos(library.photos, PHOTOS, 0)[0]
    library.complete()
    before = library.finished()
    add_photos(library.photos, PHOTOS, 1)
    pause = At(INSERT, print)
    holder = library.start("scan", library.photos, "--json", pause_at=pause)
    assert holder.reach(), holder.end()
    for command in _writing(library, sample):
        _refused(library, holder.pid, command)
    for command in (["photos", "--json"], ["search", sample], ["export", tmp_path / "all.csv"]):
        _works(library, command, before)
    assert holder.end().json["photos"] == PHOTOS
    library.complete(before)


def test_the_lock_of_a_killed_process_is_free_and_its_name_forgotten(tmp_path: Path):
    library = Library(tmp_path)
    add_photos(library.photos, PHOTOS, 0)
    killed = library.start("scan", library.photos, pause_at=At(RECORD, print))
    assert killed.reach()
    killed.kill()
    killed.end()
    pause = At("faceapp.services.workspace:VectorService.verify", print)
    holder = library.start("verify", pause_at=pause)
    assert holder.reach()
    run = library("scan", library.photos)
    assert (run.code, f"verification, process {holder.pid}" in run.err) == (3, True), run
    assert holder.end().code == 0
    library.complete()
