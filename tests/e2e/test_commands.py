"""What every command promises: exit codes, one JSON document, clear messages, private files."""

import json
import os
import re
import shlex
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import Program

SAMPLE = Path("data/photos/lfw10/Tony_Blair/Tony_Blair_0001.jpg")


@pytest.fixture(scope="module")
def scanned(assets: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Twenty photos of two people."""
    root = tmp_path_factory.mktemp("commands")
    for person in ("Tony_Blair", "Hugo_Chavez"):
        shutil.copytree(assets / "data/photos/lfw10" / person, root / "photos" / person)
    program = Program(root / "library")
    run = program("scan", root / "photos", "--json")
    assert run.code == 0, run.err
    return program


def test_scan_prints_one_json_document_with_the_promised_keys(scanned: Program) -> None:
    run = scanned("scan", scanned.data.parent / "photos", "--json")
    assert list(run.json) == [
        "photos", "updated", "skipped", "duplicates", "failed", "no_face", "faces", "seconds",
        "photos_per_second", "engine", "device", "failures", "cancelled", "unreadable_folders",
        "stopped", "left_out",
    ]  # fmt: skip
    assert run.err == ""


def test_search_prints_the_promised_keys(scanned: Program, assets: Path) -> None:
    answer = scanned("--json", "search", assets / SAMPLE, "--compare").json
    assert set(answer) == {"probe", "engine", "similarity", "matches", "seconds", "compare"}
    assert answer["probe"]["used"] == 1
    first = answer["matches"][0]
    assert set(first) == {
        "rank", "face_id", "photo_id", "path", "source", "source_title", "similarity", "cosine",
        "distance", "box", "person",
    }  # fmt: skip
    assert (first["rank"], first["person"], first["source"]) == (1, None, "local")
    assert first["distance"] == pytest.approx(max(0, 2 - 2 * first["cosine"]) ** 0.5, abs=0.02)
    assert answer["compare"]["memory"]["recall"] == 1.0


def test_metric_changes_what_is_shown_but_not_the_order(scanned: Program, assets: Path) -> None:
    cosine = scanned("search", assets / SAMPLE, "--metric", "cosine", "--json").json["matches"]
    l2 = scanned("search", assets / SAMPLE, "--metric", "l2", "--json").json["matches"]
    assert [match["face_id"] for match in cosine] == [match["face_id"] for match in l2]
    assert "l2 " in scanned("search", assets / SAMPLE, "--metric", "l2").out


def test_filters_by_source_and_date(scanned: Program, assets: Path) -> None:
    assert scanned("search", assets / SAMPLE, "--source", "local", "--json").json["matches"]
    # these photos carry no date
    assert (
        scanned("search", assets / SAMPLE, "--since", "2001-01-01", "--json").json["matches"] == []
    )
    unknown = scanned("search", assets / SAMPLE, "--source", "vk")
    assert unknown.code == 3
    assert "vk" in unknown.err


def test_one_of_several_faces_on_the_sample_is_picked(scanned: Program, assets: Path) -> None:
    group = assets / "data/photos/groups/six_people.jpg"
    probe = scanned("search", group, "--face", 2, "--json").json["probe"]
    assert (len(probe["faces"]), probe["used"]) == (6, 2)
    areas = [face["box"][2] * face["box"][3] for face in probe["faces"]]
    assert areas == sorted(areas, reverse=True)
    refused = scanned("search", group, "--face", 7)
    assert (refused.code, "1 to 6" in refused.err) == (3, True)


def test_several_are_searched_together(scanned: Program, assets: Path) -> None:
    blair, chavez = SAMPLE, Path("data/photos/lfw10/Hugo_Chavez/Hugo_Chavez_0001.jpg")
    alone = scanned("search", assets / blair, "--only-them", "--max-faces", 1, "--json").json
    assert set(alone) == {
        "terms", "only_them", "max_faces", "engine", "similarity", "photos", "total", "seconds",
    }  # fmt: skip
    assert alone["terms"] == [{"rule": "all", "photo": str(assets / blair), "face": 1}]
    photo = alone["photos"][0]
    assert set(photo) == {
        "rank", "photo_id", "path", "source", "source_title", "similarity", "faces",
    }  # fmt: skip
    assert set(photo["faces"][0]) == {"face_id", "box", "person", "similarity", "terms"}
    assert all("Tony_Blair" in each["path"] for each in alone["photos"])
    either = ("search", "--any-of", assets / blair, "--any-of", assets / chavez)
    both = scanned(*either, "--json").json
    assert both["total"] > alone["total"]
    face = photo["faces"][0]["face_id"]
    rest = scanned(*either, "--none-of", f"#{face}", "--json").json["photos"]
    assert 0 < len(rest) < both["total"]
    assert all(face != each["face_id"] for photo in rest for each in photo["faces"])
    assert scanned("search", assets / blair, assets / chavez, "--json").json["total"] == 0
    lines = scanned("search", "--any-of", assets / blair, "--any-of", assets / chavez).out
    assert re.search(r"Hugo_Chavez_0001\.jpg \d\d\.\d % \[\d+x\d+\+\d+\+\d+\]", lines)


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["search", "--none-of", "{sample}"], 2, "--all-of"),
        (["search", *["{sample}"] * 9], 2, "8"),
        (["search", "{sample}", "{sample}", "--compare"], 2, "--compare"),
        (["search", "{sample}", "--max-faces", "0"], 2, "--max-faces"),
        (["search", "--person", "Nobody"], 3, "Nobody"),
        (["search", "--all-of", "Nobody"], 3, "Nobody"),
        (["search", "--all-of", "nobody.jpg"], 3, "no such file"),
        (["search", "--all-of", "#4711"], 3, "4711"),
        (["search", "{sample}", "--similarity", "69"], 2, "70 to 95"),
        (["search", "{sample}", "--similarity", "x"], 2, "--similarity"),
        (["search", "{sample}", "--since", "2020-01-02", "--until", "2020-01-01"], 2, "--since"),
        (["search", "{folder}"], 3, "folder"),
        (["photos", "--limit", "99999999999999999999"], 2, "--limit"),
        (["photos", "--no-faces", "--failed"], 2, "--no-faces"),
        (["/no/such"], 3, "/no/such"),
        (["a" * 300], 2, "aaa"),
        (["photos", "--data", ""], 2, "--data"),
        (["photos", "--data", "~nobody-here/x"], 3, "~nobody-here/x"),
        (["search", "/no/such.jpg"], 3, "/no/such.jpg"),
        (["search", "{program}"], 3, "format"),
        (["scan", "/no/such"], 3, "/no/such"),
        (["frobnicate"], 2, "frobnicate"),
        (["export", "faces.xlsx"], 3, ".csv"),
        (["export", "faces.csv", "--similar-to", "{sample}", "--similarity", "0"], 2, "70 to 95"),
        (["models", "use", "nobody"], 3, "nobody"),
        (["faces", "--photo", "999999"], 3, "999999"),
        (["photos", "--failed", "--missing"], 2, "--failed"),
    ],
)
def test_wrong_input_ends_with_its_code_and_a_sentence(
    scanned: Program, assets: Path, arguments: list[str], code: int, word: str
) -> None:
    places = {"sample": assets / SAMPLE, "program": __file__, "folder": assets}
    filled = [word.format_map(places) for word in arguments]
    run = scanned(*filled)
    assert (run.code, run.out) == (code, "")
    assert word in run.err
    assert "Traceback" not in run.err
    told = scanned(*filled, "--json").json["error"]
    assert run.err.strip().endswith(told["message"])


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full")
def test_a_reader_that_leaves_and_a_full_disk_behind_stdout(scanned: Program) -> None:
    left = subprocess.run(
        ["sh", "-c", f"{shlex.join(scanned.command('photos'))} | true"],
        env=scanned.environment(),
        capture_output=True,
        check=False,
    )
    assert left.stderr == b""
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            scanned.command("photos", "--json"),
            env=scanned.environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert run.returncode == 4
    assert b"stdout" in run.stderr
    assert b"Traceback" not in run.stderr


def test_what_is_said_is_utf_8_whatever_the_console_takes(program: Program) -> None:
    for arguments in (["--help"], ["photos"], ["search", "/нет.jpg"]):
        run = program(*arguments, "--lang", "ru", PYTHONIOENCODING="latin-1")
        assert re.search("[а-яё]{4}", run.out + run.err)
        assert "Traceback" not in run.err


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_names_that_are_no_text_reach_neither_terminal_nor_json_as_they_are(
    program: Program, assets: Path
) -> None:
    name = b"bad\xff\r\x1b[2J.jpg"
    photos = program.data.parent / "photos"
    photos.mkdir()
    Path(os.fsdecode(os.fsencode(photos) + b"/" + name)).write_bytes((assets / SAMPLE).read_bytes())
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert program("scan", photos, **ascii_only).code == 0
    listed = program("photos", **ascii_only)
    assert listed.out.endswith("bad\\udcff\\x0d\\x1b[2J.jpg\n")
    (photo,) = program("photos", "--json", **ascii_only).json["photos"]
    assert os.fsencode(photo["path"]).endswith(name)


def test_a_folder_given_twice_is_counted_once(program: Program, assets: Path) -> None:
    root = program.data.parent / "photos"
    shutil.copytree(assets / "data/photos/lfw10/Tony_Blair", root / "inside")
    (root / "broken.jpg").write_bytes(b"\xff\xd8\xff")
    first = program("scan", root / "inside", root, root, root / "broken.jpg", "--json").json
    assert [first[name] for name in ("photos", "skipped", "duplicates", "failed")] == [10, 0, 0, 1]
    again = program("scan", root, root / "inside", "--retry-failed", "--json").json
    assert [again[name] for name in ("photos", "skipped", "failed")] == [0, 10, 1]


def test_faces_of_another_engine_are_not_passed_over_in_silence(
    scanned: Program, assets: Path, pack: Path
) -> None:
    other = Program(scanned.data.parent / "other")
    shutil.copytree(scanned.data, other.data)
    assert other("models", "import", pack).code == 0
    assert other("models", "use", "testpack").code == 0
    for command in (["search", assets / SAMPLE], ["faces"], ["export", other.data / "faces.csv"]):
        run = other(*command)
        assert (run.code, "testpack" in run.err) == (0, True)


def test_both_languages(scanned: Program) -> None:
    assert "Нет такого файла" in scanned("search", "/no.jpg", "--lang", "ru").err
    assert "There is no such file" in scanned("search", "/no.jpg", "--lang", "en").err
    assert scanned("photos", "--lang", "fr").code == 2


def test_the_language_of_the_settings_holds_unless_the_command_says_otherwise(
    program: Program,
) -> None:
    program.data.mkdir()
    (program.data / "settings.toml").write_text('language = "ru"')
    assert "Фотографий: 0" in program("photos").out
    assert "Photos: 0" in program("photos", "--lang", "en").out
    (program.data / "settings.toml").write_text('device = "gpu"')
    refused = program("photos")
    assert (refused.code, "device" in refused.err) == (3, True)


def test_an_empty_library_says_what_to_do(program: Program, assets: Path) -> None:
    run = program("search", assets / SAMPLE)
    assert run.code == 3
    assert "faceapp scan" in run.err
    assert program("photos", "--json").json == {"photos": [], "total": 0}


def test_without_arguments_and_with_version(program: Program) -> None:
    assert "faceapp scan" in program("--json").json["message"]  # where nobody looks at a window
    assert program("--version").out.startswith("faceapp ")


def test_export_writes_every_face_and_those_alike(scanned: Program, assets: Path) -> None:
    table = scanned.data.parent / "faces.csv"
    total = scanned("faces", "--json", "--limit", 1).json["total"]
    assert scanned("export", table, "--json").json["faces"] == total
    assert len(table.read_text().splitlines()) == total + 1
    alike = scanned.data.parent / "alike.json"
    assert scanned("export", alike, "--similar-to", assets / SAMPLE).code == 0
    faces = json.loads(alike.read_text())["faces"]
    assert 5 <= len(faces) <= 10
    assert all(face["similarity"] >= 85 for face in faces)


def test_folders_are_0700_and_files_0600(scanned: Program) -> None:
    modes = {
        path: stat.S_IMODE(path.stat().st_mode)
        for path in [scanned.data, *scanned.data.rglob("*")]
        if not path.is_symlink()
    }
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}


def test_a_second_writer_is_told_who_holds_the_library_and_readers_are_not(
    scanned: Program, assets: Path
) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(scanned.data / "writer.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout.readline() == b"held\n"
        for command in (["scan", scanned.data.parent / "photos"], ["verify"], ["rebuild-index"]):
            run = scanned(*command)
            assert (run.code, str(holder.pid) in run.err, "holding" in run.err) == (3, True, True)
        assert scanned("search", assets / SAMPLE).code == 0
        assert scanned("search", assets / SAMPLE, "--compare").code == 3
        assert scanned("photos").code == 0
    finally:
        holder.communicate()
    assert scanned("verify").code == 0


_HOLD = """
import sys
from pathlib import Path
from faceapp.services.writer_lock import WriterLock
with WriterLock(Path(sys.argv[1])).held("holding"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_stops_cleanly_and_the_next_scan_goes_on(program: Program, assets: Path) -> None:
    process = subprocess.Popen(
        program.command("scan", assets / "data/photos", "--json"),
        env=program.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while process.poll() is None and not list(program.data.glob("cache/thumbs/*/*-256.jpg")):
        signal.sigtimedwait([], 0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err.decode()
    stopped = json.loads(out)
    kept = program("photos", "--json").json["total"]
    assert kept == stopped["photos"] < 130
    rest = program("scan", assets / "data/photos", "--json").json
    assert rest["photos"] + kept == 128  # of 130, two are near copies of others
    assert program("verify").code == 0
