"""Folders inside one another are one source; people may call sources by several names."""

import pytest

from faceapp.core.errors import Code, UserError
from faceapp.stores.database import Database

from .library import Library, analysed, face


def adopt(database: Database, root: str, kind: str = "local") -> int:
    with database.write() as unit:
        return unit.sources.adopt(kind, root, root.rpartition("/")[2])


def test_folder_is_the_same_source_every_time(database: Database):
    first = adopt(database, "/photos")
    assert adopt(database, "/photos") == first
    with database.read() as unit:
        (source,) = unit.sources.list()
    assert (source.root, source.last_scan_at is not None) == ("/photos", True)


def test_folder_inside_a_known_one_belongs_to_it(database: Database):
    outer = adopt(database, "/photos")
    assert adopt(database, "/photos/2024/may") == outer
    assert adopt(database, "/photos-old") != outer


def test_folder_around_known_ones_takes_over_their_photos(library: Library):
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    library.name(1, "Anna")
    zipped = adopt(library.database, "/photos/old.zip")
    remote = adopt(library.database, "/photos", kind="vk")

    outer = adopt(library.database, "/")

    with library.database.read() as unit:
        assert [source.id for source in unit.sources.list()] == [zipped, remote, outer]
        assert list(unit.photos.known(outer, library.engine)) == ["/photos/a.jpg"]
    assert library.names() == {"/photos/a.jpg": ["Anna"]}


def test_zip_in_a_known_folder_is_a_source_of_its_own(database: Database):
    outer = adopt(database, "/photos")
    assert adopt(database, "/photos/old.zip") != outer


def test_source_is_found_by_kind_number_title_or_root(database: Database):
    holiday, work = adopt(database, "/home/holiday"), adopt(database, "/home/work")
    vk = adopt(database, "vk.com/id1", kind="vk")
    with database.read() as unit:
        assert unit.sources.resolve("local") == [holiday, work]
        assert unit.sources.resolve("vk") == [vk]
        assert unit.sources.resolve(str(work)) == [work]
        assert unit.sources.resolve("holiday") == [holiday]
        assert unit.sources.resolve("/home/work") == [work]
        with pytest.raises(UserError) as caught:
            unit.sources.resolve("dropbox")
    assert caught.value.code is Code.UNKNOWN_SOURCE
    assert caught.value.details == {"source": "dropbox", "known": "holiday, work, id1"}
