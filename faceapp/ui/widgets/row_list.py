"""What lists of painted rows share: rows as wide as the list, all equally high."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

_LEAST_WIDTH_PX = 200


class RowDelegate(QStyledItemDelegate):
    """Knows how high a row is; how it looks is for others to say."""

    def __init__(self, row_px: int) -> None:
        """Take the height of every row."""
        super().__init__()
        self._row_px = row_px

    def sizeHint(  # noqa: N802  Qt's name
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        """All rows are equally high, and the list decides how wide."""
        return QSize(_LEAST_WIDTH_PX, self._row_px)


class RowList(QListView):
    """Scrolls by pixels, and up and down only."""

    def __init__(self, model: QAbstractItemModel, delegate: RowDelegate) -> None:
        """Take the rows and how they are painted."""
        super().__init__()
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        delegate.setParent(self)  # a view does not own its delegate
        self.setItemDelegate(delegate)
        self.setModel(model)
