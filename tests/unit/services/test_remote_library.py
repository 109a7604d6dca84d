"""A whole library fed by VKontakte and Yandex.Disk over real HTTPS, both of them played."""

import csv
import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import PIL.Image
import pytest

from faceapp.app import open_workspace
from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.gallery import GalleryFilter, PhotoTile, Sort
from faceapp.core.jobs import CancelToken
from faceapp.core.ports import EngineCard
from faceapp.net.policy import NetPolicy
from faceapp.services.face_pictures import FacePictures, FoundFace
from faceapp.services.library import PhotoFilter
from faceapp.services.scan import ScanRequest, ScanSummary
from faceapp.services.search import Filters, Request
from faceapp.services.workspace import Workspace
from tests.fakes.painted import painted_engine, wall
from tests.fakes.services import played
from tests.fakes.vk import USER, FakeAlbum, FakePhoto, VkFake
from tests.fakes.yandex import YandexFake

VK, YANDEX = "https://vk.com/albums-1", "https://disk.yandex.ru/d/KEY"


def picture(shade: int) -> bytes:
    pixels = wall(shade, 120, 160)
    pixels[20:90, 30:100] = (120, 0, 255)
    file = io.BytesIO()
    PIL.Image.fromarray(pixels).save(file, "JPEG", quality=95)
    return file.getvalue()


class World:
    """Services with three pictures each, of which they share one, and a library of a person."""

    def __init__(self, folder: Path) -> None:
        pictures = [picture(shade) for shade in (90, 100, 110, 120, 130)]
        sea = [FakePhoto(1, pictures[0], text="By the sea", user=7), FakePhoto(2, pictures[1])]
        self.vk = VkFake(
            FakeAlbum(-1, 5, "Sea", sea),
            FakeAlbum(-1, 6, "Hills", [FakePhoto(3, pictures[2])]),
            names={-1: "Club", 7: "Anna"},
        )
        tree = {f"/{at}/{at}.jpg": pictures[at] for at in (2, 3, 4)}
        self.yandex = YandexFake(public={"KEY": tree})
        self.folder = folder
        self.policy = NetPolicy()

    def open(self) -> Workspace:
        workspace = open_workspace(self.folder / "library", net=self.policy)
        if workspace.settings.group_after_scan:
            workspace.change_settings(replace(workspace.settings, group_after_scan=False))
        workspace.sources.secrets().keep_for_this_run()
        workspace.sources.use_token("vk", USER)
        return workspace


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    with played({**made.vk.hosts, **made.yandex.hosts}, tmp_path) as policy:
        made.policy = policy
        yield made


@pytest.fixture
def workspace(world: World) -> Iterator[Workspace]:
    with closing(world.open()) as opened:
        opened.sources.add("", VK)
        opened.sources.add("", YANDEX)
        yield opened


def update(workspace: Workspace, *numbers: int) -> ScanSummary:
    targets = workspace.wanted_sources(ScanRequest(sources=numbers))
    card = EngineCard.of(painted_engine())
    return workspace.scan(targets, card, CancelToken(), lambda _: None)


def shown(workspace: Workspace, **wanted: object) -> list[PhotoTile]:
    gallery = workspace.photos.gallery
    gallery.forget()
    return gallery.tiles(gallery.order(GalleryFilter(**wanted), Sort.ADDED).ids.tolist())


def test_the_same_picture_from_two_services_is_one_photo_with_two_places(workspace: Workspace):
    counts = update(workspace).counts.as_dict()
    assert (counts["photos"], counts["duplicates"], counts["faces"]) == (5, 1, 5)
    assert [(source.photos, source.albums) for source in workspace.sources.list()] == [
        (3, 2),
        (3, 3),
    ]


def test_gallery_search_and_export_are_filtered_by_source_and_album(
    workspace: Workspace, tmp_path: Path
):
    update(workspace)
    vk, yandex = workspace.sources.list()
    sea = next(album for album in workspace.sources.albums() if album.title == "Sea")
    facets = workspace.photos.gallery.facets()
    assert {(choice.name, choice.photos) for choice in facets.albums} >= {("Sea", 2), ("Hills", 1)}
    assert len(shown(workspace, sources=(vk.id,))) == len(shown(workspace, sources=(yandex.id,)))
    assert len(shown(workspace, albums=(sea.id,))) == 2
    assert workspace.library.photos(PhotoFilter(source="vk", album="Sea"), None)[1] == 2
    assert len(workspace.search.photos(Filters(album="Hills"))) == 1
    with pytest.raises(UserError) as caught:
        workspace.search.photos(Filters(source="yandex", album="Sea"))
    assert caught.value.code is Code.UNKNOWN_ALBUM

    file = tmp_path / "faces.csv"
    workspace.export(file, None, Request(filters=Filters("vk", album="Sea")), bom=False)
    with file.open(encoding="utf-8") as opened:
        rows = list(csv.DictReader(opened))
    assert {(row["source_title"], row["album"], row["path"]) for row in rows} == {
        ("Club", "Sea", "https://vk.com/photo-1_1"),
        ("Club", "Sea", "https://vk.com/photo-1_2"),
    }


