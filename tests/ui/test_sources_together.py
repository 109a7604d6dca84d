"""A community, a public folder and a watched folder, all from the window; services are played."""

import csv
import io
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import PIL.Image
import pytest
from PySide6.QtCore import Qt

from faceapp.app import open_workspace
from faceapp.sources.watching import Watcher
from faceapp.ui.main_window import MainWindow
from tests.fakes.painted import paint, painted_engine
from tests.fakes.services import played
from tests.fakes.vk import USER, FakeAlbum, VkFake, photos_of
from tests.fakes.yandex import YandexFake
from tests.ui.painted_library import ANNA, BORIS
from tests.ui.search_page import names, search
from tests.ui.search_page import settle as settle_search
from tests.ui.sources_page import PACE, add, card_of, choose, settle

KEY = "AbCdEf123"
LINK = f"https://disk.yandex.ru/d/{KEY}"
COMES_MS = 40_000
AHEAD = 40


def jpeg(path: Path) -> bytes:
    file = io.BytesIO()
    PIL.Image.open(path).save(file, "JPEG", quality=95, subsampling=0)
    return file.getvalue()


@dataclass
class Services:
    """What is played; while `gate` is closed VKontakte sends no more than 40 photos."""

    vk: VkFake
    yandex: YandexFake
    gate: threading.Event


@pytest.fixture
def services(tmp_path: Path) -> Services:
    pictures = [
        jpeg(paint(tmp_path / f"vk/{at}.png", (40, 40, 80, BORIS, 5), (200, 40, 80, ANNA, 5)))
        for at in range(60)
    ]
    tags = (("Анна Каренина", (50, 13, 70, 40)),)
    album = FakeAlbum(-1, 5, "Лето", photos_of(pictures, count=60, tags=tags))
    vk = VkFake(album, names={-1: "Клуб"})
    shared = jpeg(paint(tmp_path / "ya/a.png", (40, 40, 80, ANNA, 7)))
    made = Services(vk, YandexFake({KEY: {"/2019/a.jpg": shared}}), threading.Event())

    def hold() -> None:
        if sum(vk.downloads.values()) > AHEAD:
            made.gate.wait(30)

    vk.on_request = hold
    return made


@pytest.fixture
def window(services: Services, tmp_path: Path, show_window) -> Iterator[MainWindow]:
    (tmp_path / "hosts").mkdir()
    with played(services.vk.hosts | services.yandex.hosts, tmp_path / "hosts") as policy:
        workspace = open_workspace(tmp_path / "library", net=policy)

        def scan(request, token, report):
            found = workspace.wanted_sources(request)
            return workspace.scan(found, workspace.engine_card(), token, report)

        engine = painted_engine()
        workspace._adapters = replace(
            workspace._adapters,
            load_engine=painted_engine,
            identify_engine=lambda _name: (engine.identity, engine.embedder.dimension),
            scan_apart=scan,
            open_watcher=partial(Watcher, pace=PACE),
        )
        workspace.settings = replace(workspace.settings, group_after_scan=False)
        made = show_window(workspace)
        yield made
        services.gate.set()
        made.desk.jobs.stop_all()


def count(window: MainWindow) -> int:
    library = window.page("library")
    return len(library._model.ids) if library.is_settled else -1


def idle(window: MainWindow, qtbot) -> None:
    qtbot.waitUntil(lambda: not window.desk.jobs.running(), timeout=COMES_MS)


def sign_in(window: MainWindow, qtbot) -> None:
    page = window.page("sources")
    page.adder.choose_kind("vk")
    qtbot.mouseClick(page.adder.sign_in, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    dialog = page.actions_of.dialog
    if dialog.panel:  # a computer without a keyring: until Faceapp is closed
        qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
        settle(qtbot, page)
    dialog.field.setText(USER)
    with qtbot.waitSignal(dialog.accepted, timeout=10_000):
        qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    page.adder.choose_kind("")


def test_a_person_is_found_across_all_sources(window, services, tmp_path, qtbot):
    window.show_page("sources")
    page = window.page("sources")
    settle(qtbot, page)
    sign_in(window, qtbot)

    add(qtbot, page, "vk.com/albums-1")
    window.show_page("library")
    qtbot.waitUntil(lambda: 0 < count(window) < 60, timeout=COMES_MS)  # while the rest waits
    assert window.desk.jobs.running()
    services.gate.set()
    idle(window, qtbot)
    qtbot.waitUntil(lambda: count(window) == 60, timeout=COMES_MS)

    window.show_page("sources")
    settle(qtbot, page)
    club = card_of(page, "Клуб")
    assert (club.source.photos, club.source.albums, club.state.text()) == (60, 1, "Up to date")
    add(qtbot, page, LINK)
    idle(window, qtbot)

    folder = tmp_path / "folder"
    paint(folder / "first.png", (40, 40, 80, BORIS, 3))
    add(qtbot, page, str(folder))
    idle(window, qtbot)
    settle(qtbot, page)
    choose(card_of(page, "folder"), "watch")
    paint(folder / "later.png", (40, 40, 80, ANNA, 9))
    qtbot.waitUntil(lambda: card_of(page, "folder").source.photos == 2, timeout=COMES_MS)
    idle(window, qtbot)

    window.show_page("library")
    qtbot.waitUntil(lambda: count(window) == 63, timeout=COMES_MS)
    library = window.page("library")
    qtbot.waitUntil(
        lambda: sorted(choice.photos for choice in library._facets.sources) == [1, 2, 60],
        timeout=COMES_MS,
    )

    found = window.page("search")
    window.show_page("search")
    search(found, qtbot, paint(tmp_path / "sample.png", (40, 40, 80, ANNA, 0)))
    settle_search(found, qtbot)
    qtbot.waitUntil(lambda: not window.desk.questions.is_busy)
    assert {"a.jpg", "later.png"} < set(names(found))

    table = tmp_path / "found.csv"
    job = found.results.actions_on_matches.export(table)
    qtbot.waitUntil(lambda: job.is_over, timeout=COMES_MS)
    with table.open(encoding="utf-8-sig", newline="") as file:
        sources = {row["source"] for row in csv.DictReader(file)}
    assert sources == {"vk", "yandex", "local"}
