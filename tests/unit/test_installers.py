"""run.sh hands over to the program at once, and mends an environment it cannot trust."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="POSIX shell")

NO_NETWORK = {
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_INDEX_URL": "http://127.0.0.1:9",
    "PIP_RETRIES": "1",
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with a finished `.venv` whose program prints where and how it was called."""
    top = tmp_path / "мои проекты" / "main"
    shutil.copytree(ROOT / "installers", top / "installers")
    shutil.copy(ROOT / "pyproject.toml", top)
    shutil.copytree(ROOT / "resources" / "i18n", top / "resources" / "i18n")
    binaries = top / ".venv" / "bin"
    binaries.mkdir(parents=True)
    (binaries / "python").symlink_to(sys.executable)
    (binaries / "faceapp").write_text('#!/bin/sh\nprintf "%s\\n" "$PWD" "$@"\n', encoding="utf-8")
    (binaries / "faceapp").chmod(0o755)
    finish = '. "$0"; extras=gpu; { asked; home; pins; } >"$stamp"'
    subprocess.run(["sh", "-c", finish, top / "installers" / "prepare.sh"], check=True)
    return top


def run(checkout: Path, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["sh", checkout / "installers" / "run.sh", *arguments],
        cwd=checkout.parents[1],
        env=os.environ | NO_NETWORK,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_second_start_goes_straight_to_the_program(checkout: Path):
    done = run(checkout, "search", "мой снимок.jpg", "--json")
    assert done.stdout.splitlines() == [
        str(checkout.parents[1]),
        "search",
        "мой снимок.jpg",
        "--json",
    ]
    assert (done.returncode, done.stderr) == (0, "")


def test_gpu_is_remembered_and_not_passed_on(checkout: Path):
    assert run(checkout, "--gpu", "doctor").stdout.splitlines()[1:] == ["doctor"]


def test_an_interrupted_installation_starts_over_and_says_what_it_lacks(checkout: Path):
    stamp = checkout / ".venv" / "stamp"
    stamp.write_text("extras gpu\n", encoding="utf-8")
    half_written = checkout / ".venv" / "half_written"
    half_written.touch()
    done = run(checkout)
    assert not half_written.exists()
    assert stamp.read_text(encoding="utf-8") == "extras gpu\n"
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.splitlines()[1].startswith("faceapp: no network")
