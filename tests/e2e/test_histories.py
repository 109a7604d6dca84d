"""What happens to files between scans, and what a library must survive, seen from the command."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from tests.e2e.conftest import Program

PERSON = "data/photos/lfw10/Tony_Blair"


@pytest.fixture
def album(assets: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "А"
    shutil.copytree(assets / PERSON, folder)
    for path in folder.iterdir():
        path.chmod(0o600)
    return folder


def places(program: Program, *arguments: str) -> set[str]:
    return {photo["path"] for photo in program("photos", "--json", *arguments).json["photos"]}


def test_a_renamed_root_keeps_its_faces_under_the_new_paths(program, album):
    program("scan", album)
    faces = {face["id"] for face in program("faces", "--json").json["faces"]}
    renamed = album.rename(album.with_name("Б"))
    again = program("scan", renamed, "--json").json
    assert (again["updated"], again["photos"], again["duplicates"]) == (10, 0, 0)
    assert places(program) == {str(path) for path in renamed.iterdir()}
    assert places(program, "--missing") == set()
    assert {face["id"] for face in program("faces", "--json").json["faces"]} == faces


def test_a_copy_in_another_root_is_a_duplicate(program, album, tmp_path):
    program("scan", album)
    copy = shutil.copytree(album, tmp_path / "copy")
    assert program("scan", copy, "--json").json["duplicates"] == 10
    assert places(program) == {str(path) for path in album.iterdir()}


def test_a_moved_then_deleted_photo_is_missing_at_its_last_place(program, album):
    program("scan", album)
    inner = album / "внутри"
    inner.mkdir()
    moved = (album / "Tony_Blair_0001.jpg").rename(inner / "переименовано.jpg")
    program("scan", album)
    moved.unlink()
    assert "Now missing: 1" in program("scan", album).out
    assert places(program, "--missing") == {str(moved)}


def test_a_library_inside_the_folder_is_not_scanned(album):
    program = Program(album / "library")
    assert program("scan", album, "--json").json["photos"] == 10
    assert program("scan", album, "--json").json["skipped"] == 10


def test_another_engine_attaches_to_the_same_faces(program, album, pack):
    program("scan", album)
    before = {face["id"]: face["path"] for face in program("faces", "--json").json["faces"]}
    program("models", "import", pack)
    assert program("models", "use", "testpack").code == 0
    again = program("scan", album, "--json").json
    assert (again["updated"], again["engine"]) == (10, "testpack")
    after = {face["id"]: face["path"] for face in program("faces", "--json").json["faces"]}
    largest = [face for face in after if face in before]
    assert len(largest) >= 10  # every main face kept its number
    found = program("search", album / "Tony_Blair_0001.jpg", "--json").json["matches"]
    assert len(found) >= 9


@pytest.mark.skipif(os.name != "posix", reason="named pipes")
def test_a_pipe_or_a_folder_as_sample_is_refused_at_once(program, tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")
    for sample in (tmp_path / "pipe.jpg", tmp_path):
        assert program("search", sample).code == 3


def test_doctor_names_what_is_broken(program):
    program.data.mkdir()
    assert program("doctor", "--json").json["problems"] == []
    (program.data / "faceapp.sqlite").write_bytes(b"junk" * 1000)
    (program.data / "settings.toml").write_text('device = "cuda"')
    run = program("doctor")
    assert run.code == 3
    assert "damaged" in run.out
    assert program("photos").code == 4
    assert (program.data / "faceapp.sqlite").read_bytes() == b"junk" * 1000


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_read_only_library_can_be_read_and_says_why_it_is_not_written(program, album):
    program("scan", album)
    for path in [program.data, *program.data.rglob("*")]:
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~0o222)
    assert program("photos", "--json").json["total"] == 10
    refused = program("scan", album)
    assert refused.code == 3
    assert "Traceback" not in refused.err
    for path in [program.data, *program.data.rglob("*")]:
        path.chmod(0o700)


def test_control_characters_never_reach_the_terminal(program, album):
    (album / "Tony_Blair_0001.jpg").rename(album / "red\x1b[31m\nname.jpg")
    program("scan", album)
    shown = program("photos").out
    assert "\x1b" not in shown
    assert "red\\x1b[31m\\x0aname.jpg" in shown
    assert str(album / "red\x1b[31m\nname.jpg") in places(program)
