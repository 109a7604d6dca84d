"""All people and groups: found by name, named, merged, hidden."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QApplication,
    QPushButton,
    QSlider,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from faceapp.core.people import People, PersonTile, Who
from faceapp.ui.desk import Desk
from faceapp.ui.face_covers import FaceCovers
from faceapp.ui.language import number
from faceapp.ui.models.people import SINGLES, Part, PeopleModel
from faceapp.ui.pages.people_actions import PeopleActions
from faceapp.ui.widgets.blank import Blank
from faceapp.ui.widgets.labels import button
from faceapp.ui.widgets.people_grid import PeopleGrid
from faceapp.ui.widgets.sectioned_view import LARGEST, SMALLEST, USUAL
from faceapp.ui.widgets.selection_bar import SelectionBar

_SIDE_KEY = "people/side"


class PeopleOverview(QWidget):
    """A grid, or what to do while there is nobody yet."""

    opened = Signal(object)
    grouping_wanted = Signal()
    retry_wanted = Signal()
    changed = Signal()

    def __init__(self, desk: Desk, covers: FaceCovers, actions: PeopleActions) -> None:
        """Show nothing before `show_people`."""
        super().__init__()
        self._desk, self._actions = desk, actions
        self._people: People | None = None
        self._single: int | None = None
        self._text = ""
        self._is_working = False
        self.model = PeopleModel(self)
        self.grid = PeopleGrid(self.model, covers, self._title)
        self.grid.setAccessibleName(self.tr("People"))
        self.bar = SelectionBar()
        self.blank = Blank()
        self._build()
        self._connect()
        self.grid.set_side(int(str(desk.memory.value(_SIDE_KEY, USUAL))))

    # -- from outside

    def show_people(self, people: People, single: int | None) -> None:
        """Take everybody; what is chosen and where one is stays."""
        self._people, self._single = people, single
        self._arrange()

    def look_for(self, text: str) -> None:
        """Show those whose names hold every word."""
        self._text = text
        self._arrange()

    def fail(self, text: str) -> None:
        """It could not be read."""
        self.bar.hide()
        retry = button(self.tr("Try again"), self.retry_wanted.emit, "primary")
        self.blank.tell("triangle-alert", self.tr("People could not be read"), text, retry)
        self._show(self.blank)

    def set_working(self, working: bool) -> None:
        """Whether groups are being made just now; said only while there are none."""
        if working != self._is_working:
            self._is_working = working
            if self._people is not None:
                self._show_state()

    @property
    def said(self) -> str:
        """How many there are, for the title of the window."""
        return self.bar.count.text()

    # -- building

    def _build(self) -> None:
        self._hidden = QPushButton()
        self._hidden.setProperty("kind", "chip")
        self._hidden.setCheckable(True)
        self._hidden.clicked.connect(self._on_hidden_pressed)
        self.bar.chips.addWidget(self._hidden)
        self._name = self.bar.add_action("pencil", self.tr("Name"), "F2", self._on_name_wanted)
        self._merge = self.bar.add_action("users", self.tr("Merge"), "M", self._on_merge_wanted)
        self._hide = self.bar.add_action("eye-off", self.tr("Hide"), "H", self._on_hide_wanted)
        self._size = QSlider(Qt.Orientation.Horizontal)
        self._size.setRange(SMALLEST, LARGEST)
        self._size.setFixedSize(112, 24)
        self._size.setPageStep(32)
        self._size.setToolTip(self.tr("Size of the pictures"))
        self._size.setAccessibleName(self.tr("Size of the pictures"))
        self._size.setValue(self.grid.side)
        self._size.valueChanged.connect(self.grid.set_side)
        self.bar.layout().addWidget(self._size)
        self._stack = QStackedWidget()
        for part in (QWidget(), self.grid, self.blank):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self.bar.hide()

    def _connect(self) -> None:
        self.grid.opened.connect(self._on_row_opened)
        self.grid.menu_wanted.connect(self._on_menu_wanted)
        self.grid.chosen_changed.connect(self._show_chosen)
        self.grid.command.connect(self._on_command)
        self.grid.named.connect(self._on_named)
        self.grid.dropped.connect(self._on_dropped)
        self.grid.side_changed.connect(self._on_side_changed)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """What is shown takes the keyboard; a proxy would let Tab pass the rest by."""
        super().focusInEvent(event)
        self._stack.currentWidget().setFocus(event.reason())

    # -- showing

    def _arrange(self) -> None:
        if self._people is None:
            return
        chosen, current = self.grid.chosen(), self.grid.currentIndex().row()
        who = self.model.tile(current).who if current >= 0 else None
        row, distance = self.grid.anchor()
        first = self.model.tile(row).who if row >= 0 else None
        at_top = self.grid.verticalOffset() == 0
        self.model.show(self._people, self._single, self._text, hidden=self._hidden.isChecked())
        self.grid.choose_rows(self.model.rows_of(chosen))
        if who is not None:
            self.grid.set_current(self._row_near(who, current))
        if first is not None and not at_top and (again := self.model.row_of(first)) >= 0:
            self.grid.restore(again, distance)
        self._show_state()

    def _row_near(self, who: Who, before: int) -> int:
        """Where somebody stands now, else who took the place."""
        row = self.model.row_of(who)
        return row if row >= 0 else min(before, self.model.rowCount() - 1)

    def _show_state(self) -> None:
        people = self._people
        assert people is not None
        hidden = len(people.hidden)
        self._hidden.setText(self.tr("Hidden: %1").replace("%1", number(hidden)))
        self._hidden.setVisible(hidden > 0 or self._hidden.isChecked())
        is_nobody = not (people.named or people.groups or people.hidden)
        self.bar.setVisible(not is_nobody)
        if is_nobody:
            self._tell_nobody(people.singles)
        elif not self.model.rowCount():
            self._tell_no_match()
        else:
            self._show(self.grid)
        self._show_chosen()

    def _show(self, part: QWidget) -> None:
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and (
            focused is self or focused is self.parentWidget() or self._stack.isAncestorOf(focused)
        )
        self._stack.setCurrentWidget(part)
        if had_keyboard:
            part.setFocus()

    def _tell_nobody(self, ungrouped: int) -> None:
        if self._is_working:
            text = self.tr("Groups appear here as soon as they are ready. You can go on working.")
            self.blank.tell("hourglass", self.tr("Faces are being grouped"), text)
        elif not ungrouped:
            text = self.tr("Add photos: drop a folder onto the window. Then faces are grouped.")
            add = button(self.tr("Add photos…"), self._on_photos_wanted, "primary")
            self.blank.tell("users", self.tr("There are no faces yet"), text, add)
        else:
            heading = self.tr("%n face(s) are not grouped yet", "", ungrouped)
            text = self.tr(
                "Grouping puts the faces of one person together. You then give each group a name."
            )
            group = button(self.tr("Group faces"), self.grouping_wanted.emit, "primary")
            single = button(self.tr("Look at single faces"), self._on_singles_wanted)
            self.blank.tell("users", heading, text, group, single)
        self._show(self.blank)

    def _tell_no_match(self) -> None:
        if self._hidden.isChecked() and not self._text:
            self.blank.tell("eye", self.tr("Nobody is hidden"), "")
        else:
            heading = self.tr("Nobody is called “%1”").replace("%1", self._text)
            self.blank.tell("search", heading, self.tr("Try a part of the name."))
        self._show(self.blank)

    def _title(self, key: int) -> str:
        people = self._people or People([], [], [], 0)
        words = {
            Part.NAMED: (self.tr("People"), len(people.named)),
            Part.GROUPS: (self.tr("Without a name"), len(people.groups)),
            Part.SINGLES: (self.tr("In no group"), people.singles),
            Part.HIDDEN: (self.tr("Hidden"), len(people.hidden)),
        }
        said, count = words[Part(key)]
        return f"{said}  ·  {number(count)}"

    def _show_chosen(self) -> None:
        people = self._people or People([], [], [], 0)
        facts = [
            self.tr("%n person(s)", "", len(people.named)),
            self.tr("%n group(s)", "", len(people.groups)),
        ]
        self.bar.count.setText("  ·  ".join(facts))
        tiles = self.chosen()
        self._name.setEnabled(len(tiles) == 1)
        self._merge.setEnabled(len(tiles) > 1)
        are_hidden = bool(tiles) and all(tile.hidden for tile in tiles)
        self._hide.setText(self.tr("Show again") if are_hidden else self.tr("Hide"))
        self.bar.show_chosen(self.tr("%n selected", "", len(tiles)), len(tiles))
        self.changed.emit()

    # -- what a person does

    def chosen(self) -> Sequence[PersonTile]:
        """Who is chosen; the single faces are nobody."""
        tiles = [self.model.tile(row) for row in self.grid.rows()]
        return [tile for tile in tiles if tile.who != SINGLES]

    def _on_row_opened(self, row: int) -> None:
        self.opened.emit(self.model.tile(row).who)

    def _on_photos_wanted(self) -> None:
        self._desk.page_wanted.emit("library")

    def _on_singles_wanted(self) -> None:
        self.opened.emit(SINGLES)

    def _on_open_wanted(self) -> None:
        if tiles := self.chosen():
            self.opened.emit(tiles[0].who)

    def _on_command(self, letter: str) -> None:
        {"m": self._on_merge_wanted, "h": self._on_hide_wanted}[letter]()

    def _on_name_wanted(self) -> None:
        rows = self.grid.rows()
        if rows:
            self.grid.set_current(rows[0])
            self.grid.begin_naming()

    def _on_named(self, who: Who, name: str) -> None:
        row = self.model.row_of(who)
        if row < 0 or name != self.model.tile(row).name:
            self._actions.deciding.name_who(who, name)

    def _on_merge_wanted(self) -> None:
        self._actions.merge(self.chosen())

    def _on_hide_wanted(self) -> None:
        self._actions.hide(self.chosen())

    def _on_dropped(self, target: Who) -> None:
        tiles = [*self.chosen(), self.model.tile(self.model.row_of(target))]
        self._actions.merge(tiles, target)

    def _on_menu_wanted(self, place: QPoint) -> None:
        if tiles := self.chosen():
            menu = self._actions.menu(tiles, self._on_name_wanted, self._on_open_wanted)
            menu.popup(place)

    def _on_hidden_pressed(self) -> None:
        self._arrange()

    def _on_side_changed(self, side: int) -> None:
        self._desk.memory.setValue(_SIDE_KEY, side)
        self._size.setValue(side)
