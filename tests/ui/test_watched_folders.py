"""Watched folders in the window: what changes is taken up by itself."""

# ruff: noqa: F811  fixtures

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from faceapp.core.places import SourceInfo
from faceapp.core.watching import Watching
from tests.fakes.painted import paint
from tests.ui.painted_library import ANNA
from tests.ui.sources_page import (  # noqa: F401
    accounts,
    add,
    card_of,
    choose,
    page,
    said,
    settle,
    started,
    visited,
    window,
)


@pytest.fixture
def growing(window, photos: Path, tmp_path: Path) -> tuple[Callable[[], int], Path]:
    """How many photos the library of the window has, and a folder of it that is scanned really."""
    workspace = window.desk.workspace

    def scan(request, token, report):
        found = workspace.wanted_sources(request)
        card = workspace.engine_card()
        return workspace.scan(found, card, token, report, paths=request.paths)

    workspace._adapters = replace(workspace._adapters, scan_apart=scan)
    folder = tmp_path / "growing"
    shutil.copy(photos / "one/a.png", paint(folder / "x/b.png", (40, 40, 80, ANNA, 10)).parent)

    def count() -> int:
        with workspace._reading.read() as unit:
            return len(unit.gallery.listed()[0])

    return count, folder


def test_a_watched_folder_takes_up_new_and_deleted_photos_by_itself(page, qtbot, growing):
    count, folder = growing
    before = count()
    add(qtbot, page, str(folder))
    qtbot.waitUntil(lambda: count() == before + 1 and not page.desk.jobs.running(), timeout=20_000)
    settle(qtbot, page)
    choose(card_of(page, "growing"), "watch")
    card = card_of(page, "growing")
    qtbot.waitUntil(lambda: "taken up at once" in card._watched.text(), timeout=10_000)
    paint(folder / "new.png", (40, 40, 80, ANNA, 25))
    qtbot.waitUntil(lambda: count() == before + 2, timeout=20_000)
    (folder / "new.png").unlink()
    qtbot.waitUntil(lambda: card_of(page, "growing").source.missing == 1, timeout=20_000)
    qtbot.waitUntil(lambda: not page.desk.jobs.running(), timeout=20_000)


def test_a_disk_that_goes_away_makes_nothing_missing(page, qtbot, growing):
    _count, folder = growing
    add(qtbot, page, str(folder))
    qtbot.waitUntil(lambda: not page.desk.jobs.running(), timeout=20_000)
    settle(qtbot, page)
    choose(card_of(page, "growing"), "watch")
    card = card_of(page, "growing")
    qtbot.waitUntil(lambda: "taken up at once" in card._watched.text(), timeout=10_000)
    qtbot.waitUntil(lambda: not page.desk.jobs.running(), timeout=20_000)
    kept = folder.rename(folder.with_name("unplugged"))
    folder.mkdir()
    qtbot.waitUntil(lambda: "nothing is taken for missing" in card._watched.text(), timeout=10_000)
    page.reload()
    settle(qtbot, page)
    assert card.source.missing == 0
    folder.rmdir()
    kept.rename(folder)
    qtbot.waitUntil(lambda: "taken up at once" in card._watched.text(), timeout=10_000)
    qtbot.waitUntil(lambda: not page.desk.jobs.running(), timeout=20_000)


def test_watching_ends_with_the_choice(page, qtbot, growing):
    _count, folder = growing
    add(qtbot, page, str(folder))
    qtbot.waitUntil(lambda: not page.desk.jobs.running(), timeout=20_000)
    settle(qtbot, page)
    choose(card_of(page, "growing"), "watch")
    settle(qtbot, page)
    assert card_of(page, "growing").source.is_watched
    choose(card_of(page, "growing"), "watch")
    settle(qtbot, page)
    assert not card_of(page, "growing")._watched.isVisible()
    assert page.desk.watching.how(card_of(page, "growing").source) is None


def test_how_a_folder_is_watched_is_said(page):
    source = SourceInfo(7, "local", "nas", "/mnt/nas", is_watched=True)
    page.desk.watching.follow = lambda _sources: None
    for how, words in (
        (Watching.POLLED, "network drive"),
        (Watching.LIMITED, "fs.inotify.max_user_watches"),
    ):
        page.desk.watching._how[source.root] = how
        page._on_listed([source])
        assert words in page.cards[7]._watched.text()
