from collections.abc import Iterator
from pathlib import Path

import pytest

from faceapp.core.jobs import CancelToken
from faceapp.net.service import Service
from tests.unit.sources.vk_places import Vk, opened
from tests.unit.sources.yandex_stage import YandexStage, staged


@pytest.fixture
def vk(tmp_path: Path) -> Iterator[Vk]:
    yield from opened(tmp_path)


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