def test_originals_are_kept_and_fetched_again_when_they_are_not(world: World, workspace: Workspace):
    update(workspace)
    world.vk.downloads.clear()
    photo = next(tile for tile in shown(workspace) if tile.path.endswith("photo-1_1"))
    data = workspace.photos.originals.read(photo)
    assert data == world.vk.albums[0].photos[0].data
    assert not world.vk.downloads
    workspace.kept_originals.forget(photo.sha256)
    assert workspace.photos.originals.read(photo) == data
    assert world.vk.downloads.total() == 1


def test_tiles_of_faces_fetch_nothing(world: World, workspace: Workspace):
    update(workspace)
    for photo in shown(workspace):
        workspace.kept_originals.forget(photo.sha256)
        workspace.photos.thumbnails.forget(photo.sha256)
    world.vk.downloads.clear()
    world.yandex.requests.clear()
    pictures = FacePictures(workspace.photos.thumbnails, workspace.photos.originals)
    photos = {photo.id: photo for photo in shown(workspace)}
    faces = workspace.library.faces("builtin", None, None)[0]
    found = [FoundFace(face, photos[face.photo_id]) for face in faces]
    assert [pictures.tile(face) for face in found] == [None] * 5
    assert not world.vk.downloads
    assert not world.yandex.requests
    assert pictures.portrait(found[0]) is not None


def test_what_is_no_longer_wanted_on_this_computer_leaves_it(workspace: Workspace):
    update(workspace)
    vk, yandex = workspace.sources.list()
    kept = workspace.folders.originals
    workspace.sources.set_keep(vk.id, "thumbnails")
    assert len(list(kept.rglob("*/*"))) == 3  # one of the three of Yandex.Disk lies at VK too
    photo = next(tile for tile in shown(workspace) if tile.path.startswith(YANDEX))
    workspace.photos.remove([photo.id])
    assert len(list(kept.rglob("*/*"))) == 2
    update(workspace, yandex.id)
    assert workspace.sources.get(yandex.id).photos == 2


def test_without_the_network_what_was_found_stays_and_an_original_says_why(
    world: World, workspace: Workspace
):
    update(workspace)
    photo = next(tile for tile in shown(workspace) if tile.path.startswith(YANDEX))
    workspace.kept_originals.forget(photo.sha256)
    nowhere = replace(world.policy, routes=dict.fromkeys(world.policy.routes, ("127.0.0.1", 9)))
    with closing(open_workspace(world.folder / "library", net=nowhere)) as offline:
        assert len(shown(offline)) == 5
        assert offline.photos.pictures.thumbnail(photo, 256) is not None
        with pytest.raises(ItemError) as caught:
            offline.photos.originals.read(photo)
        assert (caught.value.code, caught.value.details) == (
            Code.REMOTE_UNFETCHED,
            {"reason": "offline"},
        )


def test_sign_in_that_ended_stops_one_source_and_the_other_goes_on(
    world: World, workspace: Workspace
):
    world.vk.tokens.clear()
    summary = update(workspace)
    assert [(each.path, each.code) for each in summary.counts.stopped] == [
        ("vk.com/albums-1", Code.SIGN_IN_NEEDED)
    ]
    vk, yandex = workspace.sources.list()
    assert (vk.state, vk.error_code, yandex.state) == ("stopped", "sign_in_needed", "ok")
    assert (vk.photos, yandex.photos) == (0, 3)


def test_dropping_a_source_and_erasing_leave_no_original(workspace: Workspace):
    update(workspace)
    originals = workspace.folders.originals
    assert len(list(originals.rglob("*/*"))) == 5
    vk, _ = workspace.sources.list()
    workspace.sources.remove(vk.id, keep_photos=False)
    assert len(list(originals.rglob("*/*"))) == 3
    workspace.erase()
    assert not list(originals.rglob("*/*"))
    assert [(source.photos, source.last_update) for source in workspace.sources.list()] == [
        (0, None)
    ]
    assert update(workspace).counts.as_dict()["photos"] == 3
