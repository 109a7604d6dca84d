"""Rows of a settings card: what it is and what it does at the left, the control at the right."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from faceapp.ui.theme import GAP, TIGHT, WIDE
from faceapp.ui.widgets.labels import drop_down, label

CONTROL_WIDTH = 264
_MOST = 2_000_000_000
Control = TypeVar("Control", bound=QWidget)


class Row(QWidget):
    """One setting; `fail` says beside it what is wrong with what was chosen."""

    def __init__(self, title: str, detail: str = "", control: QWidget | None = None) -> None:
        """The control takes its name for a screen reader from the title."""
        super().__init__()
        self.title = label(title, wraps=True)
        self.detail = label(detail, "small", wraps=True)
        if not detail:  # shown before it has a parent, it would be a window for a moment
            self.detail.hide()
        self.busy = label(kind="accent", wraps=True)
        self.error = label(kind="error", wraps=True)
        self.busy.hide()
        self.error.hide()
        self._texts = QVBoxLayout()
        self._texts.setSpacing(TIGHT // 2)
        for part in (self.title, self.detail, self.busy, self.error):
            self._texts.addWidget(part)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(WIDE)
        self._line.addLayout(self._texts, 1)
        if control:
            self.add(control)
            if not control.accessibleName():
                control.setAccessibleName(title)
            if detail:
                control.setAccessibleDescription(detail)

    def add(self, control: QWidget) -> None:
        """Put one more control at the right."""
        self._line.addWidget(control, alignment=Qt.AlignmentFlag.AlignVCenter)

    def add_below(self, part: QWidget) -> None:
        """Put something under the text."""
        self._texts.addSpacing(TIGHT)
        self._texts.addWidget(part)

    def put_first(self, part: QWidget) -> None:
        """Put a control that says its title itself in the place of the title."""
        self.title.hide()
        self._texts.insertWidget(0, part)

    def say_busy(self, text: str) -> None:
        """Say that something is going on; "" when it has ended."""
        self.busy.setText(text)
        self.busy.setVisible(bool(text))

    def tell(self, detail: str) -> None:
        """Say something else below the title."""
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))

    def fail(self, reason: str) -> None:
        """Say what is wrong; "" takes it back."""
        self.error.setText(reason)
        self.error.setVisible(bool(reason))


class Card(QFrame):
    """Rows that belong together, divided by lines."""

    def __init__(self, heading: str = "") -> None:
        """A heading stands at the top of the card."""
        super().__init__()
        self.setProperty("kind", "card")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        self._column.setSpacing(WIDE - TIGHT)
        if heading:
            self._column.addWidget(label(heading, "heading"))

    def add(self, part: QWidget, *, is_divided: bool = True) -> None:
        """Append a row."""
        if self._column.count() and is_divided:
            line = QFrame()
            line.setProperty("kind", "line")
            self._column.addWidget(line)
        self._column.addWidget(part)

    def cut_after(self, part: QWidget) -> None:
        """Take away everything below a row."""
        while self._column.count() > self._column.indexOf(part) + 1:
            item = self._column.takeAt(self._column.count() - 1)
            gone = item.widget() if item else None
            if gone:
                gone.hide()
                gone.deleteLater()

    def insert(self, position: int, part: QWidget) -> None:
        """Put a row between others."""
        self._column.insertWidget(position, part)


class _NoWheel(QObject):
    """Turning the wheel scrolls the page, also over a control: it must not change a setting."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Let the wheel pass to what lies behind a control that has no focus."""
        if (
            event.type() == QEvent.Type.Wheel
            and isinstance(watched, QWidget)
            and not watched.hasFocus()
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def choice(options: Sequence[tuple[object, str]], chosen: Callable[[object], object]) -> QComboBox:
    """A drop-down list of (value, words); `chosen` hears what a person picks."""
    made = drop_down()
    for value, words in options:
        made.addItem(words, value)
    made.setFixedWidth(CONTROL_WIDTH)
    made.activated.connect(lambda position: chosen(made.itemData(position)))
    return _calm(made)


def set_choice(control: QComboBox, value: object) -> None:
    """Show a value without telling anybody."""
    control.setCurrentIndex(control.findData(value))


def amount(
    least: int, most: int, chosen: Callable[[int], object], *, suffix: str = "", step: int = 1
) -> QSpinBox:
    """A field for a whole number; `chosen` hears it when it is complete."""
    made = QSpinBox()
    made.setRange(least, min(most, _MOST))
    made.setSingleStep(step)
    made.setSuffix(suffix)
    made.setGroupSeparatorShown(True)
    made.setKeyboardTracking(False)
    made.setFixedWidth(CONTROL_WIDTH)
    made.lineEdit().setTextMargins(GAP, 0, 0, 0)
    made.valueChanged.connect(lambda value: chosen(value))  # noqa: PLW0108  Qt counts arguments
    return _calm(made)


def set_amount(control: QSpinBox, value: int) -> None:
    """Show a value without telling anybody."""
    control.blockSignals(True)
    control.setValue(value)
    control.blockSignals(False)


def tick(text: str, chosen: Callable[[bool], object]) -> QCheckBox:
    """A box to tick; `chosen` hears it only when a person did."""
    made = QCheckBox(text)
    made.clicked.connect(lambda checked: chosen(checked))  # noqa: PLW0108  Qt counts arguments
    return made


def _calm(control: Control) -> Control:
    control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    control.installEventFilter(_NoWheel(control))
    return control
