"""`check` finds what should not be, by name."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from faceapp.stores.database import Database

from .library import Library, analysed, face

SPOILERS = {
    "lost_vectors": "DELETE FROM face_vector WHERE face_id = 1; DELETE FROM face WHERE id = 1",
    "faces_of_no_engine": """
        DELETE FROM face_vector WHERE face_id = 1;
        UPDATE analysis SET faces = 1""",
    "wrong_dimension": "UPDATE face_vector SET embedding = x'0000' WHERE face_id = 1",
    "foreign_key": "DELETE FROM person",
    "damaged": """
        PRAGMA writable_schema = ON;
        UPDATE sqlite_master SET sql = replace(sql, 'scan_at DATETIME', 'scan_at NOT NULL')
        WHERE name = 'source';
        PRAGMA schema_version = 1000""",
}


@pytest.mark.parametrize("name", SPOILERS)
def test_each_kind_of_disagreement_is_found(database: Database, tmp_path: Path, name: str):
    library = Library(database)
    library.record(analysed("/photos/a.jpg", "A", face("anna", 100), face("bob", 300)))
    library.name(2, "Bob")
    with closing(sqlite3.connect(tmp_path / "faceapp.sqlite", isolation_level=None)) as connection:
        connection.execute("UPDATE source SET last_scan_at = NULL")
        with database.read() as unit:
            assert unit.photos.check() == []
        connection.executescript(SPOILERS[name])

    with database.read() as unit:
        assert [(problem.name, problem.count) for problem in unit.photos.check()] == [(name, 1)]
