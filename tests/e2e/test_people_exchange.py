"""Names from one library to the next by every way there is, with real photos and faces."""

import json
import shutil
from pathlib import Path

import pytest

from tests.e2e.conftest import Program
from tests.fakes.exiftool import written_regions

COUNTS = [
    "named", "already", "new_people", "known_people", "named_otherwise", "refused", "unmatched",
    "references",
]  # fmt: skip


@pytest.fixture(scope="module")
def photos(assets: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten photos each of two people, in folders of theirs; one tells something."""
    root = tmp_path_factory.mktemp("exchange") / "photos"
    for person in ("Tony_Blair", "Hugo_Chavez"):
        shutil.copytree(assets / "data/photos/lfw10" / person, root / person)
    (root / "Hugo_Chavez" / "data.txt").write_bytes("Уго\n\n\n../x.mp3\n".encode("cp1251"))
    return root


@pytest.fixture(scope="module")
def named(photos: Path) -> Program:
    """A library that was made from these folders."""
    program = Program(photos.parent / "library")
    run = program("people", "import", photos, "--json")
    assert run.code == 0, run.err
    document = run.json
    assert list(document) == ["path", "format", *COUNTS, "notes", "changed", "scanned"]
    assert (document["format"], document["new_people"]) == ("folders", 2)
    assert document["named"] >= 19
    assert document["scanned"]["photos"] == 20
    refused = [note for note in document["notes"] if note["code"] == "file_name_refused"]
    assert [note["details"] for note in refused] == [{"name": "../x.mp3", "reason": "leads_out"}]
    return program


def names(program: Program) -> dict[str, str]:
    """Which person is on which photo."""
    faces = program("faces", "--json").json["faces"]
    return {Path(face["path"]).name: face["person"] for face in faces if face["person"]}


def test_faces_are_named_after_their_folders(named: Program):
    for photo, person in names(named).items():
        assert photo.startswith(person)


def test_an_import_again_says_nothing_new(named: Program, photos: Path):
    run = named("people", "import", photos)
    assert run.code == 0
    assert run.out.splitlines()[0] == "Faces named: 0"
    assert "undo" not in run.out


def test_sidecars_bring_all_names_into_another_library(named: Program, photos: Path):
    before = names(named)
    told = named("people", "export", photos, "--format", "xmp", "--json").json
    assert (told["people"], told["faces"], told["files"]) == (2, len(before), len(before))
    for sidecar in photos.rglob("*.xmp"):
        (region,) = written_regions(sidecar)
        assert region["Name"] == sidecar.parent.name
    other = Program(photos.parent / "by sidecars")
    one = other("people", "import", next(photos.rglob("*.xmp")), "--json").json
    assert (one["named"], one["scanned"]["photos"], one["scanned"]["failed"]) == (1, 1, 0)
    got = other("people", "import", photos, "--format", "xmp", "--json").json
    assert (got["named"], got["already"], got["notes"]) == (len(before) - 1, 1, [])
    assert got["unmatched"] == 0
    assert names(other) == before


def test_a_pack_brings_people_whom_no_photo_shows(named: Program, photos: Path):
    pack = photos.parent / "all.faceapp-people.json"
    assert named("people", "export", pack, "--json").json["people"] == 2
    document = json.loads(pack.read_text("utf-8"))
    assert [person["caption"] for person in document["people"]] == ["Уго", ""]
    assert all(person["cover"] for person in document["people"])
    other = Program(photos.parent / "by pack")
    run = other("people", "import", pack)
    assert run.code == 0, run.err
    assert "New people: 2" in run.out
    assert "undo takes all of it back" in run.out
    again = other("people", "import", pack, "--on-same-name", "keep-both", "--json").json
    assert (again["new_people"], again["known_people"]) == (2, 0)


def test_folders_come_out_and_in(named: Program, photos: Path):
    out = photos.parent / "out"
    told = named("people", "export", out, "--json").json
    assert told["format"] == "folders"
    assert {path.name for path in out.iterdir()} == {"Hugo_Chavez", "Tony_Blair"}
    assert told["files"] == sum(path.is_file() for path in out.rglob("*"))
    other = Program(photos.parent / "by folders")
    got = other("people", "import", out, "--json").json
    assert (got["format"], got["named"], got["new_people"]) == ("folders", 2, 2)


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["export", "x.json", "--copies"], 2, "--copies"),
        (["import", "{photos}", "--on-same-name", "keep-both"], 2, "--on-same-name"),
        (["import", "{photos}", "--format", "vcard"], 2, "--format"),
        (["import", "/no/such"], 3, "/no/such"),
        (["import", "/no/such.json"], 3, "/no/such.json"),
        (["import", "{photos}/lonely.xmp"], 3, "lonely"),
        (["import", "{photos}/Tony_Blair", "--format", "folders"], 3, "folder per person"),
        (["export", "/no/such/x.json"], 3, "/no/such"),
        (["export", "/no/such/x", "--format", "xmp"], 3, "/no/such/x"),
        (["sing"], 2, "sing"),
    ],
)
def test_wrong_input_ends_with_its_code_and_a_sentence(
    named: Program, photos: Path, arguments: list[str], code: int, word: str
):
    filled = [argument.format(photos=photos) for argument in arguments]
    run = named("people", *filled)
    assert (run.code, run.out) == (code, "")
    assert word in run.err
    assert "Traceback" not in run.err


def test_an_empty_library_gives_nothing(program: Program, tmp_path: Path):
    run = program("people", "export", tmp_path / "x.json", "--lang", "ru")
    assert run.code == 3
    assert "имени" in run.err
