"""Photos of services in the window: albums to filter by, links, what is told of them, originals."""

# ruff: noqa: F811  fixtures of the viewer

import hashlib
import threading
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from faceapp.core.errors import Code, ItemError
from faceapp.core.jobs import Changes
from faceapp.core.proposals import Proposal, proposals_for
from faceapp.core.remote import ProposedName, RemoteAlbum, RemotePhoto
from faceapp.core.types import AnalysedPhoto, FaceBox, PhotoFacts
from faceapp.imaging.thumbnails import ThumbnailCache
from faceapp.stores.record import record
from faceapp.stores.rows import Analyst
from faceapp.ui.desk import View
from faceapp.ui.widgets.pick_popup import PickPopup
from tests.ui.search_page import names as found_names
from tests.ui.search_page import search
from tests.ui.search_page import settle as settle_search
from tests.ui.viewer_page import (  # noqa: F401
    choose_face,
    desk,
    names,
    pressed,
    settle,
)
from tests.unit.stores.library import DIMENSION, face

LINK = "https://vk.com/photo-1_7"
LEFT = Qt.MouseButton.LeftButton
PIXELS = np.full((800, 1200, 3), 90, np.uint8)


def encoded(number: int = 1) -> bytes:
    return cv2.imencode(".png", PIXELS + number)[1].tobytes()


@pytest.fixture
def remote(desk):
    """Photo 1 of VKontakte with two faces, in an album; photo 2 in another one."""
    anna = ProposedName("Anna", (100 / 1200, 100 / 800, 60 / 1200, 60 / 800))
    told = [
        RemotePhoto(
            LINK,
            0,
            1,
            albums=("a",),
            author="Boris",
            caption="On the lake",
            people=(anna, ProposedName("Vera")),
        ),
        RemotePhoto("https://vk.com/photo-1_8", 0, 1, albums=("b",)),
    ]
    workspace = desk.workspace
    results = [
        AnalysedPhoto(
            ref,
            hashlib.sha256(encoded(number)).hexdigest(),
            PhotoFacts(1200, 800, "PNG", f"pixels {number}", "0f"),
            (face(f"anna {number}", 100), face(f"vera {number}", 600)),
        )
        for number, ref in enumerate(told, 1)
    ]
    with workspace._kept.write() as unit:
        source = unit.sources.adopt("vk", "https://vk.com/albums-1", "Club")
        engine = unit.engines.find_or_add("identity", "builtin", DIMENSION)
        record(unit, source, Analyst(engine, 1, 0.5), results, still_there=lambda _: True)
        unit.told.add_albums(source, [RemoteAlbum("a", "Summer"), RemoteAlbum("b", "Winter")])
        unit.told.save(source, told, listed_in=1, with_people=True)
    thumbnails = ThumbnailCache(workspace.folders.thumbnails, 10)
    for result in results:
        thumbnails.write(result.sha256, PIXELS)
    desk.announce(Changes(photos=True, faces=True))
    return desk


class Reader:
    """A source on the network that answers as told."""

    def __init__(self, answer: Callable[[], bytes]) -> None:
        self.answer = answer

    def read(self, _ref) -> bytes:
        return self.answer()

    def close(self) -> None:
        pass


def online(desk, answer: Callable[[], bytes]) -> None:
    workspace = desk.workspace
    workspace._adapters = replace(
        workspace._adapters, open_remote=lambda _row, _token, _on_wait: Reader(answer)
    )


def offline() -> bytes:
    raise ItemError(Code.REMOTE_UNFETCHED, reason="offline")


@pytest.fixture
def viewer(remote, window, qtbot):
    online(remote, encoded)
    window.resize(1280, 800)
    window.viewer.panel.setVisible(True)
    remote.view_wanted.emit(View([1, 2], 0))
    settle(window.viewer, qtbot)
    return window.viewer


def words(widget) -> list[str]:
    return [label.text().replace("\u200b", "") for label in widget.findChildren(QLabel)]


# -- the library and the search


def test_albums_filter_the_library(remote, window, qtbot):
    window.show_page("library")
    library = window.page("library")
    qtbot.waitUntil(lambda: library.is_settled and library.bar._album.isVisible())
    assert library.bar._album.text() == "Album"
    qtbot.mouseClick(library.bar._album, LEFT)
    popup = library.bar.findChild(PickPopup)
    popup._list.item(1).setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: library.is_settled and library._model.ids.tolist() == [2])
    assert library.bar._album.text() == "Winter"
    popup.close()
    qtbot.mouseClick(library.bar._reset, LEFT)
    qtbot.waitUntil(lambda: library.is_settled and sorted(library._model.ids.tolist()) == [1, 2])


def test_a_library_without_albums_has_no_chip_for_them(window, qtbot, page):
    window_of_folders = page.window()
    window_of_folders.show_page("library")
    library = window_of_folders.page("library")
    qtbot.waitUntil(lambda: library.is_settled and len(library._model.ids) == 6)
    assert not library.bar._album.isVisible()


