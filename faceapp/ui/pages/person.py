"""One person, a group, or the faces that are in none: looked through and put right."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from faceapp.core.errors import FaceAppError
from faceapp.core.people import Kind, PersonFace, PersonPage, Who
from faceapp.services.drafting import Decision
from faceapp.ui.desk import Desk, View
from faceapp.ui.face_covers import FaceCovers
from faceapp.ui.jobs.questions import Question
from faceapp.ui.models.faces import FacesModel, State
from faceapp.ui.models.people import SINGLES
from faceapp.ui.pages.people_actions import PeopleActions
from faceapp.ui.pages.people_faces import FaceActions
from faceapp.ui.theme import GAP, PAGE
from faceapp.ui.widgets.face_grid import PersonGrid
from faceapp.ui.widgets.people_dialogs import AskDescription
from faceapp.ui.widgets.person_head import COVER_PX, MINI_PX, PersonHead
from faceapp.ui.widgets.selection_bar import SelectionBar

_SIDE_PX = 128


@dataclass(frozen=True)
class Shown:
    """Whose faces are shown; `page` is None for those that are in no group."""

    who: Who
    faces: Sequence[PersonFace]
    page: PersonPage | None = None


class PersonView(QWidget):
    """`left` when it has nobody to show any more, or a person wants to go back."""

    left = Signal()
    changed = Signal()

    def __init__(self, desk: Desk, covers: FaceCovers, actions: PeopleActions) -> None:
        """Show nobody before `open`."""
        super().__init__()
        self._desk, self._covers, self._actions = desk, covers, actions
        self._who: Who | None = None
        self.shown: Shown | None = None
        self._year: int | None = None
        self._question: Question | None = None
        self._suggested: Sequence[PersonFace] = ()
        self.model = FacesModel(self)
        self.grid = PersonGrid(self.model, covers, self._title)
        self.grid.setAccessibleName(self.tr("Faces"))
        self.grid.set_side(_SIDE_PX)
        self.head = PersonHead()
        self.bar = SelectionBar()
        self.faces = FaceActions(desk, actions, self, self.chosen)
        self._build()
        self._connect()

    def open(self, who: Who) -> None:
        """Show somebody else."""
        self._who, self._year = who, None
        self._suggested = ()
        self.grid.clearSelection()
        self.reload()

    def reload(self) -> None:
        """Ask for everything anew."""
        if self._question:
            self._question.drop()
        if self._who is not None:
            work = partial(_load, self._desk, self._who)
            self._question = self._desk.ask(work, self._on_loaded, self._on_gone)

    def chosen(self) -> list[int]:
        """The numbers of the chosen faces."""
        return [self.model.faces[row].face for row in self.grid.rows()]

    @property
    def said(self) -> str:
        """Who it is, for the title of the window."""
        page = self.shown.page if self.shown else None
        return page.tile.name if page else ""

    # -- building

    def _build(self) -> None:
        self._move = self.bar.add_action("users", self.tr("Move to…"), "F2", self.faces.ask_to_move)
        self._buttons = {
            letter: self.bar.add_action(
                self.faces.symbol(letter),
                self.faces.words(letter),
                self.faces.key(letter),
                partial(self.faces.act, letter),
            )
            for letter in "ynx0cs"
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        inset = QWidget()
        around = QVBoxLayout(inset)
        around.setContentsMargins(PAGE, 0, PAGE, 0)
        around.addWidget(self.head)
        column.addWidget(inset)
        column.addWidget(self.bar)
        column.addWidget(self.grid, 1)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, activated=self._on_escape)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _connect(self) -> None:
        self.head.back_wanted.connect(self.left)
        self.head.named.connect(self._on_named)
        self.head.naming_left.connect(self.grid.setFocus)
        self.head.description_wanted.connect(self._on_description_wanted)
        self.head.photos_wanted.connect(self._on_photos_wanted)
        self.head.menu_wanted.connect(self._on_person_menu_wanted)
        self.head.opened.connect(self.open)
        self.head.timeline.year_wanted.connect(self._on_year_wanted)
        self.grid.opened.connect(self._on_face_opened)
        self.grid.command.connect(self.faces.act)
        self.grid.name_begun.connect(self._on_name_begun)
        self.grid.chosen_changed.connect(self._show_chosen)
        self.grid.menu_wanted.connect(self._on_menu_wanted)
        self.faces.opened.connect(self._on_open_wanted)
        self._actions.deciding.decided.connect(self._on_decided)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """The grid takes the keyboard; a proxy would let Tab pass the rest by."""
        super().focusInEvent(event)
        self.grid.setFocus(event.reason())

    # -- showing

    def _on_loaded(self, shown: Shown) -> None:
        self._question = None
        if shown.who != self._who:
            return
        self.shown = shown
        known = {face.face for face in shown.faces}
        self._suggested = [face for face in self._suggested if face.face not in known]
        self.faces.tile = shown.page.tile if shown.page else None
        if self._year is not None and not self._has_year(self._year):
            self._year = None
        self._arrange()
        if shown.page:
            self.head.show_page(shown.page, self._year)
        else:
            self.head.show_singles(len(shown.faces))
        self._want_covers()
        if shown.who.kind is Kind.PERSON:
            work = partial(_suggested, self._desk, shown.who)
            self._desk.ask(work, self._on_suggested, self._on_nothing_suggested)
        self.changed.emit()

    def _on_suggested(self, answer: tuple[Who, Sequence[PersonFace]]) -> None:
        who, faces = answer
        if who == self._who:
            self._suggested = faces
            self._arrange()

    def _on_nothing_suggested(self, _error: FaceAppError) -> None:
        """Without an engine that answers, the page shows what is known."""

    def _on_gone(self, error: FaceAppError) -> None:
        """It was merged into another, or dissolved."""
        self._question = None
        if self.isVisible() and self.shown is None:
            self._desk.tell_failure(error)
        self.left.emit()

    def _has_year(self, year: int) -> bool:
        page = self.shown.page if self.shown else None
        return page is not None and any(known == year for known, _ in page.years)

    def _arrange(self) -> None:
        if self.shown is None:
            return
        chosen, current = self.chosen(), self.grid.currentIndex().row()
        is_person = self.shown.who.kind is Kind.PERSON
        faces = [*self.shown.faces, *self._suggested]
        self.model.show(faces, self._year, parted=is_person)
        self.grid.choose_rows(self.model.rows_of(chosen))
        if current >= 0 and self.model.rowCount():
            self.grid.set_current(min(current, self.model.rowCount() - 1))
        self._show_chosen()

    def _title(self, key: int) -> str:
        count = int((self.model.sections == key).sum())
        if key == State.GUESSED:
            return self.tr("%n guessed: press Y where it is right, N where it is not", "", count)
        if key == State.SUGGESTED:
            return self.tr("%n that may be the same: press Y or N", "", count)
        return self.tr("%n confirmed", "", count)

    def _show_chosen(self) -> None:
        count = len(self.grid.rows())
        letters = self.faces.letters()
        for letter, made in self._buttons.items():
            made.setEnabled(letter in letters)
            made.setText(self.faces.words(letter))
        self.bar.show_chosen(self.tr("%n selected", "", count), count)
        shown = self.model.rowCount()
        text = self.tr("%n face(s)", "", shown)
        self.bar.count.setText(f"{self._year}  ·  {text}" if self._year else text)

    def _want_covers(self) -> None:
        ratio = self.devicePixelRatioF()
        page = self.shown.page if self.shown else None
        if page is None:
            self.head.show_cover(None)
            return
        wanted = {tile.cover: round(MINI_PX * ratio) for tile, _ in page.together}
        wanted[page.tile.cover] = round(COVER_PX * ratio)
        self._desk.ask(partial(_made, self._covers, page, wanted), self._on_covers_made)

    def _on_covers_made(self, answer: tuple[PersonPage, dict[int, QImage]]) -> None:
        page, pictures = answer
        if self.shown and page is self.shown.page:
            ratio = self.devicePixelRatioF()
            shown = {face: _pixmap(image, ratio) for face, image in pictures.items()}
            self.head.show_cover(shown.get(page.tile.cover or 0))
            self.head.show_faces(shown)

    # -- what a person does

    def _on_escape(self) -> None:
        if self.grid.selectionModel().hasSelection():
            self.grid.clearSelection()
        else:
            self.left.emit()

    def _on_named(self, name: str) -> None:
        page = self.shown.page if self.shown else None
        self.grid.setFocus()
        if page and name != page.tile.name:
            self._actions.deciding.name_who(page.tile.who, name)

    def _on_name_begun(self, typed: str) -> None:
        """A name for the chosen faces, else for the person."""
        if self.chosen():
            self.faces.ask_to_move(typed)
        else:
            self.head.begin_naming(typed)

    def _on_description_wanted(self) -> None:
        page = self.shown.page if self.shown else None
        if page:
            tile = page.tile
            dialog = AskDescription(self, tile.name, page.caption, page.description)
            dialog.described.connect(partial(self._actions.deciding.describe, tile.who.id))
            dialog.open()

    def _on_photos_wanted(self) -> None:
        if self.faces.tile:
            self._actions.show_photos([self.faces.tile])

    def _on_person_menu_wanted(self) -> None:
        if self.faces.tile:
            menu = self._actions.menu([self.faces.tile], self.head.begin_naming)
            menu.popup(self.head.more.mapToGlobal(self.head.more.rect().bottomLeft()))

    def _on_year_wanted(self, year: int | None) -> None:
        self._year = year
        page = self.shown.page if self.shown else None
        if page:
            self.head.timeline.show_years(page.years, year)
        self._arrange()

    def _on_open_wanted(self) -> None:
        if rows := self.grid.rows():
            self._on_face_opened(rows[0])

    def _on_face_opened(self, row: int) -> None:
        face = self.model.faces[row]
        photos = list(dict.fromkeys(each.photo for each in self.model.faces))
        self._desk.view_wanted.emit(View(photos, photos.index(face.photo), face.face))

    def _on_menu_wanted(self, place: QPoint) -> None:
        if self.chosen():
            self.faces.menu().popup(place)

    def _on_decided(self, decision: Decision) -> None:
        """Follow somebody who became, or joined, another."""
        others = [named.who for named in decision.others]
        subject = decision.subject.who
        if self._who in others and subject and decision.action in ("name_group", "merge"):
            self._who = subject
            if self.isVisible():
                self.reload()


def _load(desk: Desk, who: Who) -> Shown:
    people = desk.workspace.people
    if who == SINGLES:
        return Shown(who, people.located(people.singles(), "automatic"))
    page = people.page(who)
    return Shown(who, page.faces, page)


def _suggested(desk: Desk, who: Who) -> tuple[Who, Sequence[PersonFace]]:
    found = desk.workspace.suggestions.of(who.id)
    faces = [suggestion.face for suggestion in found]
    return who, desk.workspace.people.located(faces, "suggested")


def _made(
    covers: FaceCovers, page: PersonPage, wanted: dict[int | None, int]
) -> tuple[PersonPage, dict[int, QImage]]:
    return page, covers.make_all(wanted)


def _pixmap(image: QImage, ratio: float) -> QPixmap:
    made = QPixmap.fromImage(image)
    made.setDevicePixelRatio(ratio)
    return made
