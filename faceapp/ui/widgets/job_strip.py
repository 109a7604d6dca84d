"""The line at the bottom: what runs, how far it is, how fast, how long still; pause and cancel."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from faceapp.ui.icons import icon
from faceapp.ui.jobs.job_center import Job, JobCenter
from faceapp.ui.language import number, size
from faceapp.ui.source_words import said_bandwidth, said_waiting
from faceapp.ui.theme import GAP, WIDE
from faceapp.ui.widgets.labels import button, icon_button, label


class JobStrip(QFrame):
    """Shows the job under way of a center; hidden while nothing runs."""

    opened = Signal()

    def __init__(self, jobs: JobCenter, parent: QWidget | None = None) -> None:
        """Follow `jobs`."""
        super().__init__(parent)
        self.setObjectName("strip")
        self._jobs = jobs
        self._job: Job | None = None
        self._title = label()
        self._facts = label(kind="muted")
        self._bar = QProgressBar(textVisible=False)
        self._pause = icon_button("pause", "", self._on_pause_pressed)
        self._cancel = icon_button("x", self.tr("Cancel"), self._on_cancel_pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(WIDE, GAP, WIDE, GAP)
        row.setSpacing(WIDE)
        row.addWidget(self._title)
        row.addWidget(self._bar, 1)
        row.addWidget(self._facts)
        row.addWidget(button(self.tr("All jobs"), self.opened.emit, "link"))
        row.addWidget(self._pause)
        row.addWidget(self._cancel)
        jobs.changed.connect(self._on_job_changed)
        self._show()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """A click on the strip opens the list of jobs."""
        if (
            event.button() is Qt.MouseButton.LeftButton
            and event.type() is QEvent.Type.MouseButtonPress
        ):
            self.opened.emit()

    def _on_job_changed(self, _job: Job) -> None:
        self._show()

    def _on_pause_pressed(self) -> None:
        if self._job:
            self._jobs.set_paused(self._job, not self._job.is_paused)

    def _on_cancel_pressed(self) -> None:
        if self._job:
            self._jobs.cancel(self._job)

    def _show(self) -> None:
        running = self._jobs.running()
        self._job = job = running[0] if running else None
        self.setVisible(job is not None)
        if job is None:
            return
        waiting = len(running) - 1
        more = self.tr("%n more waiting", "", waiting) if waiting else ""
        self._title.setText("  ·  ".join(filter(None, (job.title, more))))
        self._bar.setRange(0, job.progress.total or 0)
        self._bar.setValue(min(job.progress.done, job.progress.total or 0))
        self._bar.setAccessibleName(job.title)
        self._facts.setText(self._said_facts(job))
        self._pause.setVisible(job.can_pause and job.state == "running")
        name = self.tr("Go on") if job.is_paused else self.tr("Pause")
        self._pause.setIcon(icon("play" if job.is_paused else "pause"))
        self._pause.setToolTip(name)
        self._pause.setAccessibleName(name)

    def _said_facts(self, job: Job) -> str:
        done, total = job.progress.done, job.progress.total
        if job.thread and job.thread.token.is_cancelled:
            return self.tr("Stopping…")
        if job.is_paused:
            return self.tr("Paused")
        if waiting := said_waiting(job.progress.waiting):
            return waiting
        if not done:
            return self.tr("Preparing…")
        if job.in_percent and total:
            return f"{number(100 * done / total)} %"
        amount = size if job.in_bytes else number
        of_all = self.tr("%1 of %2").replace("%2", amount(total)) if total else "%1"
        facts = [of_all.replace("%1", amount(done)), said_bandwidth(job.progress.bytes_per_s)]
        if rate := job.pace.per_second:
            said = amount(rate) if job.in_bytes else number(rate, rate < 10)
            facts.append(self.tr("%1 per second").replace("%1", said))
            facts.append(self._said_time_left((total - done) / rate) if total else "")
        return "  ·  ".join(filter(None, facts))

    def _said_time_left(self, seconds: float) -> str:
        if seconds < 60:
            return self.tr("less than a minute left")
        if seconds < 3600:
            return self.tr("%n minute(s) left", "", round(seconds / 60))
        return self.tr("%n hour(s) left", "", round(seconds / 3600))
