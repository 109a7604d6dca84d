"""Where tokens are kept, asked plainly where there is no keyring; the passphrase of their file."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from faceapp.core.remote import Keeping
from faceapp.ui.theme import GAP
from faceapp.ui.widgets.labels import button, label


class SecretsPanel(QWidget):
    """`changed` tells whether there is an answer; then `keeps_for_run` and `passphrase` are it."""

    changed = Signal(bool)
    forgotten = Signal()

    def __init__(self, keeping: Keeping) -> None:
        """Ask for the passphrase of a locked file, else for a choice."""
        super().__init__()
        self.is_locked = keeping is Keeping.LOCKED
        self.for_run = QRadioButton(self.tr("Only until Faceapp is closed"))
        self.in_file = QRadioButton(self.tr("In a file under a passphrase"))
        self._group = QButtonGroup(self)
        self.first = self._field(self.tr("Passphrase"))
        self.second = self._field(self.tr("The passphrase once more"))
        self.problem = label(kind="error", wraps=True)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(label(self._explained(), wraps=True))
        if not self.is_locked:
            for option in (self.for_run, self.in_file):
                self._group.addButton(option)
                column.addWidget(option)
                option.toggled.connect(self._on_changed)
            self.for_run.setChecked(True)
        for part in (self.first, self.second, self.problem):
            column.addWidget(part)
        self.second.setVisible(not self.is_locked)
        self.forgot = button(self.tr("I forgot it"), self.forgotten.emit, "link")
        self.forgot.setAutoDefault(False)
        self.forgot.setVisible(self.is_locked)
        column.addWidget(self.forgot, alignment=Qt.AlignmentFlag.AlignLeft)
        self._on_changed()

    @property
    def keeps_for_run(self) -> bool:
        """Whether nothing is to be written."""
        return not self.is_locked and self.for_run.isChecked()

    @property
    def passphrase(self) -> str:
        """What was typed."""
        return self.first.text()

    def begin(self) -> None:
        """Take the keyboard."""
        (self.first if self.is_locked else self.for_run).setFocus()

    def fail(self, reason: str) -> None:
        """Say why the answer will not do."""
        self.problem.setText(reason)
        self.problem.setVisible(bool(reason))

    def _field(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setPlaceholderText(name)
        made.setAccessibleName(name)
        made.textChanged.connect(self._on_changed)
        return made

    def _explained(self) -> str:
        if self.is_locked:
            return self.tr("Your sign-ins are kept in a file under a passphrase. Type it once.")
        return self.tr(
            "This computer has no keyring that could keep a sign-in safely. Where should it be "
            "kept? A forgotten passphrase cannot be found again: you would sign in anew."
        )

    def _on_changed(self) -> None:
        needs_file = not self.keeps_for_run
        for field in (self.first, self.second):
            field.setEnabled(needs_file)
        self.fail("")
        typed, again = self.first.text(), self.second.text()
        is_typed = bool(typed) if self.is_locked else bool(typed) and typed == again
        if needs_file and typed and again and typed != again and not self.is_locked:
            self.fail(self.tr("The two are not the same."))
        self.changed.emit(is_typed or not needs_file)
