"""A change of engine hides nothing and loses no name (S1-63)."""

import shutil
from pathlib import Path

import pytest

from faceapp.app import open_workspace
from faceapp.core.jobs import CancelToken
from faceapp.services.workspace import Workspace
from tests.e2e.conftest import Program

PEOPLE = ("Tony_Blair", "Hugo_Chavez")


@pytest.fixture
def album(assets: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "album"
    for person in PEOPLE:
        (folder / person).mkdir(parents=True)
        for path in sorted((assets / "data/photos/lfw10" / person).iterdir())[:3]:
            shutil.copy(path, folder / person)
    return folder


def name_everybody(workspace: Workspace) -> None:
    with workspace._writing("naming") as database, database.write() as unit:
        people = {person: unit.people.add(person) for person in PEOPLE}
        for face in unit.faces.list(1)[0]:
            unit.people.assign(face.id, people[Path(face.path).parent.name])


def test_the_old_engine_answers_until_the_new_one_has_seen_everything(
    program: Program, album: Path, pack: Path
):
    probe = album / "Tony_Blair" / "Tony_Blair_0001.jpg"
    assert program("scan", album, "--json").json["photos"] == 6
    workspace = open_workspace(program.data)
    name_everybody(workspace)
    program("models", "import", pack)
    program("models", "use", "testpack")

    before = program("search", probe, "--json")
    assert before.json["engine"] == "builtin"
    assert {match["person"] for match in before.json["matches"]} == {"Tony_Blair"}
    spoken = program("search", probe)
    assert "Engine builtin answers: the chosen testpack has looked at 0 of 6 photos" in spoken.err
    assert program("faces", "--json").json["total"] == len(
        workspace.library.faces("builtin", None, None)[0]
    )

    program("scan", album / "Tony_Blair", "--json")  # half of the photos
    assert program("search", probe, "--json").json["engine"] == "builtin"

    rest = program("scan", "--json").json  # whatever is known
    assert (rest["engine"], rest["updated"], rest["skipped"], rest["photos"]) == (
        "testpack",
        3,
        3,
        0,
    )
    after = program("search", probe, "--json")
    assert (after.json["engine"], after.err) == ("testpack", "")
    assert [match["person"] for match in after.json["matches"]] == ["Tony_Blair"] * 3
    workspace.close()


def test_an_engine_that_cannot_be_opened_any_more_leaves_the_answer_to_the_chosen_one(
    program: Program, album: Path, pack: Path
):
    program("models", "import", pack)
    program("scan", album, "--engine", "testpack")
    shutil.rmtree(program.data / "models" / "testpack")
    run = program("search", album / "Tony_Blair" / "Tony_Blair_0001.jpg")
    assert run.code == 3
    assert "builtin" in run.err


def test_a_part_of_the_answer_is_never_shown_as_the_whole(
    program: Program, album: Path, pack: Path
):
    probe = album / "Tony_Blair" / "Tony_Blair_0001.jpg"
    program("models", "import", pack)
    program("scan", album, "--engine", "testpack")
    program("scan", album / "Tony_Blair")
    shutil.rmtree(program.data / "models" / "testpack")

    run = program("search", probe, "--compare")
    assert run.code == 0
    assert "(4 faces searched" in run.out
    assert "only what builtin knows, 3 of 6 photos. To let it" in run.err
    assert "was not opened. There is no engine testpack. Known: builtin" in run.err
    log = (program.data / "logs" / "faceapp.log").read_text()
    assert "builtin answers, testpack was not opened: unknown_engine" in log
    export = program("--lang", "ru", "export", program.data / "a.csv", "--similar-to", probe)
    assert "builtin: 3 фотографий из 6" in export.err


def test_a_scan_without_folders_takes_nothing_new_in(program: Program, album: Path):
    none = program("scan")
    assert none.code == 3
    assert "faceapp scan FOLDER" in none.err
    one = album / "Tony_Blair" / "Tony_Blair_0001.jpg"
    program("scan", one)
    again = program("scan", "--json").json
    assert (again["photos"], again["skipped"]) == (0, 1)
    one.unlink()
    program("scan")
    assert len(program("photos", "--missing", "--json").json["photos"]) == 1


def test_known_folders_that_are_not_there_are_named_and_the_others_scanned(
    program: Program, album: Path
):
    blair, chavez = (album / person for person in PEOPLE)
    program("scan", blair, chavez)
    blair.rename(album / "away")
    next(chavez.iterdir()).unlink()

    run = program("scan")
    assert run.code == 0
    assert f"{blair} was left out, what is known of it stays." in run.err
    assert "Now missing: 1" in run.out
    told = program("scan", "--json").json
    assert told["left_out"] == [{"path": str(blair), "code": "path_not_found"}]
    assert told["skipped"] == 2
    assert program("photos", "--missing", "--json").json["total"] == 1

    chavez.rename(album / "away too")
    assert "none of them is there now" in program("scan").err


def test_tiles_look_again_at_what_is_known_and_only_once(program: Program, album: Path):
    program("scan", album)
    tiles = program("scan", "--tiles", "--json").json
    assert (tiles["updated"], tiles["skipped"]) == (6, 0)
    again = program("scan", "--tiles", "--json").json
    assert (again["updated"], again["skipped"]) == (0, 6)
    facts = program("faces", "--json").json["faces"][0]["quality_facts"]
    assert set(facts) == {"sharpness", "size", "pose", "exposure", "detector"}
    assert all(0 <= share <= 1 for share in facts.values())
    assert program("verify", "--json").json["clean"]


def test_a_scan_opens_the_models_for_new_photos_only(program: Program, album: Path, pack: Path):
    program("models", "import", pack)
    program("models", "use", "testpack")
    first = program("scan", album, "--json").json
    assert (first["photos"], first["device"]) == (6, "cpu")
    model = program.data / "models" / "testpack" / "scrfd_500m_kps.onnx"
    model.write_bytes(model.read_bytes()[:-1] + b"?")

    again = program("scan", album, "--json").json
    assert (again["skipped"], again["engine"], again["device"]) == (6, "testpack", None)
    new = next((album / "Tony_Blair").iterdir())
    (album / "new.jpg").write_bytes(new.read_bytes() + b" ")
    refused = program("scan", album)
    assert (refused.code, "scrfd_500m_kps" in refused.err) == (3, True)
    program("models", "import", pack)
    assert program("scan", album, "--json").json["updated"] == 0
    assert program("photos", "--json").json["total"] == 6  # one of them in two places


def test_patience_is_asked_for_once_where_an_engine_must_be_made(program: Program):
    assert "half a minute" not in program("models", "use", "builtin").err
    first = program("models", "use", "builtin:int8")
    assert (first.code, "builtin:int8 is made for this computer" in first.err) == (0, True)
    again = program("models", "use", "builtin:int8")
    assert (again.code, again.err) == (0, "")


def test_a_cancelled_change_leaves_the_old_engine_answering(
    program: Program, album: Path, pack: Path
):
    program("scan", album)
    program("models", "import", pack)
    workspace = open_workspace(program.data)
    workspace.use_engine("testpack")
    token = CancelToken()
    token.cancel()
    summary = workspace.scan(
        workspace.known_sources().present, workspace.engine_card(), token, lambda _: None
    )
    assert summary.cancelled
    assert workspace.answering.engine == "builtin"
    done = workspace.scan(
        workspace.known_sources().present, workspace.engine_card(), CancelToken(), lambda _: None
    )
    assert not done.cancelled
    assert workspace.answering.engine == "testpack"
    workspace.close()
