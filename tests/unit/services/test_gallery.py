"""Which photos, in which order: filters together, sorts, and what is kept until a write."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from faceapp.core.errors import UserError
from faceapp.core.gallery import Choice, GalleryFilter, Sort
from faceapp.services.gallery import GalleryService
from tests.unit.stores.library import Library, analysed, face, failed, known


def add(library: Library, place: str, taken: datetime | None, faces: int = 1) -> None:
    found = [face(f"{place}{number}", 60.0 * number) for number in range(faces)]
    photo = analysed(f"/photos/{place}", place, *found)
    library.record(replace(photo, facts=replace(photo.facts, taken_at=taken)))


@pytest.fixture
def gallery(library: Library) -> GalleryService:
    add(library, "b.jpg", datetime(2020, 2, 29, 12), 2)
    add(library, "a.jpg", datetime(2020, 2, 29, 13), 0)
    add(library, "C.jpg", None, 1)
    add(library, "d10.jpg", datetime(1999, 12, 31), 1)
    add(library, "d9.jpg", datetime(2000, 1, 1), 1)
    return GalleryService(library.database)


def shown(gallery: GalleryService, sort: Sort = Sort.NEWEST, **wanted: object) -> list[str]:
    order = gallery.order(GalleryFilter(**wanted), sort)
    return [tile.name for tile in gallery.tiles(order.ids.tolist())]


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        (Sort.NEWEST, ["a.jpg", "b.jpg", "d9.jpg", "d10.jpg", "C.jpg"]),
        (Sort.OLDEST, ["d10.jpg", "d9.jpg", "b.jpg", "a.jpg", "C.jpg"]),
        (Sort.NAME, ["a.jpg", "b.jpg", "C.jpg", "d9.jpg", "d10.jpg"]),
        (Sort.ADDED, ["d9.jpg", "d10.jpg", "C.jpg", "a.jpg", "b.jpg"]),
        (Sort.FACES, ["b.jpg", "d9.jpg", "d10.jpg", "C.jpg", "a.jpg"]),
    ],
)
def test_orders(gallery: GalleryService, sort: Sort, names: list[str]):
    assert shown(gallery, sort) == names


def test_months_go_with_the_orders_by_time(gallery: GalleryService):
    months = [2020 * 12 + 1] * 2 + [2000 * 12, 1999 * 12 + 11, 0]
    assert gallery.order(GalleryFilter(), Sort.NEWEST).months.tolist() == months
    assert gallery.order(GalleryFilter(), Sort.NAME).months.tolist() == []


def test_days_are_included_at_both_ends(gallery: GalleryService):
    assert shown(gallery, since=date(2020, 2, 29), until=date(2020, 2, 29)) == ["a.jpg", "b.jpg"]
    assert shown(gallery, until=date(1999, 12, 31)) == ["d10.jpg"]
    assert shown(gallery, until=date(1999, 12, 30)) == []


def test_filters_must_all_fit(gallery: GalleryService):
    assert shown(gallery, faces="one", since=date(2000, 1, 1)) == ["d9.jpg"]
    assert shown(gallery, faces="one", undated=True, text="c") == ["C.jpg"]
    assert shown(gallery, faces="none", unnamed=True) == []


def test_every_word_must_occur_and_a_wildcard_is_itself(gallery: GalleryService):
    assert shown(gallery, text="  PHOTOS   d1 ") == ["d10.jpg"]
    assert shown(gallery, text="%") == shown(gallery, text="_") == []
    assert len(shown(gallery, text="   ")) == 5


def test_short_words_are_not_looked_for_in_dates(gallery: GalleryService):
    assert shown(gallery, text="29") == []
    assert shown(gallery, text="29.02.2020") == shown(gallery, text="2020") == ["a.jpg", "b.jpg"]


def test_pending_and_unplaced_pictures_are_not_listed(library: Library, gallery: GalleryService):
    library.record(known("/photos/pending.jpg", "P"))
    assert len(shown(gallery)) == 5


def test_what_is_kept_is_read_anew_after_a_write(library: Library, gallery: GalleryService):
    assert len(shown(gallery)) == 5
    library.record(failed("/photos/torn.jpg", "T"))
    assert len(shown(gallery)) == 5
    gallery.forget()
    assert shown(gallery, failed=True) == ["torn.jpg"]


def test_photo_in_two_places_is_missing_only_without_both(library: Library):
    library.record(analysed("/photos/1.jpg", "A"), known("/photos/2.jpg", "A"))
    gallery = GalleryService(library.database)
    for place, missing in (("/photos/1.jpg", []), ("/photos/2.jpg", ["2.jpg"])):
        with library.database.write() as unit:
            unit.photos.mark_missing(library.source, [place])
        gallery.forget()
        assert shown(gallery, missing=True) == missing


def test_facets_count_what_the_filters_show(library: Library, gallery: GalleryService):
    library.record(failed("/photos/torn.jpg", "T"))
    library.name(1, "Яна")
    library.name(2, "Анна")
    facets = gallery.facets()
    assert facets.total == 6
    assert facets.years == [
        Choice(2020, "2020", 2),
        Choice(2000, "2000", 1),
        Choice(1999, "1999", 1),
    ]
    assert [person.name for person in facets.people] == ["Анна", "Яна"]
    assert facets.sources == [Choice(1, "photos", 6)]
    counts = facets.undated, facets.without_faces, facets.failed, facets.missing, facets.unnamed
    assert counts == (2, 1, 1, 0, 3)
    for person in facets.people:
        assert len(shown(gallery, people=(person.id,))) == person.photos
    assert len(shown(gallery, unnamed=True)) == facets.unnamed


def test_rejected_name_is_no_name(library: Library, gallery: GalleryService):
    with library.database.write() as unit:
        unit.people.assign(1, unit.people.add("Анна"), "rejected")
    assert shown(gallery, people=(1,)) == []
    assert "b.jpg" in shown(gallery, unnamed=True)
    assert shown(gallery, text="анна") == []


def test_sources_are_found_by_what_people_call_them(gallery: GalleryService):
    assert gallery.sources_called("photos") == gallery.sources_called("local") == (1,)
    with pytest.raises(UserError):
        gallery.sources_called("nowhere")


def test_tiles_come_in_the_order_asked_for(gallery: GalleryService):
    assert [tile.id for tile in gallery.tiles([3, 99, 1])] == [3, 1]


def test_tile_of_a_zip_names_it(library: Library):
    library.record(analysed("/a.zip!/in/b.jpg", "A"))
    with library.database.write() as unit:
        unit.session.connection().exec_driver_sql("UPDATE source SET root = '/a.zip'")
    (tile,) = GalleryService(library.database).tiles([1])
    assert (tile.name, tile.archive) == ("b.jpg", "/a.zip")
