"""`faceapp models install`, `import`, `verify` and `remove` with a server of the test's own."""

import hashlib
import io
import os
import signal
import stat
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli_w
from filelock import FileLock

from faceapp.ml.builtin import convert, weights
from faceapp.net.policy import NetPolicy
from tests.e2e.installation import (
    ARCHIVE,
    BUILTIN_FILES,
    DETECTOR,
    EMBEDDER,
    OTHER,
    Installation,
    zipped,
)
from tests.fakes import https_server as serve
from tests.fakes.https_server import HttpsServer


@pytest.fixture
def program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Installation]:
    server = HttpsServer()
    server.start()
    server.answers |= {
        "/pack.zip": serve.content(ARCHIVE),
        "/det.onnx": serve.content(DETECTOR),
        "/rec.onnx": serve.content(EMBEDDER),
        "/yunet.onnx": serve.content(OTHER),
    }
    authority = serve.write_authority(tmp_path / "ca.pem")
    net = NetPolicy(authority, reaches_loopback=True, window_s=5, tries=1, first_wait_s=0.001)
    program = Installation(server, tmp_path / "library", net, capsys)
    program.write_catalogue()
    yield program
    server.stop()


def paths(program: Installation) -> list[str]:
    return [request.path for request in program.server.requests]


def test_what_can_be_installed_is_listed(program: Installation):
    code, document = program.json("models", "install")
    assert (code, program.err, program.server.requests) == (0, "", [])
    size = len(DETECTOR) + len(EMBEDDER)
    assert [(model["name"], model["bytes"]) for model in document["models"]] == [
        ("buffalo_sc", size),
        ("yunet", None),
    ]
    assert set(document["models"][0]) == {
        "name", "kind", "about", "licence", "licence_text", "bytes", "installed",
    }  # fmt: skip
    program.install("yunet")
    assert program("models", "install") == 0
    lines = program.out.splitlines()
    assert f"{size / 1e6:.1f} MB" in lines[0]
    assert "non-commercial" in lines[1]
    assert "unknown" in lines[2]
    assert lines[2].endswith("(installed)")
    assert program("models", "install", "--lang", "ru") == 0
    assert "Лицензия" in program.out


def test_without_consent_nothing_is_fetched(program: Installation):
    assert program("models", "install", "buffalo_sc") == 3
    assert "non-commercial" in program.err
    assert "faceapp models install buffalo_sc --accept-licence" in program.err
    code, document = program.json("models", "install", "buffalo_sc")
    assert (code, document["error"]["code"]) == (3, "consent_needed")
    assert program.server.requests == []
    assert not (program.models / "consents.toml").exists()


@pytest.mark.parametrize(
    ("answer", "code"), [("yes\n", 0), ("Y\n", 0), ("no\n", 3), ("\n", 3), ("", 3)]
)
def test_a_terminal_is_asked_for_consent(
    answer: str, code: int, program: Installation, monkeypatch: pytest.MonkeyPatch
):
    terminal = io.StringIO(answer)
    terminal.isatty = lambda: True
    monkeypatch.setattr("sys.stdin", terminal)
    assert program("models", "install", "yunet") == code
    assert "Do you accept" in program.err
    assert bool(program.server.requests) == (code == 0)


def test_who_wants_json_is_not_asked(program: Installation, monkeypatch: pytest.MonkeyPatch):
    terminal = io.StringIO("yes\n")
    terminal.isatty = lambda: True
    monkeypatch.setattr("sys.stdin", terminal)
    code, document = program.json("models", "install", "yunet")
    assert (code, document["error"]["code"], program.err.count("\n")) == (3, "consent_needed", 1)


def test_consent_is_recorded_and_not_asked_for_again(program: Installation):
    program.server.answers["/yunet.onnx"] = serve.status(404)
    assert program.install("yunet")[0] == 3
    path = program.models / "consents.toml"
    (consent,) = tomllib.loads(path.read_text())["consents"]
    assert (consent["model"], consent["licence"]) == ("yunet", "mit")
    assert consent["sha256"] == [hashlib.sha256(OTHER).hexdigest()]
    assert consent["given_at"].startswith("20")
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    given = path.read_text()
    for old, new in (('"yunet"', '"sface"'), ('"mit"', '"apache2"')):
        path.write_text(given.replace(old, new))
        assert program.json("models", "install", "yunet")[1]["error"]["code"] == "consent_needed"
    path.write_text(given)
    program.server.answers["/yunet.onnx"] = serve.content(OTHER)
    assert program("models", "install", "yunet") == 0
    path.write_text("consents = [")
    assert program("models", "install", "buffalo_sc", "--accept-licence") == 3
    assert str(path) in program.err


