"""A library that is fed from Yandex.Disk, as its whole program is composed."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from faceapp.app import open_workspace
from faceapp.core.jobs import CancelToken
from faceapp.core.places import SourceInfo
from faceapp.core.ports import EngineCard
from faceapp.net.secrets import Lent
from faceapp.services.scan import ScanCounts
from faceapp.services.workspace import Workspace
from tests.fakes import yandex as fakes
from tests.fakes.painted import paint, painted_engine
from tests.fakes.services import played
from tests.fakes.yandex import YandexFake

LINK, TOKEN = "https://disk.yandex.ru/d/K", "y0_secret"
FOLDERS = ("/Лето/", "/Лето/море/", "/")


@dataclass
class World:
    """A disk on the network, shared too, and the library of whoever adds it."""

    fake: YandexFake
    workspace: Workspace

    def add(self, link: str) -> SourceInfo:
        return self.workspace.sources.add("", link)

    def update(self, *paths: Path) -> ScanCounts:
        self.fake.requests.clear()
        workspace = self.workspace
        found = workspace.open_sources(paths) if paths else workspace.known_sources().present
        card = EngineCard.of(painted_engine())
        return workspace.scan(found, card, CancelToken(), lambda _: None).counts

    def change(self, tree: dict[str, bytes]) -> None:
        self.fake.public["K"].change(tree)

    @property
    def downloads(self) -> int:
        return self.fake.requests["storage"]

    @property
    def source(self) -> SourceInfo:
        return self.workspace.sources.list()[-1]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Nine photos of one person each, three to a folder."""
    place = tmp_path_factory.mktemp("painted")
    return {
        f"{folder}{number}.png": paint(
            place / f"{at}{number}.png", (50 + number, 40 + at, 80, number, 5)
        ).read_bytes()
        for at, folder in enumerate(FOLDERS)
        for number in range(1, 4)
    }


@pytest.fixture
def world(tree: dict[str, bytes], tmp_path: Path) -> Iterator[World]:
    fake = YandexFake(public={"K": tree}, disks={TOKEN: tree})
    (tmp_path / "hosts").mkdir()
    tokens = Lent(secrets={"yandex/anna": TOKEN})
    with (
        played(fake.hosts, tmp_path / "hosts") as policy,
        closing(open_workspace(tmp_path / "data", net=policy, secrets=tokens)) as workspace,
    ):
        workspace.settings = replace(workspace.settings, group_after_scan=False)
        yield World(fake, workspace)


@pytest.mark.parametrize("link", [LINK, "disk:/"])
def test_a_disk_comes_with_faces_and_albums_and_is_not_fetched_again(world: World, link: str):
    world.add(link)
    counts = world.update()
    assert (counts.done, counts.faces, counts.failures, counts.stopped) == (9, 9, [], [])
    source = world.source
    assert (source.photos, source.missing, source.state) == (9, 0, "ok")
    albums = {album.title: album.photos for album in world.workspace.sources.albums()}
    assert albums == {"Лето": 6, "Лето/море": 3}
    assert world.downloads == 9
    assert world.update().as_dict()["skipped"] == 9
    assert (world.downloads, world.fake.requests["downloader"]) == (0, 0)


def test_a_source_gets_the_name_of_its_folder(world: World):
    world.add(LINK)
    world.update()
    assert world.source.title == "Общая папка"


def test_photos_that_are_here_already_are_not_fetched(
    world: World, tree: dict[str, bytes], tmp_path: Path
):
    for path, data in list(tree.items())[:4]:
        place = tmp_path / "own" / path.strip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    world.update(tmp_path / "own")
    world.add(LINK)
    counts = world.update()
    assert counts.as_dict()["duplicates"] == 4
    assert (world.downloads, world.source.photos) == (5, 9)


def test_addresses_that_expire_meanwhile_cost_no_photo(world: World):
    world.add(LINK)
    # Once: two in a row at one photo are a failure, and which photo asks next is chance.
    world.fake.instead("downloader", fakes.html(410))
    counts = world.update()
    assert (counts.done, counts.failures) == (9, [])
    assert world.source.photos == 9


def test_what_vanishes_is_missing_and_what_is_closed_stays(world: World, tree: dict[str, bytes]):
    world.add(LINK)
    world.update()
    world.change({path: data for path, data in tree.items() if path != "/1.png"})
    world.fake.denied.add("/Лето")
    counts = world.update()
    assert counts.gone == 1
    assert [failure.code for failure in counts.unlisted] == ["remote_denied"]
    assert (world.source.photos, world.source.missing) == (8, 1)


def test_a_link_that_is_closed_stops_and_loses_nothing(world: World):
    world.add(LINK)
    world.update()
    disk = world.fake.public.pop("K")
    counts = world.update()
    assert [failure.code for failure in counts.stopped] == ["remote_not_found"]
    source = world.source
    assert (source.state, source.photos, source.missing) == ("stopped", 9, 0)
    world.fake.public["K"] = disk
    assert world.update().as_dict()["skipped"] == 9
    assert world.source.state == "ok"


def test_a_photo_that_was_changed_there_is_fetched_anew(world: World, tree: dict[str, bytes]):
    world.add(LINK)
    world.update()
    changed = fakes.File(tree["/2.png"] + b" ", modified="2025-01-01T00:00:00+00:00")
    world.change(tree | {"/1.png": changed})
    world.update()
    assert world.downloads == 1
    assert (world.source.photos, world.source.missing) == (8, 0)  # it is a copy now


def test_a_moved_photo_is_known_by_its_hash(world: World, tree: dict[str, bytes]):
    world.add(LINK)
    world.update()
    world.change({path.replace("/Лето/", "/2024/"): data for path, data in tree.items()})
    world.update()
    assert world.downloads == 0
    assert (world.source.photos, world.source.missing) == (9, 6)


def test_a_token_that_is_refused_asks_for_a_sign_in(world: World):
    world.add("disk:/")
    world.fake.disks.clear()
    counts = world.update()
    assert [failure.code for failure in counts.stopped] == ["sign_in_needed"]
    assert world.source.error_details["kind"] == "yandex"


def test_a_bad_network_costs_time_alone(world: World):
    world.add(LINK)
    world.fake.instead("list", fakes.limited(), fakes.busy(), fakes.cut(b'{"ty', 99))
    world.fake.instead("downloader", fakes.downloaded_too_often(), fakes.busy(500))
    # Wrong bytes once: twice at one photo would be a failure, and which photo asks next is chance.
    world.fake.instead("storage", fakes.busy(), fakes.data(b"other"), fakes.limited())
    counts = world.update()
    assert (counts.done, counts.failures, counts.stopped) == (9, [], [])
    assert world.source.photos == 9


def test_what_came_wrong_is_fetched_with_the_next_update(world: World):
    world.add("https://disk.yandex.ru/d/K/Лето/море/1.png")
    world.fake.instead("storage", fakes.data(b"other"), fakes.data(b"other"))
    (failure,) = world.update().failures
    assert failure.code == "remote_wrong_bytes"
    counts = world.update()
    assert (counts.faces, counts.failures, world.downloads) == (1, [], 1)
    assert world.source.photos == 1
