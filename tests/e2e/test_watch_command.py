"""`faceapp sources watch`: a real process that takes up what changes until it is interrupted."""

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

ENDS_S = 60


def faceapp(data: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "faceapp", "--json", "--lang", "en", "--data", str(data)]
    return subprocess.Popen(
        [*command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    )


def answer(data: Path, *arguments: str) -> dict:
    process = faceapp(data, *arguments)
    out, err = process.communicate(timeout=ENDS_S)
    assert process.returncode == 0, err
    return json.loads(out)


def test_new_and_deleted_photos_are_taken_up_until_it_is_interrupted(assets: Path, tmp_path: Path):
    photos, data = tmp_path / "photos", tmp_path / "data"
    photos.mkdir()
    some = sorted((assets / "data" / "photos").rglob("*.jpg"))[:2]
    shutil.copy(some[0], photos / "a.jpg")
    answer(data, "scan", str(photos))
    watching = faceapp(data, "sources", "watch", "photos")
    try:
        first = json.loads(watching.stdout.readline())
        assert (first["folders"], first["skipped"]) == ([str(photos)], 1)
        shutil.copy(some[1], photos / "b.jpg")
        assert json.loads(watching.stdout.readline())["photos"] == 1
        (photos / "a.jpg").unlink()
        assert json.loads(watching.stdout.readline())["skipped"] == 1
        watching.send_signal(signal.SIGINT)
        assert watching.wait(ENDS_S) == 130
    finally:
        watching.kill()
        watching.communicate()
    (source,) = answer(data, "sources", "list")["sources"]
    assert (source["photos"], source["missing"]) == (1, 1)


@pytest.mark.parametrize("names", [(), ("photos",)])
def test_without_a_folder_to_watch_it_says_so(tmp_path: Path, names: tuple[str, ...]):
    process = faceapp(tmp_path / "data", "sources", "watch", *names)
    out, err = process.communicate(timeout=ENDS_S)
    assert process.returncode == 3, err
    assert json.loads(out)["error"]["code"] in {"nothing_watched", "unknown_source"}
