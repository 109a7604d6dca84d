"""The guards around every test fail the tests they should fail, and no others."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT

TESTS = """
import os, pathlib, socket, threading
import pytest
from loguru import logger

def test_thread():
    threading.Thread(target=threading.Event().wait, name="forgotten", daemon=True).start()

def test_log():
    logger.remove()
    logger.add(lambda _: None)
    logger.error("boom")

@pytest.mark.parametrize("address", ["192.0.2.1", "example.org"])
def test_network(address):
    try:
        socket.create_connection((address, 80), timeout=0.1)
    except Exception:
        pass

def test_umask():
    os.umask(0o077)

def test_behaves(error_log, tmp_path):
    assert os.umask(0o022) == 0o022
    assert str(tmp_path) in os.environ["FACEAPP_DATA"]
    assert pathlib.Path.home() != pathlib.Path("/home/real")
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
    logger.error("expected")
    error_log.clear()

def test_with_photos(assets):
    pass
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What a run of TESTS under a copy of our conftest prints."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / "tests").mkdir()
    (folder / "tests" / "test_some.py").write_text(TESTS, encoding="utf-8")
    shutil.copy(ROOT / "tests" / "conftest.py", folder / "tests")
    shutil.copy(ROOT / "pyproject.toml", folder)
    environment = {name: text for name, text in os.environ.items() if "FACEAPP" not in name}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rfE", "--tb=no"],
        cwd=folder,
        env=environment | {"HOME": "/home/real", "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


@pytest.mark.parametrize(
    ("outcome", "test", "reason"),
    [
        ("ERROR", "test_thread", "threads left behind: forgotten"),
        ("ERROR", "test_log", "errors logged: ['boom']"),
        ("FAILED", "test_network[192.0.2.1]", "reached for the network: 192.0.2.1"),
        ("FAILED", "test_network[example.org]", "reached for the network: example.org"),
    ],
)
def test_a_guard_names_what_went_wrong(report: str, outcome: str, test: str, reason: str):
    assert f"{outcome} tests/test_some.py::{test} - Failed: {reason}" in report.splitlines()


def test_nothing_else_fails_and_skips_are_counted(report: str):
    assert "2 failed, 4 passed, 1 skipped, 2 errors" in report
    assert "1 tests skipped: no test assets" in report.splitlines()
