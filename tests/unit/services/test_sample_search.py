"""Samples and what is found for them, with real photos of painted people."""

import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from faceapp.app import open_workspace
from faceapp.core.errors import Code, FaceAppError, UserError
from faceapp.core.jobs import Cancelled, CancelToken, Progress, Report
from faceapp.core.ports import PhotoSource
from faceapp.services.sample_search import SampleSearch
from faceapp.services.scan import ScanRequest
from faceapp.services.search import Filters
from faceapp.services.workspace import Workspace
from tests.fakes.painted import DIMENSION, paint, painted_engine

ANNA, BORIS = 1, 2


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "data")
    opened._adapters = replace(
        opened._adapters,
        load_engine=painted_engine,
        identify_engine=lambda name: (painted_engine(name).identity, DIMENSION),
    )
    opened.stay_open()
    yield opened
    opened.close()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    return tmp_path / "photos"


def scan(workspace: Workspace, *paths: Path) -> SampleSearch:
    sources = workspace.open_sources(paths)
    workspace.scan(sources, workspace.engine_card(), CancelToken(), lambda _: None)
    return workspace.sample_search


def test_a_sample_has_its_faces_with_the_largest_first(workspace, photos):
    paint(photos / "a.png", (40, 40, 60, ANNA, 0), (200, 50, 120, BORIS, 0))
    sample = scan(workspace, photos).from_file(photos / "a.png")
    assert [round(face.box.width) for face in sample.faces] == [120, 60]
    assert (sample.width, sample.height, sample.chosen) == (400, 300, 0)
    assert sample.faces[1].portrait.pixels.shape[0] == sample.faces[1].portrait.pixels.shape[1]


def test_a_face_of_the_library_brings_the_others_on_its_photo(workspace, photos):
    paint(photos / "a.png", (40, 40, 60, ANNA, 0), (200, 50, 120, BORIS, 0))
    service = scan(workspace, photos)
    anna = min(workspace.library.faces("builtin", None, None)[0], key=lambda face: face.box.width)
    sample = service.from_face(anna.id)
    assert (len(sample.faces), sample.chosen, sample.faces[1].id) == (2, 1, anna.id)
    assert service.find(sample, 1, Filters()).ids.tolist() == [anna.id]


def test_a_vanished_face_is_no_sample(workspace, photos):
    paint(photos / "a.png", (40, 40, 60, ANNA, 0))
    with pytest.raises(UserError) as caught:
        scan(workspace, photos).from_face(99)
    assert caught.value.code is Code.UNKNOWN_FACE


def test_a_sample_of_another_engine_is_refused(workspace, photos):
    paint(photos / "a.png", (40, 40, 60, ANNA, 0))
    service = scan(workspace, photos)
    sample = service.from_file(photos / "a.png")
    assert service.find(replace(sample, engine="another"), 0, Filters()) is None


def test_tiles_come_from_thumbnails_from_the_photo_or_not_at_all(workspace, photos):
    paint(photos / "a.png", (40, 40, 100, ANNA, 0))
    service = scan(workspace, photos)
    face = next(iter(service.rows([1]).values()))
    tile = service.pictures.tile(face)
    middle = tile.pixels[
        round(tile.box.y + tile.box.height / 2), round(tile.box.x + tile.box.width / 2)
    ]
    assert np.abs(middle.astype(int) - (ANNA * 40, 0, 255)).max() < 30
    shutil.rmtree(workspace.folders.thumbnails)
    assert service.pictures.tile(face) is not None
    paint(photos / "a.png", (40, 40, 100, BORIS, 0)).write_bytes(b"no photo any more")
    assert service.pictures.tile(face) is None
    assert service.pictures.portrait(face) is None


def test_another_photo_at_the_same_place_is_not_taken_for_it(workspace, photos):
    paint(photos / "a.png", (40, 40, 100, ANNA, 0))
    service = scan(workspace, photos)
    face = service.rows([1])[1]
    shutil.rmtree(workspace.folders.thumbnails)
    PIL.Image.new("RGB", (50, 50)).save(photos / "a.png")
    assert service.pictures.tile(face) is None


