"""One writer per library, whatever becomes of the others."""

import subprocess
import sys
from pathlib import Path

import pytest

from faceapp.core.errors import Code, UserError
from faceapp.services.writer_lock import WriterLock

HOLD = """
import sys
from pathlib import Path
from faceapp.services.writer_lock import WriterLock
with WriterLock(Path(sys.argv[1])).held("scan"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "writer.lock"


def refusal(path: Path) -> dict[str, object]:
    with pytest.raises(UserError) as caught, WriterLock(path).held("verify"):
        pass
    assert caught.value.code is Code.DATA_FOLDER_LOCKED
    return caught.value.details


def test_another_process_is_named_until_it_dies(path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout.readline().strip() == b"held"
        assert refusal(path) == {"pid": holder.pid, "purpose": "scan"}
    finally:
        holder.kill()
        holder.communicate()
    with WriterLock(path).held("verify"):
        assert "verify" in path.with_suffix(".json").read_text()


def test_an_error_inside_frees_the_lock(path):
    with pytest.raises(ValueError, match="inside"), WriterLock(path).held("scan"):
        raise ValueError("inside")
    with WriterLock(path).held("scan"):
        pass
    assert not path.with_suffix(".json").exists()


def test_a_holder_that_cannot_be_read_is_still_a_holder(path):
    with WriterLock(path).held("scan"):
        path.with_suffix(".json").write_text("{")
        assert refusal(path) == {"pid": "?", "purpose": "writing"}


def test_a_place_that_cannot_be_written_is_told_and_not_kept_locked(path):
    path.with_suffix(".json").mkdir()
    with pytest.raises(UserError) as caught, WriterLock(path).held("scan"):
        pass
    assert caught.value.code is Code.DATA_FOLDER_UNWRITABLE
    path.with_suffix(".json").rmdir()
    with WriterLock(path).held("scan"):
        pass
