"""A list to pick from that drops down from a button, with a field to find one among many."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from faceapp.core.gallery import Choice
from faceapp.ui.language import number
from faceapp.ui.theme import GAP

_SEARCHED_FROM = 9
_LINES_SHOWN = 12


class PickPopup(QFrame):
    """Closes by a click elsewhere; `picked` is called with all that is picked, at each change."""

    def __init__(
        self,
        parent: QWidget,
        choices: Sequence[Choice],
        chosen: Sequence[int],
        picked: Callable[[tuple[int, ...]], object],
        hint: str,
    ) -> None:
        """Show `choices`; `hint` stands in the field."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._picked = picked
        self._list = QListWidget()
        self._list.setAccessibleName(hint)
        for choice in choices:
            item = QListWidgetItem(f"{choice.name}   {number(choice.photos)}")
            item.setData(Qt.ItemDataRole.UserRole, choice.id)
            is_chosen = choice.id in chosen
            item.setCheckState(Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked)
            self._list.addItem(item)
        self._list.itemChanged.connect(self._on_item_changed)
        self._list.itemClicked.connect(self._on_item_clicked)
        self._was_checked = {row: self._is_checked(row) for row in range(self._list.count())}
        self._field = QLineEdit(placeholderText=hint, clearButtonEnabled=True)
        self._field.textChanged.connect(self._on_text_changed)
        self._field.returnPressed.connect(self._on_return_pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.addWidget(self._field)
        column.addWidget(self._list)
        # Not before it has a parent: it would be shown as a window of its own.
        self._field.setVisible(len(choices) >= _SEARCHED_FROM)
        lines = min(len(choices), _LINES_SHOWN)
        self._list.setFixedHeight(max(1, lines) * max(24, self._list.sizeHintForRow(0)) + 4)
        widest = self._list.sizeHintForColumn(0) + 32
        self._list.setMinimumWidth(min(420, max(200, widest)))

    def drop_from(self, button: QWidget) -> None:
        """Show it below a button."""
        self.move(button.mapToGlobal(QPoint(0, button.height() + 4)))
        self.show()
        (self._field if self._field.isVisible() else self._list).setFocus()

    def _is_checked(self, row: int) -> bool:
        return self._list.item(row).checkState() is Qt.CheckState.Checked

    def _on_item_clicked(self, item: QListWidgetItem) -> None:
        """A click on the words counts like one on the box, which has changed it already."""
        row = self._list.row(item)
        if self._is_checked(row) == self._was_checked[row]:
            turned = Qt.CheckState.Unchecked if self._is_checked(row) else Qt.CheckState.Checked
            item.setCheckState(turned)
        self._was_checked[row] = self._is_checked(row)

    def _on_item_changed(self, _item: QListWidgetItem) -> None:
        rows = [self._list.item(row) for row in range(self._list.count())]
        checked = [item for item in rows if item.checkState() is Qt.CheckState.Checked]
        self._picked(tuple(int(item.data(Qt.ItemDataRole.UserRole)) for item in checked))

    def _on_return_pressed(self) -> None:
        """Pick the first that fits what was typed."""
        items = [self._list.item(row) for row in range(self._list.count())]
        first = next((item for item in items if not item.isHidden()), None)
        if first is not None and self._field.text():
            self._on_item_clicked(first)

    def _on_text_changed(self, text: str) -> None:
        wanted = text.casefold()
        for row in range(self._list.count()):
            item = self._list.item(row)
            item.setHidden(wanted not in item.text().casefold())
