"""The viewer on a library of three photos that lie on disk."""

import hashlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from faceapp.core.types import AnalysedPhoto, PhotoFacts, PhotoRef
from faceapp.imaging.thumbnails import ThumbnailCache
from faceapp.stores.record import record
from faceapp.stores.rows import Analyst
from faceapp.ui.desk import Desk, View
from faceapp.ui.main_window import MainWindow
from faceapp.ui.pages.viewer import Viewer
from tests.unit.stores.library import DIMENSION, face

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SIZE = (1600, 1200)


@pytest.fixture
def desk(window: MainWindow) -> Desk:
    return window.desk


@pytest.fixture
def filled(desk: Desk, tmp_path: Path) -> Desk:
    """Three photos that lie on disk, with two faces each: 100 and 300 pixels from the left."""
    folder = tmp_path / "photos"
    folder.mkdir()
    photos = [_photo(folder / f"{name}.jpg", hue) for hue, name in enumerate("abc")]
    thumbnails = ThumbnailCache(desk.workspace.folders.thumbnails, 10)
    with desk.workspace._kept.write() as unit:
        source = unit.sources.adopt("local", str(folder), "photos")
        engine = unit.engines.find_or_add("identity", "builtin", DIMENSION)
        record(unit, source, Analyst(engine, 1, 0.5), photos, still_there=lambda _: True)
    for photo in photos:
        thumbnails.write(photo.sha256, cv2.imread(photo.ref.locator)[:, :, ::-1])
    return desk


def _photo(path: Path, hue: int) -> AnalysedPhoto:
    cv2.imwrite(str(path), np.full((*SIZE[::-1], 3), 40 + 60 * hue, np.uint8))
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    status = path.stat()
    ref = PhotoRef(str(path), status.st_size, status.st_mtime_ns)
    facts = PhotoFacts(*SIZE, "JPEG", f"pixels of {path.name}", "0f")
    people = (face(f"anna {hue}", 100), face(f"bob {hue}", 300))
    return AnalysedPhoto(ref, sha256, facts, people)


@pytest.fixture
def viewer(filled: Desk, window: MainWindow) -> Viewer:
    window.resize(1280, 800)
    return window.viewer


def opened(viewer: Viewer, qtbot, position: int = 0, **view: object) -> Viewer:
    viewer.desk.view_wanted.emit(View([1, 2, 3], position, **view))
    settle(viewer, qtbot)
    return viewer


def settle(viewer: Viewer, qtbot) -> None:
    qtbot.waitUntil(lambda: viewer._details is not None and not viewer.desk.questions.is_busy)


def press(viewer: Viewer, qtbot, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(viewer.photo, key, modifier)
    settle(viewer, qtbot)


def shown(viewer: Viewer) -> str:
    return viewer._bar._name.text()


def names(viewer: Viewer) -> list[str]:
    return [mark.name for mark in viewer.photo._marks]


def choose_face(viewer: Viewer, qtbot, face: int) -> None:
    qtbot.mouseClick(viewer.photo, LEFT, pos=viewer.photo.place_of(face).center())
    assert viewer.faces.card.isVisible()


def pressed(viewer: Viewer, qtbot, words: str) -> None:
    (button,) = [
        button
        for button in viewer.faces.card.findChildren(QPushButton)
        if button.isVisible() and button.accessibleName() == words
    ]
    qtbot.mouseClick(button, LEFT)


def give_name(viewer: Viewer, qtbot, face: int, name: str) -> None:
    choose_face(viewer, qtbot, face)
    field = viewer.faces.card.findChild(QLineEdit)
    field.setText(name)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle(viewer, qtbot)
