"""A large dashed ground that takes one photo: dropped, chosen, or pasted."""

from pathlib import Path

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
)
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from faceapp.ui.desk import SearchWish
from faceapp.ui.icons import pixmap
from faceapp.ui.last_folder import SAMPLES, begin_in_last_folder
from faceapp.ui.pictures import wish_of
from faceapp.ui.theme import GAP, PAGE, WIDE, colours
from faceapp.ui.widgets.labels import label, set_kind, symbol_button


class DropArea(QFrame):
    """`taken` brings the sample; `refused` says why something is none."""

    taken = Signal(SearchWish)
    refused = Signal(str)

    def __init__(self, memory: QSettings, parent: QWidget | None = None) -> None:
        """Show what can be done; `memory` knows the folder used last."""
        super().__init__(parent)
        self._memory = memory
        self.setProperty("kind", "drop")
        self.setAcceptDrops(True)
        symbol = label()
        symbol.setPixmap(pixmap("scan-face", 56, colours().accent))
        self.heading = label(self.tr("Drop a photo of the person here"), "title", wraps=True)
        self.heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint = label(
            self.tr("JPG, PNG, WEBP, HEIC, AVIF, TIFF, RAW — every format that a scan reads"),
            "muted",
            wraps=True,
        )
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = symbol_button(
            self.tr("Choose a file…"), self.ask_for_file, "primary", symbol="folder-open"
        )
        self.paste = symbol_button(self.tr("Paste"), self.take_clipboard, symbol="clipboard-paste")
        keys = QKeySequence(QKeySequence.StandardKey.Paste).toString(
            QKeySequence.SequenceFormat.NativeText
        )
        self.paste.setToolTip(self.tr("Paste a picture or a file (%1)").replace("%1", keys))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch(1)
        row.addWidget(self.choose)
        row.addWidget(self.paste)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        column.setSpacing(GAP)
        column.addStretch(1)
        column.addWidget(symbol, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.heading)
        column.addWidget(hint)
        column.addSpacing(WIDE)
        column.addLayout(row)
        column.addStretch(1)

    def ask_for_file(self) -> None:
        """Let the person choose a file; the window goes on meanwhile."""
        dialog = QFileDialog(self, self.tr("Choose a photo of the person"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        begin_in_last_folder(dialog, self._memory, SAMPLES)
        dialog.setNameFilters([self.tr("Photos and all other files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file_selected)
        dialog.open()

    def take_clipboard(self) -> None:
        """Search for what was copied: a picture, a file, or the path of one."""
        wish = wish_of(QGuiApplication.clipboard().mimeData())
        if wish is None:
            self.refused.emit(self.tr("There is no picture and no single photo on the clipboard."))
        else:
            self.taken.emit(wish)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        """Take one photo; everything else goes on to the window, which scans it."""
        if is_one_photo(event):
            event.acceptProposedAction()
            self.light_up(True)
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802, ARG002  Qt's name
        """Nothing will be dropped."""
        self.light_up(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        """Search for it."""
        self.light_up(False)
        wish = wish_of(event.mimeData())
        if wish:
            event.acceptProposedAction()
            self.taken.emit(wish)

    def light_up(self, is_over: bool) -> None:
        """Show that a drop would be taken."""
        set_kind(self, "drop-over" if is_over else "drop")

    def _on_file_selected(self, name: str) -> None:
        self.taken.emit(SearchWish(paths=[Path(name)]))


def is_one_photo(event: QDropEvent) -> bool:
    """Whether a drag from outside holds one photo, without looking into it."""
    if event.source() is not None:
        return False
    data = event.mimeData()
    urls = data.urls()
    if not urls:
        return data.hasImage()
    path = Path(urls[0].toLocalFile())
    is_file = urls[0].isLocalFile() and path.suffix.lower() != ".zip" and path.is_file()
    return len(urls) == 1 and is_file
