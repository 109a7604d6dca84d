"""A list of what a grouping would change, with faces of every group that is meant."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from faceapp.ui.face_covers import FaceCovers
from faceapp.ui.icons import pixmap
from faceapp.ui.language import number
from faceapp.ui.models.grouping import CHANGE_ROLE, JOIN, SPLIT, Change, GroupingModel, Part
from faceapp.ui.theme import GAP, TIGHT, WIDE, colours
from faceapp.ui.widgets.row_list import RowDelegate, RowList

_FACE_PX, _TITLE_PX, _COUNT_PX = 56, 24, 18
_BETWEEN_PX = 28
# Of each of two parts so many faces are shown, of one alone more.
_FACES_OF_PART, _FACES_ALONE = 4, 8
_ROW_PX = WIDE + _TITLE_PX + TIGHT + _FACE_PX + _COUNT_PX + WIDE


class ChangeList(RowList):
    """Shows a GroupingModel; asks for faces of the rows in sight."""

    def __init__(self, model: GroupingModel, covers: FaceCovers) -> None:
        """Take rows and pictures."""
        super().__init__(model, ChangeDelegate(covers))
        self._covers = covers
        covers.loaded.connect(self._on_covers_loaded)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Paint, and ask for what was missing."""
        super().paintEvent(event)
        side = round(_FACE_PX * self.devicePixelRatioF())
        wanted = [face for row in self._in_sight() for face in _shown_faces(row)]
        missing = [face for face in wanted if not self._covers.known(face, side)[1]]
        if missing:
            self._covers.wish([(face, side) for face in dict.fromkeys(missing)])

    def _in_sight(self) -> Iterator[Change]:
        first = self.indexAt(QPoint(1, 1)).row()
        model = self.model()
        last = min(model.rowCount(), max(0, first) + self.viewport().height() // _ROW_PX + 2)
        for row in range(max(0, first), last):
            yield model.index(row, 0).data(CHANGE_ROLE)

    def _on_covers_loaded(self, _faces: list[int]) -> None:
        self.viewport().update()


class ChangeDelegate(RowDelegate):
    """A line of words, below it the faces of each part."""

    def __init__(self, covers: FaceCovers) -> None:
        """Take pictures."""
        super().__init__(_ROW_PX)
        self._covers = covers

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The words, then the faces."""
        change = index.data(CHANGE_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = option.rect.adjusted(WIDE, WIDE - TIGHT, -WIDE, -TIGHT)
        _paint_ground(painter, option)
        _paint_title(painter, option.font, place, str(index.data()))
        self._paint_parts(painter, option.font, place.adjusted(0, _TITLE_PX + TIGHT, 0, 0), change)
        painter.restore()

    def _paint_parts(self, painter: QPainter, font: QFont, place: QRect, change: Change) -> None:
        """From the left, as many as fit."""
        left = place.left()
        for at, part in enumerate(change.parts):
            faces = _faces_of(change, part)
            width = len(faces) * (_FACE_PX + TIGHT)
            between = _BETWEEN_PX if at else 0
            if left + between + width > place.right():
                more = len(change.parts) - at
                _paint_muted(
                    painter, font, QRect(left + GAP, place.top(), 80, _FACE_PX), f"+{more}"
                )
                return
            if at:
                symbol = pixmap("plus" if change.kind == JOIN else "columns-2", 16, colours().muted)
                painter.drawPixmap(left + 4, place.top() + (_FACE_PX - 16) // 2, symbol)
            self._paint_faces(painter, faces, QPoint(left + between, place.top()))
            counted = QRect(left + between, place.top() + _FACE_PX, max(width, 40), _COUNT_PX)
            _paint_muted(painter, font, counted, number(part.count))
            left += between + width

    def _paint_faces(self, painter: QPainter, faces: Sequence[int], at: QPoint) -> None:
        side = round(_FACE_PX * painter.device().devicePixelRatioF())
        for place, face in enumerate(faces):
            cell = QRect(at.x() + place * (_FACE_PX + TIGHT), at.y(), _FACE_PX, _FACE_PX)
            picture = self._covers.known(face, side)[0]
            if picture is None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours().photo_ground))
                painter.drawRoundedRect(cell, GAP, GAP)
            else:
                painter.drawPixmap(cell, picture)


def _faces_of(change: Change, part: Part) -> tuple[int, ...]:
    several = change.kind in (JOIN, SPLIT)
    return part.faces[: min(part.count, _FACES_OF_PART if several else _FACES_ALONE)]


def _shown_faces(change: Change) -> list[int]:
    return [face for part in change.parts for face in _faces_of(change, part)]


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    place, shown = option.rect, colours()
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(QColor(shown.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), GAP, GAP)
    painter.setPen(QPen(QColor(shown.line), 1))
    painter.drawLine(place.left() + WIDE, place.bottom(), place.right() - WIDE, place.bottom())


def _paint_title(painter: QPainter, font: QFont, place: QRect, text: str) -> None:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    painter.setFont(bold)
    painter.setPen(QColor(colours().text))
    line = QRect(place.left(), place.top(), place.width(), _TITLE_PX)
    cut = QFontMetrics(bold).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), cut)


def _paint_muted(painter: QPainter, font: QFont, place: QRect, text: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colours().muted))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), text)
