"""The same bytes again: new, touched, renamed, copied, swapped photos, and what is left over."""

import pytest

from faceapp.core.jobs import Changes
from faceapp.core.types import Outcome
from faceapp.stores.record import record
from faceapp.stores.rows import Analyst

from .library import Library, analysed, face, known, named_photo

PHOTO, UPDATED, SKIPPED, DUPLICATE, FAILED = Outcome


# One photo, and the same bytes again


def test_new_photo_brings_faces_vectors_and_index_changes(library: Library):
    photo = analysed("/photos/a.jpg", "A", face("anna", 100), face("bob", 300))

    assert library.record(photo) == [PHOTO]

    with library.database.read() as unit:
        faces, total = unit.faces.list(library.engine)
        assert [(info.box.x, info.path, info.photo_id) for info in faces] == [
            (100, "/photos/a.jpg", 1),
            (300, "/photos/a.jpg", 1),
        ]
        assert total == 2
        assert (faces[0].landmarks == photo.faces[0].detection.landmarks).all()
        pending = unit.index_changes.pending(library.engine, "milvus", 10)
        assert pending.upserts.tolist() == [info.id for info in faces]


def test_touched_file_is_skipped_and_not_read_again(library: Library):
    library.record(analysed("/photos/a.jpg", "A"))

    assert library.record(known("/photos/a.jpg", "A", mtime=2)) == [SKIPPED]

    with library.database.read() as unit:
        assert unit.photos.known(library.source, library.engine)["/photos/a.jpg"].mtime_ns == 2


def test_renamed_file_keeps_faces_and_decisions(library: Library):
    anna = named_photo(library)
    library.remove("/photos/a.jpg")

    assert library.record(known("/photos/b.jpg", "A")) == [UPDATED]

    assert library.names() == {"/photos/b.jpg": ["Anna"]}
    assert library.faces()["/photos/b.jpg"][0] == anna


def test_copy_is_the_same_photo(library: Library):
    named_photo(library)

    assert library.record(known("/photos/b.jpg", "A")) == [DUPLICATE]

    assert library.names() == {"/photos/a.jpg": ["Anna"]}


def test_copy_in_the_batch_of_its_original_is_a_duplicate_in_any_order(library: Library):
    outcomes = library.batch(
        [
            known("/photos/a1.jpg", "A"),  # its twin was claimed by a faster thread
            analysed("/photos/a2.jpg", "A", face("anna")),
            known("/photos/a3.jpg", "A"),
        ]
    )

    assert outcomes == [DUPLICATE, PHOTO, DUPLICATE]
    assert library.faces() == {"/photos/a1.jpg": [1]}


def test_copy_whose_original_never_came_is_analysed_by_the_next_scan(library: Library):
    assert library.record(known("/photos/a.jpg", "A")) == [DUPLICATE]
    with library.database.read() as unit:
        assert not unit.photos.known(library.source, library.engine)["/photos/a.jpg"].analysed
        assert unit.photos.list() == ([], 0)

    assert library.record(analysed("/photos/a.jpg", "A", face("anna"))) == [PHOTO]
    assert library.faces() == {"/photos/a.jpg": [1]}


def test_bytes_analysed_twice_are_one_photo(library: Library):
    twice = [analysed(f"/photos/{name}.jpg", "A", face("anna")) for name in "ab"]

    assert library.batch(twice) == [PHOTO, UPDATED]
    assert library.faces() == {"/photos/a.jpg": [1]}


@pytest.mark.parametrize(("is_there", "outcome"), [(True, DUPLICATE), (False, UPDATED)])
def test_photo_of_another_source_is_copied_or_moved(
    library: Library, is_there: bool, outcome: Outcome
):
    library.record(analysed("/photos/a.jpg", "A"))
    with library.database.write() as unit:
        stick = unit.sources.adopt("local", "/stick", "stick")
        (found,) = record(
            unit,
            stick,
            Analyst(library.engine, 1, 0.5),
            [known("/stick/a.jpg", "A")],
            still_there=lambda place: is_there or place.startswith("/stick/"),
        )
    assert found == outcome


def test_missing_file_that_comes_back_elsewhere_is_a_move(library: Library):
    named_photo(library)
    with library.database.write() as unit:
        unit.photos.mark_missing(library.source, ["/photos/a.jpg"])
    assert library.states() == {"/photos/a.jpg": "missing"}

    assert library.record(known("/photos/b.jpg", "A")) == [UPDATED]
    assert library.names() == {"/photos/b.jpg": ["Anna"]}


def test_swapped_names_swap_nothing_else(library: Library):
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    library.record(analysed("/photos/b.jpg", "B", face("bob")))
    library.name(1, "Anna")
    library.name(2, "Bob")

    library.batch([known("/photos/a.jpg", "B"), known("/photos/b.jpg", "A")])
    library.forget()

    assert library.names() == {"/photos/a.jpg": ["Bob"], "/photos/b.jpg": ["Anna"]}


# Around


def test_forgetting_tells_the_indexes_and_spares_decisions(library: Library):
    named_photo(library)
    library.record(analysed("/photos/b.jpg", "B", face("carol")))
    library.record(analysed("/photos/a.jpg", "C"), analysed("/photos/b.jpg", "D"))

    assert library.forget() == 1

    with library.database.read() as unit:
        assert library.face_ids() == [1]  # Anna, without vectors
        assert unit.faces.list(library.engine) == ([], 0)
        pending = unit.index_changes.pending(library.engine, "milvus", 10)
        assert (pending.upserts.tolist(), sorted(pending.deletes)) == ([], [1, 2, 3])


def test_deleted_numbers_are_never_used_again(library: Library):
    library.record(analysed("/photos/a.jpg", "A", face("anna")), analysed("/photos/a.jpg", "A"))

    library.record(analysed("/photos/b.jpg", "B", face("bob")))

    assert library.faces()["/photos/b.jpg"] == [2]


def test_only_real_changes_are_reported(library: Library):
    library.record(analysed("/photos/a.jpg", "A"))
    analyst = Analyst(library.engine, 1, 0.5)
    with library.database.write() as unit:
        record(unit, library.source, analyst, [known("/photos/a.jpg", "A")], still_there=bool)
        assert unit.changes == Changes()
        record(unit, library.source, analyst, [known("/photos/b.jpg", "A")], still_there=bool)
        assert unit.changes == Changes(photos=True, faces=True)
