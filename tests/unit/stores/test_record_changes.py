"""Other bytes where a photo was: rewritten metadata, edits, reused names."""

import pytest

from faceapp.core.types import Outcome

from .library import Library, analysed, face, known, named_photo

PHOTO, UPDATED, SKIPPED, DUPLICATE, FAILED = Outcome


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
        assert library.face_ids() == [1, drawn]
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
    drawn = library.draw(1, x=500)

    rewritten = analysed("/photos/b.jpg", "A2", face("anna"), pixels="P")
    assert library.record(rewritten) == [UPDATED]

    assert library.names() == {"/photos/a.jpg": ["Anna"], "/photos/b.jpg": ["Anna"]}
    with library.database.read() as unit:
        photos, _ = unit.photos.list()
        assert [(photo.path, photo.faces) for photo in photos] == [
            ("/photos/a.jpg", 2),
            ("/photos/b.jpg", 1),
        ]
        assert drawn in library.face_ids()


def test_moved_and_rewritten_file_keeps_decisions_when_its_copy_comes_first(library: Library):
    library.record(analysed("/photos/a.jpg", "A", face("anna"), pixels="P"))
    library.name(1, "Anna")
    library.remove("/photos/a.jpg")

    library.batch(
        [known("/photos/b.jpg", "A2"), analysed("/photos/c.jpg", "A2", face("anna"), pixels="P")]
    )

    assert library.names()["/photos/b.jpg"] == ["Anna"]


def test_rewritten_file_and_a_copy_of_its_old_bytes_are_told_apart(library: Library):
    library.record(analysed("/photos/a.jpg", "A", face("anna"), pixels="P"))
    library.name(1, "Anna")

    library.batch(
        [
            analysed("/photos/a.jpg", "A2", face("anna"), pixels="P"),
            known("/photos/b.jpg", "A"),  # not known any more: the next scan analyses it
        ]
    )

    assert library.names() == {"/photos/a.jpg": ["Anna"]}
    with library.database.read() as unit:
        assert not unit.photos.known(library.source, library.engine)["/photos/b.jpg"].analysed


def test_copies_rewritten_one_after_the_other_end_as_one_photo_with_all_decisions(
    library: Library,
):
    original = analysed("/photos/a.jpg", "A", face("anna", 100), face("bob", 300), pixels="P")
    library.record(original, known("/photos/b.jpg", "A"))
    library.record(analysed("/photos/b.jpg", "A2", face("anna", 100), face("bob", 300), pixels="P"))
    library.name(1, "Anna")
    drawn = library.draw(1, x=500)

    assert library.record(known("/photos/a.jpg", "A2")) == [DUPLICATE]

    assert library.names() == {"/photos/a.jpg": ["Anna"]}
    with library.database.read() as unit:
        assert unit.photos.known_hashes(library.engine) == {"A2"}  # the drawn face has left A
    library.forget()
    with library.database.read() as unit:
        assert unit.photos.list()[0][0].faces == 3
        assert drawn in library.face_ids()


# Other pixels


@pytest.mark.usefixtures("any_clock")
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


@pytest.mark.usefixtures("any_clock")
def test_renamed_series_shifts_no_decision_to_the_next_picture(library: Library):
    library.record(
        analysed("/photos/1.jpg", "A", face("anna", 100)),
        analysed("/photos/2.jpg", "B", face("anna", 101)),
    )
    library.name(1, "Anna")

    library.batch([known("/photos/1.jpg", "B"), known("/photos/0.jpg", "A")])

    assert library.names() == {"/photos/0.jpg": ["Anna"], "/photos/1.jpg": []}


def test_a_photo_looked_at_in_tiles_counts_as_such_until_it_is_looked_at_otherwise(
    library: Library,
):
    library.record(analysed("/photos/a.jpg", "A", face("anna")))

    def finished(*, in_tiles: bool) -> tuple[bool, set[str]]:
        with library.database.read() as unit:
            places = unit.photos.known(library.source, library.engine, in_tiles=in_tiles)
            hashes = unit.photos.known_hashes(library.engine, in_tiles=in_tiles)
            return places["/photos/a.jpg"].analysed, hashes

    assert finished(in_tiles=False) == (True, {"A"})
    assert finished(in_tiles=True) == (False, set())

    outcomes = library.batch(
        [analysed("/photos/a.jpg", "A", face("anna"), face("bob", 300))], in_tiles=True
    )

    assert outcomes == [UPDATED]
    assert finished(in_tiles=True) == (True, {"A"})
    assert library.faces()["/photos/a.jpg"] == [1, 2]
