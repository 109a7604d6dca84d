"""Dialogs about people: who stays when two with names become one, what somebody is called."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPlainTextEdit, QRadioButton, QWidget

from faceapp.core.people import PersonTile, Who
from faceapp.ui.decision_words import title_of
from faceapp.ui.widgets.dialogs import Ask
from faceapp.ui.widgets.name_field import NameField

_TEXT_PX = 96


class AskWhoStays(Ask):
    """Which of several names the one person has that is made of them."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, named: Sequence[PersonTile]) -> None:
        """Offer the names; the one with most faces first."""
        super().__init__(
            parent,
            self.tr("Who is it?"),
            self.tr("These become one person. The name you choose stays; Ctrl+Z undoes it."),
            self.tr("Merge"),
        )
        self._group = QButtonGroup(self)
        self._whos: list[Who] = []
        for place, tile in enumerate(sorted(named, key=lambda tile: -tile.faces)):
            option = QRadioButton(title_of(tile))
            option.setChecked(place == 0)
            self._group.addButton(option, place)
            self._whos.append(tile.who)
            self.add(option)
        self.yes.setDefault(True)
        self._group.buttons()[0].setFocus()
        self.accepted.connect(self._on_accepted)

    def _on_accepted(self) -> None:
        self.chosen.emit(self._whos[self._group.checkedId()])


class AskName(Ask):
    """A name, completed from those there are; empty only if `optional`."""

    named = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        title: str,
        sentences: str,
        yes: str,
        *,
        names: Sequence[str] = (),
        optional: bool = False,
    ) -> None:
        """`names` are completed; `yes` is what the button says."""
        super().__init__(parent, title, sentences, yes)
        self._optional = optional
        self.field = NameField(self.tr("Name"))
        self.field.set_names(names)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.named.connect(self._on_named)
        self.yes.clicked.disconnect()
        self.yes.clicked.connect(self._on_yes_pressed)
        self.yes.setAutoDefault(False)
        self.no.setDefault(False)
        self.no.setAutoDefault(False)
        self.add(self.field)
        self._on_text_changed("")
        self.field.setFocus()

    def begin(self, typed: str) -> None:
        """Open with the beginning of a name."""
        self.open()
        self.field.begin("", typed=typed)

    def _on_text_changed(self, text: str) -> None:
        self.yes.setEnabled(self._optional or bool(text.strip()))

    def _on_yes_pressed(self) -> None:
        self._on_named(" ".join(self.field.text().split()))

    def _on_named(self, name: str) -> None:
        if name or self._optional:
            self.named.emit(name)
            self.accept()


class AskDescription(Ask):
    """What is told of a person: a line, and as much as one likes."""

    described = Signal(str, str)

    def __init__(self, parent: QWidget, name: str, caption: str, description: str) -> None:
        """Begin with what is told now."""
        title = self.tr("About %1").replace("%1", name)
        text = self.tr("The line stands below the name, the text below that.")
        super().__init__(parent, title, text, self.tr("Save"))
        self.caption = QLineEdit(caption)
        self.caption.setPlaceholderText(self.tr("In one line: who it is"))
        self.caption.setAccessibleName(self.tr("In one line: who it is"))
        self.description = QPlainTextEdit(description)
        self.description.setPlaceholderText(self.tr("More"))
        self.description.setAccessibleName(self.tr("More"))
        self.description.setTabChangesFocus(True)
        self.description.setFixedHeight(_TEXT_PX)
        for part in (self.caption, self.description):
            self.add(part)
        self.yes.setDefault(True)
        self.caption.setFocus()
        self.accepted.connect(self._on_accepted)

    def _on_accepted(self) -> None:
        text = self.description.toPlainText().strip()
        self.described.emit(self.caption.text().strip(), text)


class AskToJoin(Ask):
    """Somebody has this name already."""

    def __init__(self, parent: QWidget, name: str) -> None:
        """`name` is taken."""
        super().__init__(
            parent,
            self.tr("There is somebody called %1 already").replace("%1", name),
            self.tr("If it is the same person, join the two. Ctrl+Z undoes it."),
            self.tr("Join the two"),
        )
        self.yes.setDefault(True)
        self.yes.setFocus()
