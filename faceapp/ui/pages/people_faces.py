"""What can be done with chosen faces of a person, a group, or nobody."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from faceapp.core.people import Kind, PersonTile
from faceapp.ui.decision_words import title_of
from faceapp.ui.desk import Desk, SearchWish
from faceapp.ui.icons import icon
from faceapp.ui.pages.people_actions import PeopleActions
from faceapp.ui.widgets.people_dialogs import AskName

# Letter, icon: in the order of the line above the grid and of the menu.
_SYMBOLS = {
    "y": "check",
    "n": "x",
    "x": "user-plus",
    "0": "user-x",
    "c": "square-user",
    "s": "scan-search",
}
_FOR_A_PERSON = "yn"
_FOR_ONE = "cs"


class FaceActions(QObject):
    """Acts on what `chosen` gives: the numbers of faces."""

    opened = Signal()

    def __init__(
        self,
        desk: Desk,
        people: PeopleActions,
        page: QWidget,
        chosen: Callable[[], Sequence[int]],
    ) -> None:
        """Take the desk, decisions, and whom dialogs belong to."""
        super().__init__(page)
        self._desk, self._people, self._page = desk, people, page
        self._chosen = chosen
        self.tile: PersonTile | None = None

    @property
    def _person(self) -> int | None:
        """The number of the person whose faces these are."""
        tile = self.tile
        return tile.who.id if tile and tile.who.kind is Kind.PERSON else None

    def words(self, letter: str) -> str:
        """What a letter does."""
        name = title_of(self.tile) if self.tile else ""
        return {
            "y": self.tr("Confirm"),
            "n": self.tr("Not %1").replace("%1", name),
            "x": self.tr("Split out"),
            "0": self.tr("Not a face"),
            "c": self.tr("Cover"),
            "s": self.tr("Search this face"),
        }[letter]

    def symbol(self, letter: str) -> str:
        """The icon of what a letter does."""
        return _SYMBOLS[letter]

    def key(self, letter: str) -> str:
        """What is written on the key."""
        return "Del" if letter == "0" else letter.upper()

    def letters(self) -> list[str]:
        """What can be done now."""
        count = len(self._chosen())
        return [
            letter
            for letter in _SYMBOLS
            if (letter not in _FOR_A_PERSON or self._person is not None)
            and (letter != "c" or self._person is not None)
            and (letter not in _FOR_ONE or count == 1)
            and (letter != "x" or self.tile is not None)
        ]

    def act(self, letter: str) -> None:
        """Do what a letter stands for with the chosen faces."""
        faces, deciding = list(self._chosen()), self._people.deciding
        if not faces or letter not in self.letters():
            return
        person = self._person or 0
        {
            "y": partial(deciding.confirm, faces, person),
            "n": partial(deciding.refuse, faces, person),
            "x": partial(self.ask_to_split, faces),
            "0": partial(deciding.not_faces, faces),
            "c": partial(deciding.choose_cover, person, faces[0]),
            "s": partial(self._search, faces[0]),
        }[letter]()

    def ask_to_move(self, typed: str = "") -> None:
        """Ask whose the chosen faces are."""
        faces = list(self._chosen())
        if not faces:
            return
        title = self.tr("Whose are these %n face(s)?", "", len(faces))
        text = self.tr("They go to the person of this name, who is made if there is none.")
        dialog = AskName(self._page, title, text, self.tr("Move"), names=self._people.names)
        dialog.named.connect(partial(self._people.deciding.name_faces, faces))
        dialog.begin(typed)

    def ask_to_split(self, faces: list[int]) -> None:
        """Ask what a person is called that is made of faces; nothing will do."""
        title = self.tr("Make a person of %n face(s)", "", len(faces))
        text = self.tr(
            "They leave %1 and are never proposed for that one again. The name can wait."
        )
        name = title_of(self.tile) if self.tile else ""
        dialog = AskName(
            self._page,
            title,
            text.replace("%1", name),
            self.tr("Split out"),
            names=self._people.names,
            optional=True,
        )
        dialog.named.connect(partial(self._people.deciding.split, faces))
        dialog.begin("")

    def menu(self) -> QMenu:
        """All of that."""
        menu = QMenu(self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        opening, moving = self.tr("Open the photo"), self.tr("Move to…")
        menu.addAction(icon("maximize"), f"{opening}\tEnter", self.opened.emit)
        menu.addAction(icon("users"), f"{moving}\tF2", self.ask_to_move)
        menu.addSeparator()
        for letter in self.letters():
            text = f"{self.words(letter)}\t{self.key(letter)}"
            menu.addAction(icon(self.symbol(letter)), text, partial(self.act, letter))
        return menu

    def _search(self, face: int) -> None:
        self._desk.search_wanted.emit(SearchWish(face=face))
