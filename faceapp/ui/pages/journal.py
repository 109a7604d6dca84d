"""The page with every decision about faces and people: read, taken back, done again."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from faceapp.core.errors import FaceAppError
from faceapp.core.jobs import Changes
from faceapp.services.decisions import Entry
from faceapp.ui.deciding import Deciding
from faceapp.ui.desk import Desk
from faceapp.ui.icons import icon
from faceapp.ui.models.journal import JournalModel
from faceapp.ui.pages.page import Page
from faceapp.ui.theme import GAP, PAGE
from faceapp.ui.widgets.blank import Blank
from faceapp.ui.widgets.dialogs import Ask
from faceapp.ui.widgets.journal_list import JournalList
from faceapp.ui.widgets.labels import button, label, symbol_button

_SHOWN = 2_000


class JournalPage(Page):
    """Decisions can be undone from the newest down, also those of earlier runs."""

    name = "journal"
    shows = Changes(people=True)

    def __init__(self, desk: Desk) -> None:
        """Build; nothing is asked for before it is shown."""
        super().__init__(desk)
        self.deciding = Deciding(desk, self)
        self.model = JournalModel(self)
        self.list = JournalList(self.model)
        self.list.setAccessibleName(self.title())
        self.list.undo_wanted.connect(self.ask_to_undo)
        self.list.customContextMenuRequested.connect(self._on_menu_requested)
        self.list.selectionModel().currentChanged.connect(self._show_buttons)
        self.blank = Blank()
        self._undo = symbol_button(self.tr("Undo"), self.deciding.undo, symbol="undo-2")
        self._redo = symbol_button(self.tr("Redo"), self.deciding.redo, symbol="redo-2")
        self._to_here = symbol_button(
            self.tr("Undo to here…"), self._on_to_here_pressed, symbol="history"
        )
        hint = label(
            self.tr("Decisions are kept for ever. They can be taken back from the newest down."),
            "muted",
            wraps=True,
        )
        hint.setContentsMargins(PAGE, 0, PAGE, GAP)
        self._stack = QStackedWidget()
        for part in (QWidget(), self.list, self.blank):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(hint)
        column.addWidget(self._stack, 1)
        self._show_buttons()

    def actions(self) -> Sequence[QWidget]:
        """Back and forth."""
        back = symbol_button(self.tr("People"), self._on_people_wanted, symbol="users")
        return self._undo, self._redo, self._to_here, back

    def reload(self) -> None:
        """Ask for the newest decisions."""
        work = partial(self.desk.workspace.decisions.journal, _SHOWN)
        self.desk.ask(work, self._on_read, self._on_failed)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """The list takes the keyboard."""
        super().focusInEvent(event)
        self._stack.currentWidget().setFocus(event.reason())

    def ask_to_undo(self, row: int) -> None:
        """Take back this decision and all later ones, after a yes if they are several."""
        entry, count = self.model.entries[row], self.model.undone_by(row)
        if entry.is_undone or not count:
            return
        if count == 1:
            self.deciding.undo()
            return
        dialog = Ask(
            self,
            self.tr("Undo %n decision(s)?", "", count),
            self.tr(
                "All decisions from the newest down to the chosen one are taken back. Redo "
                "brings them back one by one."
            ),
            self.tr("Undo %n", "", count),
        )
        dialog.accepted.connect(partial(self.deciding.undo_to, entry.id))
        dialog.open()

    def _on_read(self, entries: list[Entry]) -> None:
        current = self.list.currentIndex().row()
        known = self.model.entries[current].id if current >= 0 else -1
        place = self.list.verticalScrollBar().value()
        self.model.show(entries)
        if (row := self.model.row_of(known)) >= 0:
            self.list.setCurrentIndex(self.model.index(row))
        self.list.verticalScrollBar().setValue(place)
        if entries:
            self._show(self.list)
        else:
            text = self.tr("Names, merges and everything else you decide is listed here.")
            self.blank.tell("history", self.tr("Nothing has been decided yet"), text)
            self._show(self.blank)
        self._show_buttons()

    def _on_failed(self, error: FaceAppError) -> None:
        retry = button(self.tr("Try again"), self.reload, "primary")
        heading = self.tr("The decisions could not be read")
        self.blank.tell("triangle-alert", heading, self.desk.explain(error), retry)
        self._show(self.blank)

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        if self.hasFocus():
            part.setFocus()

    def _show_buttons(self) -> None:
        entries, row = self.model.entries, self.list.currentIndex().row()
        self._undo.setEnabled(any(not entry.is_undone for entry in entries))
        self._redo.setEnabled(any(entry.is_undone for entry in entries))
        self._to_here.setEnabled(0 <= row < len(entries) and not entries[row].is_undone)

    def _on_to_here_pressed(self) -> None:
        if self.list.currentIndex().isValid():
            self.ask_to_undo(self.list.currentIndex().row())

    def _on_menu_requested(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        if not index.isValid() or self.model.entries[index.row()].is_undone:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        text = self.tr("Undo to here…")
        menu.addAction(icon("history"), text, partial(self.ask_to_undo, index.row()))
        menu.popup(self.list.viewport().mapToGlobal(place))

    def _on_people_wanted(self) -> None:
        self.desk.page_wanted.emit("people")