def test_a_pack_comes_out_of_its_archive(program: Installation):
    code, document = program.install("buffalo_sc")
    assert (code, program.err) == (0, "")
    assert document == {
        "name": "buffalo_sc",
        "detector": "det",
        "embedder": "rec",
        "dimension": 512,
        "active": False,
        "downloaded": True,
    }
    assert paths(program) == ["/pack.zip"]
    assert sorted(path.name for path in (program.models / "buffalo_sc").iterdir()) == [
        "det.onnx", "pack.toml", "rec.onnx",
    ]  # fmt: skip
    assert list((program.models / ".downloads").iterdir()) == []
    assert program.install("buffalo_sc") == (0, {"name": "buffalo_sc", "downloaded": False})
    assert len(program.server.requests) == 1
    assert program.json("models", "install")[1]["models"][0]["installed"] is True


@pytest.mark.parametrize(
    "archive", [serve.status(404), serve.plain(b"<html>"), serve.content(zipped(det=OTHER))]
)
def test_files_come_one_by_one_where_the_archive_does_not(
    archive: serve.Answer, program: Installation
):
    program.server.answers["/pack.zip"] = archive
    assert program.install("buffalo_sc")[0] == 0
    assert paths(program)[-2:] == ["/det.onnx", "/rec.onnx"]
    assert program("models", "verify") == 0


def test_what_the_archive_had_is_not_fetched_again(program: Installation):
    program.server.answers["/pack.zip"] = serve.content(zipped(a=EMBEDDER))
    assert program.install("buffalo_sc")[0] == 0
    assert paths(program) == ["/pack.zip", "/pack.zip", "/det.onnx"]


def test_an_install_that_broke_off_goes_on_in_the_next_run(program: Installation):
    program.server.answers |= {
        "/pack.zip": serve.status(404),
        "/det.onnx": serve.content(DETECTOR, stop_at=100_000),
    }
    code, document = program.install("buffalo_sc")
    assert (code, document["error"]["code"]) == (3, "download_failed")
    assert "localhost" in document["error"]["message"]
    program.server.answers["/det.onnx"] = serve.content(DETECTOR)
    assert program.install("buffalo_sc")[0] == 0
    assert program.server.begins("/det.onnx") == [None, 100_000]


def test_wrong_bytes_never_reach_the_store(program: Installation):
    for path, content in (("/pack.zip", b"x"), ("/det.onnx", OTHER), ("/yunet.onnx", DETECTOR)):
        program.server.answers[path] = serve.content(content)
    for name in ("buffalo_sc", "yunet"):
        code, document = program.install(name)
        assert (code, document["error"]["code"]) == (3, "download_failed")
        assert not (program.models / name).exists()
    assert not list(program.models.rglob("*.onnx"))
    assert [engine["name"] for engine in program.json("models", "list")[1]["engines"]] == [
        "builtin"
    ]


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_stops_and_keeps_what_came(program: Installation):
    def interrupted(handler: serve.Handler) -> None:
        serve.content(OTHER, stop_at=100_000)(handler)
        while not any(part.stat().st_size for part in program.models.rglob("*.part")):
            program.server.closing.wait(0.01)
        os.kill(os.getpid(), signal.SIGINT)
        serve.silent(handler)

    program.server.answers["/yunet.onnx"] = interrupted
    assert program("models", "install", "yunet", "--accept-licence") == 130
    assert "kept" in program.err
    program.server.answers["/yunet.onnx"] = serve.content(OTHER)
    assert program("models", "install", "yunet") == 0
    assert program.server.begins("/yunet.onnx")[1] > 0


def test_whoever_watches_sees_a_bar(program: Installation, monkeypatch: pytest.MonkeyPatch):
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")  # a dumb one gets no bar
    assert program("models", "install", "yunet", "--accept-licence") == 0
    assert "Download" in terminal.getvalue()
    assert "bytes" in terminal.getvalue() or "MB" in terminal.getvalue()


def test_a_damaged_model_is_installed_again(program: Installation):
    program.install("yunet")
    file = program.models / "yunet/yunet.onnx"
    file.write_bytes(OTHER[:-1])
    code, document = program.json("models", "verify")
    assert (code, document["engines"]["yunet"]) == (3, ["yunet.onnx: changed"])
    assert program.install("yunet")[0] == 0
    assert file.read_bytes() == OTHER


def test_a_name_that_is_taken_is_told_before_the_download(program: Installation, tmp_path: Path):
    (tmp_path / "yunet.onnx").write_bytes(DETECTOR)
    assert program("models", "import", tmp_path / "yunet.onnx") == 0
    code, document = program.install("yunet")
    assert (code, document["error"]["code"]) == (3, "model_name_taken")
    assert program.server.requests == []
    # Verified as what it is called, it is not what was published.
    code, document = program.json("models", "verify")
    assert document["engines"]["yunet"] == ["yunet.onnx: not_published"]
    assert program("models", "remove", "yunet") == 0
    assert program.install("yunet")[0] == 0


