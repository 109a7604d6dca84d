"""The samples that were searched for last: remembered as files, shown as small pictures."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from faceapp.core.errors import FaceAppError
from faceapp.core.types import Image
from faceapp.ui.desk import Desk, SearchWish
from faceapp.ui.pictures import pixmap_of, rounded
from faceapp.ui.theme import GAP
from faceapp.ui.widgets.labels import label

_KEY = "search/samples"
_MOST, _SHOWN_PX = 6, 64


class RecentSamples(QWidget):
    """A row of pictures; one press searches again. Hidden while there are none."""

    taken = Signal(SearchWish)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show what the desk remembers when `refresh` is called."""
        super().__init__(parent)
        self._desk = desk
        self._row = QHBoxLayout()
        self._row.setSpacing(GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(label(self.tr("Searched for last"), "small"))
        column.addLayout(self._row)
        self._buttons: dict[Path, QToolButton] = {}
        self.hide()

    def refresh(self) -> None:
        """Show the files that are still there."""
        while self._row.count():
            old = self._row.takeAt(0).widget()
            if old:
                old.deleteLater()
        self._buttons.clear()
        self._desk.ask(partial(_there, recent(self._desk.memory)), self._on_files_found)

    def _on_files_found(self, paths: list[Path]) -> None:
        self.setVisible(bool(paths))
        for path in paths:
            if path not in self._buttons:
                self._buttons[path] = self._button(path)
                self._row.addWidget(self._buttons[path])
                work = partial(_preview, self._desk, path)
                self._desk.ask(work, self._on_preview_made, self._on_preview_failed)
        self._row.addStretch(1)

    def _button(self, path: Path) -> QToolButton:
        made = QToolButton()
        made.setFixedSize(_SHOWN_PX + GAP, _SHOWN_PX + GAP)
        made.setIconSize(QSize(_SHOWN_PX, _SHOWN_PX))
        made.setToolTip(str(path))
        made.setAccessibleName(self.tr("Search again: %1").replace("%1", path.name))
        made.setProperty("path", str(path))
        made.clicked.connect(self._on_sample_pressed)
        return made

    def _on_sample_pressed(self) -> None:
        self.taken.emit(SearchWish(paths=[Path(self.sender().property("path"))]))

    def _on_preview_made(self, made: tuple[Path, Image]) -> None:
        path, image = made
        if path in self._buttons:
            size = QSize(_SHOWN_PX, _SHOWN_PX)
            picture = rounded(pixmap_of(image), size, 8, self.devicePixelRatioF())
            self._buttons[path].setIcon(QIcon(picture))

    def _on_preview_failed(self, error: FaceAppError) -> None:
        """Its tool tip still says which file it is; a press says what is wrong with it."""


def remember(memory: QSettings, path: Path) -> None:
    """Put a file first."""
    others = [str(known) for known in recent(memory) if known != path]
    memory.setValue(_KEY, [str(path), *others][:_MOST])


def recent(memory: QSettings) -> list[Path]:
    """The files, last first."""
    kept = memory.value(_KEY, [])
    names = [kept] if isinstance(kept, str) else list(kept or [])  # a list of one is read as text
    return [Path(name) for name in names]


def _there(paths: list[Path]) -> list[Path]:
    return [path for path in paths if path.is_file()]


def _preview(desk: Desk, path: Path) -> tuple[Path, Image]:
    return path, desk.workspace.sample_search.preview(path, 2 * _SHOWN_PX)
