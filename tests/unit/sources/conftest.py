from collections.abc import Iterator

import pytest

from faceapp.core.jobs import CancelToken
from faceapp.net.policy import NetPolicy
from faceapp.net.service import Service
from tests.fakes.services import played
from tests.unit.sources.vk_places import Stage, Vk
from tests.unit.sources.yandex_stage import YandexStage, staged
from tests.unit.stores.conftest import database  # noqa: F401  a fixture


@pytest.fixture(scope="package")
def vk_stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stage, NetPolicy]]:
    stage = Stage()
    with played(stage.hosts, tmp_path_factory.mktemp("vk")) as policy:
        yield stage, policy


@pytest.fixture
def vk(vk_stage: tuple[Stage, NetPolicy]) -> Iterator[Vk]:
    vk = Vk(*vk_stage)
    yield vk
    vk.close()


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[YandexStage]:
    yield from staged(tmp_path_factory.mktemp("yandex"))


@pytest.fixture
def token() -> CancelToken:
    return CancelToken()


@pytest.fixture
def service(stage: YandexStage, token: CancelToken) -> Iterator[Service]:
    with stage.service(token) as service:
        yield service
