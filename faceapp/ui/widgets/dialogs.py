"""Dialogs that ask before something that matters: a licence, a deletion. None blocks the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from faceapp.ui.theme import GAP, PAGE, WIDE
from faceapp.ui.widgets.labels import button, label

_WIDTH = 520


class Ask(QDialog):
    """A title, some sentences and two buttons; show it with `open`, hear of a yes by `accepted`."""

    def __init__(
        self, parent: QWidget, title: str, sentences: str, yes: str, *, kind: str = "primary"
    ) -> None:
        """`yes` is what the button says that goes on; `kind` is its role."""
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMaximumWidth(_WIDTH)
        self.yes: QPushButton = button(yes, self.accept, kind)
        self.no: QPushButton = button(self.tr("Cancel"), self.reject)
        self.no.setDefault(True)
        text = label(sentences, wraps=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setMinimumWidth(_WIDTH - 2 * PAGE)  # the layout overrules a width of the dialog
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addStretch(1)
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        self._column.setSpacing(WIDE)
        self._column.addStrut(_WIDTH - 2 * PAGE)  # the constraint would let it shrink
        self._column.addWidget(label(title, "title", wraps=True))
        self._column.addWidget(text)
        self._column.addLayout(buttons)

    def add(self, part: QWidget) -> None:
        """Put something above the buttons."""
        self._column.insertWidget(self._column.count() - 1, part)

    def take_yes_for_enter(self) -> None:
        """Enter presses the button that goes on, or nothing as long as that is disabled."""
        self.no.setAutoDefault(False)
        self.yes.setDefault(True)


class AskConsent(Ask):
    """Goes on only once a box is ticked."""

    def __init__(self, parent: QWidget, title: str, sentences: str, yes: str, box: str) -> None:
        """`box` is what the person agrees to."""
        super().__init__(parent, title, sentences, yes)
        self.box = QCheckBox(box)
        self.box.toggled.connect(self.yes.setEnabled)
        self.yes.setEnabled(False)
        self.take_yes_for_enter()
        self.add(self.box)
        self.box.setFocus()


class AskForWord(Ask):
    """Goes on only once a word was typed: what follows cannot be undone."""

    def __init__(self, parent: QWidget, title: str, sentences: str, yes: str, word: str) -> None:
        """`word` is to be typed, in whatever case."""
        super().__init__(parent, title, sentences, yes, kind="danger")
        self._word = word
        question = label(self.tr("Type %1 to go on:").replace("%1", word), wraps=True)
        self.field = QLineEdit()
        self.field.setAccessibleName(question.text())
        self.field.textChanged.connect(self._on_text_changed)
        self.yes.setEnabled(False)
        self.take_yes_for_enter()
        self.add(question)
        self.add(self.field)
        self.field.setFocus()

    def _on_text_changed(self, text: str) -> None:
        self.yes.setEnabled(text.strip().casefold() == self._word.casefold())
