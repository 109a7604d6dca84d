"""The dialog that signs a person in to a service, in the browser or by a token."""

from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from faceapp.core.errors import FaceAppError
from faceapp.core.jobs import CancelToken, Report
from faceapp.core.remote import Account, Keeping, SignIn
from faceapp.services.sources import SourceService
from faceapp.ui.desk import Desk
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.source_words import SourceWords
from faceapp.ui.theme import GAP, PAGE, WIDE
from faceapp.ui.widgets.browser_sign_in import BrowserSignIn
from faceapp.ui.widgets.dialogs import Ask
from faceapp.ui.widgets.labels import button, label
from faceapp.ui.widgets.secrets_panel import SecretsPanel

_WIDTH = 520
_LANE = "sign-in"


class SecretsDialog(QDialog):
    """Unlocks the file of tokens, or asks where to keep them; accepted once that is settled."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """What it asks is known a moment after it is opened."""
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = desk
        self.panel: SecretsPanel | None = None
        self.heading = label(kind="title", wraps=True)
        self.go_on = button(self.tr("Go on"), self._on_go_on_pressed, "primary")
        self.go_on.setDefault(True)
        self.go_on.hide()
        self.close_it = button(self.tr("Close"), self.reject)
        self.close_it.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addStretch(1)
        buttons.addWidget(self.close_it)
        buttons.addWidget(self.go_on)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        self.column.setSpacing(WIDE)
        self.column.addWidget(self.heading)
        self.column.addLayout(buttons)
        self._name(self.tr("Sign-ins on this computer"))
        desk.ask(lambda: self.service.secrets().keeping, self._on_keeping, self.fail)

    @property
    def service(self) -> SourceService:
        """What knows of accounts."""
        return self.desk.workspace.sources

    def fail(self, error: FaceAppError) -> None:
        """Say what went wrong, where it did."""
        if self.panel:
            self.panel.fail(self.desk.explain(error))
            self.go_on.setEnabled(True)
        else:
            self.desk.tell_failure(error)
            self.reject()

    def settled(self) -> None:
        """It is known where tokens are kept, and the file is open."""
        self.accept()

    def insert(self, part: QWidget) -> None:
        """Put something above the buttons."""
        self.column.insertWidget(self.column.count() - 1, part)
        part.show()  # at once, to take the keyboard

    def event(self, event: QEvent) -> bool:
        """Be as high as its words need, whatever is shown now."""
        done = super().event(event)
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Show}:
            self.setFixedSize(_WIDTH, self.column.totalHeightForWidth(_WIDTH))
        return done

    def _name(self, title: str) -> None:
        self.setWindowTitle(title)
        self.heading.setText(title)

    def _on_keeping(self, keeping: Keeping) -> None:
        if keeping not in (Keeping.LOCKED, Keeping.NOWHERE):
            self.settled()
            return
        self.panel = SecretsPanel(keeping)
        self.panel.changed.connect(self.go_on.setEnabled)
        self.panel.forgotten.connect(self._on_forgotten)
        self.go_on.setEnabled(keeping is Keeping.NOWHERE)
        self.go_on.show()
        self.insert(self.panel)
        self.panel.begin()

    def _on_go_on_pressed(self) -> None:
        if self.panel is None:
            return
        self.go_on.setEnabled(False)
        accounts, passphrase = self.service.secrets(), self.panel.passphrase
        if self.panel.keeps_for_run:
            work = accounts.keep_for_this_run
        elif self.panel.is_locked:
            work = partial(accounts.unlock, passphrase)
        else:
            work = partial(accounts.keep_in_file, passphrase)
        self.desk.ask(work, self._on_kept, self.fail)

    def _on_forgotten(self) -> None:
        """Nobody can open the file: without it one signs in anew."""
        question = Ask(
            self,
            self.tr("Delete the sign-ins on this computer?"),
            self.tr("Without the passphrase nobody can read them. You sign in to services anew."),
            self.tr("Delete"),
            kind="danger",
        )
        question.accepted.connect(self._on_anew_wanted)
        question.open()

    def _on_anew_wanted(self) -> None:
        self.desk.ask(self._begin_anew, self._on_begun_anew, self.fail)

    def _begin_anew(self) -> Keeping:
        accounts = self.service.secrets()
        accounts.begin_anew()
        return accounts.keeping

    def _on_begun_anew(self, keeping: Keeping) -> None:
        self._drop_panel()
        self._on_keeping(keeping)

    def _on_kept(self, _nothing: object) -> None:
        self._drop_panel()
        self.settled()

    def _drop_panel(self) -> None:
        if self.panel:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
        self.go_on.hide()


class SignInDialog(SecretsDialog):
    """Accepted when somebody is signed in."""

    def __init__(self, desk: Desk, kind: str, parent: QWidget) -> None:
        """Asks first where to keep the token, if that is not clear."""
        super().__init__(desk, parent)
        self._kind = kind
        self._job: Job | None = None
        title = self.tr("Sign in to %1").replace("%1", SourceWords(self).kind(kind))
        self._name(title)
        self._title = title
        self.finished.connect(self._on_finished)
        desk.jobs.ended.connect(self._on_job_ended)

    def settled(self) -> None:
        """Offer the browser and the token."""
        self.problem = label(kind="error", wraps=True)
        self.browser = BrowserSignIn()
        self.browser.wanted.connect(self._on_browser_wanted)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setPlaceholderText(self.tr("Token"))
        self.field.setAccessibleName(self.tr("Token"))
        self.field.textChanged.connect(self._on_text_changed)
        self.field.returnPressed.connect(self._on_token_given)
        self.use = button(self.tr("Use it"), self._on_token_given)
        self.use.setAutoDefault(False)
        self.use.setEnabled(False)
        for part in (self.browser, _line(), self._token_part(), self.problem):
            self.insert(part)
        self.problem.hide()
        self.browser.go.setFocus()

    def fail(self, error: FaceAppError) -> None:
        """Say what went wrong, where it did."""
        if not hasattr(self, "problem"):
            super().fail(error)
            return
        self.problem.setText(self.desk.explain(error))
        self.problem.show()
        self.browser.begin()
        self.use.setEnabled(bool(self.field.text().strip()))

    def _token_part(self) -> QWidget:
        made = QWidget()
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self.field, 1)
        line.addWidget(self.use)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        text = self.tr(
            "Or paste a token that you have. It goes into the keyring of this computer, or where "
            "you chose, and nowhere else."
        )
        column.addWidget(label(text, wraps=True))
        column.addLayout(line)
        how = button(self.tr("Where to get one"), self._on_help_pressed, "link")
        how.setAutoDefault(False)
        column.addWidget(how, alignment=Qt.AlignmentFlag.AlignLeft)
        return made

    # -- the browser

    def _on_browser_wanted(self) -> None:
        self.problem.hide()
        self.browser.set_busy()
        work = partial(self.service.sign_in, self._kind)
        self.desk.ask(work, self._on_way_known, self.fail, is_slow=True)

    def _on_way_known(self, sign_in: SignIn) -> None:
        self.browser.show_way(sign_in.address, sign_in.code)
        service = self.service

        def work(token: CancelToken, _report: Report) -> None:
            service.finish(sign_in.wait(token))

        self._job = self.desk.start(Job("sign-in", self._title, work, lane=_LANE))

    def _on_job_ended(self, job: Job) -> None:
        if job is not self._job:
            return
        self._job = None
        if job.error:
            self.fail(job.error)
        elif job.state == "done":
            self._on_signed_in(None)
        else:
            self.browser.begin()

    def _on_finished(self, _result: int) -> None:
        if self._job:
            job, self._job = self._job, None
            self.desk.jobs.cancel(job)

    # -- a token

    def _on_text_changed(self, text: str) -> None:
        self.use.setEnabled(bool(text.strip()))

    def _on_token_given(self) -> None:
        token = self.field.text().strip()
        if token:
            self.problem.hide()
            self.use.setEnabled(False)
            work = partial(self.service.use_token, self._kind, token)
            self.desk.ask(work, self._on_signed_in, self.fail, is_slow=True)

    def _on_signed_in(self, account: Account | None) -> None:
        self.field.clear()
        name = account.name if account else ""
        text = self.tr("Signed in as %1.").replace("%1", name) if name else self.tr("Signed in.")
        self.desk.say(text, "good")
        self.accept()

    def _on_help_pressed(self) -> None:
        self.reject()
        self.desk.help_wanted.emit(self._kind)


def _line() -> QFrame:
    made = QFrame()
    made.setProperty("kind", "line")
    return made
