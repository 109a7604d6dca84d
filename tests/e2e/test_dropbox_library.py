"""A library that is fed from Dropbox, as its whole program is composed."""

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
from tests.fakes.dropbox import DropboxFake
from tests.fakes.painted import paint, painted_engine
from tests.fakes.services import played

LINK, TOKEN = "https://www.dropbox.com/scl/fo/A/B?rlkey=k", "sl.a-secret-token"
FOLDERS = ("/Лето/", "/Лето/море/", "/")


@dataclass
class World:
    """Files on the network, shared too, and the library of whoever adds them."""

    fake: DropboxFake
    workspace: Workspace

    def add(self, link: str) -> SourceInfo:
        return self.workspace.sources.add("", link)

    def update(self) -> ScanCounts:
        self.fake.requests.clear()
        found = self.workspace.known_sources().present
        card = EngineCard.of(painted_engine())
        return self.workspace.scan(found, card, CancelToken(), lambda _: None).counts

    @property
    def downloads(self) -> int:
        requests = self.fake.requests
        return requests["files/download"] + requests["sharing/get_shared_link_file"]

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
    fake = DropboxFake({LINK: tree}, {TOKEN: tree}, page_limit=4)
    (tmp_path / "hosts").mkdir()
    tokens = Lent(secrets={"dropbox/anna": TOKEN})
    with (
        played(fake.hosts, tmp_path / "hosts") as policy,
        closing(open_workspace(tmp_path / "data", net=policy, secrets=tokens)) as workspace,
    ):
        workspace.settings = replace(workspace.settings, group_after_scan=False)
        yield World(fake, workspace)


@pytest.mark.parametrize("link", [LINK, "dropbox:/"])
def test_photos_come_with_faces_and_albums_and_are_not_fetched_again(world: World, link: str):
    world.add(link)
    counts = world.update()
    assert (counts.done, counts.faces, counts.failures, counts.stopped) == (9, 9, [], [])
    source = world.source
    assert (source.photos, source.missing, source.state) == (9, 0, "ok")
    assert source.title == ("Общая папка" if link == LINK else "Dropbox")
    albums = {album.title: album.photos for album in world.workspace.sources.albums()}
    assert albums == {"Лето": 6, "Лето/море": 3}
    assert world.downloads == 9
    counts = world.update()
    assert (counts.failures, counts.stopped, world.downloads) == ([], [], 0)
    assert (world.source.photos, world.source.missing) == (9, 0)


def test_an_unchanged_disk_costs_one_request_and_changes_are_followed(
    world: World, tree: dict[str, bytes], tmp_path: Path
):
    files = world.fake.people[TOKEN]
    world.add("dropbox:/")
    world.update()
    world.update()
    assert world.fake.requests == {"files/list_folder/continue": 1}
    files.delete("/Лето/море")
    files.put("/new.png", paint(tmp_path / "new.png", (50, 40, 80, 2, 5)).read_bytes())
    files.delete("/2.png")
    files.put("/2.png", tree["/2.png"])
    counts = world.update()
    assert (counts.gone, counts.failures, world.downloads) == (3, [], 1)
    assert (world.source.photos, world.source.missing) == (7, 3)


def test_a_deleted_folder_takes_no_neighbour_along(world: World, tree: dict[str, bytes]):
    files = world.fake.people[TOKEN]
    for number, place in enumerate(("/Лето/море0.png", "/Лето/море 2/a.png", "/Лето/морей.png")):
        files.put(place, tree["/1.png"] + b"%d" % number)
    world.add("dropbox:/")
    world.update()
    files.delete("/Лето/море")
    assert world.update().gone == 3
    assert (world.source.photos, world.source.missing) == (6, 3)  # three are copies of one


def test_a_forgotten_cursor_loses_and_doubles_nothing(world: World):
    world.add("dropbox:/")
    world.update()
    world.fake.forget_cursors()
    world.fake.people[TOKEN].delete("/1.png")
    counts = world.update()
    assert (counts.gone, world.downloads) == (1, 0)
    assert (world.source.photos, world.source.missing) == (8, 1)


def test_a_token_that_ends_stops_and_goes_on_after_a_sign_in(world: World):
    world.add("dropbox:/")
    files = world.fake.people.pop(TOKEN)
    counts = world.update()
    assert [failure.code for failure in counts.stopped] == ["sign_in_needed"]
    assert world.source.error_details["kind"] == "dropbox"
    world.fake.people[TOKEN] = files
    assert world.update().done == 9
    assert world.source.state == "ok"
