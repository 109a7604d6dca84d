"""Google Takeout: what its sidecars tell, wherever in an export they lie."""

import os
import time
from datetime import date, datetime

import pytest

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.remote import ProposedName, RemoteAlbum
from faceapp.core.settings import Settings
from faceapp.core.types import ListingFailure, PhotoRef
from faceapp.sources import open_source
from faceapp.sources.local_folder import LocalFolder
from faceapp.sources.takeout import Takeout
from faceapp.sources.takeout_sidecar import read_album_title, read_sidecar
from faceapp.sources.zip_archive import ZipArchive
from tests.unit.sources.takeout_files import EXPORT, album, told, write_folder, write_zip

STAMP = "takeout-20240501T101112Z"


@pytest.fixture(autouse=True)
def moscow(monkeypatch):
    """The clock that sidecars are read by; Windows knows no other than its own."""
    monkeypatch.setenv("TZ", "Europe/Moscow")
    set_clock = getattr(time, "tzset", lambda: None)
    set_clock()
    yield
    monkeypatch.undo()
    set_clock()


def open_at(path):
    return open_source(path, Settings())


def as_folder(place):
    return write_folder(place / "unpacked", EXPORT)


def as_one_zip(place):
    return write_zip(place / "my photos.zip", EXPORT)


def as_parts(place):
    """Three parts; photos and what is told about them are torn apart."""
    groups = {}
    for name, data in EXPORT.items():
        number = 1 if name.endswith(".json") else 2 if "Дача" in name else 3
        groups.setdefault(number, {})[name] = data
    return [write_zip(place / f"{STAMP}-00{n}.zip", files) for n, files in groups.items()][-1]


@pytest.fixture(params=[as_folder, as_one_zip, as_parts])
def source(request, tmp_path):
    return open_at(request.param(tmp_path))


def by_name(source):
    return {entry.name: entry for entry in source.list()}


def test_exactly_the_photos_are_listed_and_read(source):
    assert isinstance(source, Takeout)
    read = {entry.name: source.read(entry) for entry in source.list()}
    assert read == {"x.jpg": b"x", "x-измененный.jpg": b"edited", "y(1).jpg": b"y", "z.heic": b"z"}


def test_sidecars_tell_of_their_photos(source):
    x = by_name(source)["x.jpg"]
    assert x.taken_at == datetime.fromtimestamp(1_577_880_000)
    assert x.caption == "Новый год\nу Анны"
    assert x.people == (ProposedName("Анна"), ProposedName("Иван"))
    assert by_name(source)["y(1).jpg"].taken_at.date() == date(1969, 12, 31)
    assert by_name(source)["z.heic"].taken_at is None


def test_an_edited_copy_is_told_about_like_its_original(source):
    photos = by_name(source)
    edited, original = photos["x-измененный.jpg"], photos["x.jpg"]
    assert (edited.taken_at, edited.people) == (original.taken_at, original.people)
    assert edited.albums == original.albums


def test_albums_are_folders_but_not_years(source):
    photos = by_name(source)
    assert set(source.albums) == {
        RemoteAlbum("Google Фото/Дача", "Дача: лето/осень"),
        RemoteAlbum("Google Фото/Без названия", "Без названия"),
    }
    assert photos["x.jpg"].albums == ()
    assert photos["y(1).jpg"].albums == ("Google Фото/Дача",)
    assert photos["z.heic"].albums == ("Google Фото/Без названия",)


def test_what_is_listed_is_covered_and_exists(source):
    listed = list(source.list())
    assert listed == list(source.list())
    for entry in listed:
        assert source.covers(entry.locator)
        assert source.exists(entry.locator)
        gone = PhotoRef(f"{entry.locator[:-4]}-gone.jpg", 1, 1)
        assert source.covers(gone.locator)
        assert not source.exists(gone.locator)
        with pytest.raises(ItemError) as caught:
            source.read(gone)
        assert caught.value.code is Code.VANISHED
    assert not source.covers("/elsewhere/x.jpg")
    assert not source.covers(f"/elsewhere/{STAMP}-001.zip!/x.jpg")


@pytest.mark.parametrize(
    "inner", [".", "Takeout", "Takeout/Google Фото", "Takeout/Google Фото/Дача"]
)
def test_a_folder_of_an_export_is_recognised_at_any_depth(tmp_path, inner):
    source = open_at(as_folder(tmp_path) / inner)
    assert source.kind == "takeout"
    assert source.root == os.path.normpath(tmp_path / "unpacked" / inner)
    y = by_name(source)["y(1).jpg"]
    assert [album.title for album in source.albums if album.remote_id in y.albums] == [
        "Дача: лето/осень"
    ]


def test_a_folder_that_holds_more_than_an_export_stays_ordinary(tmp_path):
    folder = write_folder(tmp_path, EXPORT | {"Holidays/a.jpg": b"a"})
    assert isinstance(open_at(folder), LocalFolder)


