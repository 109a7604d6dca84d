"""Faces and their vectors as search and export read them."""

import numpy as np
import pytest

from faceapp.stores.rows import PersonRow

from .library import DIMENSION, Library, analysed, face


def test_vectors_come_in_chunks_of_one_engine(library: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("faceapp.stores.faces._ROWS_AT_ONCE", 40)
    monkeypatch.setattr("faceapp.stores.store.CHUNK", 40)
    people = [face(f"{number}", 100 * number) for number in range(100)]
    library.record(analysed("/photos/crowd.jpg", "A", *people))
    library.record(
        analysed("/photos/crowd.jpg", "A", face("x")), engine=library.add_engine("other")
    )

    with library.database.read() as unit:
        chunks = list(unit.faces.vectors(library.engine))
        assert unit.faces.count_vectors() == 101
        found = [info.id for info in unit.faces.for_ids([*range(1, 101), 999], library.engine)]

    assert [len(ids) for ids, _ in chunks] == [40, 40, 20]
    assert np.concatenate([ids for ids, _ in chunks]).tolist() == sorted(found)
    vectors = np.concatenate([vectors for _, vectors in chunks]).astype(np.float32)
    expected = np.stack([person.embedding for person in people])
    assert (np.einsum("ij,ij->i", vectors, expected) > 0.999).all()


def test_vectors_of_unknown_faces_are_left_out(library: Library):
    library.record(analysed("/photos/a.jpg", "A", face("anna", 100), face("bob", 300)))
    with library.database.read() as unit:
        ids, vectors = unit.faces.vectors_of(library.engine, np.array([2, 7], np.int64))
        assert (ids.tolist(), vectors.shape, vectors.dtype) == ([2], (1, DIMENSION), np.float16)
        ids, vectors = unit.faces.vectors_of(library.engine, np.empty(0, np.int64))
        assert (len(ids), vectors.shape) == (0, (0, DIMENSION))


def test_rejected_person_is_not_shown_and_confirmed_one_is(library: Library):
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    with library.database.write() as unit:
        bob, anna = unit.people.add("Bob"), unit.people.add("Anna")
        unit.people.assign(1, bob, "automatic")
    assert library.names() == {"/photos/a.jpg": ["Bob"]}

    with library.database.write() as unit:
        unit.people.assign(1, bob, "rejected")
        assert unit.people.list() == [PersonRow(anna, "Anna", False), PersonRow(bob, "Bob", False)]
    assert library.names() == {"/photos/a.jpg": []}

    with library.database.write() as unit:
        unit.people.assign(1, anna)
    assert library.names() == {"/photos/a.jpg": ["Anna"]}


def test_unknown_engine_has_no_faces(library: Library):
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    with library.database.read() as unit:
        assert unit.engines.find("nobody") is None
        assert list(unit.faces.walk(None)) == []
        assert list(unit.faces.for_ids([1], None)) == []


def test_engine_keeps_its_number(library: Library):
    other = library.add_engine("other")
    assert library.add_engine("other") == other
    with library.database.read() as unit:
        assert unit.engines.find("identity") == library.engine
        assert [(row.id, row.name) for row in unit.engines.list()] == [
            (library.engine, "builtin"),
            (other, "other"),
        ]
