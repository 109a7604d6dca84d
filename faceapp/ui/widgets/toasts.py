"""Messages at the bottom right that go by themselves, perhaps with a button."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from faceapp.ui.desk import Message
from faceapp.ui.icons import pixmap
from faceapp.ui.theme import GAP, PAGE, WIDE, colours
from faceapp.ui.widgets.labels import button, icon_button, label

_SHOWN_MS = {"info": 7_000, "good": 7_000, "error": 30_000}
_MOST = 4
_WIDTH = 400
_ABOVE_STRIP = 64


class Toasts(QWidget):
    """A column over the lower right corner of its parent; errors stay longer."""

    def __init__(self, parent: QWidget, close_name: str) -> None:
        """Lie over `parent`; `close_name` is what a screen reader calls the button that closes."""
        super().__init__(parent)
        self._close_name = close_name
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._shown: list[QFrame] = []
        parent.installEventFilter(self)
        self.hide()

    def show_message(self, message: Message) -> None:
        """Add a message; those on its topic go, and the oldest when there are too many."""
        for old in [old for old in self._shown if old.property("topic") == message.topic != ""]:
            self._remove(old)
        toast = self._toast(message)
        self._column.addWidget(toast)
        self._shown.append(toast)
        for old in self._shown[:-_MOST]:
            self._remove(old)
        QTimer.singleShot(_SHOWN_MS[message.kind], toast, lambda: self._remove(toast))
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Keep to the corner."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _toast(self, message: Message) -> QFrame:
        toast = QFrame(self)
        toast.setObjectName("toast")
        toast.setProperty("kind", message.kind)
        toast.setProperty("topic", message.topic)
        toast.setAccessibleName(message.text)
        row = QHBoxLayout(toast)
        row.setContentsMargins(WIDE, WIDE - 4, GAP, WIDE - 4)
        row.setSpacing(GAP)
        row.addWidget(_symbol(message.kind))
        row.addWidget(label(message.text, wraps=True), 1)
        if action := message.action:

            def act() -> None:
                self._remove(toast)
                action()

            row.addWidget(button(message.label, act, "link"))
        close = icon_button("x", self._close_name, lambda: self._remove(toast))
        row.addWidget(close)
        return toast

    def _remove(self, toast: QFrame) -> None:
        if toast in self._shown:
            self._shown.remove(toast)
            self._column.removeWidget(toast)
            toast.hide()
            toast.deleteLater()
            self._place()

    def _place(self) -> None:
        parent = self.parentWidget()
        self.setVisible(bool(self._shown))
        width = min(_WIDTH, parent.width() - 2 * PAGE)
        self.setFixedWidth(width)
        # A label that wraps knows its height only for a width.
        for toast in self._shown:
            toast.setFixedHeight(toast.layout().heightForWidth(width))
        height = sum(toast.height() + GAP for toast in self._shown)
        self.setGeometry(
            parent.width() - width - PAGE, parent.height() - height - _ABOVE_STRIP, width, height
        )
        self.raise_()


def _symbol(kind: str) -> QWidget:
    shown = colours()
    name, colour = {
        "info": ("info", shown.accent),
        "good": ("circle-check", shown.good),
        "error": ("triangle-alert", shown.danger),
    }[kind]
    symbol = label()
    symbol.setPixmap(pixmap(name, 20, colour))
    return symbol