def test_two_installs_at_once_are_one_too_many(program: Installation):
    program.models.mkdir(parents=True)
    with FileLock(program.models / ".lock"):
        code, document = program.install("yunet")
    assert (code, document["error"]["code"]) == (3, "data_folder_locked")
    assert program.server.requests == []


def test_an_unknown_name_is_answered_with_the_known_ones(program: Installation):
    for command in (["install", "nobody"], ["remove", "nobody"]):
        code, document = program.json("models", *command)
        assert (code, document["error"]["code"]) == (3, "unknown_model")
    assert program("models", "install", "nobody") == 3
    assert "buffalo_sc, yunet" in program.err


def test_a_zip_of_ones_own_is_imported(program: Installation, tmp_path: Path):
    (tmp_path / "own.zip").write_bytes(zipped(det=DETECTOR, rec=EMBEDDER))
    code, document = program.json("models", "import", tmp_path / "own.zip", "--name", "mine")
    assert (code, document["name"], document["dimension"]) == (0, "mine", 512)
    assert program("models", "verify") == 0


def test_a_wrong_byte_in_any_model_file_is_caught(
    program: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    program.install("buffalo_sc")
    cache = program.data / "cache" / "onnx"
    convert.detector_graphs(cache)
    code, document = program.json("models", "verify")
    assert (code, document["engines"]) == (0, {"builtin": [], "buffalo_sc": []})
    places = {file.path: weights.locate(file) for file in BUILTIN_FILES}
    for path, place in places.items():
        places[path] = tmp_path / place.name
        places[path].write_bytes(place.read_bytes())
    monkeypatch.setattr(weights, "locate", lambda file: places[file.path])
    files = [*places.values(), *cache.glob("*.onnx"), *program.models.glob("*/*.onnx")]
    assert len(files) == 4 + 3 + 2
    for file in files:
        sound = file.read_bytes()
        file.write_bytes(sound[:-1] + bytes([sound[-1] ^ 1]))
        code, document = program.json("models", "verify")
        (problem,) = [told for found in document["engines"].values() for told in found]
        assert (code, problem.partition(":")[0]) == (3, file.name)
        file.write_bytes(sound)
    assert program("models", "verify") == 0


def test_a_record_that_was_changed_along_is_caught_by_the_catalogue(program: Installation):
    program.install("yunet")
    file, record = (program.models / "yunet" / name for name in ("yunet.onnx", "model.toml"))
    file.write_bytes(DETECTOR)
    facts = tomllib.loads(record.read_text())
    facts["model"] |= {"sha256": hashlib.sha256(DETECTOR).hexdigest(), "size": len(DETECTOR)}
    record.write_text(tomli_w.dumps(facts))
    code, document = program.json("models", "verify")
    assert (code, document["engines"]["yunet"]) == (3, ["yunet.onnx: not_published"])
    assert program.json("models", "install")[1]["models"][1]["installed"] is False


@pytest.mark.parametrize(
    "engine", ["buffalo_sc", "buffalo_sc:int8", "mtcnn+buffalo_sc", "det+dlib:flip", "yunet+rec"]
)
def test_what_the_chosen_engine_needs_is_not_removed(engine: str, program: Installation):
    program.install("buffalo_sc")
    program.install("yunet")
    (program.data / "settings.toml").write_text(tomli_w.dumps({"engine": engine}))
    code, document = program.json("models", "remove", "buffalo_sc")
    assert (code, document["error"]["code"]) == (3, "model_in_use")
    assert program("models", "verify") == 0
    needs_yunet = engine.startswith("yunet")
    assert program("models", "remove", "yunet") == (3 if needs_yunet else 0)
    assert (program.models / "yunet").exists() == needs_yunet


@pytest.mark.parametrize("name", ["builtin", "mtcnn", "dlib"])
def test_the_embedded_engine_is_not_removed(name: str, program: Installation):
    code, document = program.json("models", "remove", name)
    assert (code, document["error"]["code"]) == (3, "model_embedded")


def test_removing_a_model_leaves_the_library_alone(program: Installation):
    program.install("buffalo_sc")
    kept = program.data / "faceapp.sqlite"
    kept.write_bytes(b"names and vectors")
    code, document = program.json("models", "remove", "buffalo_sc")
    assert (code, document) == (0, {"removed": "buffalo_sc"})
    assert kept.read_bytes() == b"names and vectors"
    assert sorted(path.name for path in program.models.iterdir()) == [
        ".downloads", ".lock", "consents.toml",
    ]  # fmt: skip
    assert program("models", "remove", "buffalo_sc") == 3
    assert program.install("buffalo_sc")[0] == 0


def test_the_program_itself_reaches_no_server_of_this_computer(program: Installation):
    program.net = NetPolicy()
    code, document = program.install("yunet")
    assert (code, document["error"]["code"]) == (3, "download_failed")
    assert "not safe" in document["error"]["message"]
    assert program.server.requests == []
