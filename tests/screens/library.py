"""The page "Photos" in its states."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from faceapp.core.gallery import Choice, Facets, GalleryFilter, Sort
from faceapp.core.jobs import Progress
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.pages.library import LibraryPage
from faceapp.ui.widgets.date_popup import DatePopup
from faceapp.ui.widgets.pick_popup import PickPopup
from tests.screens.stage import Stage

NAMES = ("Анна", "Борис", "Вера", "Галина", "Дмитрий", "Елена", "Жанна", "Зоя", "Иван", "Кира")
FACETS = Facets(
    total=1240,
    sources=[Choice(1, "Архив ВК", 800), Choice(2, "Яндекс.Диск", 440)],
    people=[Choice(number, name, 250 - number) for number, name in enumerate(NAMES, 1)],
    years=[Choice(year, str(year), 2 * year - 3900) for year in range(2024, 2008, -1)],
    undated=37,
    without_faces=37,
    failed=4,
    missing=12,
    unnamed=310,
)


def page_of(stage: Stage) -> LibraryPage:
    page = stage.window.page("library")
    assert isinstance(page, LibraryPage)
    stage.until(lambda: page.is_settled)
    stage.settle()
    return page


def full(stage: Stage) -> None:
    page_of(stage).grid.setFocus()


def scrolled(stage: Stage) -> None:
    grid = page_of(stage).grid
    month = max(grid._layout.sections, key=lambda section: section.end - section.first)
    grid.verticalScrollBar().setValue(month.tiles_top + grid.side // 2)


def chosen(stage: Stage) -> None:
    page = page_of(stage)
    page.grid.choose_runs([(1, 4), (7, 8)])
    page.grid.set_current(7)
    page.grid.verticalScrollBar().setValue(0)
    page.grid.setFocus()


def small(stage: Stage) -> None:
    page = page_of(stage)
    page.grid.set_side(112)
    page.desk.memory.remove("library/side")


def nothing(stage: Stage) -> None:
    page = page_of(stage)
    page.show_only(GalleryFilter(since=date(1999, 1, 1), until=date(1999, 12, 31), faces="many"))
    page_of(stage)


def filtered(stage: Stage) -> None:
    page = page_of(stage)
    page.bar.offer(FACETS)
    page.show_only(GalleryFilter(faces="many"))
    page_of(stage).bar.offer(FACETS)


def troubled(stage: Stage) -> None:
    """Signs for photos that are gone, failed, or show nobody."""
    page = page_of(stage)
    page._on_sort_wanted("name")
    page_of(stage)
    tiles = page._model._pages[0]
    states = ("ok", "no_face", "missing", "failed", "failed", "ok", "no_face", "missing")
    for row, state in enumerate(states, 4):
        sha256 = tiles[row].sha256 if state != "failed" and row != 11 else None
        tiles[row] = replace(tiles[row], state=state, faces=0, sha256=sha256)
    page.bar.offer(FACETS)
    page.grid._hovered = 5
    page.grid.refresh()
    page._sort = Sort.NEWEST
    page.desk.memory.remove("library/sort")


def working(stage: Stage) -> None:
    page_of(stage)

    def work(token, report):
        report(Progress(1240, 10_000))
        while not token.is_cancelled:
            token.wait(0.1)

    job = stage.window.desk.start(Job("scan", "Сканирование: Архив 2019", work, can_pause=True))
    stage.until(lambda: job.progress.done)


def menu(stage: Stage) -> None:
    page = page_of(stage)
    page.grid.choose_runs([(4, 5)])
    page._on_menu_wanted(page.grid.viewport().mapToGlobal(page.grid.rect().center()))
    stage.shot = page.findChild(QMenu)


def dates(stage: Stage) -> None:
    page = page_of(stage)
    page.bar.offer(FACETS)
    stage.settle()
    page.bar._on_date_pressed()
    stage.shot = page.bar.findChild(DatePopup)


def calendar(stage: Stage) -> None:
    dates(stage)
    stage.shot._since.setFocus()
    stage.shot = stage.shot._since.calendarWidget()
    stage.shot.show()


def people(stage: Stage) -> None:
    page = page_of(stage)
    page.bar.offer(FACETS)
    stage.settle()
    page.bar._on_person_pressed()
    stage.shot = popup = page.bar.findChild(PickPopup)
    popup._list.item(1).setCheckState(Qt.CheckState.Checked)


def duplicates(stage: Stage) -> None:
    page = page_of(stage)
    page.show_only(GalleryFilter(duplicates=True))
    page_of(stage).grid.choose_runs([(0, 1)])


SCREENS = {
    "library-duplicates": duplicates,
    "library-full": full,
    "library-scrolled": scrolled,
    "library-chosen": chosen,
    "library-small": small,
    "library-filtered": filtered,
    "library-nothing": nothing,
    "library-troubled": troubled,
    "library-working": working,
    "library-menu": menu,
    "library-dates": dates,
    "library-calendar": calendar,
    "library-people": people,
    "library-empty": full,
}
