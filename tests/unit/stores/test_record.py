"""Every rule about what a scan does with files it finds: nothing decided is ever lost."""

from faceapp.core.jobs import Changes
from faceapp.core.types import Outcome
from faceapp.stores.record import record

from .library import Library, analysed, face, failed, known

PHOTO, UPDATED, SKIPPED, DUPLICATE, FAILED = Outcome


def named_photo(library: Library, place: str = "/photos/a.jpg") -> int:
    """A photo with Anna, who was named, and Bob; Anna's number."""
    library.record(analysed(place, "A", face("anna", 100), face("bob", 300)))
    anna = library.faces()[place][0]
    library.name(anna, "Anna")
    return anna


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


# The same pixels in other bytes


def test_rewritten_metadata_keeps_photo_faces_and_decisions(library: Library):
    library.record(analysed("/photos/a.jpg", "A", face("anna"), pixels="P"))
    library.name(1, "Anna")
    drawn = library.draw(1, x=500)

    rewritten = analysed("/photos/a.jpg", "A2", face("anna"), pixels="P", mtime=2)
    assert library.record(rewritten) == [UPDATED]

    assert library.names() == {"/photos/a.jpg": ["Anna"]}
    with library.database.read() as unit:
        photo = unit.photos.get(1)
        assert photo and photo.faces == 2  # the drawn one as well
        assert unit.faces.ids().tolist() == [1, drawn]
        assert unit.photos.known_hashes(library.engine) == {"A2"}


def test_moved_and_rewritten_file_keeps_faces_and_decisions(library: Library):
    library.record(analysed("/photos/a.jpg", "A", face("anna"), pixels="P"))
    library.name(1, "Anna")
    library.remove("/photos/a.jpg")

    moved = analysed("/photos/sub/b.jpg", "A2", face("anna"), pixels="P")
    assert library.record(moved) == [UPDATED]

    assert library.names() == {"/photos/sub/b.jpg": ["Anna"]}


def test_rewritten_copy_takes_decisions_along_and_leaves_the_original_alone(library: Library):
    library.record(
        analysed("/photos/a.jpg", "A", face("anna"), pixels="P"), known("/photos/b.jpg", "A")
    )
    library.name(1, "Anna")

    rewritten = analysed("/photos/b.jpg", "A2", face("anna"), pixels="P")
    assert library.record(rewritten) == [UPDATED]

    assert library.names() == {"/photos/a.jpg": ["Anna"], "/photos/b.jpg": ["Anna"]}
    assert library.faces() == {"/photos/a.jpg": [1], "/photos/b.jpg": [2]}


def test_copies_rewritten_one_after_the_other_end_as_one_photo_with_all_decisions(
    library: Library,
):
    original = analysed("/photos/a.jpg", "A", face("anna", 100), face("bob", 300), pixels="P")
    library.record(original, known("/photos/b.jpg", "A"))
    library.record(analysed("/photos/b.jpg", "A2", face("anna", 100), face("bob", 300), pixels="P"))
    library.name(1, "Anna")
    drawn = library.draw(1, x=500)

    assert library.record(known("/photos/a.jpg", "A2")) == [DUPLICATE]

    library.forget()
    assert library.names() == {"/photos/a.jpg": ["Anna"]}
    with library.database.read() as unit:
        assert unit.photos.list()[0][0].faces == 3
        assert drawn in unit.faces.ids()


# Other pixels


def test_edited_photo_keeps_the_decision_about_the_same_face(library: Library):
    named_photo(library)

    edited = analysed("/photos/a.jpg", "B", face("anna", 105), face("carol", 300), mtime=2)
    assert library.record(edited) == [UPDATED]
    library.forget()

    assert library.names() == {"/photos/a.jpg": ["Anna"]}
    with library.database.read() as unit:
        faces, _ = unit.faces.list(library.engine)
        assert [info.box.x for info in faces] == [105, 300]  # Bob left, Carol came


def test_original_kept_under_another_name_keeps_its_decision_as_well(library: Library):
    anna = named_photo(library)

    library.batch(
        [
            analysed("/photos/a.jpg", "B", face("anna", 105), mtime=2),
            known("/photos/a_original.jpg", "A"),
        ]
    )
    library.forget()

    assert library.names() == {"/photos/a.jpg": ["Anna"], "/photos/a_original.jpg": ["Anna"]}
    assert library.faces()["/photos/a_original.jpg"][0] == anna


