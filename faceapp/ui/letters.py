"""Letters as commands: the same key in the Russian and in the English layout."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю"
_ENGLISH = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_KEYS = str.maketrans(_RUSSIAN, _ENGLISH)
_Ctrl, _Alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_Meta = Qt.KeyboardModifier.MetaModifier


def command_of(event: QKeyEvent) -> str:
    """The English letter on the key that was pressed alone; capitals begin a name and are none."""
    text = typed(event)
    return text.translate(_KEYS) if text == text.lower() else ""


def typed(event: QKeyEvent) -> str:
    """What was typed, if it can be seen; empty for a key combination."""
    text = event.text()
    is_plain = not event.modifiers() & (_Ctrl | _Alt | _Meta)
    return text if is_plain and text.isprintable() and not text.isspace() else ""
