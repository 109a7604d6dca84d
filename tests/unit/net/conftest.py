import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import CancelToken, Progress
from faceapp.net.http import Download, Downloader
from faceapp.net.policy import NetPolicy
from tests.fakes import https_server as serve
from tests.fakes.https_server import HttpsServer
from tests.unit.net.talking import Talk, talking

DATA = hashlib.shake_256(b"model").digest(300_000)


@pytest.fixture
def server() -> Iterator[HttpsServer]:
    server = HttpsServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def policy(tmp_path: Path) -> NetPolicy:
    return NetPolicy(
        serve.write_authority(tmp_path / "ca.pem"),
        reaches_loopback=True,
        window_s=0.4,
        min_bytes_per_s=10_000,
        tries=4,
        first_wait_s=0.001,
    )


class Fetched:
    """One download, its outcome and what was reported."""

    def __init__(self, folder: Path, policy: NetPolicy) -> None:
        self.part = folder / "model.part"
        self.policy = policy
        self.token = CancelToken()
        self.progress: list[Progress] = []
        self.judged: list[bytes] = []

    def __call__(self, *addresses: str, size: int | None = len(DATA)) -> bytes:
        download = Download(addresses, self.part, size, self.accept)
        Downloader(self.policy).fetch(download, self.token, self.progress.append)
        return self.part.read_bytes()

    def accept(self, part: Path) -> bool:
        self.judged.append(part.read_bytes())
        return self.judged[-1] == DATA

    def refusal(self, *addresses: str, size: int | None = len(DATA)) -> str:
        with pytest.raises(UserError) as caught:
            self(*addresses, size=size)
        assert caught.value.code == Code.DOWNLOAD_FAILED
        return caught.value.details["reason"]


@pytest.fixture
def fetch(tmp_path: Path, policy: NetPolicy) -> Fetched:
    return Fetched(tmp_path, policy)


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    with talking(tmp_path) as talk:
        yield talk
