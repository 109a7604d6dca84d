"""A field for the name of somebody, completed from the names there are."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

_KEPT = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class NameField(QLineEdit):
    """Enter or a chosen completion tells the name; Esc, or going elsewhere, leaves."""

    named = Signal(str)
    left = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        """`hint` stands in the empty field and is what a screen reader says."""
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated[str].connect(self._on_name_chosen)
        self.setCompleter(completer)
        self.returnPressed.connect(self._on_entered)
        self._is_open = True

    def set_names(self, names: Sequence[str]) -> None:
        """Names to complete from."""
        self._names.setStringList(list(names))

    def begin(self, text: str, *, typed: str = "") -> None:
        """Take the keyboard with a name to change, or with the first letter of another."""
        self._is_open = True
        self.setText(typed or text)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not typed:
            self.selectAll()

    def begin_at(self, place: QRect, text: str, *, typed: str = "") -> None:
        """The same at a place of its parent."""
        self.setGeometry(place)
        self.begin(text, typed=typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Esc leaves; other keys are meant for nobody else."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """Leave, but not for the list of completions."""
        super().focusOutEvent(event)
        if event.reason() not in _KEPT:
            self._leave()

    def _leave(self) -> None:
        if self._is_open:
            self._is_open = False
            self.left.emit()

    def _on_entered(self) -> None:
        self._on_name_chosen(self.text())

    def _on_name_chosen(self, name: str) -> None:
        if self._is_open:  # the key that chooses a completion enters it, too
            self._is_open = False
            self.named.emit(" ".join(name.split()))
