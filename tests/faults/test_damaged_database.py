"""A database that is cut, overwritten or has a page of noise: refused, and left as it is."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from faceapp.paths import folders
from tests.faults.library import DAMAGED, Library, add_photos

PHOTOS = 12
PAGE = 4096
TRIALS = 60
Spoil = Callable[[bytearray, random.Random], None]


def _cut_to(size: Callable[[int], int]) -> Spoil:
    def cut(data: bytearray, _moments: random.Random) -> None:
        del data[size(len(data)) :]

    return cut


def _noise(data: bytearray, moments: random.Random) -> None:
    data[:] = moments.randbytes(len(data))


def _noise_in_the_header(data: bytearray, moments: random.Random) -> None:
    data[:100] = moments.randbytes(100)


def _page_of_noise(data: bytearray, moments: random.Random) -> None:
    page = moments.randrange(1, len(data) // PAGE)
    data[page * PAGE : (page + 1) * PAGE] = moments.randbytes(PAGE)


def _page_of_zeros(data: bytearray, moments: random.Random) -> None:
    page = moments.randrange(1, len(data) // PAGE)
    data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)


SPOILS: dict[str, Spoil] = {
    "nothing left": _cut_to(lambda size: 0),
    "half a header": _cut_to(lambda size: 50),
    "one page left": _cut_to(lambda size: PAGE),
    "half left": _cut_to(lambda size: size // 2),
    "one page missing": _cut_to(lambda size: size - PAGE),
    "one byte missing": _cut_to(lambda size: size - 1),
    "noise": _noise,
    "noise in the header": _noise_in_the_header,
    "page of noise": _page_of_noise,
    "page of zeros": _page_of_zeros,
}
CI_SPOILS = ("nothing left", "half left", "one byte missing", "noise", "page of noise")


def trial(place: Path, seed: int) -> None:
    """One kind of damage: commands that write refuse, nothing is written, the backup helps."""
    library = _with_backup(place)
    name = list(SPOILS)[seed % len(SPOILS)]
    _spoil(library, SPOILS[name], seed, partial=name.startswith("page of"))


def _with_backup(place: Path) -> Library:
    library, place = Library(place), folders(place / "library")
    if not place.backups.exists() or not list(place.backups.iterdir()):
        add_photos(library.photos, PHOTOS, 0)
        library.complete()
        shutil.copy(place.database, place.backups / "faceapp-0001-20260101T000000000000Z.sqlite")
    return library


def _spoil(library: Library, spoil: Spoil, seed: int, *, partial: bool) -> None:
    """`partial`: what is not damaged may still be read."""
    places = folders(library.data)
    (backup,) = places.backups.iterdir()
    data = bytearray(backup.read_bytes())
    spoil(data, random.Random(seed))
    places.database.write_bytes(data)
    sample = next(library.photos.iterdir())
    for command in (["photos"], ["search", sample]):
        run = library(*command)
        assert partial or run.code == 4, (command, run)
        assert run.code == 0 or DAMAGED in run.err, (command, run)
    for command in (["scan", library.photos], ["verify"], ["rebuild-index"]):
        run = library(*command)
        told = (run.code, DAMAGED in run.err, str(backup) in run.err)
        assert told == (4, True, True), (command, run)
    assert places.database.read_bytes() == data
    for log in places.data.glob("faceapp.sqlite-*"):
        log.unlink()
    shutil.copy(backup, places.database)
    library.complete()


@pytest.mark.parametrize("name", CI_SPOILS)
def test_a_damaged_database_is_refused_and_left_as_it_is(tmp_path: Path, name: str):
    trial(tmp_path, list(SPOILS).index(name))
