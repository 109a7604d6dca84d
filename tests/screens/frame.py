"""The frame: job strip, messages, the overlay of a drop."""

import time
from pathlib import Path

from faceapp.core.jobs import Progress
from faceapp.ui.jobs.job_center import Job
from tests.screens.stage import Stage


def working(stage: Stage) -> None:
    def work(token, report):
        report(Progress(1240, 10_000))
        while not token.is_cancelled:
            token.wait(0.1)

    job = stage.window.desk.start(Job("scan", "Сканирование: Архив 2019", work, can_pause=True))
    stage.until(lambda: job.progress.done)
    job.pace.forget()
    job.pace.note(time.monotonic() - 29, 640)
    job.pace.note(time.monotonic(), 1240)
    stage.window.desk.jobs.changed.emit(job)


def messages(stage: Stage) -> None:
    desk = stage.window.desk
    desk.say("1 240 новых фотографий  ·  3 010 лиц", "good")
    desk.say("Лицо названо: Анна", label="Отменить", action=print)
    desk.say("Нет места на диске. Освободите место и запустите сканирование снова.", "error")


def drop(stage: Stage) -> None:
    window = stage.window
    window._overlay.announce(*window.scanning.preview([Path("tests"), Path("faceapp")]))


SCREENS = {"frame-working": working, "frame-messages": messages, "frame-drop": drop}
