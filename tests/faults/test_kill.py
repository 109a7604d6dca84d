"""kill -9 in the middle of a scan: nothing finished is lost, nothing is doubled (S3-70)."""

import random
import signal
import subprocess
from pathlib import Path

import pytest

from tests.e2e.conftest import Program

KILLS = 10


@pytest.fixture
def many_photos(assets: Path, tmp_path: Path) -> Path:
    """Twelve hundred files with different bytes."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(12):
        for path in sorted((assets / "data/photos/lfw10").glob("*/*")):
            copy = folder / f"{number}-{path.name}"
            copy.write_bytes(path.read_bytes() + bytes([number]))
    return folder


def test_ten_kills_lose_nothing_and_double_nothing(program: Program, many_photos: Path) -> None:
    moments = random.Random(20)
    finished: set[str] = set()
    killed = 0
    for _ in range(KILLS):
        killed += _kill_after(moments.uniform(0.9, 2.4), program, many_photos)
        photos = program("photos", "--json").json["photos"]
        places = [photo["path"] for photo in photos]
        assert len(places) == len(set(places))
        assert finished <= set(places)
        finished = set(places)
    assert killed >= KILLS - 2  # the last ones may meet a finished scan
    last = program("scan", many_photos, "--json")
    assert last.code == 0, last.err
    assert last.json["skipped"] >= len(finished) - 64  # two batches may have been under way
    assert program("photos", "--json").json["total"] == 1200
    verdict = program("verify", "--json")
    assert verdict.code == 0, verdict.out
    assert verdict.json["faces"] == program("faces", "--json", "--limit", 1).json["total"]


def _kill_after(seconds: float, program: Program, folder: Path) -> bool:
    process = subprocess.Popen(
        program.command("scan", folder, "--json"),
        env=program.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    return process.returncode == -signal.SIGKILL
