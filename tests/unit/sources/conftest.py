from collections.abc import Iterator

import pytest

from faceapp.net.policy import NetPolicy
from tests.fakes.services import played
from tests.unit.sources.vk_places import Stage, Vk


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
