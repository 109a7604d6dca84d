"""The process that scans reads with the tokens of the window, wherever those are kept."""

from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from faceapp.app import open_workspace
from faceapp.core.jobs import CancelToken
from faceapp.net.policy import NetPolicy
from faceapp.net.secrets import Lent
from faceapp.services.apart import run_apart
from tests.fakes.services import played
from tests.fakes.vk import USER, FakeAlbum, FakePhoto, VkFake

PHRASE = "correct horse battery"


def _photos_listed(data: Path, net: NetPolicy, lent: Lent, token: CancelToken, _report) -> int:
    with closing(open_workspace(data, net=net, is_lent=True, secrets=lent)) as workspace:
        [place] = workspace.known_sources().present
        with closing(place.open(token, lambda _: None)) as source:
            return sum(len(page.photos) for page in source.pages({}))


@pytest.mark.parametrize("keeping", ["run", "file"])
def test_a_token_travels_to_the_process_that_scans(keeping: str, tmp_path: Path):
    album = FakeAlbum(-1, 5, "Summer", [FakePhoto(number, b"photo") for number in range(1, 4)])
    fake = VkFake(album, names={-1: "Club"})
    data = tmp_path / "library"
    with (
        played(fake.hosts, tmp_path) as policy,
        closing(open_workspace(data, net=policy)) as workspace,
    ):
        accounts = workspace.sources.secrets()
        if keeping == "run":
            accounts.keep_for_this_run()
        else:
            accounts.keep_in_file(PHRASE)
        workspace.sources.use_token("vk", USER)
        workspace.sources.add("vk", "https://vk.com/albums-1")
        work = partial(_photos_listed, data, policy, accounts.lent())
        assert run_apart(work, CancelToken(), lambda _: None) == 3
    content = [path.read_bytes() for path in data.rglob("*") if path.is_file()]
    assert content
    assert not any(USER.encode() in each for each in content)
