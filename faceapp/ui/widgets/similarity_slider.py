"""The slider of a search, with how many faces there are at each per cent drawn above it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QVBoxLayout, QWidget

from faceapp.core.similarity import DEFAULT_PERCENT, MAXIMUM_PERCENT, MINIMUM_PERCENT
from faceapp.ui.theme import colours

LOWEST, USUAL, HIGHEST = int(MINIMUM_PERCENT), int(DEFAULT_PERCENT), int(MAXIMUM_PERCENT)
_HANDLE_PX = 18
_BARS_PX, _WIDEST_PX = 26, 520


class SimilaritySlider(QWidget):
    """70 to 95 per cent; `changed` comes with every step."""

    changed = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Begin at 85 %; `name` is what a screen reader says."""
        super().__init__(parent)
        self._bars = _Bars(self)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(LOWEST, HIGHEST)
        self._slider.setPageStep(5)
        self._slider.setMinimumHeight(24)  # the handle is taller than Qt thinks
        self._slider.setValue(USUAL)
        self._slider.setAccessibleName(name)
        self._slider.setToolTip(name)
        self._slider.valueChanged.connect(self._on_slider_moved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bars)
        column.addWidget(self._slider)
        self.setFocusProxy(self._slider)
        self.setMaximumWidth(_WIDEST_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def percent(self) -> int:
        """Where it stands."""
        return self._slider.value()

    def set_percent(self, percent: int) -> None:
        """Move it."""
        self._slider.setValue(percent)

    def set_counts(self, counts: Sequence[int]) -> None:
        """How many faces reach each per cent, from 70 to 95."""
        above = [*counts[1:], 0] if counts else []
        self._bars.heights = [max(0, here - more) for here, more in zip(counts, above, strict=True)]
        self._bars.update()

    def _on_slider_moved(self, percent: int) -> None:
        self._bars.percent = percent
        self._bars.update()
        self._slider.setAccessibleDescription(f"{percent} %")
        self.changed.emit(percent)


class _Bars(QWidget):
    """One bar per cent; those that the slider lets through are coloured."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heights: list[int] = []
        self.percent = USUAL
        self.setFixedHeight(_BARS_PX)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(240, _BARS_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002  Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        shown = colours()
        most = max(self.heights, default=0)
        step = (self.width() - _HANDLE_PX) / (HIGHEST - LOWEST)
        for place, count in enumerate(self.heights):
            if count:
                # by roots: one bar of a thousand must not hide another of three
                height = max(3.0, (self.height() - 4) * (count / most) ** 0.5)
                left = _HANDLE_PX / 2 + place * step - step * 0.4
                is_in = LOWEST + place >= self.percent
                painter.setBrush(QColor(shown.accent if is_in else shown.line))
                bar = QRectF(left, self.height() - height, step * 0.8, height)
                painter.drawRoundedRect(bar, 2, 2)
        painter.end()
