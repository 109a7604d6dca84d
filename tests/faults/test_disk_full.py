"""A disk that fills up in any stage: exit code 4, the sentence about it, and nothing lost."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from faceapp.core.errors import Code, FatalError
from faceapp.paths import folders
from faceapp.stores.failures import translated
from faceapp.stores.migration import back_up
from tests.faults.child import COMMIT, FLUSH, INSERT, MARK, RECORD, STATEMENT, THUMBNAIL, At
from tests.faults.library import DISK_FULL, Library, add_photos, fill, small_disk

PHOTOS = 12


@dataclass(frozen=True)
class Stage:
    """Which folder of the library is a disk of its own, and before which call it fills up."""

    folder: str
    target: str
    number: int = 1


STAGES = {
    "first statement": Stage("", STATEMENT),
    "migration": Stage("", "alembic.command:upgrade"),
    "batch": Stage("", RECORD, 2),
    "commit": Stage("", COMMIT, 4),
    "vectors folder": Stage("vectors", "faceapp.vectors.milvus_lite_index:open_database"),
    "insert": Stage("vectors", INSERT),
    "flush": Stage("vectors", FLUSH),
    "second flush": Stage("vectors", FLUSH, 2),
    "manifest": Stage("", "os:replace"),
    "mark": Stage("", MARK),
    "thumbnail folder": Stage("cache/thumbs", "faceapp.imaging.thumbnails:ThumbnailCache.write"),
    "thumbnail": Stage("cache/thumbs", THUMBNAIL, 7),
    "lock": Stage("", "faceapp.services.writer_lock:WriterLock._acquire"),
}
CI_STAGES = ("batch", "commit", "insert", "flush", "thumbnail")
TRIALS = 2 * len(STAGES)


def trial(place: Path, seed: int) -> None:
    """One stage; every second round in a library that holds something already."""
    place, name = place / str(seed), list(STAGES)[seed % len(STAGES)]
    _fill_up(Library(place), STAGES[name], filled=seed >= len(STAGES) and name != "migration")


def _fill_up(library: Library, stage: Stage, *, filled: bool) -> None:
    with small_disk(library.data / stage.folder) as disk:
        before = set()
        if filled:
            add_photos(library.photos, 5, 0)
            library.complete()
            before = library.finished()
        add_photos(library.photos, PHOTOS, 1)
        pause = At(stage.target, lambda _: None, stage.number)
        child = library.start("scan", library.photos, pause_at=pause)
        assert child.reach(), child.end()
        ballast = fill(disk)
        run = child.end()
        assert (run.code, DISK_FULL in run.err) == (4, True), run
        again = library("scan", library.photos)
        assert (again.code, DISK_FULL in again.err) == (4, True), again
        ballast.unlink()
        assert before <= library.finished()
        library.complete(before)


@pytest.mark.parametrize("stage", CI_STAGES)
def test_a_full_disk_stops_the_scan_with_a_sentence_and_loses_nothing(tmp_path: Path, stage: str):
    _fill_up(Library(tmp_path), STAGES[stage], filled=False)


def test_a_log_that_cannot_grow_stops_nothing(tmp_path: Path):
    library = Library(tmp_path)
    add_photos(library.photos, 3, 0)
    with small_disk(library.data / "logs", "64k") as disk:
        fill(disk)
        library.complete()


def test_settings_that_find_no_room_stay_as_they_were(tmp_path: Path):
    library = Library(tmp_path)
    with small_disk(library.data) as disk:
        settings = folders(library.data).settings
        settings.write_text('language = "en"\n')
        pause = At("faceapp.services.open_library:save_settings", lambda _: None)
        child = library.start("models", "use", "builtin", pause_at=pause)
        assert child.reach(), child.end()
        ballast = fill(disk)
        run = child.end()
        assert (run.code, DISK_FULL in run.err) == (4, True), run
        assert settings.read_text() == 'language = "en"\n'
        ballast.unlink()
        assert library("models", "use", "builtin").code == 0
        assert 'engine = "builtin"' in settings.read_text()


def test_a_backup_that_finds_no_room_leaves_the_library_and_older_backups(tmp_path: Path):
    library = Library(tmp_path)
    add_photos(library.photos, 3, 0)
    library.complete()
    places = folders(library.data)
    before = places.database.read_bytes()
    with small_disk(places.backups) as disk:
        older = disk / "faceapp-0000-20250101T000000000000Z.sqlite"
        older.touch()
        fill(disk)
        with pytest.raises(FatalError) as caught, translated(places.database, places.backups):
            back_up(places.database, places.backups, "0001")
        assert caught.value.code is Code.DISK_FULL
        assert sorted(path.name for path in disk.iterdir()) == [".ballast", older.name]
    assert places.database.read_bytes() == before


def test_graphs_that_find_no_room_are_made_when_there_is_some(tmp_path: Path):
    library = Library(tmp_path)
    add_photos(library.photos, 3, 0)
    with small_disk(library.data / "cache/onnx", "4m"):
        run = library("scan", library.photos)
        assert (run.code, DISK_FULL in run.err) == (4, True), run
    (library.data / "cache/onnx").rmdir()
    library.complete()
