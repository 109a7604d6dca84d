"""Everybody who is searched for, in a row above the results, and who else may be on a photo."""

from functools import partial

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from faceapp.core.combining import MOST_TERMS
from faceapp.ui.desk import Desk, SearchWish
from faceapp.ui.icons import icon
from faceapp.ui.people_picking import PeoplePicking
from faceapp.ui.pictures import pixmap_of, rounded, wish_of
from faceapp.ui.search_terms import Search
from faceapp.ui.theme import GAP
from faceapp.ui.widgets.flow_layout import FlowLayout
from faceapp.ui.widgets.labels import button
from faceapp.ui.widgets.term_chip import TermChip

_FACE = QSize(40, 40)
_CHIP_PX = 40
_USUALLY_AT_MOST, _MOST_ON_A_PHOTO, _MOST_PX = 2, 99, 72


class TermRow(QFrame):
    """`changed` brings another search; `wanted` what to read and add, empty to ask for a file.

    `limits`, on who else may be on a photo, is for another row.
    """

    changed = Signal(Search)
    wanted = Signal(SearchWish)
    library_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        """Show nobody before `show_search`."""
        super().__init__()
        self._desk = desk
        self.search = Search()
        self.chips: list[TermChip] = []
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._chips.setSizePolicy(policy)
        self.add = button(self.tr("Add…"), self._on_add_pressed, "chip", symbol="plus")
        self.add.setFixedHeight(_CHIP_PX)
        self.add.setAccessibleName(self.tr("Search for somebody else together"))
        self.add.setToolTip(self.add.accessibleName())
        self._picking = PeoplePicking(desk, self.add)
        self._picking.picked.connect(self._on_person_picked)
        self._picking.dropped.connect(self._on_person_dropped)
        self.limits = self._limit_row()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._chips)
        self.show_search(self.search)

    def show_search(self, search: Search) -> None:
        """Show who is searched for."""
        place, part = self._with_keyboard()
        self.search = search
        self._clear()
        for at in range(len(search.terms)):
            chip = self._chip(at)
            self.chips.append(chip)
            self._flow.addWidget(chip)
            chip.show()  # else it could not take the keyboard yet
        self._flow.addWidget(self.add)
        self._show_limits()
        if part and self.chips:
            chip = self.chips[min(place, len(self.chips) - 1)]
            (chip.parts[part] if len(self.chips) > 1 else chip.face).setFocus()

    def refuses_more(self) -> bool:
        """Whether there are as many as can be; if so, that is said."""
        is_full = len(self.search.terms) >= MOST_TERMS
        if is_full:
            self._desk.say(self.tr("At most %n can be searched for together.", "", MOST_TERMS))
        return is_full

    def menu(self) -> QMenu:
        """Who else can be looked for."""
        menu = QMenu(self)
        self._add(menu, "image-plus", self.tr("A sample photo…"), self._on_sample_pressed)
        paste = self.tr("The picture on the clipboard")
        self._add(menu, "clipboard-paste", paste, self._on_paste_pressed)
        self._add(menu, "user", self.tr("Somebody by name…"), self.ask_for_person)
        self._add(menu, "images", self.tr("A face of the library…"), self.library_wanted.emit)
        self._add_faces(menu)
        return menu

    def ask_for_person(self) -> None:
        """Let the person pick somebody by name."""
        people = [term.wish.person for term in self.search.terms if term.wish.person is not None]
        self._picking.ask(people)

    # -- building

    def _chip(self, place: int) -> TermChip:
        search = self.search
        is_current, is_alone = place == search.current, len(search.terms) == 1
        chip = TermChip(search.terms[place], is_current=is_current, is_alone=is_alone)
        chip.chosen.connect(partial(self._choose, place))
        chip.changed.connect(partial(self._change, place))
        chip.removed.connect(partial(self._remove, place))
        return chip

    def _limit_row(self) -> QWidget:
        self.only_them = QCheckBox(self.tr("Only them"))
        self.only_them.setToolTip(self.tr("Nobody else is on the photo"))
        self.only_them.clicked.connect(self._on_limits_changed)
        self.at_most = QCheckBox(self.tr("Faces at most"))
        self.at_most.clicked.connect(self._on_limits_changed)
        self.most = QSpinBox()
        self.most.setRange(1, _MOST_ON_A_PHOTO)
        self.most.setFixedWidth(_MOST_PX)
        self.most.setValue(_USUALLY_AT_MOST)
        self.most.setAccessibleName(self.tr("At most so many faces on the photo"))
        self.most.valueChanged.connect(self._on_limits_changed)
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for part in (self.only_them, self.at_most, self.most):
            row.addWidget(part)
        return made

    def _with_keyboard(self) -> tuple[int, str]:
        """The chip and the part of it that has the keyboard; an empty name if none has."""
        keyboard = self.window().focusWidget()  # also below the menu that a rule was chosen from
        for place, chip in enumerate(self.chips):
            for name, part in chip.parts.items():
                if part is keyboard:
                    return place, name
        return 0, ""

    def _clear(self) -> None:
        while self._flow.count():
            self._flow.takeAt(0)
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips.clear()

    def _show_limits(self) -> None:
        most = self.search.most_faces
        self.only_them.setChecked(self.search.only_them)
        self.at_most.setChecked(most is not None)
        self.most.setEnabled(most is not None)
        if most is not None:
            self.most.blockSignals(True)
            self.most.setValue(most)
            self.most.blockSignals(False)

    def _add(self, menu: QMenu, symbol: str, text: str, act: object) -> None:
        menu.addAction(icon(symbol), text, act)  # type: ignore[call-overload]

    def _add_faces(self, menu: QMenu) -> None:
        """The other faces of the sample that is looked at."""
        term = self.search.term
        sample = term.sample if term else None
        taken = {each.face for each in self.search.terms if each.sample is sample}
        others = [face for face in range(len(sample.faces)) if face not in taken] if sample else []
        if not term or not sample or not others:
            return
        below = menu.addMenu(icon("scan-face"), self.tr("Another face of this sample"))
        below.setProperty("kind", "faces")
        for face in others:
            picture = rounded(pixmap_of(sample.faces[face].portrait.pixels), _FACE, 8)
            name = self.tr("Face %1").replace("%1", str(face + 1))
            below.addAction(QIcon(picture), name, partial(self._add_face, face))

    # -- what the person does

    def _on_add_pressed(self) -> None:
        if self.refuses_more():
            return
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height() + 4)))

    def _on_sample_pressed(self) -> None:
        self.wanted.emit(SearchWish(joins=True))

    def _on_paste_pressed(self) -> None:
        wish = wish_of(QGuiApplication.clipboard().mimeData())
        if wish is None:
            said = self.tr("There is no picture and no single photo on the clipboard.")
            self._desk.say(said)
        else:
            self.wanted.emit(SearchWish(wish.paths, wish.image, joins=True))

    def _add_face(self, face: int) -> None:
        term = self.search.term
        if term:
            more = self.search.with_term(term)
            place = more.current
            self.changed.emit(more.changed(place, face=face, percent=None))

    def _on_person_picked(self, person: int) -> None:
        self.wanted.emit(SearchWish(person=person, joins=True))

    def _on_person_dropped(self, person: int) -> None:
        places = {term.wish.person: place for place, term in enumerate(self.search.terms)}
        if person in places and len(places) > 1:
            self._remove(places[person])

    def _choose(self, place: int) -> None:
        if place != self.search.current:
            self.changed.emit(Search(self.search.terms, place, *self._limits_now()))

    def _change(self, place: int, values: dict[str, object]) -> None:
        self.changed.emit(self.search.changed(place, **values))

    def _remove(self, place: int) -> None:
        self.changed.emit(self.search.without(place))

    def _on_limits_changed(self, _value: object = None) -> None:
        self.most.setEnabled(self.at_most.isChecked())
        search = Search(self.search.terms, self.search.current, *self._limits_now())
        self.changed.emit(search)

    def _limits_now(self) -> tuple[bool, int | None]:
        most = self.most.value() if self.at_most.isChecked() else None
        return self.only_them.isChecked(), most
