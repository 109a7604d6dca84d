"""Yandex.Disk played once for all tests of a module; each has a disk of its own there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.types import ASGIApp

from faceapp.core.jobs import CancelToken
from faceapp.net.policy import NetPolicy
from faceapp.net.service import Service
from tests.fakes.services import played
from tests.fakes.yandex import YandexFake


@dataclass
class YandexStage:
    """The hosts of Yandex: each test has them answer by a disk of its own."""

    policy: NetPolicy
    hosts: dict[str, ASGIApp]

    def play(self, fake: YandexFake) -> YandexFake:
        self.hosts.update(fake.hosts)
        return fake

    @contextmanager
    def service(self, token: CancelToken) -> Iterator[Service]:
        service = Service(self.policy, token)
        yield service
        service.close()


def staged(folder: Path) -> Iterator[YandexStage]:
    hosts = YandexFake().hosts
    with played(hosts, folder) as policy:
        yield YandexStage(policy, hosts)
