"""A library of a few people without pictures, grouped, and the page that shows them."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from faceapp.core.people import Who
from faceapp.stores.database import open_database
from faceapp.ui.main_window import MainWindow
from faceapp.ui.pages.people import PeoplePage
from tests.unit.stores.library import Library, analysed, face

# Who is on each photo, and when it was taken.
PHOTOS = (
    (("anna", "boris"), datetime(2018, 5, 1)),
    (("anna", "boris"), datetime(2020, 5, 1)),
    (("anna", "boris"), datetime(2020, 6, 1)),
    (("anna", "vera"), datetime(2021, 1, 1)),
    (("vera",), None),
    (("stranger",), None),
    (("other",), None),
)
GROUPS = {"anna": 1, "boris": 2, "vera": 3}


class Scene:
    """`faces` has the numbers of everybody's faces, the first photo first."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self.faces: dict[str, list[int]] = {}
        with closing(self.open()) as database:
            self._fill(database)

    def open(self):
        return open_database(self._data / "faceapp.sqlite", self._data / "backups")

    def _fill(self, database) -> None:
        library = Library(database)
        for number, (names, taken) in enumerate(PHOTOS):
            found = [face(name, 100 + 200 * place) for place, name in enumerate(names)]
            photo = analysed(f"/photos/{number}.jpg", str(number), *found)
            library.record(replace(photo, facts=replace(photo.facts, taken_at=taken)))
            ids = library.faces()[f"/photos/{number}.jpg"]
            for name, known in zip(names, sorted(ids), strict=True):
                self.faces.setdefault(name, []).append(known)
        self.group({name: self.faces[name] for name in GROUPS}, database)

    def group(self, groups: dict[str, Sequence[int]], database) -> None:
        pairs = [(known, GROUPS[name]) for name, faces in groups.items() for known in faces]
        ids, numbers = np.array(pairs, np.int64).T
        with database.write() as unit:
            unit.groups.replace(ids, numbers)

    def guess(self, faces: Sequence[int], person: int) -> None:
        with closing(self.open()) as database, database.write() as unit:
            for known in faces:
                unit.people.assign(known, person, "automatic")


@pytest.fixture
def scene(window: MainWindow) -> Scene:
    return Scene(window.desk.workspace.folders.data)


@pytest.fixture
def page(window: MainWindow, scene: Scene, qtbot) -> PeoplePage:
    """The page, with Anna, Boris and Vera as groups, two strangers alone."""
    window.resize(1100, 800)
    window.show_page("people")
    shown = window.page("people")
    wait(qtbot, shown)
    return shown


def wait(qtbot, page: PeoplePage) -> None:
    """Until every question is answered."""
    qtbot.waitUntil(lambda: page.is_settled and not page.desk.questions.is_busy)


def titles(page: PeoplePage) -> list[str]:
    model = page.overview.model
    return [model.index(row).data() for row in range(model.rowCount())]


def choose(page: PeoplePage, *names: str) -> None:
    """Choose tiles by what stands below them; the keyboard is on the last."""
    grid, rows = page.overview.grid, [titles(page).index(name) for name in names]
    grid.choose_rows(np.array(sorted(rows)))
    grid.set_current(rows[-1])
    grid.setFocus()


def name(page: PeoplePage, qtbot, group: int, called: str) -> Who:
    """Give a group a name, as another page would."""
    decision = page.desk.workspace.people_decisions.name(Who.group(group), called)
    page.reload()
    wait(qtbot, page)
    assert decision.subject.who
    return decision.subject.who


def said(page: PeoplePage) -> list[str]:
    """Collects what is told from now on."""
    told: list[str] = []
    page.desk.said.connect(lambda message: told.append(message.text))
    return told