def test_other_person_at_the_same_place_inherits_nothing(library: Library):
    named_photo(library)

    library.record(analysed("/photos/a.jpg", "B", face("carol", 100), mtime=2))

    assert library.names() == {"/photos/a.jpg": []}


def test_decision_outlives_its_picture_and_returns_with_it(library: Library):
    named_photo(library)
    library.record(analysed("/photos/a.jpg", "B", mtime=2))
    library.forget()
    assert library.names() == {"/photos/a.jpg": []}

    library.record(analysed("/photos/from-backup.jpg", "A", face("anna", 100), face("bob", 300)))

    assert library.names() == {"/photos/a.jpg": [], "/photos/from-backup.jpg": ["Anna"]}


def test_reused_file_name_leaves_decisions_with_the_photo_that_moved_away(library: Library):
    named_photo(library, "/photos/img1.jpg")

    outcomes = library.batch(
        [
            analysed("/photos/img1.jpg", "B", face("carol", 100)),  # the camera counts from 1 again
            known("/photos/sorted/img1.jpg", "A"),
        ]
    )
    library.forget()

    assert outcomes == [UPDATED, UPDATED]
    assert library.names() == {"/photos/img1.jpg": [], "/photos/sorted/img1.jpg": ["Anna"]}


def test_edited_copy_takes_decisions_along_and_leaves_the_original_alone(library: Library):
    anna = named_photo(library)
    library.record(known("/photos/b.jpg", "A"))

    library.record(analysed("/photos/b.jpg", "B", face("anna", 105)))

    assert library.names() == {"/photos/a.jpg": ["Anna"], "/photos/b.jpg": ["Anna"]}
    assert anna in library.faces()["/photos/a.jpg"]
    assert len(library.faces()["/photos/a.jpg"]) == 2


def test_edited_photo_keeps_its_decision_when_a_copy_of_it_was_saved_as_well(library: Library):
    named_photo(library)

    outcomes = library.batch(
        [
            analysed("/photos/0/export.jpg", "B", face("anna", 105)),
            known("/photos/a.jpg", "B", mtime=2),
        ]
    )

    assert outcomes == [PHOTO, DUPLICATE]
    assert library.names() == {"/photos/a.jpg": ["Anna"]}


def test_renamed_series_shifts_no_decision_to_the_next_picture(library: Library):
    library.record(
        analysed("/photos/1.jpg", "A", face("anna", 100)),
        analysed("/photos/2.jpg", "B", face("anna", 101)),
    )
    library.name(1, "Anna")

    library.batch([known("/photos/1.jpg", "B"), known("/photos/0.jpg", "A")])

    assert library.names() == {"/photos/0.jpg": ["Anna"], "/photos/1.jpg": []}


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
        assert unit.faces.ids().tolist() == [anna, drawn]
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


# Around


def test_forgetting_tells_the_indexes_and_spares_decisions(library: Library):
    named_photo(library)
    library.record(analysed("/photos/b.jpg", "B", face("carol")))
    library.record(analysed("/photos/a.jpg", "C"), analysed("/photos/b.jpg", "D"))

    assert library.forget() == 1

    with library.database.read() as unit:
        assert unit.faces.ids().tolist() == [1]  # Anna, without vectors
        assert unit.faces.list(library.engine) == ([], 0)
        pending = unit.index_changes.pending(library.engine, "milvus", 10)
        assert (pending.upserts.tolist(), sorted(pending.deletes)) == ([], [1, 2, 3])


def test_deleted_numbers_are_never_used_again(library: Library):
    library.record(analysed("/photos/a.jpg", "A", face("anna")), analysed("/photos/a.jpg", "A"))

    library.record(analysed("/photos/b.jpg", "B", face("bob")))

    assert library.faces()["/photos/b.jpg"] == [2]


def test_only_real_changes_are_reported(library: Library):
    library.record(analysed("/photos/a.jpg", "A"))
    arguments = {"decoder_version": 1, "still_there": lambda place: True}
    with library.database.write() as unit:
        record(unit, library.source, library.engine, [known("/photos/a.jpg", "A")], **arguments)
        assert unit.changes == Changes()
        record(unit, library.source, library.engine, [known("/photos/b.jpg", "A")], **arguments)
        assert unit.changes == Changes(photos=True, faces=True)
