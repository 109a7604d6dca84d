"""The journal of a library from before people had groups: it tells, is undone and done again."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from faceapp.services.decisions import DecisionService
from faceapp.services.drafting import Decision, Named
from faceapp.stores import migration
from faceapp.stores.database import Database, open_database

AT = "2026-01-01T00:00:00"
ROWS = f"""
INSERT INTO asset (id, state, tries) VALUES (1, 'ok', 0);
INSERT INTO face (id, asset_id, x, y, width, height, origin, hidden, created_at)
VALUES (1, 1, 0, 0, 0.1, 0.1, 'detected', 0, '{AT}'),
       (2, 1, 0.5, 0, 0.1, 0.1, 'detected', 1, '{AT}');
INSERT INTO person (id, name, hidden, created_at) VALUES (1, 'Anna', 0, '{AT}');
INSERT INTO assignment (face_id, person_id, state, decided_at) VALUES (1, 1, 'confirmed', '{AT}');
"""
NAMED = {"do": "assign", "face": 1, "person": 1, "state": "confirmed", "at": AT}
UNNAMED = {"do": "unassign", "face": 1, "person": 1}
ENTRIES = (
    (
        "name",
        {
            "face": 1,
            "photo": 1,
            "name": "Anna",
            "steps": [{"do": "add_person", "person": 1, "name": "Anna", "at": AT}, NAMED],
        },
        {"steps": [UNNAMED, {"do": "remove_person", "person": 1}]},
    ),
    (
        "not_a_face",
        {"face": 2, "photo": 1, "name": "", "steps": [{"do": "hide", "face": 2}]},
        {"steps": [{"do": "show", "face": 2}]},
    ),
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A file of version 5, opened by this version."""
    path, scripts = tmp_path / "faceapp.sqlite", tmp_path / "migrations"
    newer = shutil.ignore_patterns("__pycache__", "000[6-9]*")
    shutil.copytree(migration.SCRIPTS, scripts, ignore=newer)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migration, "SCRIPTS", scripts)
        open_database(path, tmp_path / "backups").close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(ROWS)
        connection.executemany(
            "INSERT INTO journal (at, action, payload, inverse, undone) VALUES (?, ?, ?, ?, 0)",
            [
                (AT, action, json.dumps(payload), json.dumps(inverse))
                for action, payload, inverse in ENTRIES
            ],
        )
    with closing(open_database(path, tmp_path / "backups")) as opened:
        yield opened


def state(database: Database) -> tuple:
    with database.read() as unit:
        connection = unit.session.connection()
        return tuple(
            [tuple(row) for row in connection.exec_driver_sql(query)]
            for query in (
                "SELECT name, caption FROM person",
                "SELECT face_id, person_id, state FROM assignment",
                "SELECT id FROM face WHERE hidden",
            )
        )


def test_an_old_journal_is_told_undone_and_done_again(database: Database):
    @contextmanager
    def writing():
        yield database

    decisions = DecisionService(database, writing)
    told = [entry.decision for entry in decisions.journal(10)]
    assert told == [Decision("not_a_face", (2,), 1), Decision("name", (1,), 1, Named("Anna"))]
    assert state(database) == ([("Anna", "")], [(1, 1, "confirmed")], [(2,)])
    assert decisions.undo() == told[0]
    assert state(database) == ([("Anna", "")], [(1, 1, "confirmed")], [])
    assert decisions.undo() == told[1]
    assert state(database) == ([], [], [])
    assert decisions.redo() == told[1]
    assert decisions.redo() == told[0]
    assert state(database) == ([("Anna", "")], [(1, 1, "confirmed")], [(2,)])
