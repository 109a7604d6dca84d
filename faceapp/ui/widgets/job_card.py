"""One job of the list: what, when, how long, how it ended, what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from faceapp.texts import Texts
from faceapp.ui.icons import icon, pixmap
from faceapp.ui.jobs.entries import Entry, said_moment, said_seconds
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.language import number, size
from faceapp.ui.source_words import said_waiting
from faceapp.ui.theme import GAP, TIGHT, WIDE, colours
from faceapp.ui.widgets.failure_list import FailureList
from faceapp.ui.widgets.labels import button, icon_button, label, set_kind

_LISTED = 100


class JobCard(QFrame):
    """Shows an entry, and the next state of the same entry; asks with signals."""

    pause_wanted = Signal(object, bool)
    cancel_wanted = Signal(object)
    repeat_wanted = Signal(object)
    retry_wanted = Signal(object)

    def __init__(self, entry: Entry, texts: Texts) -> None:
        """Take the first entry."""
        super().__init__()
        self.setProperty("kind", "card")
        self._texts = texts
        self._symbol = label()
        self._symbol.setFixedSize(24, 24)
        self._title = label(kind="strong", wraps=True)
        self._state = label()
        self._when = label(kind="muted")
        self._facts = label(kind="muted", wraps=True)
        self._problem = label(kind="error", wraps=True)
        self._bar = QProgressBar(textVisible=False)
        self._pause = icon_button("pause", self.tr("Pause"), self._on_pause_pressed)
        self._cancel = icon_button("x", self.tr("Cancel"), self._on_cancel_pressed)
        self._repeat = button(self.tr("Start again"), self._on_repeat_pressed, symbol="refresh-cw")
        self._retry = button(self.tr("Try again"), self._on_retry_pressed, symbol="refresh-cw")
        self._retry.setToolTip(self.tr("Try again what failed"))
        self._failures = FailureList(self.tr("Show what failed"), self.tr("Hide what failed"))
        self._lay_out()
        self.show_entry(entry)

    @property
    def job(self) -> Job | None:
        """The job of this session behind it."""
        return self._entry.job

    def show_entry(self, entry: Entry) -> None:
        """Show how it stands."""
        self._entry = entry
        name, colour, said = self._looks(entry.state)
        self._symbol.setPixmap(pixmap(name, 24, colour))
        self._title.setText(entry.title)
        self._state.setText(said)
        set_kind(self._state, _KINDS.get(entry.state, "muted"))
        self._when.setText(self._said_when(entry))
        self._facts.setText("  ·  ".join(entry.facts) or self._said_progress(entry))
        self._facts.setVisible(bool(self._facts.text()))
        self._problem.setText(entry.problem)
        self._problem.setVisible(bool(entry.problem))
        self._show_actions(entry)
        self._show_failures(entry)
        self.setAccessibleName(f"{entry.title}. {said}. {self._facts.text()}")

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self._state)
        line.addWidget(self._when, 1)
        texts = QVBoxLayout()
        texts.setSpacing(TIGHT)
        for part in (self._title, line, self._bar, self._facts, self._problem):
            texts.addLayout(part) if isinstance(part, QHBoxLayout) else texts.addWidget(part)
        top = QHBoxLayout()
        top.setSpacing(WIDE - TIGHT)
        top.addWidget(self._symbol, alignment=Qt.AlignmentFlag.AlignTop)
        top.addLayout(texts, 1)
        for action in (self._repeat, self._retry, self._pause, self._cancel):
            top.addWidget(action, alignment=Qt.AlignmentFlag.AlignTop)
        indent = QHBoxLayout()
        indent.setContentsMargins(24 + WIDE - TIGHT, 0, 0, 0)
        indent.addWidget(self._failures)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        column.setSpacing(GAP)
        column.addLayout(top)
        column.addLayout(indent)

    def _show_actions(self, entry: Entry) -> None:
        job = entry.job if entry.job and not entry.job.is_over else None
        is_moving = entry.state in ("running", "paused")
        self._pause.setVisible(job is not None and job.can_pause and is_moving)
        name = self.tr("Go on") if entry.state == "paused" else self.tr("Pause")
        self._pause.setIcon(icon("play" if entry.state == "paused" else "pause"))
        self._pause.setToolTip(name)
        self._pause.setAccessibleName(name)
        self._cancel.setVisible(job is not None)
        self._bar.setVisible(job is not None and is_moving)
        if job:
            progress = job.progress
            self._bar.setAccessibleName(entry.title)
            self._bar.setRange(0, progress.total or 0)
            self._bar.setValue(min(progress.done, progress.total or 0))
        self._repeat.setVisible(entry.can_repeat)
        self._retry.setVisible(bool(entry.failures) and not entry.can_repeat)

    def _show_failures(self, entry: Entry) -> None:
        rows = [
            (item.path, self._texts.failure(item.code, item.details))
            for item in entry.failures[:_LISTED]
        ]
        left = len(entry.failures) - len(rows)
        more = self.tr("… and %n more", "", left) if left else ""
        self._failures.show_rows(rows, more)
        self._failures.setVisible(bool(rows))

    def _said_when(self, entry: Entry) -> str:
        if not entry.began_at:
            return ""
        parts = [said_moment(entry.began_at)]
        if entry.seconds:
            parts.append(said_seconds(entry.seconds))
        return "  ·  ".join(parts)

    def _said_progress(self, entry: Entry) -> str:
        if entry.job is None or entry.job.is_over:
            return ""
        if waiting := said_waiting(entry.job.progress.waiting):
            return waiting
        if not entry.job.progress.total:
            return ""
        done, total = entry.job.progress.done, entry.job.progress.total
        if entry.job.in_percent:
            return f"{number(100 * done / total)} %"
        amount = size if entry.job.in_bytes else number
        return self.tr("%1 of %2").replace("%1", amount(done)).replace("%2", amount(total))

    def _looks(self, state: str) -> tuple[str, str, str]:
        shown = colours()
        return {
            "running": ("loader-circle", shown.accent, self.tr("Running")),
            "paused": ("circle-pause", shown.muted, self.tr("Paused")),
            "queued": ("hourglass", shown.muted, self.tr("Waiting for its turn")),
            "done": ("circle-check", shown.good, self.tr("Done")),
            "failed": ("circle-x", shown.danger, self.tr("Failed")),
            "cancelled": ("ban", shown.muted, self.tr("Cancelled, what was found is kept")),
            "interrupted": ("triangle-alert", shown.warning, self.tr("Interrupted")),
            "put_off": ("hourglass", shown.muted, self.tr("Goes on at the next start")),
            "elsewhere": ("loader-circle", shown.accent, self.tr("Running in another process")),
        }[state]

    def _on_pause_pressed(self) -> None:
        self.pause_wanted.emit(self.job, self._entry.state != "paused")

    def _on_cancel_pressed(self) -> None:
        self.cancel_wanted.emit(self.job)

    def _on_repeat_pressed(self) -> None:
        self.repeat_wanted.emit(self._entry.request)

    def _on_retry_pressed(self) -> None:
        self.retry_wanted.emit(self._entry.request)


_KINDS = {
    "running": "accent",
    "done": "good",
    "failed": "error",
    "interrupted": "warning",
    "elsewhere": "accent",
}
