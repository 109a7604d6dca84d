"""Photos from a community, a public folder and a watched folder, in the real window."""

import shutil
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from faceapp.app import open_workspace
from tests.e2e.screen import needs_screen, until
from tests.e2e.windowed import Faceapp
from tests.fakes.services import played
from tests.fakes.vk import USER, FakeAlbum, VkFake, photos_of
from tests.fakes.yandex import YandexFake

pytestmark = needs_screen
PASSPHRASE = "correct horse battery staple"
COMMUNITY, PUBLIC = "https://vk.com/album-1_5", "https://disk.yandex.ru/d/KEY"
MANY = 60


@pytest.fixture
def blair(assets: Path) -> list[Path]:
    """Photos of one person."""
    return sorted((assets / "data/photos/lfw10/Tony_Blair").glob("*.jpg"))


def test_photos_come_from_everywhere_and_go_on_after_the_network_was_away(
    faceapp: Faceapp, blair: list[Path], tmp_path: Path
):
    pictures = [photo.read_bytes() for photo in blair]
    vk = VkFake(FakeAlbum(-1, 5, "Summer", photos_of(pictures[:2], count=MANY)))
    yandex = YandexFake(public={"KEY": {"/trip/a.jpg": pictures[3], "/b.jpg": pictures[4]}})
    hosts = vk.hosts | yandex.hosts
    folder = tmp_path / "folder"
    folder.mkdir()
    shutil.copy(blair[5], folder)
    with ExitStack() as network:
        faceapp.net = network.enter_context(played(hosts, tmp_path))
        _sign_in(faceapp)
        faceapp.start()
        faceapp.press("ctrl+4")
        faceapp.expect("Sources")
        _add(faceapp, COMMUNITY)
        faceapp.expect("Sign-ins on this computer")
        faceapp.type(PASSPHRASE)
        faceapp.press("Return")
        until(lambda: faceapp.count("face") > 0)
        assert faceapp.count("location") < MANY  # faces are there while photos still come
        network.close()
    arrived = faceapp.count("location")
    (port,) = {port for _, port in faceapp.net.routes.values()}
    with played(hosts, tmp_path, port=port):
        until(lambda: faceapp.count("location") == MANY, 120)
        assert arrived < MANY
        _add(faceapp, PUBLIC)
        until(lambda: faceapp.count("location") == MANY + 2, 120)
        _add(faceapp, folder)
        until(lambda: faceapp.count("location") == MANY + 3, 120)
        grouped = "SELECT count(*) FROM job WHERE kind = 'group' AND state = 'done'"
        until(lambda: faceapp.rows(grouped) == [(3,)])
        assert faceapp.close() == 0
    assert sum(vk.downloads.values()) <= MANY + 4  # what was under way when the network went


def _sign_in(faceapp: Faceapp) -> None:
    """As somebody did before: with a token, kept in a file under a passphrase."""
    with closing(open_workspace(faceapp.data, net=faceapp.net)) as workspace:
        workspace.stay_open()
        workspace.sources.secrets().keep_in_file(PASSPHRASE)
        workspace.sources.use_token("vk", USER)


def _add(faceapp: Faceapp, link: object) -> None:
    faceapp.type(link)
    faceapp.press("Return")
