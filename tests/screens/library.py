"""The page "Photos" in its states."""

from datetime import date

from faceapp.core.gallery import GalleryFilter
from faceapp.core.jobs import Progress
from faceapp.ui.jobs.job_center import Job
from tests.screens.stage import Stage


def full(stage: Stage) -> None:
    stage.until(lambda: stage.window.page("library").is_settled)


def chosen(stage: Stage) -> None:
    full(stage)
    page = stage.window.page("library")
    page.grid.choose_runs([(1, 4), (7, 8)])
    page.grid.set_current(7)
    page.grid.setFocus()


def nothing(stage: Stage) -> None:
    page = stage.window.page("library")
    page.show_only(GalleryFilter(since=date(1999, 1, 1), until=date(1999, 12, 31), faces="many"))
    full(stage)


def few_faces(stage: Stage) -> None:
    page = stage.window.page("library")
    page.show_only(GalleryFilter(faces="many", until=date(2030, 1, 1)))
    full(stage)


def working(stage: Stage) -> None:
    full(stage)

    def work(token, report):
        report(Progress(1240, 10_000))
        while not token.is_cancelled:
            token.wait(0.1)

    job = stage.window.desk.start(Job("scan", "Сканирование: Архив 2019", work, can_pause=True))
    stage.until(lambda: job.progress.done)


SCREENS = {
    "library-full": full,
    "library-chosen": chosen,
    "library-filtered": few_faces,
    "library-nothing": nothing,
    "library-working": working,
    "library-empty": full,
}
