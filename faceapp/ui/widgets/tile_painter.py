"""How a photo looks in a grid: picture, signs, hover, selection. A frame is mostly blits."""

from functools import cached_property

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from faceapp.core.gallery import PhotoTile
from faceapp.ui.icons import pixmap
from faceapp.ui.language import number
from faceapp.ui.theme import GAP, LIGHT, TIGHT, colours

_RADIUS = 8.0
_BADGE = 22
_CHECK = 24
# On the dark veil over a photo, in either theme.
_ON_SHADE = LIGHT.surface


class TilePainter:
    """Draws tiles for one widget in one theme; badges are drawn once and kept."""

    def __init__(self, widget: QWidget, radius: float = _RADIUS) -> None:
        """Take the font and scale of `widget`; corners are round by `radius`."""
        self._widget = widget
        self._radius = radius
        self._colours = colours()
        self._grounds = 0, QPixmap()
        self._badges: dict[tuple[str, int], QPixmap] = {}

    def paint(self, painter: QPainter, cell: QRect, tile: PhotoTile, picture: QPixmap) -> None:
        """A photo with its signs."""
        shown = self._place(cell, picture)
        if shown != cell:
            self._paint_ground(painter, cell, shown)
        if tile.state == "missing":
            painter.setOpacity(0.4)
        painter.drawPixmap(shown, picture)
        painter.setOpacity(1)
        self._sign(painter, cell, tile)

    def paint_blank(self, painter: QPainter, cell: QRect) -> None:
        """A photo that is still being loaded."""
        painter.drawPixmap(cell, self._ground(cell))

    def paint_without_picture(self, painter: QPainter, cell: QRect, tile: PhotoTile) -> None:
        """A photo nobody can show: what is wrong, and which file it is."""
        self.paint_blank(painter, cell)
        symbol = self._bad if tile.state == "failed" else self._gone
        size = symbol.deviceIndependentSize().toSize()
        text = 20 if cell.width() >= 100 else 0
        place = cell.center() - QPoint(size.width() // 2, size.height() // 2 + text // 2)
        painter.drawPixmap(place, symbol)
        if text:
            painter.setFont(self._small_font)
            painter.setPen(QColor(self._colours.muted))
            line = cell.adjusted(GAP, 0, -GAP, 0)
            line.setTop(cell.center().y() + size.height() // 2)
            line.setHeight(text)
            name = self._small_metrics.elidedText(
                tile.name, Qt.TextElideMode.ElideMiddle, line.width()
            )
            painter.drawText(line, int(Qt.AlignmentFlag.AlignCenter), name)

    def paint_selection(self, painter: QPainter, cell: QRect) -> None:
        """A frame around a chosen photo, with a mark."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._frame)
        painter.drawRoundedRect(
            QRectF(cell).adjusted(-1, -1, 1, 1), self._radius + 1, self._radius + 1
        )
        painter.drawPixmap(mark_place(cell).topLeft(), self._checked)

    def paint_hover(self, painter: QPainter, cell: QRect, *, chosen: bool) -> None:
        """A quiet frame under the mouse, and a mark that offers to choose."""
        if chosen:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._hover)
        painter.drawRoundedRect(QRectF(cell).adjusted(0, 0, -0.5, -0.5), self._radius, self._radius)
        painter.drawPixmap(mark_place(cell).topLeft(), self._unchecked)

    def paint_focus(self, painter: QPainter, cell: QRect) -> None:
        """Where the keyboard is."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._focus)
        painter.drawRoundedRect(
            QRectF(cell).adjusted(-4, -4, 4, 4), self._radius + 4, self._radius + 4
        )

    def _paint_ground(self, painter: QPainter, cell: QRect, shown: QRect) -> None:
        """The ground where a picture leaves it bare, which is a third of the pixels."""
        ground, scale = self._ground(cell), self._widget.devicePixelRatioF()
        for part in _bare(cell, shown):
            origin = QPointF(part.topLeft() - cell.topLeft()) * scale
            source = QRectF(origin, QSizeF(part.size()) * scale)
            painter.drawPixmap(QRectF(part), ground, source)

    def _ground(self, cell: QRect) -> QPixmap:
        if self._grounds[0] != cell.width():
            picture, painter = self._canvas(cell.width(), cell.height())
            painter.setBrush(QColor(self._colours.photo_ground))
            painter.drawRoundedRect(
                QRectF(0, 0, cell.width(), cell.height()), self._radius, self._radius
            )
            painter.end()
            self._grounds = cell.width(), picture
        return self._grounds[1]

    def _place(self, cell: QRect, picture: QPixmap) -> QRect:
        """In the middle; larger ones, made for another size, are made to fit meanwhile."""
        size = picture.size() / picture.devicePixelRatio()
        if size.width() > cell.width() or size.height() > cell.height():
            size = size.scaled(cell.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left = cell.left() + (cell.width() - size.width()) // 2
        return QRect(QPoint(left, cell.top() + (cell.height() - size.height()) // 2), size)

    def _sign(self, painter: QPainter, cell: QRect, tile: PhotoTile) -> None:
        if tile.state == "missing":
            badge = self.badge("image-off", 0)
        elif tile.state == "failed":
            badge = self.badge("triangle-alert", 0)
        elif tile.state == "no_face":
            badge = self.badge("user-x", 0)
        else:
            badge = self.badge("user", tile.faces)
        size = badge.deviceIndependentSize().toSize()
        painter.drawPixmap(
            cell.right() - size.width() - 5, cell.bottom() - size.height() - 5, badge
        )
        if tile.places > 1:
            copies = self.badge("copy", tile.places)
            painter.drawPixmap(cell.left() + 5, cell.bottom() - size.height() - 5, copies)

    def badge(self, symbol: str, count: int) -> QPixmap:
        """An icon, with a number beside it if it is not 0, on a dark ground."""
        key = symbol, count
        if key not in self._badges:  # QLocale takes 80 microseconds to write a number
            self._badges[key] = self._drawn_badge(symbol, number(count) if count else "")
        return self._badges[key]

    def _drawn_badge(self, symbol: str, text: str) -> QPixmap:
        words = self._metrics.horizontalAdvance(text) + TIGHT if text else 0
        picture, painter = self._canvas(_BADGE + words, _BADGE)
        painter.setBrush(_shade())
        painter.drawRoundedRect(QRectF(0, 0, _BADGE + words, _BADGE), _BADGE / 2, _BADGE / 2)
        painter.drawPixmap(4, 4, pixmap(symbol, 14, _ON_SHADE))
        painter.setPen(QColor(_ON_SHADE))
        painter.setFont(self._font)
        painter.drawText(QRect(19, 0, words + 2, _BADGE), int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.end()
        return picture

    def _canvas(self, width: int, height: int) -> tuple[QPixmap, QPainter]:
        scale = self._widget.devicePixelRatioF()
        picture = QPixmap(round(width * scale), round(height * scale))
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        return picture, painter

    def _mark(self, *, chosen: bool) -> QPixmap:
        picture, painter = self._canvas(_CHECK, _CHECK)
        circle = QRectF(2, 2, _CHECK - 4, _CHECK - 4)
        if chosen:
            painter.setPen(QPen(QColor(self._colours.on_accent), 1.5))
            painter.setBrush(QColor(self._colours.accent))
            painter.drawEllipse(circle)
            painter.drawPixmap(5, 5, pixmap("check", 14, self._colours.on_accent))
        else:
            painter.setPen(QPen(QColor(_ON_SHADE), 1.5))
            painter.setBrush(_shade())
            painter.drawEllipse(circle)
        painter.end()
        return picture

    @cached_property
    def _checked(self) -> QPixmap:
        return self._mark(chosen=True)

    @cached_property
    def _unchecked(self) -> QPixmap:
        return self._mark(chosen=False)

    @cached_property
    def _frame(self) -> QPen:
        return QPen(QColor(self._colours.accent), 3)

    @cached_property
    def _focus(self) -> QPen:
        return QPen(QColor(self._colours.text), 1.5)

    @cached_property
    def _hover(self) -> QPen:
        return QPen(QColor(self._colours.muted), 1.5)

    @cached_property
    def _bad(self) -> QPixmap:
        return pixmap("triangle-alert", 28, self._colours.warning)

    @cached_property
    def _gone(self) -> QPixmap:
        return pixmap("image-off", 28, self._colours.muted)

    @cached_property
    def _font(self) -> QFont:
        font = QFont(self._widget.font())
        font.setPixelSize(12)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    @cached_property
    def _small_font(self) -> QFont:
        font = QFont(self._widget.font())
        font.setPixelSize(12)
        return font

    @cached_property
    def _small_metrics(self) -> QFontMetrics:
        return QFontMetrics(self._small_font)

    @cached_property
    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._font)


def mark_place(cell: QRect) -> QRect:
    """Where the mark of a tile is that chooses it."""
    return QRect(cell.left() + 6, cell.top() + 6, _CHECK, _CHECK)


def _bare(cell: QRect, shown: QRect) -> list[QRect]:
    """What of a tile its picture does not cover, and what is behind its round corners."""
    behind = round(2 * _RADIUS)
    if shown.width() == cell.width():
        height = shown.top() - cell.top() + behind
        upper = QRect(cell.left(), cell.top(), cell.width(), height)
        lower = upper.translated(0, cell.height() - height)
        return [upper, lower] if 2 * height < cell.height() else [cell]
    if shown.height() == cell.height():
        width = shown.left() - cell.left() + behind
        left = QRect(cell.left(), cell.top(), width, cell.height())
        right = left.translated(cell.width() - width, 0)
        return [left, right] if 2 * width < cell.width() else [cell]
    return [cell]


def _shade() -> QColor:
    """Dark enough under white words on any photo: 4.5 : 1 even on white."""
    return QColor(0, 0, 0, 150)
