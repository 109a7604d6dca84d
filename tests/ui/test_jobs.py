"""The list of jobs: order, words, failures, what its buttons do."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices

from faceapp.core.errors import Code, FatalError
from faceapp.core.jobs import Cancelled, Changes, Progress
from faceapp.core.types import Outcome
from faceapp.services.library import PhotoFilter
from faceapp.services.scan import ScanCounts, ScanFailure, ScanOptions, ScanRequest, ScanSummary
from faceapp.stores.database import open_database
from faceapp.ui.jobs.entries import Counts, said_moment, said_seconds
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.pages.jobs import JobsPage


@pytest.fixture
def page(qtbot, filled) -> JobsPage:
    made = JobsPage(filled)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitUntil(lambda: not filled.questions.is_busy and bool(made._cards))
    return made


def busy(token, report):
    report(Progress(3, 10))
    while not token.is_cancelled:
        token.wait(0.01)


def stopped(token, report):
    raise Cancelled


def failing(token, report):
    raise FatalError(Code.DISK_FULL, path="/full")


def summary(token=None, report=None) -> ScanSummary:
    counts = ScanCounts(no_face=2, faces=30)
    counts.outcomes.update({Outcome.PHOTO: 12, Outcome.FAILED: 1})
    counts.failures.append(ScanFailure("/photos/torn.jpg", "corrupt", {"reason": "truncated"}))
    return ScanSummary(counts, 3, "builtin", "cpu", False, False)


def finish(qtbot, desk, job: Job) -> Job:
    desk.start(job)
    qtbot.waitUntil(lambda: job.is_over)
    return job


def card(page: JobsPage, title: str):
    return next(card for card in page._cards if card._title.text() == title)


def test_an_empty_library_says_that_nothing_has_run(qtbot, desk):
    page = JobsPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page._empty.isVisible)


def test_earlier_jobs_tell_what_came_of_them(page):
    earlier = card(page, "Scan: photos")
    assert earlier._facts.text() == ("3 new photos  ·  3 faces  ·  1 without faces  ·  2 failed")
    assert earlier._state.text() == "Done"
    assert not earlier._cancel.isVisible()


def test_a_running_job_comes_first_moves_and_can_be_paused_and_cancelled(qtbot, page, filled):
    job = filled.start(Job("scan", "Scanning now", busy, can_pause=True))
    qtbot.waitUntil(lambda: page._cards[0]._facts.text() == "3 of 10")
    running = page._cards[0]
    assert running.job is job
    assert (running._bar.value(), running._bar.maximum()) == (3, 10)
    qtbot.mouseClick(running._pause, Qt.MouseButton.LeftButton)
    assert job.is_paused
    assert running._state.text() == "Paused"
    assert running._pause.toolTip() == "Go on"
    qtbot.mouseClick(running._pause, Qt.MouseButton.LeftButton)
    assert not job.is_paused
    qtbot.mouseClick(running._cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: job.state == "cancelled")
    assert not running._bar.isVisible()


def test_what_waits_stands_below_what_runs_and_can_be_cancelled(qtbot, page, filled):
    first = filled.start(Job("scan", "first", busy))
    second = filled.start(Job("scan", "second", busy))
    assert [shown.job for shown in page._cards[:2]] == [first, second]
    assert page._cards[1]._state.text() == "Waiting for its turn"
    qtbot.mouseClick(page._cards[1]._cancel, Qt.MouseButton.LeftButton)
    assert second.state == "cancelled"
    filled.jobs.cancel(first)
    qtbot.waitUntil(lambda: first.is_over)


def test_failures_unfold_with_their_reasons_and_are_tried_again(qtbot, page, filled):
    request = ScanRequest((Path("/photos"),))
    finish(qtbot, filled, Job("scan", "with failures", summary, request=request))
    shown = card(page, "with failures")
    assert not shown._failures.is_open
    qtbot.mouseClick(shown._failures.toggle, Qt.MouseButton.LeftButton)
    texts = [child.text() for child in shown._failures._list.findChildren(type(shown._title))]
    assert "torn.jpg" in texts
    assert any("The photo is damaged: a part of it is missing." in text for text in texts)
    with qtbot.waitSignal(filled.scan_wanted) as asked:
        qtbot.mouseClick(shown._retry, Qt.MouseButton.LeftButton)
    assert asked.args == [ScanRequest((Path("/photos"),), options=ScanOptions(retry_failed=True))]


def test_a_job_that_failed_says_why_and_can_be_started_again(qtbot, page, filled):
    request = ScanRequest((Path("/photos"),))
    finish(qtbot, filled, Job("scan", "failing", failing, request=request))
    shown = card(page, "failing")
    assert "The disk is full: /full" in shown._problem.text()
    with qtbot.waitSignal(filled.scan_wanted) as asked:
        qtbot.mouseClick(shown._repeat, Qt.MouseButton.LeftButton)
    assert asked.args == [request]
    finish(qtbot, filled, Job("export", "stopped", stopped, lane="export"))
    assert not card(page, "stopped")._repeat.isVisible()  # nothing is known that would start it


def test_photos_that_are_failed_now_are_listed_shown_and_tried_again(qtbot, page, filled):
    failed = page._failed
    assert failed._title.text() == "2 photos could not be read"
    rows = dict(failed._list._rows)
    assert rows["/photos/torn.jpg"] == "The photo is damaged: a part of it is missing."
    assert rows["/photos/empty.jpg"] == "The file is empty."
    with qtbot.waitSignal(filled.library_wanted) as shown:
        failed.library_wanted.emit()
    assert shown.args == [PhotoFilter(failed=True)]
    with qtbot.waitSignal(filled.scan_wanted) as asked:
        failed.retry_wanted.emit()
    assert asked.args[0].options == ScanOptions(retry_failed=True, known_only=True)


def test_a_scan_of_this_session_is_not_listed_twice(qtbot, page, filled):
    folders = filled.workspace.folders

    def scan(token, report):
        database = open_database(folders.database, folders.backups)
        with database.write() as unit:
            number = unit.jobs.start("scan", {"paths": ["/photos"]})
            unit.jobs.finish(number, "done", {"photos": 12})
        database.close()
        return summary()

    finish(qtbot, filled, Job("scan", "mine", scan))
    filled.announce(Changes(jobs=True))
    qtbot.waitUntil(lambda: not filled.questions.is_busy)
    titles = [shown._title.text() for shown in page._cards]
    # the row of `filled` was written just now, so it seems to be of this session as well
    assert titles.count("mine") == 1
    assert len(page._past) == 2


def test_a_job_whose_process_died_is_told_from_one_that_failed(qtbot, filled):
    folders = filled.workspace.folders
    database = open_database(folders.database, folders.backups)
    with database.write() as unit:
        unit.jobs.start("scan", {"paths": ["/a/one", "/a/two"]})
        unit.jobs.recover()
    database.close()
    page = JobsPage(filled)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: bool(page._cards))
    shown = card(page, "Scan: one, two")
    assert shown._state.text() == "Interrupted"
    assert shown._repeat.isVisible()


def test_an_unreadable_library_is_told_with_a_way_out(qtbot, desk, monkeypatch):
    history = desk.workspace.upkeep.history
    error = FatalError(Code.DATABASE_DAMAGED, path="/x/faceapp.sqlite", backup="None")

    def broken(self, limit):
        raise error

    monkeypatch.setattr(type(history), "jobs", broken)
    page = JobsPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page._broken.isVisible)
    assert "/x/faceapp.sqlite is damaged" in page._broken.detail.text()
    monkeypatch.undo()
    page._broken.findChildren(type(page._more))[0].click()
    qtbot.waitUntil(page._empty.isVisible)


def test_the_log_folder_opens(page, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    page.actions()[0].click()
    assert opened == [str(page.desk.workspace.folders.logs)]


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.4, "0.4 s"), (59, "59 s"), (75, "1 min 15 s"), (3720, "1 h 2 min")]
)
def test_durations(qapp, seconds, said):
    assert said_seconds(seconds).replace(",", ".") == said


def test_moments_and_counts(qapp):
    now = time.time()
    assert said_moment(now).startswith("today, ")
    assert said_moment(now - 86_400).startswith("yesterday, ")
    assert "today" not in said_moment(now - 5 * 86_400)
    assert list(Counts().say({"photos": 0, "faces": 0})) == ["No photos were found."]
