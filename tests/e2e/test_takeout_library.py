"""A library that a Google Takeout is dropped on, as its whole program is composed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from faceapp.app import open_workspace
from faceapp.core.jobs import CancelToken
from faceapp.core.ports import EngineCard
from faceapp.core.types import Outcome
from faceapp.services.scan import ScanCounts
from faceapp.services.workspace import Workspace
from tests.fakes.painted import paint, painted_engine
from tests.unit.sources.takeout_files import album, told, write_folder, write_zip

STAMP = "takeout-20240501T101112Z"
YEAR, TRIP = "Takeout/Google Фото/Фото за 2020", "Takeout/Google Фото/Поездка"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    """One photo in the year and in an album, an edited copy of it, and one in the album alone."""
    names = ("a.png", "a-edited.png", "b.png")
    painted = {
        name: paint(tmp_path / name, (50, 40 + at, 80, at, 5)).read_bytes()
        for at, name in enumerate(names, 1)
    }
    about = told(description="У моря", people=[{"name": "Анна"}])
    return {
        f"{YEAR}/a.png": painted["a.png"],
        f"{YEAR}/a-edited.png": painted["a-edited.png"],
        f"{TRIP}/a.png": painted["a.png"],
        f"{TRIP}/b.png": painted["b.png"],
        f"{YEAR}/a.png.supplemental-metadata.json": about,
        f"{TRIP}/a.png.supplemental-metadata.json": about,
        f"{TRIP}/metadata.json": album("Море"),
    }


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with closing(open_workspace(tmp_path / "data")) as workspace:
        workspace.settings = replace(workspace.settings, group_after_scan=False)
        yield workspace


def scan(workspace: Workspace, *paths: Path) -> ScanCounts:
    found = workspace.open_sources(paths) if paths else workspace.known_sources().present
    card = EngineCard.of(painted_engine())
    return workspace.scan(found, card, CancelToken(), lambda _: None).counts


def parts(folder: Path, files: dict[str, bytes]) -> list[Path]:
    """Photos in one archive, all that is told about them in the next."""
    photos = {name: data for name, data in files.items() if not name.endswith(".json")}
    rest = {name: data for name, data in files.items() if name.endswith(".json")}
    contents = enumerate((photos, rest), 1)
    return [write_zip(folder / f"{STAMP}-00{number}.zip", each) for number, each in contents]


def facts(workspace: Workspace) -> dict[str, tuple[str, str, set[str]]]:
    """Of each place: its caption, the year of its photo, the names proposed for it."""
    query = """
        SELECT location.locator, location.caption, substr(asset.taken_at, 1, 4), name_proposal.name
        FROM location JOIN asset ON asset.id = asset_id
        LEFT JOIN name_proposal ON location_id = location.id
    """
    with closing(sqlite3.connect(workspace.folders.database)) as database:
        rows = database.execute(query).fetchall()
    known: dict[str, tuple[str, str, set[str]]] = {}
    for locator, caption, year, name in rows:
        place = locator.rpartition("Takeout/Google Фото/")[2]
        known.setdefault(place, (caption, year or "", set()))[2].update({name} - {None})
    return known


@pytest.mark.parametrize("form", ["parts", "folder"])
def test_a_dropped_export_comes_with_what_google_knew(
    workspace: Workspace, files: dict[str, bytes], tmp_path: Path, form: str
):
    folder = tmp_path / "exports"
    places = parts(folder, files) if form == "parts" else [write_folder(folder, files)]
    counts = scan(workspace, *places)
    assert (counts.done, counts.failures, counts.unlisted) == (4, [], [])
    assert counts.outcomes[Outcome.DUPLICATE] == 1
    (source,) = workspace.sources.list()
    assert (source.kind, source.photos, source.missing) == ("takeout", 3, 0)
    known = facts(workspace)
    about = ("У моря", "2020", {"Анна"})
    assert known["Фото за 2020/a.png"] == known["Поездка/a.png"] == about
    assert known["Фото за 2020/a-edited.png"] == about
    assert known["Поездка/b.png"] == ("", "", set())
    assert {each.title: each.photos for each in workspace.sources.albums()} == {"Море": 2}
    counts = scan(workspace)
    assert (counts.outcomes[Outcome.SKIPPED], counts.done) == (4, 4)


def test_a_part_that_arrives_later_belongs_to_the_same_export(
    workspace: Workspace, files: dict[str, bytes], tmp_path: Path
):
    first, second = parts(tmp_path / "exports", files)
    aside = second.rename(tmp_path / "not yet.zip")
    scan(workspace, first)
    assert all(told == ("", "", set()) for told in facts(workspace).values())
    aside.rename(second)
    counts = scan(workspace, second)
    assert counts.outcomes[Outcome.SKIPPED] == 4
    assert facts(workspace)["Фото за 2020/a.png"] == ("У моря", "2020", {"Анна"})
    assert len(workspace.sources.list()) == 1


def test_an_export_can_be_added_and_read_as_a_source(
    workspace: Workspace, files: dict[str, bytes], tmp_path: Path
):
    first, _ = parts(tmp_path / "exports", files)
    source = workspace.sources.add("", str(first))
    assert (source.kind, source.title) == ("takeout", STAMP)
    assert scan(workspace).done == 4
    tiles = workspace.photos.gallery.tiles([1, 2, 3])
    read = {workspace.photos.originals.read(tile) for tile in tiles}
    assert read == {data for name, data in files.items() if name.endswith(".png")}
