"""Somebody with a name, picked from a list that completes what is typed."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from faceapp.core.gallery import Choice
from faceapp.ui.desk import Desk
from faceapp.ui.widgets.pick_popup import PickPopup


class PeoplePicking(QObject):
    """Drops the list down from a button; `picked` and `dropped` bring one person each."""

    picked = Signal(int)
    dropped = Signal(int)

    def __init__(self, desk: Desk, button: QWidget) -> None:
        """Take where to drop from."""
        super().__init__(button)
        self._desk, self._button = desk, button
        self._chosen: set[int] = set()
        self._popup: PickPopup | None = None

    def ask(self, chosen: Sequence[int] = ()) -> None:
        """Read who there is, then show the list; `chosen` are picked already."""
        self._chosen = set(chosen)
        self._desk.ask(self._named, self._on_people_read)

    def close(self) -> None:
        """One is enough."""
        if self._popup:
            self._popup.close()

    def _named(self) -> list[Choice]:
        """In a worker: everybody with a name."""
        named = self._desk.workspace.people.everybody().named
        return [Choice(tile.who.id, tile.name, tile.photos) for tile in named]

    def _on_people_read(self, people: list[Choice]) -> None:
        if not people:
            self._desk.say(self.tr("Nobody has a name yet. Name a face in the viewer first."))
            return
        hint = self.tr("Find a person")
        self._popup = PickPopup(
            self._button, people, tuple(self._chosen), self._on_people_picked, hint
        )
        self._popup.destroyed.connect(self._on_popup_gone)
        self._popup.drop_from(self._button)

    def _on_people_picked(self, picked: tuple[int, ...]) -> None:
        before, self._chosen = self._chosen, set(picked)
        for person in before - self._chosen:
            self.dropped.emit(person)
        for person in self._chosen - before:
            self.picked.emit(person)

    def _on_popup_gone(self) -> None:
        self._popup = None
