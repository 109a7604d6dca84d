"""Decisions about faces, with real SQLite: what they change, and that all can be undone."""

from contextlib import contextmanager
from types import SimpleNamespace

import numpy as np
import pytest

from faceapp.core.errors import Code, UserError
from faceapp.core.types import FaceBox
from faceapp.services.decisions import DecisionService
from faceapp.services.library import LibraryService, PhotoFilter
from tests.unit.stores.library import DIMENSION, Library, analysed, face

PLACE = "/photos/a.jpg"
ENGINE = SimpleNamespace(
    identity="identity", name="builtin", embedder=SimpleNamespace(dimension=DIMENSION)
)


def service(library: Library) -> DecisionService:
    """As new as after a restart: it keeps nothing but the database."""

    @contextmanager
    def writing():
        yield library.database

    return DecisionService(library.database, writing)


@pytest.fixture
def decisions(library: Library) -> DecisionService:
    library.record(analysed(PLACE, "A", face("anna", 100), face("bob", 300)))
    return service(library)


def assignments(library: Library) -> list[tuple]:
    with library.database.read() as unit:
        rows = unit.session.connection().exec_driver_sql(
            "SELECT face_id, person_id, state FROM assignment ORDER BY face_id, person_id"
        )
        return [tuple(row) for row in rows]


def searchable(library: Library) -> list[int]:
    with library.database.read() as unit:
        return sorted(number for ids, _ in unit.faces.vectors(library.engine) for number in ids)


def last_words(library: Library) -> dict[int, str]:
    """What an index that is up to date was told last about each face."""
    with library.database.read() as unit:
        changes = unit.index_changes.pending(library.engine, "test", 100)
    words = dict.fromkeys(changes.upserts.tolist(), "upsert")
    return words | dict.fromkeys(changes.deletes.tolist(), "delete")


def photos(library: Library, **wanted: bool) -> list[tuple[str, int]]:
    found, _ = LibraryService(library.database).photos(PhotoFilter(**wanted), None)
    return [(photo.path, photo.faces) for photo in found]


def test_a_name_makes_the_person_once_and_takes_the_existing_one_then(library, decisions):
    assert decisions.name(1, "  Анна   Ли ").name == "Анна Ли"
    decisions.name(2, "Анна Ли")
    decisions.name(2, "Анна Ли")  # says nothing new
    assert decisions.known_names() == ["Анна Ли"]
    assert assignments(library) == [(1, 1, "confirmed"), (2, 1, "confirmed")]
    with library.database.read() as unit:
        assert len(unit.journal.list(10)) == 2


def test_another_name_replaces_and_an_empty_one_removes(library, decisions):
    decisions.name(1, "Anna")
    decisions.name(1, "Bob")
    assert library.names() == {PLACE: ["Bob"]}
    decisions.name(1, "")
    assert library.names() == {PLACE: []}
    assert decisions.name(1, "") is None


def test_a_wrong_guess_is_refused_for_ever(library, decisions):
    with library.database.write() as unit:
        unit.people.assign(1, unit.people.add("Guess"), "automatic")
    decisions.name(1, "Anna")
    assert assignments(library) == [(1, 1, "rejected"), (1, 2, "confirmed")]
    decisions.undo()
    assert assignments(library) == [(1, 1, "automatic")]


def test_undo_and_redo_walk_through_everything_across_restarts(library, decisions):
    states = [library.names()]
    for name in ("Anna", "Bob", ""):
        decisions.name(1, name)
        states.append(library.names())
    for state in reversed(states[:-1]):
        service(library).undo()
        assert library.names() == state
    assert decisions.known_names() == []
    assert service(library).undo() is None
    for state in states[1:]:
        assert service(library).redo().face == 1
        assert library.names() == state
    assert service(library).redo() is None


def test_a_new_decision_ends_the_way_forward(library, decisions):
    decisions.name(1, "Anna")
    decisions.name(2, "Bob")
    decisions.undo()
    decisions.name(2, "Eva")
    assert decisions.redo() is None
    assert library.names() == {PLACE: ["Anna", "Eva"]}


def test_undo_keeps_a_person_who_has_other_faces_by_now(library, decisions):
    decisions.name(1, "Anna")
    with library.database.write() as unit:
        unit.people.assign(2, 1)
    decisions.undo()
    assert library.names() == {PLACE: ["Anna"]}
    decisions.redo()
    assert library.names() == {PLACE: ["Anna", "Anna"]}


def test_no_face_leaves_lists_search_and_indexes(library, decisions):
    decisions.name(1, "Anna")
    decisions.not_a_face(1)
    assert library.faces() == {PLACE: [2]}
    assert photos(library) == [(PLACE, 1)]
    assert searchable(library) == [2]
    assert last_words(library) == {1: "delete", 2: "upsert"}
    with library.database.read() as unit:
        assert [info.id for info in unit.faces.walk(library.engine)] == [2]
    decisions.undo()
    assert searchable(library) == [1, 2]
    assert last_words(library) == {1: "upsert", 2: "upsert"}
    assert library.names() == {PLACE: ["Anna"]}


