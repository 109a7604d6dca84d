"""Below a place of a photo that holds a copy of it: how large, and what to do if it is none."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from faceapp.core.records import Place
from faceapp.ui.theme import GAP, TIGHT
from faceapp.ui.widgets.dark import dark_button
from faceapp.ui.widgets.labels import label


class CopyNote(QWidget):
    """Says that the program took what lies here for the same photo."""

    def __init__(self, place: Place, deny: Callable[[str], object]) -> None:
        """Take a place with a near copy; `deny` gets its bytes if a person says it is none."""
        super().__init__()
        size = self.tr("A copy of this photo: %1 × %2 pixels")
        words = size.replace("%1", str(place.width)).replace("%2", str(place.height))
        self.button = dark_button(
            self.tr("This is another photo"),
            lambda: deny(place.copy_sha256 or ""),
            symbol="copy",
        )
        self.button.setToolTip(self.tr("Show it as a photo of its own, now and after every scan"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GAP)
        column.setSpacing(TIGHT)
        column.addWidget(label(words, "small", wraps=True))
        column.addWidget(self.button)