def test_json_files_of_other_programs_make_no_export(tmp_path):
    files = {"a.jpg": b"a", "a.jpg.json": b'{"category": "x"}', "b.jpg": b"b", "b.jpg.json": b"?"}
    assert isinstance(open_at(write_folder(tmp_path / "folder", files)), LocalFolder)
    archive = open_at(write_zip(tmp_path / "photos.zip", files))
    assert isinstance(archive, ZipArchive)
    assert [entry.name for entry in archive.list()] == ["a.jpg", "b.jpg"]


def test_every_part_opens_the_same_export(tmp_path):
    as_parts(tmp_path)
    parts = [open_at(tmp_path / f"{STAMP}-00{number}.zip") for number in (1, 2, 3)]
    assert {(part.kind, part.root, part.title) for part in parts} == {
        ("takeout", str(tmp_path / f"{STAMP}.zip"), STAMP)
    }
    again = open_at(tmp_path / f"{STAMP}.zip")
    assert list(again.list()) == list(parts[0].list())


def test_other_exports_beside_are_others(tmp_path):
    as_parts(tmp_path)
    write_zip(tmp_path / "takeout-20250101T000000Z-1-001.zip", {"Takeout/a.jpg": b"a"})
    assert set(by_name(open_at(tmp_path / "takeout-20250101T000000Z-1-001.zip"))) == {"a.jpg"}
    assert "a.jpg" not in by_name(open_at(tmp_path / f"{STAMP}-001.zip"))


def test_a_part_that_is_gone_takes_its_photos_along(tmp_path):
    as_parts(tmp_path)
    gone = by_name(open_at(tmp_path / f"{STAMP}-001.zip"))["z.heic"]
    (tmp_path / f"{STAMP}-003.zip").unlink()
    source = open_at(tmp_path / f"{STAMP}-001.zip")
    assert set(by_name(source)) == {"y(1).jpg"}
    assert source.covers(gone.locator)
    assert not source.exists(gone.locator)


def test_a_damaged_part_is_told_and_what_is_known_of_it_kept(tmp_path):
    as_parts(tmp_path)
    known = by_name(open_at(tmp_path / f"{STAMP}-001.zip"))["z.heic"]
    damaged = tmp_path / f"{STAMP}-003.zip"
    damaged.write_bytes(damaged.read_bytes()[:-40])
    source = open_at(tmp_path / f"{STAMP}-001.zip")
    first, *photos = source.list()
    assert first == ListingFailure(str(damaged), Code.ARCHIVE_PART_REFUSED)
    assert [photo.name for photo in photos] == ["y(1).jpg"]
    assert not source.covers(known.locator)


def test_an_export_of_damaged_parts_alone_is_refused(tmp_path):
    (tmp_path / f"{STAMP}-001.zip").write_bytes(b"PK")
    with pytest.raises(UserError) as caught:
        open_at(tmp_path / f"{STAMP}-001.zip")
    assert caught.value.code is Code.ARCHIVE_REFUSED
    with pytest.raises(UserError) as caught:
        open_at(tmp_path / "takeout-20300101T000000Z-001.zip")
    assert caught.value.code is Code.PATH_NOT_FOUND


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b" " * 1_000_001]
)
def test_a_damaged_sidecar_costs_its_facts_and_is_told(tmp_path, damage):
    folder = as_folder(tmp_path)
    sidecar = folder / "Takeout/Google Фото/Дача/y.jpg(1).json"
    sidecar.write_bytes(damage)
    listed = list(open_at(folder).list())
    assert ListingFailure(str(sidecar), Code.FACTS_UNREADABLE) in listed
    y = next(entry for entry in listed if isinstance(entry, PhotoRef) and entry.name == "y(1).jpg")
    assert (y.taken_at, y.caption, y.albums) == (None, "", ("Google Фото/Дача",))


@pytest.mark.parametrize(
    "facts",
    [
        {"photoTakenTime": None},
        {"photoTakenTime": {"timestamp": "soon"}},
        {"photoTakenTime": {"timestamp": "9" * 30}},
        {"photoTakenTime": {"timestamp": []}},
        {"description": 7, "people": "Anna"},
        {"people": [None, {"name": 1}, {"nobody": ""}]},
    ],
)
def test_odd_values_in_a_sidecar_tell_nothing(facts):
    read = read_sidecar(told(**facts))
    assert read.people == ()
    assert read.caption == ""
    assert ("photoTakenTime" in facts) == (read.taken_at is None)


def test_titles_of_albums_in_all_forms():
    assert read_album_title(album("Дача")) == "Дача"
    assert read_album_title(b'{"albumData": {"title": "Old"}}') == "Old"
    assert read_album_title(told()) == ""
    assert read_album_title(b'{"title": ["memories"]}') == ""


def test_tricky_names_in_an_archive_do_no_harm(tmp_path):
    files = {"Takeout/../../../etc/a.jpg": b"a", "Takeout/../../../etc/a.jpg.json": told()}
    source = open_at(write_zip(tmp_path / f"{STAMP}-001.zip", files))
    failure, photo = source.list()
    assert failure.code is Code.FACTS_UNREADABLE
    with pytest.raises(ItemError) as caught:
        source.read(photo)
    assert caught.value.code is Code.ARCHIVE_ENTRY_REFUSED
