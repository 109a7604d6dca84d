"""Small widgets with a role in the style sheet, made in one line."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QMenu,
    QPushButton,
    QStyledItemDelegate,
    QToolButton,
    QWidget,
)

from faceapp.ui.icons import SPACED, icon, spaced_icon
from faceapp.ui.theme import colours


def label(text: str = "", kind: str = "", *, wraps: bool = False) -> QLabel:
    """Plain text that can be selected where it wraps; `kind` is a role of the style sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)  # names of files are no markup
    made.setProperty("kind", kind)
    made.setWordWrap(wraps)
    return made


def button(
    text: str, pressed: Callable[[], object], kind: str = "", *, symbol: str = ""
) -> QPushButton:
    """A button with words, and perhaps an icon; `kind` is primary, danger, link or chip."""
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(True)  # Enter presses it too, as in dialogs
    if symbol:
        made.setIcon(spaced_icon(symbol, colours().on_accent if kind == "primary" else None))
        made.setIconSize(SPACED)
    made.clicked.connect(lambda _checked: pressed())
    return made


def symbol_button(
    text: str, pressed: Callable[[], object], kind: str = "", *, symbol: str
) -> QPushButton:
    """The same, never without an icon."""
    made = button(text, pressed, kind, symbol=symbol)
    made.setAccessibleName(text)
    return made


def menu_button(text: str, menu: QMenu, *, symbol: str) -> QPushButton:
    """A button with an icon before its words that opens a menu."""
    made = QPushButton(spaced_icon(symbol), text)
    made.setIconSize(SPACED)
    made.setAutoDefault(True)
    made.setMenu(menu)
    menu.setParent(made, menu.windowFlags())
    return made


def drop_down() -> QComboBox:
    """A box with a list below it, whose rows follow the style sheet."""
    made = QComboBox()
    made.setItemDelegate(QStyledItemDelegate(made))
    return made


def menu_chip(pressed: Callable[[], object]) -> QPushButton:
    """A chip that something drops down from: the arrow follows the words."""
    made = button("", pressed, "chip")
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    made.setIcon(spaced_icon("chevron-down", is_after=True))
    made.setIconSize(SPACED)
    made.setCheckable(True)
    return made


def icon_button(symbol: str, name: str, pressed: Callable[[], object]) -> QToolButton:
    """A button with an icon alone; `name` is its tool tip and what a screen reader says."""
    made = QToolButton()
    made.setIcon(icon(symbol))
    made.setIconSize(QSize(20, 20))
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.clicked.connect(lambda _checked: pressed())
    return made


def card() -> QFrame:
    """A raised ground for what belongs together."""
    made = QFrame()
    made.setProperty("kind", "card")
    return made


def set_kind(widget: QWidget, kind: str) -> None:
    """Give a widget another role."""
    widget.setProperty("kind", kind)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
