"""What lies over the window while files are dragged over it: says what a drop will do."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from faceapp.ui.icons import pixmap
from faceapp.ui.theme import GAP, PAGE, colours
from faceapp.ui.widgets.labels import label


class DropOverlay(QWidget):
    """Covers its parent while it is shown; lets every event through."""

    def __init__(self, parent: QWidget, symbol_name: str = "folder-plus") -> None:
        """Hidden until `announce`."""
        super().__init__(parent)
        self.setObjectName("drop")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        frame = QFrame()
        self._title = label(kind="title")
        self._detail = label(kind="muted")
        symbol = label()
        symbol.setPixmap(pixmap(symbol_name, 48, colours().accent))
        column = QVBoxLayout(frame)
        column.setContentsMargins(PAGE * 2, PAGE * 2, PAGE * 2, PAGE * 2)
        column.setSpacing(GAP)
        for part in (symbol, self._title, self._detail):
            column.addWidget(part, alignment=Qt.AlignmentFlag.AlignCenter)
        outer = QVBoxLayout(self)
        outer.addWidget(frame, alignment=Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def announce(self, title: str, detail: str) -> None:
        """Say what a drop would do."""
        self._title.setText(title)
        self._detail.setText(detail)
        self.setGeometry(self.parentWidget().rect())
        # only while it is shown: a filter in Python that sees its parent die crashes PySide 6.11
        self.parentWidget().installEventFilter(self)
        self.show()
        self.raise_()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  Qt's name
        """Follow the window no longer."""
        super().hideEvent(event)
        self.parentWidget().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Stay as large as the window."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self.parentWidget().rect())
        return super().eventFilter(watched, event)
