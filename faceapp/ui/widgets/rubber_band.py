"""The rectangle that is drawn over tiles to choose them; scrolls when it reaches the edge."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, QRect, QTimer
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from faceapp.ui.theme import colours

_SCROLL_MS = 16
Runs = Sequence[tuple[int, int]]


class _Grid(Protocol):
    def choose_band(self, band: QRect, kept: Runs) -> None: ...


class RubberBand(QObject):
    """One drag over an area; the band lies on its content, not on its viewport."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        """Serve an area that can `choose_band`."""
        super().__init__(area)
        self._area = area
        self._start: QPoint | None = None
        self._mouse = QPoint()
        self._kept: Runs = ()
        self._band = QRect()
        self._timer = QTimer(self, interval=_SCROLL_MS)
        self._timer.timeout.connect(self._on_scroll_due)

    def begin(self, place: QPoint, kept: Runs) -> None:
        """The mouse went down at a place of the content; `kept` stays chosen."""
        self._start, self._kept, self._band = place, kept, QRect()

    def move(self, mouse: QPoint) -> None:
        """The mouse is at a point of the viewport now."""
        if self._start is None:
            return
        self._mouse = mouse
        place = mouse + QPoint(0, self._area.verticalScrollBar().value())
        far = (place - self._start).manhattanLength() >= QApplication.startDragDistance()
        if self._band.isNull() and not far:
            return
        self._band = QRect(self._start, place).normalized().adjusted(0, 0, 1, 1)
        self._choose()
        beyond = not 0 <= mouse.y() < self._area.viewport().height()
        if beyond and not self._timer.isActive():
            self._timer.start()
        elif not beyond:
            self._timer.stop()

    def end(self) -> None:
        """The mouse went up."""
        self._start = None
        self._timer.stop()
        if not self._band.isNull():
            self._band = QRect()
            self._area.viewport().update()

    def paint(self, painter: QPainter, offset: int) -> None:
        """Draw it, if there is one, on a viewport scrolled by `offset`."""
        if self._band.isNull():
            return
        accent = QColor(colours().accent)
        painter.setPen(QPen(accent, 1))
        accent.setAlpha(40)
        painter.setBrush(accent)
        painter.drawRoundedRect(self._band.translated(0, -offset), 3, 3)

    def _choose(self) -> None:
        grid: _Grid = self._area  # type: ignore[assignment]
        grid.choose_band(self._band, self._kept)
        self._area.viewport().update()

    def _on_scroll_due(self) -> None:
        height = self._area.viewport().height()
        beyond = min(0, self._mouse.y()) + max(0, self._mouse.y() - height)
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + beyond // 2)
        self.move(self._mouse)
