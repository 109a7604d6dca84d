"""How many faces are from which year: bars that can be pressed."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from faceapp.ui.language import number
from faceapp.ui.theme import TIGHT, colours

_LABELS_PX, _COUNT_PX = 18, 16
_WIDEST_PX, _NARROWEST_PX = 44, 4
_LEAST_BAR_PX = 3


class Timeline(QWidget):
    """`year_wanted` brings the year that was pressed, None if it was chosen already."""

    year_wanted = Signal(object)

    def __init__(self) -> None:
        """Begin without years."""
        super().__init__()
        self._counts: dict[int, int] = {}
        self._years = range(0)
        self._chosen: int | None = None
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Faces by year"))

    def show_years(self, years: Sequence[tuple[int, int]], chosen: int | None) -> None:
        """Take years with how many faces each has; those between have none."""
        self._counts = dict(years)
        self._years = range(min(self._counts), max(self._counts) + 1) if years else range(0)
        self._chosen = chosen
        self._at = min(self._at, max(0, len(self._years) - 1))
        self._describe()
        self.setVisible(len(self._counts) > 0)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """As wide as its bars may be."""
        return QSize(len(self._years) * _WIDEST_PX, 88)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Thin bars."""
        return QSize(min(240, len(self._years) * _NARROWEST_PX), 88)

    # -- geometry

    @property
    def _step(self) -> float:
        return min(_WIDEST_PX, self.width() / max(1, len(self._years)))

    def _place(self, at: int) -> QRectF:
        """The column of a year, its count and its name."""
        return QRectF(at * self._step, 0, self._step, self.height())

    def _year_at(self, x: float) -> int | None:
        at = int(x // self._step)
        return self._years[at] if 0 <= at < len(self._years) else None

    # -- what a person does

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Choose a year."""
        year = self._year_at(event.position().x())
        if event.button() is Qt.MouseButton.LeftButton and year is not None:
            self._at = self._years.index(year)
            self._choose(year)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Arrows go from year to year, Enter or Space chooses."""
        key, last = event.key(), len(self._years) - 1
        moves = {
            Qt.Key.Key_Left: self._at - 1,
            Qt.Key.Key_Right: self._at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if key in moves and last >= 0:
            self._at = max(0, min(last, moves[Qt.Key(key)]))
            self._describe()
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and last >= 0:
            self._choose(self._years[self._at])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say how many faces a year has."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            year = self._year_at(event.pos().x())
            QToolTip.showText(event.globalPos(), self._said(year) if year else "", self)
            return True
        return super().event(event)

    def _choose(self, year: int) -> None:
        if self._counts.get(year):
            self.year_wanted.emit(None if year == self._chosen else year)

    def _said(self, year: int) -> str:
        return self.tr("%1: %n face(s)", "", self._counts.get(year, 0)).replace("%1", str(year))

    def _describe(self) -> None:
        said = self._said(self._years[self._at]) if self._years else ""
        self.setAccessibleDescription(said)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002  Qt's name
        """Bars, counts above them where there is room, years below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        most = max(self._counts.values(), default=1)
        for at, year in enumerate(self._years):
            self._paint_bar(painter, at, self._counts.get(year, 0) / most)
        self._paint_years(painter, QFontMetrics(font))
        if self.hasFocus() and self._years:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours().accent), 2))
            painter.drawRoundedRect(self._place(self._at).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_bar(self, painter: QPainter, at: int, share: float) -> None:
        shown, year, place = colours(), self._years[at], self._place(at)
        room = self.height() - _LABELS_PX - _COUNT_PX
        height = max(_LEAST_BAR_PX, share * room) if share else 1
        gap = min(3.0, place.width() / 5)
        bar = QRectF(
            place.left() + gap,
            self.height() - _LABELS_PX - height,
            place.width() - 2 * gap,
            height,
        )
        is_lit = self._chosen in (None, year) and share > 0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shown.accent if is_lit else shown.line))
        painter.drawRoundedRect(bar, 3, 3)
        text = number(self._counts.get(year, 0))
        if share and painter.fontMetrics().horizontalAdvance(text) <= place.width():
            painter.setPen(QColor(shown.muted))
            above = QRectF(place.left(), bar.top() - _COUNT_PX, place.width(), _COUNT_PX)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_years(self, painter: QPainter, metrics: QFontMetrics) -> None:
        painter.setPen(QColor(colours().muted))
        width = metrics.horizontalAdvance("2000") + 2 * TIGHT
        every = max(1, -(-width // max(1, int(self._step))))
        for at in range(len(self._years) - 1, -1, -every):
            middle = self._place(at).center().x()
            left = max(0.0, min(middle - width / 2, self.width() - width))
            place = QRectF(left, self.height() - _LABELS_PX, width, _LABELS_PX)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(self._years[at]))
