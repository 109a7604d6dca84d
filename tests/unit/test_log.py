"""The log is private, and its failure is nobody's."""

import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from loguru import logger

from faceapp.app import open_workspace


@pytest.fixture(autouse=True)
def _own_handlers() -> Iterator[None]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    logger.remove()
    root.handlers[:] = before[0]
    root.setLevel(before[1])


def test_remarks_of_the_program_and_of_libraries_go_into_one_private_file(tmp_path: Path):
    open_workspace(tmp_path / "library")
    logger.info("ours")
    logging.getLogger("theirs").warning("a remark")
    logging.getLogger("theirs").info("chatter")
    log = tmp_path / "library/logs/faceapp.log"
    lines = log.read_text(encoding="utf-8").splitlines()
    assert [line.rpartition(" - ")[2] for line in lines] == ["ours", "theirs: a remark"]
    assert [stat.S_IMODE(path.stat().st_mode) for path in (log.parent, log)] == [0o700, 0o600]


def test_a_library_is_not_made_by_looking_at_it(tmp_path: Path):
    open_workspace(tmp_path / "library")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("obstacle", ["logs", "logs/faceapp.log"])
def test_a_log_that_cannot_be_written_disturbs_nothing(tmp_path: Path, capfd, obstacle):
    place = tmp_path / "library" / obstacle
    if obstacle == "logs":
        place.parent.mkdir()
        place.touch()
    else:
        place.mkdir(parents=True)
    open_workspace(tmp_path / "library")
    for _ in range(2):
        logger.info("lost")
    logger.remove()
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full")
def test_a_full_disk_under_the_log_disturbs_nothing(tmp_path: Path, capfd):
    log = tmp_path / "library/logs/faceapp.log"
    log.parent.mkdir(parents=True)
    log.symlink_to("/dev/full")
    open_workspace(tmp_path / "library")
    logger.info("lost")
    logger.remove()
    assert capfd.readouterr() == ("", "")
