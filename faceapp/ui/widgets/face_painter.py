"""How a face looks in a grid: a picture, words below, what is guessed of it."""

from functools import cached_property

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from faceapp.ui.face_covers import RADIUS
from faceapp.ui.icons import pixmap
from faceapp.ui.theme import TIGHT, colours
from faceapp.ui.widgets.tile_painter import TilePainter

_LINE = 20
TEXT_PX = 2 * _LINE + TIGHT


class FacePainter(TilePainter):
    """Draws faces for one widget in one theme."""

    def __init__(self, widget: QWidget) -> None:
        """Take the font and scale of `widget`."""
        super().__init__(widget, RADIUS)

    def paint_face(
        self, painter: QPainter, square: QRect, picture: QPixmap | None, *, is_final: bool
    ) -> None:
        """A face, one that is being loaded, or one nobody can show."""
        if picture is None:
            self.paint_blank(painter, square)
            if is_final:
                painter.drawPixmap(square.center().x() - 14, square.center().y() - 14, self._lost)
            return
        picture.setDevicePixelRatio(self._widget.devicePixelRatioF())
        painter.drawPixmap(square, picture)

    def paint_guessed(self, painter: QPainter, square: QRect, count: int) -> None:
        """How many of the faces nobody has confirmed."""
        badge = self.badge("circle-question-mark", count)
        size = badge.deviceIndependentSize().toSize()
        painter.drawPixmap(
            square.right() - size.width() - 6, square.bottom() - size.height() - 6, badge
        )

    def paint_words(self, painter: QPainter, place: QRect, title: str, facts: str) -> None:
        """Two lines, in the middle of `place`."""
        line = QRect(place.left(), place.top() + TIGHT, place.width(), _LINE)
        self._write(painter, line, title, self._bold, colours().text)
        self._write(painter, line.translated(0, _LINE), facts, self._plain, colours().muted)

    def _write(self, painter: QPainter, line: QRect, text: str, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(line, int(flags), cut)

    @cached_property
    def _bold(self) -> QFont:
        font = QFont(self._widget.font())
        font.setPixelSize(14)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    @cached_property
    def _plain(self) -> QFont:
        font = QFont(self._widget.font())
        font.setPixelSize(12)
        return font

    @cached_property
    def _lost(self) -> QPixmap:
        return pixmap("image-off", 28, colours().muted)
