"""Forgetting a person in the window: asked with a word, done beside it, told with a receipt."""

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from faceapp.core.jobs import Changes
from faceapp.core.people import PersonTile
from faceapp.services.forgetting import Receipt
from faceapp.ui.decision_words import title_of
from faceapp.ui.desk import Desk
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.widgets.dialogs import Ask, AskForWord

_KIND = "forget"
_LINES_SHOWN = 6


class Forgetting(QObject):
    """Dialogs stand over `page`; `dialog` is the last one."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        """Take the desk."""
        super().__init__(page)
        self._desk, self._page = desk, page
        self._asked: set[int] = set()
        desk.jobs.ended.connect(self._on_job_ended)

    def ask(self, tile: PersonTile) -> None:
        """Ask, and begin once the word was typed."""
        if any(job.lane == "scan" for job in self._desk.jobs.running()):
            told = self.tr("A job is still running. Cancel it first, or wait for its end.")
            self._desk.say(told, "error")
            return
        self.dialog = AskForWord(
            self._page,
            self.tr("Forget %1?").replace("%1", title_of(tile)),
            self.tr(
                "The name, all decisions and everything that was computed from this person's faces "
                "are deleted for good; no scan will find these faces again. Photo files stay. This "
                "cannot be undone."
            ),
            self.tr("Forget for good"),
            self.tr("forget"),
        )
        self.dialog.accepted.connect(partial(self._begin, tile))
        self.dialog.open()

    def _begin(self, tile: PersonTile) -> None:
        work = partial(self._desk.workspace.upkeep.forget, tile.who.id)
        job = self._desk.start(Job(_KIND, self.tr("Forgetting a person"), work))
        self._asked.add(job.number)

    def _on_job_ended(self, job: Job) -> None:
        if job.number not in self._asked:
            return
        self._asked.discard(job.number)
        if job.error:
            self._desk.tell_failure(job.error)
        elif job.state == "done":
            self._show(job.result)
        self._desk.announce(Changes(photos=True, faces=True, people=True, jobs=True))

    def _show(self, receipt: Receipt) -> None:
        told = self.tr(
            "%n face(s) were deleted, with everything that was said about them.", "", receipt.faces
        )
        places = (*receipt.backups, *receipt.logs, *receipt.exports, *receipt.originals)
        if not places:
            self._desk.say(told, "good")
            return
        left = self.tr(
            "Copies may still be in these backups, logs and exports; delete what you need not:"
        )
        self.dialog = Ask(self._page, self.tr("Forgotten"), f"{told} {left}", self.tr("Close"))
        self.dialog.no.hide()
        listed = QPlainTextEdit("\n".join(places), readOnly=True)
        listed.setAccessibleName(left)
        listed.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        listed.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        listed.setFixedHeight(listed.fontMetrics().lineSpacing() * (_LINES_SHOWN + 1))
        self.dialog.add(listed)
        self.dialog.open()
