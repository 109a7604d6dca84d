"""Near copies in the library: whose places they are, which bytes count, what is never lost."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from faceapp.core.copies import FaceLevels, Lookalikes
from faceapp.core.types import AnalysedPhoto, Detection, Face, FaceBox, Outcome
from faceapp.stores.picture_copies import CopySearch

from .library import Library, analysed, face, failed, known

PHOTO, UPDATED, SKIPPED, DUPLICATE, FAILED = Outcome
DAY = datetime(2021, 5, 9, 12)
ORIGINAL, COPY = "/photos/original.jpg", "/photos/sent.jpg"


@pytest.fixture
def scanning(library: Library) -> Library:
    """A scan that looks for copies."""
    nothing = Lookalikes(np.empty(0, np.int64), np.empty(0, np.uint64))
    library.search = CopySearch(nothing, FaceLevels(0.5, 0.8))
    return library


def taken(place: str, sha: str, *faces: Face, scale: float = 1.0, **facts: object) -> AnalysedPhoto:
    """A photo of 640 x 480 pixels times `scale`; all of them look alike."""
    photo = analysed(place, sha, *(_scaled(each, scale) for each in faces))
    sides = {"width": round(640 * scale), "height": round(480 * scale)}
    return replace(photo, facts=replace(photo.facts, sketch=bytes(range(256)) * 4, **sides | facts))


def _scaled(found: Face, scale: float) -> Face:
    box, points = found.detection.box, found.detection.landmarks
    moved = FaceBox(box.x * scale, box.y * scale, box.width * scale, box.height * scale)
    return replace(found, detection=Detection(moved, points * scale, found.detection.score))


def original(**facts: object) -> AnalysedPhoto:
    return taken(ORIGINAL, "A", face("anna"), face("bob", 300), **{"taken_at": DAY, **facts})


def copy(**facts: object) -> AnalysedPhoto:
    return taken(COPY, "B", face("anna"), face("bob", 300), scale=0.5, **facts)


def places(library: Library, photo: int = 1) -> list[tuple[str, str | None]]:
    with library.database.read() as unit:
        return [(place.locator, place.copy_sha256) for place in unit.details.places(photo)]


def details(library: Library, photo: int = 1):
    with library.database.read() as unit:
        return unit.details.get(photo, library.engine)


@pytest.mark.parametrize("in_one_batch", [False, True])
@pytest.mark.parametrize("best_first", [True, False])
def test_a_copy_is_a_place_of_its_photo(scanning: Library, best_first: bool, in_one_batch: bool):
    results = [original(), copy()][:: 1 if best_first else -1]
    save = scanning.batch if in_one_batch else lambda each: scanning.record(*each)

    assert save(results) == [PHOTO, DUPLICATE]

    assert places(scanning) == [(ORIGINAL, None), (COPY, "B")]
    photo = details(scanning)
    assert (photo.sha256, photo.width, photo.taken_at) == ("A", 640, DAY)
    assert [each.box.x for each in photo.faces] == [100, 300]
    assert scanning.face_ids() == [1, 2]


def test_decisions_move_to_the_better_copy(scanning: Library):
    scanning.record(copy())
    scanning.name(1, "Anna")
    drawn = scanning.draw(1, x=200)
    with scanning.database.write() as unit:
        unit.decisions.apply([{"do": "hide", "faces": [2]}])

    scanning.record(original())

    photo = details(scanning)
    assert [(each.id, each.person, each.box.x) for each in photo.faces] == [
        (1, "Anna", 100),
        (drawn, None, 400),
    ]
    assert scanning.face_ids() == [1, 2, drawn]  # what is no face is none on the better copy


def test_other_people_and_other_moments_are_other_photos(scanning: Library):
    scanning.record(original())
    strangers = taken("/photos/c.jpg", "C", face("carol"), face("dave", 300))
    later = original(taken_at=datetime(2021, 5, 9, 12, 0, 1))
    later = replace(later, sha256="D", ref=replace(later.ref, locator="/photos/d.jpg"))

    assert scanning.record(strangers, later) == [PHOTO, PHOTO]


def test_the_day_a_service_tells_is_not_the_day_of_the_photo(scanning: Library):
    scanning.record(copy())
    with scanning.database.write() as unit:
        unit.session.connection().exec_driver_sql(
            "UPDATE location SET taken_at = '2024-01-01 00:00:00'"
        )
        unit.session.connection().exec_driver_sql(
            "UPDATE asset SET taken_at = '2024-01-01 00:00:00'"
        )

    assert scanning.record(original()) == [DUPLICATE]
    assert details(scanning).taken_at == DAY


def test_copies_of_copies_are_found_by_any_of_them(scanning: Library):
    far = {"perceptual_hash": "ffff", "taken_at": None}
    scanning.record(original(), copy(perceptual_hash="ff"))  # half way to the third
    third = taken("/photos/c.jpg", "C", face("anna"), face("bob", 300), scale=0.4, **far)

    assert scanning.record(third) == [DUPLICATE]
    assert places(scanning)[2] == ("/photos/c.jpg", "C")


def test_a_copy_seen_before_it_was_analysed_joins_the_photo(scanning: Library):
    scanning.record(original())
    outcomes = scanning.batch([known("/photos/first.jpg", "B"), copy()])

    assert outcomes == [DUPLICATE, DUPLICATE]
    assert places(scanning) == [(ORIGINAL, None), ("/photos/first.jpg", "B"), (COPY, "B")]
    with scanning.database.read() as unit:
        assert unit.photos.list()[1] == 1


def test_a_known_copy_is_not_looked_at_again_wherever_it_turns_up(scanning: Library):
    scanning.record(original(), copy())
    with scanning.database.read() as unit:
        assert unit.copies.known(scanning.engine) == {"B"}
        seen = unit.photos.known(scanning.source, scanning.engine)
    assert {place: each.analysed for place, each in seen.items()} == {ORIGINAL: True, COPY: True}

    scanning.remove(COPY)
    assert scanning.record(known("/photos/moved.jpg", "B")) == [DUPLICATE]
    assert ("/photos/moved.jpg", "B") in places(scanning)


def test_a_copy_whose_metadata_was_rewritten_stays_a_copy(scanning: Library):
    scanning.record(original(), copy())
    rewritten = replace(copy(), sha256="B2")
    assert scanning.record(rewritten) == [DUPLICATE]
    assert places(scanning) == [(ORIGINAL, None), (COPY, "B2")]


def test_a_photo_made_smaller_where_it_lay_keeps_its_names(scanning: Library):
    scanning.record(original())
    scanning.name(1, "Anna")
    small = replace(copy(), ref=replace(copy().ref, locator=ORIGINAL))

    assert scanning.record(small) == [UPDATED]
    scanning.forget()

    assert places(scanning) == [(ORIGINAL, "B")]
    assert scanning.names() == {ORIGINAL: ["Anna"]}


def test_another_engine_sees_what_is_there_and_in_the_end_the_best(scanning: Library):
    scanning.record(original(), copy())
    scanning.name(1, "Anna")
    other = scanning.add_engine("other")
    with scanning.database.read() as unit:
        assert unit.copies.known(other) == set()

    # a scan of the copy alone, then one of the original
    assert scanning.record(copy(), engine=other) == [UPDATED]
    assert (details(scanning).sha256, details(scanning).width) == ("B", 320)
    with scanning.database.read() as unit:
        waiting = unit.photos.known(scanning.source, other)
    assert (waiting[ORIGINAL].analysed, waiting[COPY].analysed) == (False, True)
    assert scanning.record(original(), engine=other) == [UPDATED]

    assert (details(scanning).sha256, details(scanning).width) == ("A", 640)
    assert scanning.names() == {ORIGINAL: ["Anna"]}
    assert [each.box.x for each in details(scanning).faces] == [100, 300]
    assert scanning.face_ids() == [1, 2]


def test_a_file_that_failed_and_is_whole_now_is_a_copy(scanning: Library):
    scanning.record(original(), failed(COPY, "half"))
    assert scanning.record(copy()) == [DUPLICATE]
    scanning.forget()
    assert places(scanning) == [(ORIGINAL, None), (COPY, "B")]
    with scanning.database.read() as unit:
        assert unit.photos.list()[1] == 1


def test_a_photo_leaves_with_its_copies(scanning: Library):
    scanning.record(original(), copy())
    with scanning.database.write() as unit:
        assert unit.removed.remove([1]).sha256 == ("A", "B")
        assert unit.removed.places("local") == {ORIGINAL, COPY}
        assert unit.copies.hashes(1) == []


def test_what_copies_take(scanning: Library):
    big = replace(original(), ref=replace(original().ref, size=900))
    small = replace(copy(), ref=replace(copy().ref, size=100))
    scanning.record(big, small, known("/photos/same.jpg", "A"))
    scanning.record(taken("/photos/other.jpg", "Z", face("zoe"), perceptual_hash="f" * 16))
    with scanning.database.read() as unit:
        assert unit.copies.spare().tolist() == [[1], [3], [101]]  # `known` says one byte
        assert unit.copies.places([1]) == {1: (ORIGINAL, "/photos/same.jpg", COPY)}


def test_separated_copies_are_apart_for_good_and_come_back_by_the_inverse(scanning: Library):
    scanning.record(original(), copy())
    with scanning.database.write() as unit:
        do, undo = unit.copies.separation(1, "B")
        assert unit.copies.separation(1, "A") is None
        unit.decisions.apply([do])
    assert (places(scanning), places(scanning, do["as"])) == ([(ORIGINAL, None)], [(COPY, None)])
    again = replace(copy(), ref=replace(copy().ref, locator="/photos/again.jpg"))
    assert scanning.record(again) == [UPDATED]  # the faces of the new photo
    assert [place for place, _ in places(scanning, do["as"])] == [COPY, "/photos/again.jpg"]
    scanning.name(3, "Carol")
    with scanning.database.write() as unit:
        assert not unit.copies.rejoin(undo)  # somebody decided about its faces
        unit.session.connection().exec_driver_sql("DELETE FROM assignment")
        unit.decisions.apply([undo])
    assert [place for place, _ in places(scanning)] == [ORIGINAL, COPY, "/photos/again.jpg"]
    assert scanning.face_ids() == [1, 2]
    with scanning.database.write() as unit:
        unit.decisions.apply([do])
    assert places(scanning, do["as"])[0] == (COPY, None)
