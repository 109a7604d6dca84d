"""The clock jumps before or during a scan; what decisions make of it: unit/stores/test_clock."""

import random
from pathlib import Path

from tests.faults.child import COMMIT, RECORD, THUMBNAIL, At, SetClock
from tests.faults.library import Library, add_photos

PHOTOS = 6
TRIALS = 40
_MOMENTS = (COMMIT, RECORD, THUMBNAIL)


def trial(place: Path, seed: int) -> None:
    """Scans under clocks that jump: new, edited, deleted and returning photos are told apart."""
    library, moments = Library(place / str(seed)), random.Random(seed)
    paths = add_photos(library.photos, PHOTOS, 0)

    def jump() -> list[At]:
        days = SetClock(moments.choice([-4000, -400, -1, 1, 400]))
        return [At(moments.choice(_MOMENTS), days, moments.randint(1, 3))]

    assert library.scan(faults=jump()).json["photos"] == PHOTOS
    kept = paths[0].read_bytes()
    paths[0].unlink()
    _edit(paths[1], add_photos(library.place, 1, seed + 1)[0])
    told = library.scan(faults=jump()).json
    assert (told["updated"], told["photos"], told["skipped"]) == (1, 0, PHOTOS - 2)
    missing = library("photos", "--missing", "--json").json["photos"]
    assert [photo["path"] for photo in missing] == [str(paths[0])]
    paths[0].write_bytes(kept)
    told = library.scan(faults=jump()).json
    assert (told["photos"], told["failed"]) == (0, 0)
    assert library("photos", "--missing", "--json").json["total"] == 0
    library.complete({str(path) for path in paths})


def _edit(path: Path, other: Path) -> None:
    """Other pixels at the same place, of a file with an older time."""
    path.write_bytes(other.read_bytes() + b"edited")


def test_no_clock_makes_a_photo_missing_double_or_unseen(tmp_path: Path):
    trial(tmp_path, 1)
