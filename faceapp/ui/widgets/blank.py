"""What a page says when it has nothing to show: what happened, why, and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from faceapp.ui.icons import pixmap
from faceapp.ui.theme import GAP, PAGE, WIDE, colours
from faceapp.ui.widgets.labels import label

_TEXT_PX = 460


class Blank(QWidget):
    """An icon, a heading, a sentence and buttons in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self._symbol = label()
        self.heading = label(kind="title", wraps=True)
        self.text = label(kind="muted", wraps=True)
        for part in (self.heading, self.text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            part.setFixedWidth(_TEXT_PX)
        self._row = QHBoxLayout()
        self._row.setSpacing(GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        column.setSpacing(GAP)
        column.addStretch(2)
        for part in (self._symbol, self.heading, self.text):
            column.addWidget(part, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(WIDE)
        column.addLayout(self._row)
        column.addStretch(3)

    def tell(self, symbol: str, heading: str, text: str, *buttons: QPushButton) -> None:
        """Show this; the buttons before it are gone."""
        self._symbol.setPixmap(pixmap(symbol, 48, colours().muted))
        self.heading.setText(heading)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        for part in (self.heading, self.text):  # the layout would give them one line
            part.setFixedHeight(max(0, part.heightForWidth(_TEXT_PX)))
        while self._row.count():
            old = self._row.takeAt(0).widget()
            if old:
                old.hide()
                old.deleteLater()
        self._row.addStretch(1)
        for made in buttons:
            self._row.addWidget(made)
        self._row.addStretch(1)