def test_a_photo_whose_only_face_is_none_counts_as_one_without_faces(library):
    library.record(analysed(PLACE, "A", face("anna")))
    service(library).not_a_face(1)
    assert photos(library, no_faces=True) == [(PLACE, 0)]


def test_no_scan_with_any_engine_finds_a_hidden_face_again(library, decisions):
    decisions.not_a_face(1)
    again = analysed(PLACE, "A", face("anna", 104), face("bob", 300))
    library.record(again)
    other = library.add_engine("other")
    library.record(again, engine=other)
    assert library.faces() == library.faces(other) == {PLACE: [2]}
    assert searchable(library) == [2]
    assert last_words(library)[1] == "delete"
    library.record(analysed(PLACE, "A", face("bob", 300)))  # not found at all
    library.record(again)
    assert library.faces() == {PLACE: [2]}


def test_a_rewritten_file_keeps_its_hidden_faces_hidden(library, decisions):
    decisions.not_a_face(1)
    library.record(analysed(PLACE, "B", face("anna", 100), face("bob", 300), pixels="pixels of A"))
    assert library.faces() == {PLACE: [2]}


def test_hidden_faces_survive_their_place(library, decisions):
    decisions.not_a_face(1)
    library.record(analysed(PLACE, "B", face("eva", 500), mtime=2))
    library.forget()
    library.record(analysed("/photos/back.jpg", "A", face("anna", 100)))
    assert library.faces()["/photos/back.jpg"] == []


def test_a_drawn_face_is_searchable_and_undone_with_its_vector(library, decisions):
    photo = library.photo_id(PLACE)
    drawn = decisions.draw(photo, face("carl", 500), ENGINE)
    assert drawn.face == 3
    assert searchable(library) == [1, 2, 3]
    decisions.name(3, "Carl")
    decisions.undo()
    decisions.undo()
    assert searchable(library) == [1, 2]
    assert last_words(library)[3] == "delete"
    decisions.redo()
    decisions.redo()
    assert library.names() == {PLACE: ["Carl"]}
    with library.database.read() as unit:
        ((_, vectors),) = unit.faces.vectors(library.engine)
    assert vectors[2] @ face("carl").embedding == pytest.approx(1, abs=1e-3)


def test_an_erased_face_comes_back_with_its_name(library, decisions):
    drawn = decisions.draw(library.photo_id(PLACE), face("carl", 500), ENGINE)
    decisions.name(drawn.face, "Carl")
    decisions.erase(drawn.face)
    assert library.names() == {PLACE: []}
    decisions.undo()
    assert library.names() == {PLACE: ["Carl"]}
    with pytest.raises(UserError):
        decisions.erase(1)  # was found, not drawn


def test_a_box_over_a_known_face_means_that_face(library, decisions):
    photo = library.photo_id(PLACE)
    assert decisions.draw(photo, face("anna", 103), ENGINE).face == 1
    assert decisions.undo() is None  # nothing was decided
    decisions.not_a_face(1)
    decisions.draw(photo, face("anna", 103), ENGINE)
    assert library.faces() == {PLACE: [1, 2]}
    decisions.undo()
    assert library.faces() == {PLACE: [2]}


def test_what_is_gone_cannot_be_decided_or_done_again(library, decisions):
    with pytest.raises(UserError) as caught:
        decisions.name(99, "Anna")
    assert caught.value.code is Code.DECISION_OUTDATED
    decisions.name(1, "Anna")
    decisions.undo()
    library.record(analysed(PLACE, "A", face("bob", 300)))  # 1 is found no longer
    assert decisions.redo() is None  # it is forgotten
    assert (assignments(library), decisions.journal(10)) == ([], [])
    with library.database.read() as unit:
        assert unit.people.list() == []


def test_details_show_faces_with_decisions_whoever_found_them(library, decisions):
    other = library.add_engine("other")
    library.record(analysed("/photos/b.jpg", "B", face("eva")), engine=other)
    decisions.name(2, "Bob")
    photo = library.photo_id(PLACE)
    with library.database.read() as unit:
        seen = unit.details.get(photo, library.engine)
        elsewhere = unit.details.get(photo, other)
        assert unit.details.get(999, other) is None
    assert [(known.id, known.person, known.score) for known in seen.faces] == [
        (1, None, pytest.approx(0.9)),
        (2, "Bob", pytest.approx(0.9)),
    ]
    assert [(known.id, known.score) for known in elsewhere.faces] == [(2, None)]
    assert (seen.engine, seen.sha256, seen.places[0].locator) == ("builtin", "A", PLACE)
    assert elsewhere.faces[0].box == FaceBox(300, 100, 50, 50)
    assert np.isclose(seen.faces[0].quality, 0.8, atol=1e-3)
