"""Yandex.Disk played once for all tests of a module; each has a disk of its own there."""

from collections.abc import Callable, Iterator

import pytest

from faceapp.core.jobs import CancelToken
from faceapp.net.policy import NetPolicy
from faceapp.net.service import Service
from tests.fakes.services import played
from tests.fakes.yandex import YandexFake

Disk = Callable[[YandexFake], YandexFake]


@pytest.fixture(scope="module")
def yandex_stage(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Disk, NetPolicy]]:
    hosts = YandexFake().hosts

    def play(fake: YandexFake) -> YandexFake:
        hosts.update(fake.hosts)
        return fake

    with played(hosts, tmp_path_factory.mktemp("yandex")) as policy:
        yield play, policy


@pytest.fixture
def disk(yandex_stage: tuple[Disk, NetPolicy]) -> Disk:
    """Call it with what the hosts of Yandex shall answer from now on."""
    return yandex_stage[0]


@pytest.fixture
def token() -> CancelToken:
    return CancelToken()


@pytest.fixture
def service(yandex_stage: tuple[Disk, NetPolicy], token: CancelToken) -> Iterator[Service]:
    service = Service(yandex_stage[1], token)
    yield service
    service.close()
