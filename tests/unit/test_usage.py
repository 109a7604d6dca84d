"""Wrong commands are answered in the language of the run, without opening the library."""

import json
import re
from pathlib import Path

import pytest

from faceapp.cli.main import run
from faceapp.core.jobs import Cancelled
from faceapp.services.workspace import Workspace


def never(data: Path | None) -> Workspace:
    raise AssertionError(f"opened {data}")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("photos --limit x", "--limit"),
        ("photos --limit 0", "--limit"),
        ("photos --limit", "--limit"),
        ("photos --failed=yes", "--failed"),
        ("photos --bogus", "--bogus"),
        ("photos extra", "extra"),
        ("search", "photo"),
        ("search x --since 1.2.2003", "--since"),
        ("search x --metric angle", "--metric"),
        ("scan photos --dry-run", "photos"),
        ("models use", "name"),
        ("models frobnicate", "frobnicate"),
        ("lab", "какая команда"),
        ("lab accuracy . --aligned --border black", "--aligned | --border"),
        ("lab accuracy . --border grey", "--border"),
        ("lab pairs . list --pairs 10 --folds 4", "--pairs = N × 2 × 4"),
        ("frobnicate", "frobnicate"),
        ("photos --data=", "--data"),
    ],
)
def test_what_is_wrong_is_named_in_russian(words, named, capfd):
    assert run([*words.split(), "--lang", "ru"], never, never) == 2
    out, err = capfd.readouterr()
    reason = err.removeprefix("Неверная команда: ").removesuffix(" Справка: faceapp --help\n")
    assert (out, named in reason) == ("", True)
    foreign = reason.replace(named, "").replace("cosine", "").replace("l2", "")
    assert not re.search("[A-Za-z]", foreign)


def test_with_json_the_error_is_the_document(capfd):
    assert run(["photos", "--limit", "x", "--json", "--lang", "en"], never, never) == 2
    error = json.loads(capfd.readouterr().out)["error"]
    assert error["code"] == "usage"
    assert "--limit" in error["message"]


def test_an_unknown_language_is_refused(capfd):
    assert run(["photos", "--lang", "fr"], never, never) == 2
    assert "ru|en" in capfd.readouterr().err


def test_a_module_interrupted_while_it_loads_is_no_bug(capfd):
    def interrupted(data: Path | None) -> Workspace:
        raise ImportError("initialization failed") from KeyboardInterrupt()

    assert run(["photos"], interrupted, never) == 130
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize(("language", "said"), [("en", "Stopped."), ("ru", "Остановлено.")])
@pytest.mark.parametrize("command", ["lab accuracy", "models", "scan"])
@pytest.mark.parametrize("end", [Cancelled, KeyboardInterrupt])
def test_a_command_that_was_stopped_says_so_and_nothing_of_a_scan(
    command, language, said, end, tmp_path, monkeypatch, capfd
):
    def stopped(*_):
        raise end

    monkeypatch.setattr("faceapp.cli.lab_accuracy.open_gallery", stopped)
    folder = [str(tmp_path)] if command.startswith("lab") else []
    assert run([*command.split(), *folder, "--lang", language], stopped, never) == 130
    assert capfd.readouterr() == ("", f"{said}\n")


def test_a_bug_is_logged_and_told_without_its_traceback(capfd, error_log):
    def broken(data: Path | None) -> Workspace:
        raise ZeroDivisionError

    assert run(["photos", "--lang", "en", "--data", "d"], broken, never) == 4
    out, err = capfd.readouterr()
    assert (out, "Traceback" in err) == ("", False)
    assert "unexpected error" in err
    assert error_log == ["bug"]
    error_log.clear()


@pytest.mark.parametrize("command", [[], ["search"], ["models"], ["lab", "calibrate"]])
def test_help_speaks_one_language(command, capfd):
    assert run([*command, "--help", "--lang", "ru"], never, never) == 0
    assert re.search("[а-яё]{4}", capfd.readouterr().out)
    assert run([*command, "--help", "--lang", "en"], never, never) == 0
    assert not re.search("[а-яё]", capfd.readouterr().out)