def test_albums_filter_the_search(page, qtbot, photos):
    """The search looks in one album of a library whose photos lie in two."""
    workspace = page.desk.workspace
    with workspace._kept.write() as unit:
        source = unit.sources.list()[0].id
        places = [
            RemotePhoto(str(photos / f"one/{name}.png"), 0, 0, albums=(name,)) for name in "ac"
        ]
        unit.told.add_albums(source, [RemoteAlbum("a", "Summer"), RemoteAlbum("c", "Winter")])
        unit.told.save(source, places, listed_in=1, with_people=False)
    page.desk.announce(Changes(photos=True))
    search(page, qtbot, photos / "one/a.png")
    filters = page.results.filters
    assert filters._album.isVisible()
    qtbot.mouseClick(filters._album, LEFT)
    filters._popup._list.item(1).setCheckState(Qt.CheckState.Checked)
    settle_search(page, qtbot)
    assert found_names(page) == ["c.png"]
    assert filters._album.text() == "Winter"
    assert filters.filters.album is not None
    qtbot.mouseClick(filters.reset, LEFT)
    assert filters.filters.album is None
    settle_search(page, qtbot)
    assert "a.png" in found_names(page)


# -- the panel beside a photo


def test_the_panel_tells_what_the_service_tells(viewer):
    told = words(viewer.panel)
    assert "VKontakte: Club" in told
    assert "Album: Summer" in told
    assert "Author: Boris" in told
    assert "On the lake" in told
    assert "VKontakte says: Anna, Vera" in told


def test_the_panel_leads_to_the_page_of_the_photo(viewer, qtbot, monkeypatch):
    visited: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: visited.append(url) or True)
    (button,) = [
        one
        for one in viewer.panel.findChildren(QToolButton)
        if one.accessibleName() == "Open in the browser"
    ]
    qtbot.mouseClick(button, LEFT)
    assert [url.toString() for url in visited] == [LINK]
    files = {"Open the file", "Show in its folder"}
    assert not files & {one.accessibleName() for one in viewer.panel.findChildren(QToolButton)}


# -- proposed names


def offered(viewer) -> list[str]:
    card = viewer.faces.card
    return [
        button.accessibleName()
        for button in card._proposed.findChildren(QPushButton)
        if button.isVisible()
    ]


def test_a_name_told_for_the_place_of_a_face_is_offered_first(viewer, qtbot):
    choose_face(viewer, qtbot, 1)
    assert offered(viewer) == ["VKontakte says: Anna", "VKontakte says: Vera"]
    viewer.faces.card.close_card()
    choose_face(viewer, qtbot, 2)
    assert offered(viewer) == ["VKontakte says: Vera"]


def test_a_press_on_an_offered_name_gives_it(viewer, qtbot):
    choose_face(viewer, qtbot, 1)
    pressed(viewer, qtbot, "VKontakte says: Anna")
    settle(viewer, qtbot)
    qtbot.waitUntil(lambda: names(viewer) == ["Anna", ""])
    choose_face(viewer, qtbot, 1)
    assert offered(viewer) == []


def test_names_that_others_have_are_not_offered():
    here, there = FaceBox(0, 0, 10, 10), FaceBox(90, 90, 10, 10)
    told = [
        Proposal("Vera", "vk"),
        Proposal("Anna", "vk", here),
        Proposal("anna", "takeout"),
        Proposal("Boris", "vk", there),
        Proposal("Gleb", "takeout"),
    ]
    found = proposals_for(FaceBox(1, 1, 8, 8), told, ["gleb"])
    assert [one.name for one in found] == ["Anna", "Vera"]


# -- the original


def test_the_original_is_fetched(viewer):
    assert not viewer.note.isVisible()
    assert viewer.photo.images[0].width() == 1200


def test_offline_the_preview_is_shown_with_a_note(remote, window, qtbot):
    online(remote, offline)
    window.resize(1280, 800)
    remote.view_wanted.emit(View([1], 0))
    settle(window.viewer, qtbot)
    viewer = window.viewer
    assert viewer.note.isVisible()
    assert "This is the preview" in " ".join(words(viewer.note))
    assert viewer.photo.has_picture


def test_offline_an_original_that_was_kept_is_shown(remote, window, qtbot):
    online(remote, offline)
    sha256 = hashlib.sha256(encoded()).hexdigest()
    remote.workspace.kept_originals.write(sha256, encoded())
    window.resize(1280, 800)
    remote.view_wanted.emit(View([1], 0))
    settle(window.viewer, qtbot)
    assert not window.viewer.note.isVisible()
    assert window.viewer.photo.images[0].width() == 1200


def test_a_slow_network_keeps_nobody_else_waiting(remote, window, qtbot):
    gate, begun = threading.Event(), threading.Semaphore(0)

    def slow() -> bytes:
        begun.release()
        gate.wait(30)
        return encoded()

    online(remote, slow)
    remote.view_wanted.emit(View([1, 2], 0))
    viewer = window.viewer
    qtbot.waitUntil(lambda: begun.acquire(blocking=False))
    answers: list[int] = []
    for number in range(6):
        remote.ask(lambda number=number: number, answers.append)
    qtbot.waitUntil(lambda: len(answers) == 6)
    assert viewer.photo.has_picture  # the preview, meanwhile
    gate.set()
    settle(viewer, qtbot)
    assert viewer.photo.images[0].width() == 1200
