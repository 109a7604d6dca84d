from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.sources.vk_places import Vk, opened


@pytest.fixture
def vk(tmp_path: Path) -> Iterator[Vk]:
    yield from opened(tmp_path)
