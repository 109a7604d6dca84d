"""A desk on a library of a few rows, without a screen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import hashlib
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QSettings

from faceapp.app import open_workspace
from faceapp.core.types import AnalysedPhoto, PhotoFacts, PhotoRef
from faceapp.imaging.thumbnails import ThumbnailCache
from faceapp.stores.database import Database
from faceapp.stores.record import record
from faceapp.stores.rows import Analyst
from faceapp.texts import Texts
from faceapp.ui.desk import Desk
from faceapp.ui.theme import apply_theme
from tests.unit.stores.library import DIMENSION, face

SIZE = (1600, 1200)


@pytest.fixture
def desk(qapp, tmp_path: Path) -> Iterator[Desk]:
    """A desk on an empty library."""
    apply_theme(qapp, "light")
    workspace = open_workspace(tmp_path / "data")
    workspace.stay_open()
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made = Desk(workspace, Texts("en"), memory)
    yield made
    made.close()


@pytest.fixture
def filled(desk: Desk, tmp_path: Path) -> Desk:
    """Three photos that lie on disk, with two faces each: 100 and 300 pixels from the left."""
    folder = tmp_path / "photos"
    folder.mkdir()
    photos = [_photo(folder / f"{name}.jpg", hue) for hue, name in enumerate("abc")]
    thumbnails = ThumbnailCache(desk.workspace.folders.thumbnails, 10)
    with _database(desk).write() as unit:
        source = unit.sources.adopt("local", str(folder), "photos")
        engine = unit.engines.find_or_add("identity", "builtin", DIMENSION)
        record(unit, source, Analyst(engine, 1, 0.5), photos, still_there=lambda _: True)
    for photo in photos:
        thumbnails.write(photo.sha256, cv2.imread(photo.ref.locator)[:, :, ::-1])
    return desk


def _database(desk: Desk) -> Database:
    return desk.workspace._kept


def _photo(path: Path, hue: int) -> AnalysedPhoto:
    width, height = SIZE
    pixels = np.full((height, width, 3), 40 + 60 * hue, np.uint8)
    cv2.imwrite(str(path), pixels)
    data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    status = path.stat()
    ref = PhotoRef(str(path), status.st_size, status.st_mtime_ns)
    facts = PhotoFacts(width, height, "JPEG", f"pixels of {path.name}", "0f")
    people = [face(f"anna {hue}", 100), face(f"bob {hue}", 300)]
    return AnalysedPhoto(ref, sha256, facts, tuple(people))
