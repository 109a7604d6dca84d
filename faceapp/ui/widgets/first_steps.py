"""What an empty library says: what can be done first."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from faceapp.ui.icons import pixmap
from faceapp.ui.theme import GAP, PAGE, WIDE, colours
from faceapp.ui.widgets.labels import button, card, label

_NARROWEST, _WIDEST = 224, 272


class FirstSteps(QWidget):
    """Three ways to begin, as cards; the last one only where there are sample photos."""

    folder_wanted = Signal()
    sources_wanted = Signal()
    samples_wanted = Signal()

    def __init__(self, *, has_samples: bool) -> None:
        """Say what the program is for, and how to begin."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, 0, PAGE, 0)
        column.setSpacing(GAP)
        column.addStretch(2)
        symbol = label()
        symbol.setPixmap(pixmap("scan-face", 64, colours().accent))
        column.addWidget(symbol, alignment=Qt.AlignmentFlag.AlignCenter)
        column.addSpacing(WIDE)
        column.addWidget(
            label(self.tr("Your photos will be here"), "big"),
            alignment=Qt.AlignmentFlag.AlignCenter,
        )
        words = label(
            self.tr(
                "Faceapp finds every face and shows where a person is. "
                "Your photos stay where they are, and nothing leaves this computer."
            ),
            "muted",
            wraps=True,
        )
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(words)
        column.addSpacing(PAGE)
        column.addLayout(self._cards(has_samples))
        column.addStretch(3)

    def _cards(self, has_samples: bool) -> QHBoxLayout:
        choose = button(self.tr("Choose a folder…"), self.folder_wanted.emit, "primary")
        connect = button(self.tr("Add a source…"), self.sources_wanted.emit)
        attempt = button(self.tr("Try the sample photos"), self.samples_wanted.emit)
        cards = [
            self._card(
                "image-plus",
                self.tr("Drop photos here"),
                self.tr("Drag folders, photos or zip archives anywhere onto this window."),
                choose,
            ),
            self._card(
                "cloud",
                self.tr("Connect a service"),
                self.tr("Albums of VKontakte, folders of Yandex.Disk and Dropbox, by a link."),
                connect,
            ),
        ]
        if has_samples:
            title = self.tr("Just looking?")
            words = self.tr("A few photos of people came with the program. Nothing is downloaded.")
            cards.append(self._card("sparkles", title, words, attempt))
        row = QHBoxLayout()
        row.setSpacing(WIDE)
        row.addStretch(1)
        for made in cards:
            row.addWidget(made, 20)  # nearly all there is, as far as a card may grow
        row.addStretch(1)
        return row

    def _card(self, symbol: str, title: str, words: str, action: QWidget | None = None) -> QWidget:
        made = card()
        made.setMinimumWidth(_NARROWEST)
        made.setMaximumWidth(_WIDEST)
        made.setMinimumHeight(224)
        column = QVBoxLayout(made)
        column.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        column.setSpacing(GAP)
        picture = label()
        picture.setPixmap(pixmap(symbol, 32, colours().accent))
        column.addWidget(picture)
        column.addSpacing(GAP)
        column.addWidget(label(title, "heading", wraps=True))
        column.addWidget(label(words, "muted", wraps=True))
        column.addStretch(1)
        if action:
            column.addWidget(action)
        return made
