"""The cache is deleted, the disk with the photos goes: the scan goes on and forgets nothing."""

import random
import shutil
import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.child import MARK, RECORD, THUMBNAIL, At
from tests.faults.library import Library, add_photos

PHOTOS = 8
TRIALS = 60
_LISTING = "faceapp.sources.local_folder:_entries"
_READING = "faceapp.sources.local_folder:LocalFolder.read"
Harm = Callable[[Library], Callable[[], None]]


def _delete_thumbnails(library: Library) -> Callable[[], None]:
    return _delete(library.data / "cache/thumbs")


def _delete_cache(library: Library) -> Callable[[], None]:
    return _delete(library.data / "cache")  # the link to the graphs in it is not followed


def _delete(folder: Path) -> Callable[[], None]:
    """At once, whatever another thread of the program makes in it."""
    shutil.rmtree(folder.rename(folder.with_name("deleted")))
    return lambda: None


def _rename_away(library: Library) -> Callable[[], None]:
    away = library.photos.with_name("away")
    library.photos.rename(away)
    return lambda: away.rename(library.photos)


def _unmount(library: Library) -> Callable[[], None]:
    """The photos lie on a mounted folder, see `_mounted`."""
    subprocess.run(["umount", "-l", str(library.photos)], check=True)
    return lambda: _mount(library)


def _mount(library: Library) -> None:
    disk = library.place / "disk"
    disk.mkdir(exist_ok=True)
    mount = ["mount", "--bind", str(disk), str(library.photos)]
    if not shutil.which("mount") or subprocess.run(mount, check=False).returncode:
        pytest.skip("mounting a folder needs root")


CASES: dict[str, tuple[Harm, At]] = {
    "thumbnails, before": (_delete_thumbnails, At("tempfile:mkstemp", print, 5)),
    "thumbnails, after": (_delete_thumbnails, At("tempfile:mkstemp", print, 6, after=True)),
    "cache": (_delete_cache, At(THUMBNAIL, print, 3)),
    "cache at the end": (_delete_cache, At(MARK, print)),
    "renamed while listed": (_rename_away, At(_LISTING, print, 2)),
    "renamed while read": (_rename_away, At(_READING, print, 4)),
    "renamed at the end": (_rename_away, At(MARK, print)),
    "unmounted while listed": (_unmount, At(_LISTING, print, 2)),
    "unmounted while read": (_unmount, At(_READING, print, 4)),
    "unmounted while saved": (_unmount, At(RECORD, print)),
}
CI_CASES = (
    "thumbnails, after",
    "cache",
    "renamed while read",
    "unmounted while listed",
    "unmounted while read",
)


def trial(place: Path, seed: int) -> None:
    """One folder vanishes at one moment; afterwards it is back."""
    name = list(CASES)[seed % len(CASES)]
    with ExitStack() as stack:
        library = _mounted(place / str(seed), stack, name)
        _vanish(library, *CASES[name], seed=seed)


def _mounted(place: Path, stack: ExitStack, name: str) -> Library:
    library = Library(place)
    if name.startswith("unmounted"):
        _mount(library)
        stack.callback(
            subprocess.run, ["umount", "-l", str(library.photos)], check=False, capture_output=True
        )
    return library


def _vanish(library: Library, harm: Harm, moment: At, seed: int) -> None:
    for album in ("a", "b"):
        (library.photos / album).mkdir()
    known = add_photos(library.photos / "a", 2, 1) + add_photos(library.photos / "b", 2, 2)
    assert library.scan().code == 0
    fresh = add_photos(library.photos / random.Random(seed).choice("ab"), PHOTOS, 3)
    child = library.start("scan", library.photos, "--json", pause_at=moment)
    assert child.reach(), child.end()
    undo = harm(library)
    run = child.end()
    assert run.code == 0, run
    told = run.json
    found = sum(told[key] for key in ("photos", "updated", "skipped", "duplicates", "failed"))
    assert found == len(known + fresh) or told["unreadable_folders"], told
    assert library("photos", "--missing", "--json").json["total"] == 0
    undo()
    library.complete({str(path) for path in known})


@pytest.mark.parametrize("name", CI_CASES)
def test_what_vanishes_during_a_scan_is_taken_up_by_the_next(tmp_path: Path, name: str):
    with ExitStack() as stack:
        _vanish(_mounted(tmp_path, stack, name), *CASES[name], seed=0)


def test_a_cache_deleted_between_scans_is_made_again(tmp_path: Path):
    library = Library(tmp_path)
    add_photos(library.photos, 2, 0)
    library.complete()
    shutil.rmtree(library.data / "cache")
    assert library("search", next(library.photos.iterdir()), "--json").json["matches"]
    fresh = add_photos(library.photos, 2, 1)
    library.complete()
    assert len(list(library.data.glob("cache/thumbs/*/*.jpg"))) == 2 * len(fresh)
