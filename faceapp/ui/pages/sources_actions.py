"""What can be done about sources: updates, changes, removal, sign-in; asks first where it must."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from faceapp.core.gallery import GalleryFilter
from faceapp.core.jobs import Changes
from faceapp.core.places import Keep, SourceInfo
from faceapp.core.remote import Keeping, SourceIdentity
from faceapp.services.sources import SourceService
from faceapp.ui import files
from faceapp.ui.desk import Desk
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.last_folder import ask_for_files, ask_for_folder
from faceapp.ui.pages.sign_in import SecretsDialog, SignInDialog
from faceapp.ui.widgets.people_dialogs import AskName
from faceapp.ui.widgets.source_dialogs import AskCaptcha, AskToRemove


class SourcesActions(QObject):
    """Does what cards and the adder ask for, by name.

    `changed` comes when the list must be read anew, `added` and `refused` after `add`.
    """

    added = Signal(object)
    refused = Signal(object)
    changed = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        """Dialogs open over `page`."""
        super().__init__(page)
        self._desk, self._page = desk, page
        self._deeds = {
            "update": self.update,
            "cancel": self._cancel,
            "hold": partial(self._hold, is_paused=True),
            "go_on": partial(self._hold, is_paused=False),
            "pause": self._pause,
            "resume": self._resume,
            "photos": self._show_photos,
            "open": self._show_place,
            "rename": self._ask_name,
            "keep": self._change_keep,
            "watch": self._change_watch,
            "sign_in": self._sign_in_for,
            "sign_out": self._sign_out,
            "captcha": self._ask_captcha,
            "confirm": self._confirm,
            "unlock": self._unlock,
            "remove": self._ask_to_remove,
        }

    @property
    def _service(self) -> SourceService:
        return self._desk.workspace.sources

    def do(self, name: str, source: SourceInfo) -> None:
        """One of the deeds of a card."""
        self._deeds[name](source)

    def job_of(self, source: SourceInfo) -> Job | None:
        """The update of a source that runs or waits."""
        running = self._desk.jobs.running()
        return next(
            (job for job in running if source.id in getattr(job.request, "sources", ())), None
        )

    # -- adding

    def identified(self, kind: str, link: str) -> SourceIdentity | None:
        """What a link would add; asks nobody. Raises UserError."""
        identity = self._service.guess(link)
        return identity if kind in ("", identity.kind) else None

    def add(self, kind: str, link: str) -> None:
        """Add a source and begin with it."""
        self._desk.ask(partial(self._service.add, kind, link), self._on_added, self.refused.emit)

    def choose(self, kind: str) -> None:
        """Let a person choose from this computer."""
        if kind == "takeout":
            title = self.tr("Choose zip archives")
            chosen = ask_for_files(self._page, title, self._desk.memory)
        else:
            title = self.tr("Add a folder with photos")
            folder = ask_for_folder(self._page, title, self._desk.memory)
            chosen = [folder] if folder else []
        for path in chosen:
            self.add("", str(path))

    def _on_added(self, source: SourceInfo) -> None:
        self.added.emit(source)
        self._on_ready(source)

    # -- updates

    def update(self, source: SourceInfo) -> None:
        """Bring what is known of it up to date, unless that is under way.

        A passphrase is asked for once, before the first update that needs a sign-in.
        """
        if self.job_of(source) is not None:
            return
        if source.needs_account:
            self._desk.ask(partial(self._keeping, source), self._on_keeping)
        else:
            self._desk.update_wanted.emit(source)

    def _keeping(self, source: SourceInfo) -> tuple[SourceInfo, Keeping]:
        return source, self._service.secrets().keeping

    def _on_keeping(self, answer: tuple[SourceInfo, Keeping]) -> None:
        source, keeping = answer
        if keeping is Keeping.LOCKED:
            self._unlock(source)
        elif self.job_of(source) is None:
            self._desk.update_wanted.emit(source)

    def _cancel(self, source: SourceInfo) -> None:
        if job := self.job_of(source):
            self._desk.jobs.cancel(job)

    def _hold(self, source: SourceInfo, *, is_paused: bool) -> None:
        if job := self.job_of(source):
            self._desk.jobs.set_paused(job, is_paused)

    def _pause(self, source: SourceInfo) -> None:
        self._cancel(source)
        self._change(partial(self._service.pause, source.id))

    def _resume(self, source: SourceInfo) -> None:
        work = partial(self._service.resume, source.id)
        self._desk.ask(partial(_done_for, source, work), self._on_ready)

    def _on_ready(self, source: SourceInfo) -> None:
        self._on_done()
        self.update(source)

    # -- what is known of it

    def _show_photos(self, source: SourceInfo) -> None:
        self._desk.library_wanted.emit(GalleryFilter(sources=(source.id,)))

    def _show_place(self, source: SourceInfo) -> None:
        if source.is_remote:
            QDesktopServices.openUrl(QUrl(source.root))
        else:
            place = Path(source.root)
            files.open_file(place if place.is_dir() else place.parent)

    def _ask_name(self, source: SourceInfo) -> None:
        text = self.tr("The name is for you alone; updates leave it as it is.")
        dialog = AskName(self._page, self.tr("Rename the source"), text, self.tr("Rename"))
        dialog.named.connect(partial(self._rename, source))
        dialog.begin(source.title)

    def _rename(self, source: SourceInfo, title: str) -> None:
        self._change(partial(self._service.rename, source.id, title))

    def _change_keep(self, source: SourceInfo) -> None:
        keeps = source.keep is Keep.ORIGINALS
        keep = Keep.THUMBNAILS if keeps else Keep.ORIGINALS
        self._change(partial(self._service.set_keep, source.id, keep))

    def _change_watch(self, source: SourceInfo) -> None:
        self._change(partial(self._service.set_watched, source.id, not source.is_watched))

    def _change(self, work: Callable[[], object]) -> None:
        self._desk.ask(work, self._on_done)

    def _on_done(self, _nothing: object = None) -> None:
        self.changed.emit()
        self._desk.announce(Changes(photos=True))

    # -- accounts

    def sign_in(self, kind: str) -> None:
        """Let a person sign in to a service."""
        self._open_sign_in(kind, self._on_done)

    def _sign_in_for(self, source: SourceInfo) -> None:
        self._open_sign_in(source.kind, partial(self._resume, source))

    def _open_sign_in(self, kind: str, then: Callable[[], object]) -> None:
        self._open(SignInDialog(self._desk, kind, self._page), then)

    def _open(self, dialog: SecretsDialog, then: Callable[[], object]) -> None:
        self.dialog = dialog
        dialog.accepted.connect(then)
        dialog.open()

    def _sign_out(self, source: SourceInfo) -> None:
        work = partial(self._service.sign_out, source.kind, source.account)
        self._desk.ask(work, self._on_signed_out, is_slow=True)

    def _on_signed_out(self, is_revoked: bool) -> None:
        if is_revoked:
            self._desk.say(self.tr("Signed out. What was found stays."), "good")
        else:
            text = self.tr(
                "Signed out here. The service did not answer: take the permission back on its "
                "site, too."
            )
            self._desk.say(text)
        self._on_done()

    def _ask_captcha(self, source: SourceInfo) -> None:
        address = str(source.error_details.get("address", ""))
        dialog = AskCaptcha(self._page, address)
        dialog.answered.connect(partial(self._answer, source))
        dialog.open()

    def _answer(self, source: SourceInfo, answer: str) -> None:
        work = partial(self._service.answer_captcha, source.id, answer)
        self._desk.ask(partial(_done_for, source, work), self._on_ready)

    def _confirm(self, source: SourceInfo) -> None:
        QDesktopServices.openUrl(QUrl(str(source.error_details.get("address", ""))))
        self._desk.say(
            self.tr("Confirm in the browser, then update the source."),
            label=self.tr("Update"),
            action=partial(self.update, source),
        )

    def _unlock(self, source: SourceInfo) -> None:
        self._open(SecretsDialog(self._desk, self._page), partial(self._resume, source))

    # -- removal

    def _ask_to_remove(self, source: SourceInfo) -> None:
        dialog = AskToRemove(self._page, source)
        dialog.chosen.connect(partial(self._remove, source))
        dialog.open()

    def _remove(self, source: SourceInfo, keep_photos: bool) -> None:
        self._cancel(source)
        work = partial(self._service.remove, source.id, keep_photos=keep_photos)
        then = self._on_left if keep_photos else self._on_dropped
        self._desk.ask(partial(_done_for, source, work), then)

    def _on_left(self, source: SourceInfo) -> None:
        text = self.tr("%1 is no longer updated. Its photos stay.").replace("%1", source.title)
        undo = partial(self._put_back, source)
        self._desk.say(text, "good", label=self.tr("Undo"), action=undo)
        self._on_done()

    def _on_dropped(self, source: SourceInfo) -> None:
        text = self.tr("%1 and its photos were removed from the library.")
        self._desk.say(text.replace("%1", source.title), "good")
        self._desk.announce(Changes(faces=True, people=True))
        self._on_done()

    def _put_back(self, source: SourceInfo) -> None:
        self._change(
            partial(
                self._service.add, source.kind, source.root, title=source.title, keep=source.keep
            )
        )


def _done_for(source: SourceInfo, work: Callable[[], object]) -> SourceInfo:
    """In a worker: the source that something was done for, for a method that goes on with it."""
    work()
    return source
