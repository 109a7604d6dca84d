"""Jobs: nothing yet, at work, with failures, unreadable."""

import time
from pathlib import Path

from faceapp.core.errors import Code, FatalError
from faceapp.core.jobs import Cancelled, Progress
from faceapp.core.records import PhotoFailure
from faceapp.core.types import Outcome
from faceapp.services.scan import ScanCounts, ScanFailure, ScanRequest, ScanSummary
from faceapp.ui.jobs.job_center import Job
from tests.screens.stage import Stage

PLACE = "/home/anna/Фото/Архив 2019"


def summary() -> ScanSummary:
    counts = ScanCounts(no_face=37, faces=3010)
    counts.outcomes.update(
        {Outcome.PHOTO: 1240, Outcome.SKIPPED: 212, Outcome.DUPLICATE: 9, Outcome.FAILED: 3}
    )
    counts.failures += [
        ScanFailure(f"{PLACE}/IMG_0031.jpg", "corrupt", {"reason": "truncated"}),
        ScanFailure(f"{PLACE}/empty.png", "empty_file"),
        ScanFailure(f"{PLACE}/panorama.tif", "too_many_pixels", {"megapixels": 412, "limit": 100}),
    ]
    return ScanSummary(counts, 210, "builtin", "cpu", False, False)


def run(stage: Stage, job: Job, seconds: float = 0) -> Job:
    stage.window.desk.jobs.start(job)
    stage.until(lambda: job.is_over)
    job.began_at -= seconds + 900
    job.ended_at -= 900
    return job


def busy(token, report):
    report(Progress(1240, 10_000))
    while not token.is_cancelled:
        token.wait(0.05)


def fail(token, report):
    raise FatalError(Code.DISK_FULL, path=PLACE)


def stop(token, report):
    raise Cancelled


def working(stage: Stage) -> None:
    center = stage.window.desk.jobs
    request = ScanRequest((Path(PLACE),))
    run(stage, Job("scan", "Сканирование: Свадьба", stop, request=request), 75)
    run(stage, Job("export", "Экспорт: faces.csv", fail, lane="export"), 4)
    done = Job("scan", "Сканирование: Архив 2019", lambda t, r: summary(), request=request)
    run(stage, done, 210)
    job = center.start(Job("scan", "Сканирование: Отпуск", busy, can_pause=True))
    waiting = center.start(Job("scan", "Сканирование: Яндекс.Диск", busy, can_pause=True))
    stage.until(lambda: job.progress.done)
    job.pace.forget()
    job.pace.note(time.monotonic() - 29, 640)
    job.pace.note(time.monotonic(), 1240)
    stage.window.show_page("jobs")
    stage.settle()
    page = stage.window.page("jobs")
    next(card for card in page._cards if card.job is done)._failures.toggle.click()
    assert waiting.state == "queued"


def earlier(stage: Stage) -> None:
    stage.window.show_page("jobs")


def unreadable(stage: Stage) -> None:
    page = stage.window.page("jobs")
    stage.window.show_page("jobs")
    stage.settle()
    path = "/home/anna/.local/share/faceapp/faceapp.sqlite"
    page._on_unknown(FatalError(Code.DATABASE_DAMAGED, path=path, backup="None"))


def photos(stage: Stage) -> None:
    page = stage.window.page("jobs")
    stage.window.show_page("jobs")
    stage.settle()
    failures = [
        PhotoFailure(number, item.path, item.code, item.details, 1)
        for number, item in enumerate(summary().counts.failures)
    ]
    page._failed.show_photos(failures, 17, stage.window.desk)
    page._failed._list.toggle.click()


SCREENS = {
    "jobs-photos": photos,
    "jobs-empty": earlier,
    "jobs-working": working,
    "jobs-full": earlier,
    "jobs-failed": unreadable,
}
