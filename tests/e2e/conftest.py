import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.screen import Screen, screen
from tests.e2e.windowed import Faceapp
from tests.runs import Run

LIMIT_S = 240


@dataclass(frozen=True)
class Program:
    """The program with its own data folder."""

    data: Path

    def __call__(self, *arguments: object, **environment: str) -> Run:
        done = subprocess.run(
            self.command(*arguments),
            capture_output=True,
            check=False,
            env=self.environment() | environment,
            timeout=LIMIT_S,
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode())

    def command(self, *arguments: object) -> list[str]:
        return [sys.executable, "-m", "faceapp", *map(str, arguments)]

    def environment(self) -> dict[str, str]:
        return os.environ | {"FACEAPP_DATA": str(self.data), "LANG": "en_US.UTF-8"}


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "library")


@pytest.fixture(scope="session")
def pack(assets: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack as InsightFace lays it out, of the weights at hand."""
    folder = tmp_path_factory.mktemp("packs") / "testpack"
    folder.mkdir()
    for name in ("scrfd_500m_kps.onnx", "mobilefacenet_y1.onnx"):
        shutil.copy(assets / "models" / name, folder / name)
    return folder


@pytest.fixture
def shown() -> Iterator[Screen]:
    with screen() as made:
        yield made


@pytest.fixture
def faceapp(shown: Screen, tmp_path: Path) -> Iterator[Faceapp]:
    made = Faceapp(shown, tmp_path / "library")
    yield made
    made.kill()
