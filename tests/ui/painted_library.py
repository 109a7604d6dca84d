"""A window on a library of painted people, scanned once and copied for each test."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from faceapp.app import open_workspace
from faceapp.core.jobs import CancelToken
from faceapp.core.ports import Engine
from faceapp.services.workspace import Workspace
from faceapp.ui.main_window import MainWindow
from faceapp.ui.pages.search import SearchPage
from tests.fakes.painted import paint, painted_engine

ANNA, BORIS, VERA = 1, 2, 3


def _painted(data: Path, make_engine: Callable[[str], Engine] = painted_engine) -> Workspace:
    workspace = open_workspace(data)
    workspace._adapters = replace(
        workspace._adapters,
        load_engine=make_engine,
        identify_engine=lambda name: (
            make_engine(name).identity,
            make_engine(name).embedder.dimension,
        ),
    )
    return workspace


@pytest.fixture(scope="session")
def painted_photos(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Folders: `data` of a library, and `photos`.

    Anna is on a.png (0 degrees), b.png with Boris (30), c.png (50), d.png (58) and, in another
    source, e.png (20); nobody is on f.png.
    """
    place = tmp_path_factory.mktemp("painted")
    photos = place / "photos"
    paint(photos / "one/a.png", (40, 40, 80, ANNA, 0), day="2018:03:01")
    paint(photos / "one/b.png", (40, 40, 80, ANNA, 30), (200, 60, 120, BORIS, 0), day="2019:07:02")
    paint(photos / "one/c.png", (40, 40, 80, ANNA, 50), day="2021:01:05")
    paint(photos / "one/d.png", (60, 60, 80, ANNA, 58))
    paint(photos / "two/e.png", (40, 40, 80, ANNA, 20), day="2020:05:31")
    paint(photos / "two/f.png")
    workspace = _painted(place / "data")
    workspace.settings = replace(workspace.settings, group_after_scan=False)
    for name in ("one", "two"):
        sources = workspace.open_sources([photos / name])
        workspace.scan(sources, workspace.engine_card(), CancelToken(), lambda _: None)
    workspace.close()
    return place / "data", photos


@pytest.fixture
def make_window(show_window: Callable[..., MainWindow]) -> Callable[..., MainWindow]:
    """Shows windows on libraries of painted people."""

    def make(data: Path, make_engine: Callable[[str], Engine] = painted_engine) -> MainWindow:
        return show_window(_painted(data, make_engine))

    return make


@pytest.fixture
def painted(
    painted_photos: tuple[Path, Path], tmp_path: Path, make_window: Callable[..., MainWindow]
) -> MainWindow:
    """The window on a copy of that library."""
    shutil.copytree(painted_photos[0], tmp_path / "painted")
    return make_window(tmp_path / "painted")


@pytest.fixture
def photos(painted_photos: tuple[Path, Path]) -> Path:
    return painted_photos[1]


@pytest.fixture
def page(painted) -> SearchPage:
    painted.show_page("search")
    return painted.page("search")


@pytest.fixture
def anna(tmp_path: Path) -> Path:
    """A sample: Anna small, Boris large."""
    return paint(tmp_path / "anna.png", (40, 40, 80, ANNA, 0))


@pytest.fixture
def both(tmp_path: Path) -> Path:
    return paint(tmp_path / "both.png", (30, 40, 70, ANNA, 0), (200, 60, 120, BORIS, 0))
