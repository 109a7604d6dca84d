"""The list of decisions: what, when, and whether it was taken back."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from faceapp.ui.icons import pixmap
from faceapp.ui.models.journal import ENTRY_ROLE, MOMENT_ROLE, JournalModel
from faceapp.ui.theme import GAP, PAGE, WIDE, colours
from faceapp.ui.widgets.row_list import RowDelegate, RowList

_ROW_PX, _ICON_PX, _MOMENT_PX = 48, 20, 170
_SYMBOLS = {
    "name": "user",
    "unname": "user-x",
    "reject": "x",
    "not_a_face": "user-x",
    "draw": "square-dashed-mouse-pointer",
    "erase": "trash-2",
    "rename": "pencil",
    "name_group": "pencil",
    "merge": "users",
    "split": "user-plus",
    "confirm": "check",
    "differ": "columns-2",
    "hide": "eye-off",
    "unhide": "eye",
    "cover": "square-user",
    "describe": "file-text",
    "group": "layers",
    "import": "download",
    "separate": "copy",
}


class JournalList(RowList):
    """`undo_wanted` brings a row: Enter on it takes back all down to it."""

    undo_wanted = Signal(int)

    def __init__(self, model: JournalModel) -> None:
        """Take the rows."""
        super().__init__(model, _Delegate(_ROW_PX))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter asks to undo to here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.undo_wanted.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class _Delegate(RowDelegate):
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        entry, shown = index.data(ENTRY_ROLE), colours()
        place = option.rect.adjusted(PAGE, 0, -PAGE, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, option)
        colour = shown.muted if entry.is_undone else shown.text
        symbol = pixmap(_SYMBOLS.get(entry.decision.action, "pencil"), _ICON_PX, shown.muted)
        top = place.top() + (_ROW_PX - _ICON_PX) // 2
        painter.drawPixmap(place.left() + GAP, top, symbol)
        moment = QRect(place.right() - _MOMENT_PX, place.top(), _MOMENT_PX - GAP, place.height())
        left = place.left() + 2 * GAP + _ICON_PX + GAP
        words = QRect(left, place.top(), moment.left() - left - WIDE, place.height())
        font = QFont(option.font)
        font.setStrikeOut(entry.is_undone)
        _write(painter, words, str(index.data()), font, colour)
        right = Qt.AlignmentFlag.AlignRight
        _write(painter, moment, str(index.data(MOMENT_ROLE)), option.font, shown.muted, right)
        painter.restore()


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    shown, place = colours(), option.rect.adjusted(PAGE, 1, -PAGE, -1)
    is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
    if is_selected or option.state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shown.accent_soft if is_selected else shown.raised))
        painter.drawRoundedRect(place, GAP, GAP)
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(shown.accent), 2))
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), GAP, GAP)


def _write(
    painter: QPainter,
    place: QRect,
    text: str,
    font: QFont,
    colour: str,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, int(side | Qt.AlignmentFlag.AlignVCenter), cut)
