"""What can be done with chosen people: named, merged, hidden, looked at elsewhere."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from faceapp.core.gallery import GalleryFilter
from faceapp.core.people import Kind, PersonTile, Who
from faceapp.ui.deciding import Deciding
from faceapp.ui.decision_words import title_of
from faceapp.ui.desk import Desk, SearchWish
from faceapp.ui.forgetting import Forgetting
from faceapp.ui.icons import icon
from faceapp.ui.widgets.people_dialogs import AskName, AskToJoin, AskWhoStays


class PeopleActions(QObject):
    """Shared by the page of all people and that of one; dialogs stand over `page`."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        """Take the desk."""
        super().__init__(page)
        self._desk, self._page = desk, page
        self.deciding = Deciding(desk, self)
        self.deciding.name_taken.connect(self._on_name_taken)
        self.forgetting = Forgetting(desk, page)
        self.names: Sequence[str] = ()

    def merge(self, tiles: Sequence[PersonTile], into: Who | None = None) -> None:
        """Make them one; if several have names, a person says which stays."""
        if len(tiles) < 2:
            self._desk.say(self.tr("Choose two or more to merge: Ctrl and a click adds one."))
            return
        named = [tile for tile in tiles if tile.name]
        whos = [tile.who for tile in tiles]
        if len(named) < 2:
            self.deciding.merge(whos, named[0].who if named else into)
            return
        dialog = AskWhoStays(self._page, named)
        dialog.chosen.connect(partial(self.deciding.merge, whos))
        dialog.open()

    def ask_whom_to_join(self, tile: PersonTile) -> None:
        """Merge somebody with a person that is found by name."""
        title = self.tr("Who is %1?").replace("%1", title_of(tile))
        text = self.tr("Both become one person, with the name that you enter.")
        dialog = AskName(self._page, title, text, self.tr("Merge"), names=self.names)
        dialog.named.connect(partial(self._join, tile))
        dialog.begin("")

    def show_photos(self, tiles: Sequence[PersonTile]) -> None:
        """Show the photos they are on."""
        people = tuple(tile.who.id for tile in tiles if tile.who.kind is Kind.PERSON)
        if len(people) == len(tiles):
            self._desk.library_wanted.emit(GalleryFilter(people=people))
        else:
            work = partial(_photos, self._desk, [tile.who for tile in tiles])
            self._desk.ask(work, self._on_photos_found)

    def search(self, tile: PersonTile) -> None:
        """Search for the face on the cover."""
        if tile.cover is not None:
            self._desk.search_wanted.emit(SearchWish(face=tile.cover))

    def menu(
        self,
        tiles: Sequence[PersonTile],
        rename: Callable[[], object],
        opened: Callable[[], object] | None = None,
    ) -> QMenu:
        """Everything; `opened` is missing where one of them is shown already."""
        menu = QMenu(self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        first, is_one = tiles[0], len(tiles) == 1
        if is_one:
            if opened:
                _add(menu, "maximize", self.tr("Open"), opened, "Enter")
            _add(menu, "pencil", self.tr("Name…"), rename, "F2")
            join = partial(self.ask_whom_to_join, first)
            _add(menu, "users", self.tr("Merge with…"), join)
            _add(menu, "scan-search", self.tr("Search this face"), partial(self.search, first))
        else:
            merge = partial(self.merge, tiles)
            _add(menu, "users", self.tr("Merge %n", "", len(tiles)), merge, "M")
        _add(menu, "images", self.tr("Photos"), partial(self.show_photos, tiles))
        menu.addSeparator()
        self._add_hiding(menu, tiles)
        if is_one and first.who.kind is Kind.PERSON:
            forget = partial(self.forgetting.ask, first)
            _add(menu, "trash-2", self.tr("Forget for good…"), forget)
        return menu

    def hide(self, tiles: Sequence[PersonTile]) -> None:
        """Hide them, or show them again if they are hidden."""
        if tiles:
            hidden = not all(tile.hidden for tile in tiles)
            self.deciding.hide([tile.who for tile in tiles], hidden=hidden)

    def _add_hiding(self, menu: QMenu, tiles: Sequence[PersonTile]) -> None:
        is_hidden = all(tile.hidden for tile in tiles)
        text = self.tr("Show again") if is_hidden else self.tr("Hide")
        _add(menu, "eye" if is_hidden else "eye-off", text, partial(self.hide, tiles), "H")

    def _join(self, tile: PersonTile, name: str) -> None:
        if tile.who.kind is Kind.GROUP:
            self.deciding.name_who(tile.who, name)
        elif name != tile.name:
            self.deciding.join(tile.who, name)

    def _on_name_taken(self, who: Who, name: str) -> None:
        dialog = AskToJoin(self._page, name)
        dialog.accepted.connect(partial(self.deciding.join, who, name))
        dialog.open()

    def _on_photos_found(self, photos: list[int]) -> None:
        self._desk.library_wanted.emit(photos)


def _add(menu: QMenu, symbol: str, text: str, act: object, keys: str = "") -> QAction:
    said = f"{text}\t{keys}" if keys else text
    return menu.addAction(icon(symbol), said, act)  # type: ignore[call-overload, no-any-return]


def _photos(desk: Desk, whos: Sequence[Who]) -> list[int]:
    pages = [desk.workspace.people.page(who).photos for who in whos]
    return list(dict.fromkeys(photo for photos in pages for photo in photos))
