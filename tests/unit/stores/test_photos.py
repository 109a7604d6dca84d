"""Photos by state, source and day; what a scan asks of a large library."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from faceapp.core.records import PhotoInfo
from faceapp.core.types import PhotoFacts
from faceapp.stores import schema
from faceapp.stores.record import record
from faceapp.stores.rows import Analyst, KnownLocation

from .library import Library, analysed, face, failed, known


def paths(library: Library, **wanted: object) -> list[str]:
    with library.database.read() as unit:
        photos, total = unit.photos.list(**wanted)
        assert total == len(photos)
        return [photo.path for photo in photos]


def taken(place: str, moment: datetime | None):
    photo = analysed(place, place, face(place))
    return replace(photo, facts=replace(photo.facts, taken_at=moment))


def test_photo_says_everything_about_itself(library: Library):
    facts = PhotoFacts(4000, 3000, "HEIF", "pixels", "0f", datetime(2024, 5, 1, 12, 30))
    library.record(replace(analysed("/photos/a.jpg", "A", face("anna")), facts=facts))

    with library.database.read() as unit:
        assert unit.photos.get(1) == PhotoInfo(
            1, "/photos/a.jpg", "local", "photos", 4000, 3000, facts.taken_at, 1, "ok"
        )
        assert unit.photos.get(2) is None


def test_photos_fall_into_their_categories(library: Library):
    library.record(
        analysed("/photos/ok.jpg", "A", face("anna")),
        analysed("/photos/empty.jpg", "B"),
        failed("/photos/broken.jpg", "C"),
        analysed("/photos/gone.jpg", "D", face("bob")),
        known("/photos/pending.jpg", "E"),
    )
    with library.database.write() as unit:
        unit.photos.mark_missing(library.source, ["/photos/gone.jpg"])

    assert paths(library, state="no_faces") == ["/photos/empty.jpg"]
    assert paths(library, state="failed") == ["/photos/broken.jpg"]
    assert paths(library, state="missing") == ["/photos/gone.jpg"]
    assert Counter(library.states().values()) == Counter(["ok", "no_face", "failed", "missing"])


def test_path_is_the_first_place_where_the_photo_still_lies(library: Library):
    library.record(analysed("/photos/a.jpg", "A"), known("/photos/b.jpg", "A"))
    with library.database.write() as unit:
        unit.photos.mark_missing(library.source, ["/photos/a.jpg"])
    assert library.states() == {"/photos/b.jpg": "no_face"}

    with library.database.write() as unit:
        unit.photos.mark_seen(library.source, {"/photos/a.jpg", "/photos/b.jpg"})
    assert library.states() == {"/photos/a.jpg": "no_face"}


def test_days_are_inclusive_and_undated_photos_left_out(library: Library):
    library.record(
        taken("/photos/may.jpg", datetime(2024, 5, 1)),
        taken("/photos/night.jpg", datetime(2024, 5, 31, 23, 59, 59)),
        taken("/photos/june.jpg", datetime(2024, 6, 1)),
        taken("/photos/undated.jpg", None),
    )
    may = {"since": date(2024, 5, 1), "until": date(2024, 5, 31)}

    assert paths(library, **may) == ["/photos/may.jpg", "/photos/night.jpg"]
    with library.database.read() as unit:
        assert unit.photos.ids(**may).tolist() == [1, 2]
        assert sorted(unit.photos.ids().tolist()) == [1, 2, 3, 4]
        assert unit.photos.ids(until=date.max).tolist() == [1, 2, 3]
        assert unit.photos.ids(since=date.min, until=date.max).tolist() == [1, 2, 3]
        assert unit.photos.ids([library.source], since=date(2024, 5, 2)).tolist() == [2, 3]
        assert unit.photos.ids([library.source + 1], **may).tolist() == []


def test_photos_and_faces_are_filtered_by_source(library: Library):
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    with library.database.write() as unit:
        other = unit.sources.adopt("vk", "vk.com/id1", "VK")
    mine, library.source = library.source, other
    with library.database.write() as unit:
        record(
            unit,
            other,
            Analyst(library.engine, 1, 0.5),
            [analysed("77", "B", face("bob"))],
            still_there=lambda place: True,
        )

    assert paths(library, sources=[other]) == ["77"]
    assert paths(library, sources=[mine, other]) == ["/photos/a.jpg", "77"]
    with library.database.read() as unit:
        assert unit.photos.ids([other]).tolist() == [2]
        assert sorted(unit.photos.ids([mine, other]).tolist()) == [1, 2]
        assert [info.source for info in unit.faces.walk(library.engine, [other])] == ["vk"]


def test_limit_leaves_the_total_alone(library: Library):
    library.record(*(analysed(f"/photos/{n}.jpg", f"{n}", face(f"{n}")) for n in range(3)))
    with library.database.read() as unit:
        photos, total = unit.photos.list(limit=2)
        assert ([photo.id for photo in photos], total) == ([1, 2], 3)
        faces, total = unit.faces.list(library.engine, limit=2)
        assert ([info.id for info in faces], total) == ([1, 2], 3)


def test_names_that_are_no_text_come_back_as_they_were(library: Library):
    names = [
        "/photos/\udcff\udc80.jpg",
        "/photos/имя 😀.jpg",
        "/photos/\ud800.jpg",
        # what the two above could be kept as is a name too
        "/photos/\U000f0cff\U000f0c80.jpg",
        "/photos/\U000f0800.jpg",
        "/photos/\U000f07ff.jpg",
        "/photos/\U000f07ff\udc80\U000f07ff.jpg",
    ]
    library.record(*(analysed(name, f"{number}") for number, name in enumerate(names)))

    assert list(library.states()) == names
    with library.database.write() as unit:
        assert set(unit.photos.known(library.source, library.engine)) == set(names)
        unit.photos.mark_missing(library.source, names)
    assert set(library.states().values()) == {"missing"}


def test_scan_of_a_large_library_knows_every_place(library: Library):
    other = library.add_engine("other")
    locators = {f"/photos/{number}.jpg" for number in range(1, 10_501)}
    with library.database.write() as unit:
        fill(unit.session, library, len(locators))

        places = unit.photos.known(library.source, library.engine)
        places_of = select(schema.Location.locator, schema.Asset.sha256)
        rows = unit.session.execute(places_of.join(schema.Location.asset)).all()
        hashes = dict(map(tuple, rows))
        assert set(places) == set(hashes) == locators
        assert places == {
            locator: KnownLocation(7, 1, True, False, 1, True, sha256)
            for locator, sha256 in hashes.items()
        }
        assert not any(p.analysed for p in unit.photos.known(library.source, other).values())
        assert len(unit.photos.known_hashes(library.engine)) == 10_500
        assert unit.photos.known_hashes(other) == set()
        unit.photos.mark_missing(library.source, sorted(locators)[1:])
        assert unit.photos.list("missing", limit=1)[1] == 10_499
        unit.photos.mark_seen(library.source, locators)
        assert unit.photos.list("missing") == ([], 0)


def fill(session: Session, library: Library, photos: int) -> None:
    """Photos without faces, faster than a scan."""
    numbers = range(1, photos + 1)
    now = datetime.now(UTC)
    session.execute(
        insert(schema.Asset),
        [{"id": n, "sha256": f"{n}", "state": "ok", "decoder_version": 1} for n in numbers],
    )
    session.execute(
        insert(schema.Analysis),
        [
            {"asset_id": n, "engine_id": library.engine, "faces": 0, "processed_at": now}
            for n in numbers
        ],
    )
    place = {"source_id": library.source, "size": 7, "mtime_ns": 1, "present": True}
    seen = {"first_seen_at": now, "last_seen_at": now}
    session.execute(
        insert(schema.Location),
        [place | seen | {"asset_id": n, "locator": f"/photos/{n}.jpg"} for n in numbers],
    )