def test_a_photo_in_an_archive_is_shown_by_its_thumbnail_or_out_of_it(workspace, photos):
    paint(photos / "a.png", (40, 40, 100, ANNA, 0))
    with zipfile.ZipFile(photos / "a.zip", "w") as archive:
        archive.write(photos / "a.png", "inside.png")
    service = scan(workspace, photos / "a.zip")
    face = next(iter(service.rows([1]).values()))
    assert service.pictures.tile(face) is not None
    shutil.rmtree(workspace.folders.thumbnails)
    assert service.pictures.tile(face) is not None
    assert service.pictures.portrait(face) is not None


def test_an_archive_is_listed_once_for_all_photos_that_are_looked_at(workspace, photos):
    paint(photos / "a.png", (40, 40, 100, ANNA, 0))
    paint(photos / "b.png", (90, 60, 120, ANNA, 0))
    with zipfile.ZipFile(photos / "a.zip", "w") as archive:
        for name in ("a.png", "b.png"):
            archive.write(photos / name, name)
    opened = []

    def open_source(path: Path) -> PhotoSource:
        opened.append(path)
        return adapters.open_source(path)

    adapters = workspace._adapters
    workspace._adapters = replace(adapters, open_source=open_source)
    workspace._forget("photos", "details")
    scan(workspace, photos / "a.zip")
    opened.clear()
    for number in (1, 2):
        details = workspace.details.get(number, "builtin")
        assert workspace.details.full(details).levels[0].shape == (300, 400, 3)
    assert opened == [photos / "a.zip"]


def test_the_scope_names_sources_and_years(workspace, photos):
    assert workspace.sample_search.scope().is_empty
    paint(photos / "a.png", (40, 40, 100, ANNA, 0), day="2019:05:01")
    paint(photos / "b.png", (40, 40, 100, ANNA, 0), day="2021:05:01")
    scope = scan(workspace, photos).scope()
    assert not scope.is_empty
    assert [source.title for source in scope.sources] == ["photos"]
    assert scope.years == (2021, 2019)


def test_an_empty_library_has_nothing_to_search(workspace):
    with pytest.raises(FaceAppError) as caught:
        workspace.sample_search.warm_up()
    assert caught.value.code is Code.LIBRARY_EMPTY


def test_after_erasing_a_search_finds_nothing_old_and_all_that_is_scanned_anew(workspace, photos):
    paint(photos / "a.png", (40, 40, 100, ANNA, 0))
    service = scan(workspace, photos)
    sample = service.from_file(photos / "a.png")
    assert len(service.find(sample, 0, Filters()).ids) == 1
    before = workspace.answering
    workspace.erase()
    with pytest.raises(UserError) as caught:
        workspace.sample_search.find(sample, 0, Filters())
    assert caught.value.code is Code.LIBRARY_EMPTY
    paint(photos / "b.png", (90, 60, 120, ANNA, 0))
    service = scan(workspace, photos)
    assert len(service.find(sample, 0, Filters()).ids) == 2
    assert workspace.answering is not before


def test_a_search_in_use_takes_in_what_a_scan_apart_has_saved_so_far(workspace, photos):
    paint(photos / "a.png", (40, 40, 100, ANNA, 0))
    scan(workspace, photos).warm_up()
    index = workspace.search._live.ready(workspace.engine())
    paint(photos / "b.png", (90, 60, 120, ANNA, 0))

    def scan_apart(_request: ScanRequest, _token: CancelToken, report: Report) -> int:
        scan(workspace, photos)
        assert len(index.ids()) == 1
        report(Progress(1, 1))
        return len(index.ids())

    workspace._adapters = replace(workspace._adapters, scan_apart=scan_apart)
    assert workspace.scan_apart(ScanRequest((photos,)), CancelToken(), lambda _: None) == 2


def test_a_cancelled_export_leaves_no_file(workspace, photos, tmp_path):
    paint(photos / "a.png", (40, 40, 100, ANNA, 0))
    service = scan(workspace, photos)
    found = service.find(service.from_file(photos / "a.png"), 0, Filters())
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        service.export(tmp_path / "out.csv", found, [0], token, lambda _: None)
    assert not (tmp_path / "out.csv").exists()
