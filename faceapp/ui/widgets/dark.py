"""Buttons and symbols on the dark ground that a photo is shown on, in either theme."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from faceapp.ui.icons import icon, pixmap
from faceapp.ui.theme import DARK
from faceapp.ui.widgets.labels import button, icon_button, label


def dark_icon_button(symbol: str, name: str, pressed: Callable[[], object]) -> QToolButton:
    """A button with an icon alone; `name` is its tool tip and what a screen reader says."""
    made = icon_button(symbol, name, pressed)
    made.setIcon(icon(symbol, DARK.text))
    return made


def dark_button(
    text: str, pressed: Callable[[], object], kind: str = "", *, symbol: str = ""
) -> QPushButton:
    """A button with words and an icon; `kind` is a role of the style sheet."""
    made = button(text, pressed, kind)
    if symbol:
        made.setText(f"\u2002{text}")  # the style puts no room between the two
        made.setAccessibleName(text)
        made.setIcon(icon(symbol, DARK.on_accent if kind == "primary" else DARK.text))
        made.setIconSize(QSize(18, 18))
    return made


def dark_symbol(name: str, size: int = 18, colour: str = DARK.muted) -> QLabel:
    """An icon that cannot be pressed."""
    made = label()
    made.setPixmap(pixmap(name, size, colour))
    return made
