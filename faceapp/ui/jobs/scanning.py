"""Scans as the window runs them: started by a drop, shown while they grow, resumed next time."""

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from loguru import logger
from PySide6.QtCore import QObject

from faceapp.core.errors import FaceAppError
from faceapp.core.jobs import Changes
from faceapp.core.places import SourceInfo
from faceapp.core.types import Outcome
from faceapp.services.scan import ScanOptions, ScanRequest, ScanSummary
from faceapp.ui.desk import Desk
from faceapp.ui.jobs.job_center import Job

_GROWS_EVERY_S = 1.5
_COUNTED_FOR_S = 0.15
_ALL = Changes(photos=True, faces=True, people=True, jobs=True)


class Scanning(QObject):
    """Starts scans and tells the pages what they bring."""

    def __init__(self, desk: Desk) -> None:
        """Follow the jobs of the desk."""
        super().__init__(desk)
        self._desk = desk
        self._told_at = 0.0
        self._changed: set[Path] = set()
        desk.paths_dropped.connect(self.add)
        desk.scan_wanted.connect(self.scan)
        desk.update_wanted.connect(self.update)
        desk.watching.changed.connect(self._on_folders_changed)
        desk.jobs.changed.connect(self._on_job_changed)
        desk.jobs.ended.connect(self._on_job_ended)

    def add(self, paths: Sequence[Path]) -> Job:
        """Scan folders, photos, zip archives."""
        return self.scan(ScanRequest(tuple(paths)))

    def scan(self, request: ScanRequest) -> Job:
        """Scan as asked, in a process of its own."""
        return self._start(request, self._title(request))

    def update(self, source: SourceInfo) -> Job:
        """Bring what is known of a source up to date."""
        title = self.tr("Updating %1").replace("%1", source.title)
        return self._start(ScanRequest(sources=(source.id,)), title)

    def watch(self) -> None:
        """Begin to watch the folders that people want watched."""
        self._desk.ask(self._desk.workspace.sources.list, self._desk.watching.follow)

    def _start(self, request: ScanRequest, title: str, *, is_quiet: bool = False) -> Job:
        work = partial(self._desk.workspace.scan_apart, request)
        job = Job("scan", title, work, can_pause=True, request=request, is_quiet=is_quiet)
        return self._desk.start(job)

    def preview(self, paths: Sequence[Path]) -> tuple[str, str]:
        """What a drop of these would do: a headline and how many photos, as far as seen at once."""
        folders = sum(path.is_dir() for path in paths)
        files = len(paths) - folders
        parts = [
            self.tr("%n folder(s)", "", folders) if folders else "",
            self.tr("%n file(s)", "", files) if files else "",
        ]
        title = self.tr("Add %1").replace("%1", ", ".join(filter(None, parts)))
        found, is_all = _count_files(paths)
        about = self.tr("about %n file(s)", "", found)
        more = self.tr("more than %n file(s)", "", found)
        return title, about if is_all else more

    def resume(self) -> None:
        """Go on with the scans that the end of the last run interrupted."""
        try:
            requests = self._desk.workspace.take_unfinished_scans()
        except FaceAppError as error:
            logger.info("nothing is resumed: {}", error.code)
            return
        for request in requests:
            self.scan(request)
        if requests:
            self._desk.say(self.tr("The scan that was interrupted goes on."))

    def unfinished(self) -> list[ScanRequest]:
        """What is under way or waits, and was not cancelled.

        Watched folders are looked at anew at the next start anyway.
        """
        jobs = [job for job in self._desk.jobs.running() if job.request and not job.is_quiet]
        return [job.request for job in jobs if not _is_cancelled(job)]

    def retry(self, request: ScanRequest) -> Job:
        """Try again what failed."""
        return self.scan(replace(request, options=ScanOptions(retry_failed=True)))

    def _on_folders_changed(self, folders: Sequence[Path]) -> None:
        """Those told while such a scan waits or runs are taken together after it."""
        self._changed.update(folders)
        self._scan_changed()

    def _scan_changed(self) -> None:
        if self._changed and not any(job.is_quiet for job in self._desk.jobs.running()):
            paths, self._changed = tuple(sorted(self._changed)), set()
            self._start(ScanRequest(paths), self.tr("Changes in watched folders"), is_quiet=True)

    def _title(self, request: ScanRequest) -> str:
        if request.sources:
            return self.tr("Updating sources")
        names = ", ".join(path.name or str(path) for path in request.paths[:3])
        if not names:
            return self.tr("Scanning all folders")
        more = "…" if len(request.paths) > 3 else ""
        return self.tr("Scanning %1").replace("%1", names + more)

    def _on_job_changed(self, job: Job) -> None:
        now = time.monotonic()
        is_growing = job.kind == "scan" and job.state == "running" and job.progress.done > 0
        if is_growing and now - self._told_at > _GROWS_EVERY_S:
            self._told_at = now
            self._desk.announce(Changes(photos=True, faces=True))

    def _on_job_ended(self, job: Job) -> None:
        if job.kind != "scan":
            return
        self._desk.announce(_ALL)
        if job.is_quiet:
            self._tell_quietly(job)
            self._scan_changed()
        elif job.error:
            self._desk.tell_failure(job.error)
        elif isinstance(job.result, ScanSummary):
            self._tell(job.result)

    def _tell_quietly(self, job: Job) -> None:
        """New photos are news; a folder that went away meanwhile is not."""
        if isinstance(job.result, ScanSummary) and job.result.counts.outcomes[Outcome.PHOTO]:
            self._tell(job.result)

    def _tell(self, summary: ScanSummary) -> None:
        counts = summary.counts.as_dict()
        facts = self._said_facts(counts)
        text = "  ·  ".join(facts) or self.tr("Nothing new")
        if not any(counts.values()):
            text = self.tr("No photos were found.")
        if summary.cancelled and facts:
            text = self.tr("The scan was stopped: %1. What was found is kept.").replace("%1", text)
        for stopped in summary.counts.stopped:
            why = self._desk.texts.failure(stopped.code, dict(stopped.details))
            show = partial(self._desk.page_wanted.emit, "sources")
            self._desk.say(why, "error", label=self.tr("Sources"), action=show)
        if summary.counts.stopped and not any(counts.values()):
            return
        show_failed = partial(self._desk.page_wanted.emit, "jobs")
        if counts["failed"]:
            self._desk.say(text, "info", label=self.tr("Show"), action=show_failed)
        else:
            self._desk.say(text, "info" if summary.cancelled else "good")

    def _said_facts(self, counts: dict[str, int]) -> list[str]:
        updated = counts["updated"]
        sentences = {
            "photos": self.tr("%n new photo(s)", "", counts["photos"]),
            "updated": self.tr("%n updated", "", updated),
            "faces": self.tr("%n face(s)", "", counts["faces"]),
            "failed": self.tr("%n failed", "", counts["failed"]),
        }
        return [sentence for name, sentence in sentences.items() if counts[name]]


def _is_cancelled(job: Job) -> bool:
    return job.thread is not None and job.thread.token.is_cancelled


def _count_files(paths: Sequence[Path]) -> tuple[int, bool]:
    """Files below `paths` and whether these are all; a drag must not wait for a large disk."""
    deadline = time.monotonic() + _COUNTED_FOR_S
    found = 0
    for path in paths:
        if not path.is_dir():
            found += 1
            continue
        for _folder, _folders, files in os.walk(path):
            found += len(files)
            if time.monotonic() > deadline:
                return found, False
    return found, True
