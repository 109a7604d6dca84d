"""A library of a dozen small photos on disk, without a scan, and the page that shows it."""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import cv2
import numpy as np
import pytest

from faceapp.core.types import KnownPhoto, PhotoRef
from faceapp.stores.database import open_database
from faceapp.stores.record import record
from faceapp.stores.rows import Analyst
from faceapp.ui.main_window import MainWindow
from faceapp.ui.pages.library import LibraryPage
from tests.unit.stores.library import DIMENSION, analysed, face, failed

# Name, when it was taken, how many faces.
PHOTOS = (
    ("may one.jpg", datetime(2021, 5, 1, 10), 1),
    ("may two.jpg", datetime(2021, 5, 2, 10), 2),
    ("may three.jpg", datetime(2021, 5, 3, 10), 0),
    ("Ёлка.jpg", datetime(2020, 12, 31, 23), 3),
    ("100%_'sure'.jpg", datetime(2020, 12, 30), 1),
    ("img10.jpg", datetime(2019, 7, 1), 1),
    ("img2.jpg", datetime(2019, 7, 2), 1),
    ("undated.jpg", None, 1),
)
NEWEST = ("may three.jpg", "may two.jpg", "may one.jpg", "Ёлка.jpg", "100%_'sure'.jpg")


class Photos:
    """Writes photos into a folder and what a scan would find on them into a library."""

    def __init__(self, data: Path, folder: Path) -> None:
        self.data, self.folder = data, folder
        folder.mkdir(exist_ok=True)

    def add(self, name: str, taken: datetime | None, faces: int) -> Path:
        path = self.folder / name
        shade = int.from_bytes(hashlib.sha256(name.encode()).digest()[:1], "big")
        pixels = np.full((240, 480, 3), shade, np.uint8)
        path.write_bytes(cv2.imencode(".jpg", pixels)[1].tobytes())
        sha256 = hashlib.sha256(path.read_bytes() + name.encode()).hexdigest()
        found = [face(f"{name} {number}", 20.0 + 60 * number) for number in range(faces)]
        photo = analysed(str(path), sha256, *found)
        facts = replace(photo.facts, taken_at=taken, width=480, height=240)
        self._record(replace(photo, facts=facts))
        return path

    def copy(self, name: str, copy: str) -> None:
        """The same bytes under another name."""
        path = self.folder / copy
        path.write_bytes((self.folder / name).read_bytes())
        sha256 = hashlib.sha256(path.read_bytes() + name.encode()).hexdigest()
        self._record(KnownPhoto(PhotoRef(str(path), path.stat().st_size, 1), sha256))

    def fail(self, name: str) -> None:
        self._record(failed(str(self.folder / name), "f" * 64))

    def miss(self, name: str) -> None:
        with closing(self._open()) as database, database.write() as unit:
            source = unit.sources.list()[0].id
            unit.photos.mark_missing(source, [str(self.folder / name)])

    def name(self, person: str, path: Path) -> None:
        """Say who is on the first face of a photo."""
        with closing(self._open()) as database:
            with database.read() as unit:
                faces = unit.faces.list(1)[0]
            first = next(face.id for face in faces if face.path == str(path))
            with database.write() as unit:
                unit.people.assign(first, unit.people.add(person))

    def _record(self, photo) -> None:
        with closing(self._open()) as database, database.write() as unit:
            source = unit.sources.adopt("local", str(self.folder), "photos")
            engine = unit.engines.find_or_add("identity", "builtin", DIMENSION)
            record(unit, source, Analyst(engine, 1, 0.5), [photo], still_there=lambda _: True)

    def _open(self):
        return open_database(self.data / "faceapp.sqlite", self.data / "backups")


@pytest.fixture
def photos(window: MainWindow, tmp_path: Path) -> Photos:
    """The library of the window, filled."""
    made = Photos(window.desk.workspace.folders.data, tmp_path / "photos")
    for photo in PHOTOS:
        made.add(*photo)
    return made


@pytest.fixture
def page(window: MainWindow, photos: Photos, qtbot) -> Iterator[LibraryPage]:
    """The page, with all photos of the library on it."""
    shown = window.page("library")
    shown.reload()
    window.resize(1000, 800)
    wait(qtbot, shown)
    yield shown


def wait(qtbot, page: LibraryPage) -> None:
    """Until every question is answered."""
    qtbot.waitUntil(lambda: page.is_settled and not page.desk.questions.is_busy)


def names(page: LibraryPage) -> list[str]:
    model = page.grid.model()
    return [model.index(row).data() for row in range(model.rowCount())]


def chosen(page: LibraryPage) -> list[str]:
    return [names(page)[row] for row in page.grid.rows()]
