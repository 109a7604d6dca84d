"""Photos that fail, and photos that several engines look at."""

from faceapp.core.types import Outcome
from faceapp.stores.schema import Asset

from .library import Library, analysed, face, failed, known, named_photo

PHOTO, UPDATED, SKIPPED, DUPLICATE, FAILED = Outcome


# Failures


def test_failed_photo_is_kept_with_reason_and_tries(library: Library):
    assert library.record(failed("/photos/a.jpg", "X"), failed("/photos/a.jpg", "X")) == [
        FAILED,
        FAILED,
    ]

    assert library.states() == {"/photos/a.jpg": "failed"}
    with library.database.read() as unit:
        photos, total = unit.photos.list("failed")
        assert (photos[0].error_code, total) == ("corrupt", 1)
        place = unit.photos.known(library.source, library.engine)["/photos/a.jpg"]
        assert place.failed
        assert not place.analysed
        assert unit.session.get_one(Asset, 1).tries == 2


def test_broken_file_that_changed_and_a_copy_of_its_old_bytes_are_told_apart(library: Library):
    library.record(failed("/photos/a.jpg", "X"))

    outcomes = library.batch([failed("/photos/a.jpg", "Y"), known("/photos/b.jpg", "X")])

    assert outcomes == [FAILED, DUPLICATE]


def test_failed_photo_that_is_gone_is_forgotten(library: Library):
    library.record(failed("/photos/a.jpg", "X"), failed("/photos/b.jpg", "Y"))
    with library.database.write() as unit:
        unit.photos.mark_missing(library.source, ["/photos/a.jpg"])

    assert library.forget() == 1
    assert library.states() == {"/photos/b.jpg": "failed"}


def test_failed_photo_that_was_mended_becomes_a_photo(library: Library):
    library.record(failed("/photos/a.jpg", None), failed("/photos/b.jpg", "X"))

    mended = [analysed("/photos/a.jpg", "A", face("anna")), analysed("/photos/b.jpg", "X")]
    assert library.record(*mended) == [UPDATED, UPDATED]

    assert library.states() == {"/photos/a.jpg": "ok", "/photos/b.jpg": "no_face"}
    with library.database.read() as unit:
        assert [photo.error_code for photo in unit.photos.list()[0]] == [None, None]


def test_copy_of_a_broken_file_is_a_duplicate(library: Library):
    outcomes = library.record(failed("/photos/a.jpg", "X"), known("/photos/b.jpg", "X"))

    assert outcomes == [FAILED, DUPLICATE]
    assert library.states() == {"/photos/a.jpg": "failed"}


def test_garbage_over_a_photo_fails_and_the_restored_file_has_its_decisions(library: Library):
    anna = named_photo(library)

    assert library.record(failed("/photos/a.jpg", "X", mtime=2)) == [FAILED]
    assert library.states() == {"/photos/a.jpg": "failed"}
    library.forget()

    restored = analysed("/photos/a.jpg", "A", face("anna", 100), face("bob", 300))
    assert library.record(restored) == [UPDATED]
    assert library.names() == {"/photos/a.jpg": ["Anna"]}
    assert library.faces()["/photos/a.jpg"][0] == anna


def test_garbage_over_one_copy_leaves_the_other_alone(library: Library):
    named_photo(library)
    library.record(known("/photos/b.jpg", "A"))

    library.record(failed("/photos/b.jpg", "X"))

    assert library.states() == {"/photos/a.jpg": "ok", "/photos/b.jpg": "failed"}
    assert library.names()["/photos/a.jpg"] == ["Anna"]


def test_unreadable_file_says_nothing_about_the_photo_and_is_tried_again(library: Library):
    named_photo(library)

    assert library.record(failed("/photos/a.jpg", None, "unreadable", mtime=2)) == [FAILED]

    assert library.names() == {"/photos/a.jpg": ["Anna"]}
    with library.database.read() as unit:
        assert unit.photos.known(library.source, library.engine)["/photos/a.jpg"].mtime_ns == 1


def test_failure_of_another_engine_does_not_spoil_a_photo(library: Library):
    named_photo(library)
    other = library.add_engine("other")

    assert library.record(failed("/photos/a.jpg", "A", "analysis_failed"), engine=other) == [FAILED]

    assert library.states() == {"/photos/a.jpg": "ok"}
    assert library.names() == {"/photos/a.jpg": ["Anna"]}


# Engines


def test_second_engine_attaches_to_the_same_faces(library: Library):
    anna = named_photo(library)
    other = library.add_engine("other")

    again = analysed("/photos/a.jpg", "A", face("anna", 110), face("carol", 500))
    assert library.record(again, engine=other) == [UPDATED]

    assert library.faces(other) == {"/photos/a.jpg": [anna, 3]}
    assert library.faces() == {"/photos/a.jpg": [1, 2]}  # Bob, whom only the first engine saw


def test_face_is_matched_once_by_the_nearest_box(library: Library):
    library.record(analysed("/photos/a.jpg", "A", face("anna", 100)))
    other = library.add_engine("other")

    library.record(analysed("/photos/a.jpg", "A", face("x", 110), face("y", 101)), engine=other)

    with library.database.read() as unit:
        boxes = {info.id: float(info.landmarks[0, 0]) for info in unit.faces.list(other)[0]}
    assert boxes == {1: 101, 2: 110}


def test_face_found_no_longer_goes_unless_it_was_decided(library: Library):
    anna = named_photo(library)
    drawn = library.draw(1, x=500)

    library.record(analysed("/photos/a.jpg", "A"))

    with library.database.read() as unit:
        assert library.face_ids() == [anna, drawn]
        pending = unit.index_changes.pending(library.engine, "milvus", 10)
        assert (pending.upserts.tolist(), pending.deletes.tolist()) == ([anna], [2])


def test_face_found_no_longer_stays_for_the_engine_that_sees_it(library: Library):
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    other = library.add_engine("other")
    library.record(analysed("/photos/a.jpg", "A", face("anna")), engine=other)

    library.record(analysed("/photos/a.jpg", "A"), engine=other)

    assert library.faces() == {"/photos/a.jpg": [1]}
    assert library.faces(other) == {"/photos/a.jpg": []}


def test_drawn_face_keeps_its_box_when_an_engine_finds_it(library: Library):
    library.record(analysed("/photos/a.jpg", "A"))
    drawn = library.draw(1, x=100)

    library.record(analysed("/photos/a.jpg", "A", face("anna", 105)))

    with library.database.read() as unit:
        (info,) = unit.faces.list(library.engine)[0]
    assert (info.id, info.box.x) == (drawn, 100)
