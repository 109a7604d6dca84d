"""A connection that stays open sees what other processes write, whatever we open beside it."""

import subprocess
import sys
from pathlib import Path

from faceapp.stores.database import open_database
from tests.conftest import ROOT

WRITES = """
import sys
from pathlib import Path
from faceapp.stores.database import open_database
path = Path(sys.argv[1])
database = open_database(path, path.parent / "backups", is_lent=sys.argv[2] == "lent")
with database.write() as unit:
    unit.sources.adopt("local", sys.argv[3], "title")
database.close()
"""


def write_elsewhere(path: Path, root: str) -> None:
    subprocess.run([sys.executable, "-c", WRITES, path, "", root], cwd=ROOT, check=True)


def test_a_reader_sees_other_processes_after_this_one_has_written_and_closed(tmp_path):
    path, backups = tmp_path / "faceapp.sqlite", tmp_path / "backups"
    open_database(path, backups).close()
    reader = open_database(path, backups, read_only=True)
    with reader.read() as unit:
        assert unit.sources.list() == []
    for number in range(3):
        writer = open_database(path, backups)  # its checks must leave the reader its locks
        with writer.write() as unit:
            unit.sources.adopt("local", f"/here/{number}", "title")
        writer.close()
        write_elsewhere(path, f"/there/{number}")
        with reader.read() as unit:
            assert len(unit.sources.list()) == 2 * (number + 1)
    reader.close()
