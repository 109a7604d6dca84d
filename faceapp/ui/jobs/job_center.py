"""The jobs of the window: one at a time per lane, shown in the strip, cancelled with it."""

import time
from collections import deque
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, Signal

from faceapp.core.errors import FaceAppError
from faceapp.core.jobs import Progress
from faceapp.ui.jobs.job_thread import JobThread, Work
from faceapp.ui.jobs.pace import Pace

_numbers = count(1)


@dataclass(eq=False)
class Job:
    """Something long that a person asked for. `state` is queued, running, done, failed, cancelled.

    `lane` is what it needs for itself: "scan", "export", "network", "look" or "group". `result` is
    what its work returned, `outcome` what that means in words; `request` is what would start it
    again. Its progress is told in bytes, in per cent, or as a count. Nobody asked for one that
    `is_quiet`: it tells only what it found.
    """

    kind: str
    title: str
    work: Work
    lane: str = "scan"
    can_pause: bool = False
    number: int = field(default_factory=lambda: next(_numbers))
    state: str = "queued"
    progress: Progress = field(default_factory=lambda: Progress(0))
    pace: Pace = field(default_factory=Pace)
    result: Any = None
    error: FaceAppError | None = None
    thread: JobThread | None = None
    in_bytes: bool = False
    in_percent: bool = False
    is_quiet: bool = False
    began_at: float = 0.0
    ended_at: float = 0.0
    outcome: str = ""
    request: Any = None

    @property
    def is_paused(self) -> bool:
        """Whether it begins nothing new for now."""
        return self.thread is not None and self.thread.token.is_paused

    @property
    def is_over(self) -> bool:
        """Whether it has ended, in whatever way."""
        return self.state in ("done", "failed", "cancelled")


class JobCenter(QObject):
    """Runs jobs and remembers those of this session, newest first in `jobs`."""

    changed = Signal(Job)
    ended = Signal(Job)

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with none."""
        super().__init__(parent)
        self.jobs: deque[Job] = deque(maxlen=200)

    def start(self, job: Job) -> Job:
        """Run it as soon as its lane is free."""
        self.jobs.appendleft(job)
        self.changed.emit(job)
        self._run_next(job.lane)
        return job

    def running(self) -> list[Job]:
        """Those under way, then those that wait, in the order they were asked for."""
        alive = [job for job in reversed(self.jobs) if not job.is_over]
        return sorted(alive, key=lambda job: job.state != "running")

    def cancel(self, job: Job) -> None:
        """End it at its next safe point, or before it begins."""
        if job.thread:
            job.thread.token.cancel()
        elif job.state == "queued":
            self._end(job, "cancelled")
        self.changed.emit(job)

    def set_paused(self, job: Job, paused: bool) -> None:
        """Let it begin nothing new, or go on."""
        if job.thread:
            (job.thread.token.pause if paused else job.thread.token.resume)()
            job.pace.forget()
            self.changed.emit(job)

    def stop_all(self) -> None:
        """Cancel everything and wait for it: at most some seconds, and nothing is lost."""
        threads = [job.thread for job in self.running() if job.thread]
        for job in self.running():
            self.cancel(job)
        for thread in threads:
            thread.wait()

    def _run_next(self, lane: str) -> None:
        mine = [job for job in self.running() if job.lane == lane]
        if not mine or mine[0].state == "running":
            return
        job = mine[0]
        job.state, job.began_at = "running", time.time()
        job.thread = JobThread(job.work, self)
        # Connected to methods: a plain function would be called in the job's thread.
        relay = _Relay(self, job, job.thread)
        job.thread.progressed.connect(relay.on_progressed)
        job.thread.succeeded.connect(relay.on_succeeded)
        job.thread.failed.connect(relay.on_failed)
        job.thread.stopped.connect(relay.on_stopped)
        job.thread.finished.connect(relay.on_finished)
        job.thread.start()
        self.changed.emit(job)

    def _end(self, job: Job, state: str) -> None:
        job.state, job.ended_at = state, time.time()
        self.changed.emit(job)
        self.ended.emit(job)


class _Relay(QObject):
    """Brings the signals of one thread to the center, with their job."""

    def __init__(self, center: JobCenter, job: Job, thread: JobThread) -> None:
        super().__init__(thread)
        self._center, self._job = center, job
        self._state = "cancelled"

    def on_progressed(self, progress: Progress) -> None:
        self._job.progress = progress
        self._job.pace.note(time.monotonic(), progress.done)
        self._center.changed.emit(self._job)

    def on_succeeded(self, result: object) -> None:
        self._job.result = result
        self._state = "cancelled" if getattr(result, "cancelled", False) else "done"

    def on_failed(self, error: FaceAppError) -> None:
        self._job.error = error
        self._state = "failed"

    def on_stopped(self) -> None:
        self._state = "cancelled"

    def on_finished(self) -> None:
        thread, self._job.thread = self._job.thread, None
        self._center._end(self._job, self._state)
        self._center._run_next(self._job.lane)
        if thread:
            thread.deleteLater()
