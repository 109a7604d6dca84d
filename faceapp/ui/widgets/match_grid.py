"""The grid of faces found: picture, box, per cent, name, date and source."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from faceapp.ui.icons import pixmap
from faceapp.ui.language import number
from faceapp.ui.models.matches import MATCH_ROLE, ShownMatch, day_of, names_of
from faceapp.ui.pictures import middle_of
from faceapp.ui.theme import GAP, TIGHT, colours

_NARROWEST, _WIDEST, _USUAL_COLUMNS = 164, 236, 7
_TEXT_PX = 46
_RADIUS = 10


class MatchGrid(QListView):
    """As many columns as fit, all equally wide; Enter and double click open."""

    opened = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Several can be selected."""
        super().__init__(parent)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # the others stop for 0.4 s at 100,000
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.setMouseTracking(True)
        self.delegate = MatchDelegate(self)
        self.setItemDelegate(self.delegate)
        self.doubleClicked.connect(self.opened)
        # Nothing shines through, so that scrolling moves what is painted and paints the rest.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Cover what was there, then draw the tiles."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(colours().ground))
        painter.end()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Share the width among the columns."""
        width = self.viewport().width() - 1
        wanted = max(_NARROWEST, min(_WIDEST, width // _USUAL_COLUMNS))
        columns = max(1, width // (wanted + GAP))
        cell = width // columns
        self.setGridSize(QSize(cell, cell + _TEXT_PX))
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter opens what the keyboard is on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class MatchDelegate(QStyledItemDelegate):
    """Paints a tile; what has not come yet is a quiet ground."""

    names_sources = True

    def sizeHint(  # noqa: N802  Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """The cell of the grid."""
        view = option.widget
        return view.gridSize() if isinstance(view, QListView) else super().sizeHint(option, index)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The picture with its box and per cent, two lines of text below."""
        match = index.data(MATCH_ROLE)
        if not isinstance(match, ShownMatch):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        # the grid's cell: what Qt gives may be smaller
        cell = QRect(option.rect.topLeft(), self.sizeHint(option, index))
        inner = cell.adjusted(TIGHT, TIGHT, -TIGHT, -TIGHT)
        side = inner.width()
        square = QRect(inner.left(), inner.top(), side, side)
        self._ground(painter, option.state, inner)
        self._picture(painter, match, square.adjusted(TIGHT, TIGHT, -TIGHT, -TIGHT))
        self._text(painter, option, match, inner.adjusted(GAP, side, -GAP, -TIGHT))
        painter.restore()

    def _ground(self, painter: QPainter, state: QStyle.StateFlag, place: QRect) -> None:
        shown = colours()
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        if is_selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shown.accent_soft if is_selected else shown.raised))
            painter.drawRoundedRect(place, _RADIUS + TIGHT, _RADIUS + TIGHT)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(shown.accent), 2))
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), _RADIUS + 3, _RADIUS + 3)

    def _picture(self, painter: QPainter, match: ShownMatch, place: QRect) -> None:
        path = QPainterPath()
        path.addRoundedRect(QRectF(place), _RADIUS, _RADIUS)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(place, QColor(colours().photo_ground))
        picture = match.tile.pixmap if match.tile else None
        if picture is not None:
            _draw_face(painter, match, picture, place)
        elif match.tile is not None:
            lost = pixmap("image-off", 32, colours().muted)
            painter.drawPixmap(place.center().x() - 16, place.center().y() - 16, lost)
        painter.restore()
        if match.percent is not None:
            _badge(painter, match.percent, place)

    def _text(
        self, painter: QPainter, option: QStyleOptionViewItem, match: ShownMatch, place: QRect
    ) -> None:
        if match.face is None:
            return
        info, shown = match.face.info, colours()
        source = info.source_title if self.names_sources else ""
        lines = (
            (names_of(match.face), shown.text),
            ("  ·  ".join(filter(None, (day_of(match.face), source))), shown.muted),
        )
        metrics, height = QFontMetrics(option.font), place.height() // 2
        for row, (text, colour) in enumerate(lines):
            line = QRect(place.left(), place.top() + row * height, place.width(), height)
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, place.width())
            painter.setPen(QColor(colour))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(line, flags | Qt.TextFlag.TextSingleLine, cut)


def _draw_face(painter: QPainter, match: ShownMatch, picture: QPixmap, place: QRect) -> None:
    boxes = match.tile.boxes if match.tile else {}
    part = middle_of(picture, place.size())
    if len(boxes) > 1:  # nobody is cut off
        part = QRectF(picture.rect())
        place = _fitted(picture.size(), place)
    painter.drawPixmap(QRectF(place), picture, part)
    for box in (boxes[face] for face in match.faces if face in boxes):
        scale = place.width() / part.width()
        drawn = QRectF(
            place.left() + (box.x() * picture.width() - part.x()) * scale,
            place.top() + (box.y() * picture.height() - part.y()) * scale,
            box.width() * picture.width() * scale,
            box.height() * picture.height() * scale,
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((QColor(0, 0, 0, 90), 3.5), (QColor(255, 255, 255, 230), 1.5)):
            painter.setPen(QPen(colour, width))
            painter.drawRoundedRect(drawn, 4, 4)


def _fitted(size: QSize, place: QRect) -> QRect:
    """The middle of a place, in the shape of a picture."""
    shape = size.scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
    fitted = QRect(place.topLeft(), shape)
    fitted.moveCenter(place.center())
    return fitted


def _badge(painter: QPainter, percent: float, place: QRect) -> None:
    text = f"{number(percent, 1)} %"
    metrics = painter.fontMetrics()
    width = metrics.horizontalAdvance(text) + 2 * GAP
    badge = QRectF(place.left() + TIGHT + 2, place.bottom() - 26, width, 22)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 170))
    painter.drawRoundedRect(badge, 11, 11)
    painter.setPen(QColor("white"))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
