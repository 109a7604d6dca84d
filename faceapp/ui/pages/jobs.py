"""The page "Jobs": what runs, what ran, what came of it, and which photos failed."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from faceapp.core.errors import FaceAppError
from faceapp.core.jobs import Changes
from faceapp.core.records import PastJob, PhotoFailure
from faceapp.services.library import PhotoFilter
from faceapp.services.scan import ScanOptions, ScanRequest
from faceapp.ui.desk import Desk
from faceapp.ui.icons import pixmap
from faceapp.ui.jobs.entries import entries, entry_of
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.pages.page import Page
from faceapp.ui.theme import GAP, TIGHT, WIDE, colours
from faceapp.ui.widgets.column import Column
from faceapp.ui.widgets.failure_list import FailureList
from faceapp.ui.widgets.job_card import JobCard
from faceapp.ui.widgets.labels import button, card, label
from faceapp.ui.widgets.notice import Notice
from faceapp.ui.widgets.tab_order import order_tabs

_WIDTH = 920
_FIRST, _MORE = 30, 100
_LISTED = 100

Known = tuple[list[PastJob], list[PhotoFailure], int]


class JobsPage(Page):
    """Running jobs move by themselves; the rest is asked for when something was written."""

    name = "jobs"
    shows = Changes(photos=True, jobs=True)

    def __init__(self, desk: Desk) -> None:
        """Follow the jobs of the desk."""
        super().__init__(desk)
        self._past: Sequence[PastJob] = ()
        self._limit = _FIRST
        self._cards: list[JobCard] = []
        self._empty = Notice(
            "list-checks",
            self.tr("Nothing has run yet"),
            self.tr("Scans, exports and downloads appear here with what came of them."),
        )
        self._broken = Notice("triangle-alert", self.tr("The list of jobs cannot be read"), "")
        self._broken.add_button(self.tr("Try again"), self.reload)
        self._failed = _FailedPhotos()
        self._failed.library_wanted.connect(self._on_library_wanted)
        self._failed.retry_wanted.connect(self._on_retry_all_wanted)
        self._more = button(self.tr("Show earlier jobs"), self._on_more_pressed, "link")
        self._list = Column(_WIDTH)
        self._list.column.addWidget(self._failed)
        self._list.column.addWidget(self._more)
        self._list.column.addStretch(1)
        self._stack = QStackedLayout(self)
        for part in (QWidget(), self._list, self._empty, self._broken):
            self._stack.addWidget(part)
        desk.jobs.changed.connect(self._on_job_changed)

    def actions(self) -> Sequence[QWidget]:
        """Where a bug report begins."""
        return (
            button(self.tr("Log files"), self._on_log_pressed, symbol="file-text"),
            button(self.tr("Decisions"), self._on_decisions_wanted, symbol="history"),
        )

    def reload(self) -> None:
        """Ask for past jobs and failed photos."""
        self.desk.ask(self._known, self._on_known, self._on_unknown)

    def _known(self) -> Known:
        history = self.desk.workspace.upkeep.history
        return history.jobs(self._limit + 1), *history.failures(_LISTED)

    def _on_known(self, known: Known) -> None:
        past, failures, total = known
        self._more.setVisible(len(past) > self._limit)
        self._past = past[: self._limit]
        self._failed.show_photos(failures, total, self.desk)
        self._show_list()

    def _on_unknown(self, error: FaceAppError) -> None:
        self._broken.detail.setText(self.desk.explain(error))
        self._stack.setCurrentWidget(self._broken)

    def _show_list(self) -> None:
        shown = entries(self.desk.jobs.jobs, self._past, self.desk.texts)
        for old in self._cards[len(shown) :]:
            old.hide()
            old.deleteLater()
        del self._cards[len(shown) :]
        for position, entry in enumerate(shown):
            if position < len(self._cards):
                self._cards[position].show_entry(entry)
            else:
                self._add_card(JobCard(entry, self.desk.texts))
        order_tabs(self)
        is_empty = not shown and not self._failed.total
        self._stack.setCurrentWidget(self._empty if is_empty else self._list)

    def _add_card(self, made: JobCard) -> None:
        made.pause_wanted.connect(self.desk.jobs.set_paused)
        made.cancel_wanted.connect(self.desk.jobs.cancel)
        made.repeat_wanted.connect(self.desk.scan_wanted)
        made.retry_wanted.connect(self._on_retry_wanted)
        self._cards.append(made)
        self._list.column.insertWidget(len(self._cards), made)

    def _on_job_changed(self, job: Job) -> None:
        if not self.isVisible():
            self._is_stale = True
            return
        mine = [card for card in self._cards if card.job is job]
        if mine and job.state == "running":
            mine[0].show_entry(entry_of(job, self.desk.texts))
        else:  # it came, began or ended: the order changes
            self._show_list()

    def _on_more_pressed(self) -> None:
        self._limit += _MORE
        self.reload()

    def _on_retry_wanted(self, request: ScanRequest) -> None:
        self.desk.scan_wanted.emit(replace(request, options=ScanOptions(retry_failed=True)))

    def _on_retry_all_wanted(self) -> None:
        options = ScanOptions(retry_failed=True, known_only=True)
        self.desk.scan_wanted.emit(ScanRequest(options=options))

    def _on_library_wanted(self) -> None:
        self.desk.library_wanted.emit(PhotoFilter(failed=True))

    def _on_decisions_wanted(self) -> None:
        self.desk.page_wanted.emit("journal")

    def _on_log_pressed(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.desk.workspace.folders.logs)))


class _FailedPhotos(QWidget):
    """The photos that are failed now, whichever job met them."""

    library_wanted = Signal()
    retry_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.total = 0
        symbol = label()
        symbol.setPixmap(pixmap("triangle-alert", 24, colours().warning))
        self._title = label(kind="strong")
        why = self.tr("They stay in the list until they can be read or are gone.")
        show = button(self.tr("Show in the library"), self.library_wanted.emit, symbol="images")
        retry = button(self.tr("Try again"), self.retry_wanted.emit, symbol="refresh-cw")
        self._list = FailureList(self.tr("Show the reasons"), self.tr("Hide the reasons"))
        texts = QVBoxLayout()
        texts.setSpacing(TIGHT)
        texts.addWidget(self._title)
        texts.addWidget(label(why, "muted", wraps=True))
        row = QHBoxLayout()
        row.setSpacing(WIDE - TIGHT)
        row.addWidget(symbol, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(show, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(retry, alignment=Qt.AlignmentFlag.AlignTop)
        indent = QHBoxLayout()
        indent.setContentsMargins(24 + WIDE - TIGHT, 0, 0, 0)
        indent.addWidget(self._list)
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        column.setSpacing(GAP)
        column.addLayout(row)
        column.addLayout(indent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.hide()

    def show_photos(self, failures: Sequence[PhotoFailure], total: int, desk: Desk) -> None:
        self.total = total
        self.setVisible(total > 0)
        self._title.setText(self.tr("%n photo(s) could not be read", "", total))
        rows = [(item.path, desk.texts.failure(item.code, dict(item.details))) for item in failures]
        left = total - len(rows)
        self._list.show_rows(rows, self.tr("… and %n more", "", left) if left else "")
