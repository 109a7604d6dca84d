"""What the frame asks of a page."""

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from faceapp.core.jobs import Changes
from faceapp.ui.desk import Desk
from faceapp.ui.pages.kinds import title_of


class Page(QWidget):
    """One screen. It reloads when what it shows has changed, as soon as somebody sees it."""

    name = ""
    shows = Changes()

    def __init__(self, desk: Desk) -> None:
        """Take the desk; rows are asked for when the page is first shown."""
        super().__init__()
        self.setObjectName("page")
        self.desk = desk
        self._is_stale = True
        desk.changed.connect(self._on_library_changed)

    def title(self) -> str:
        """Its name for people."""
        return title_of(self.name)

    @staticmethod
    def hint() -> str:
        """What the field above the page searches; empty if there is no field."""
        return ""

    def actions(self) -> Sequence[QWidget]:
        """What stands to the right of its title; made once."""
        return ()

    def look_for(self, text: str) -> bool:
        """Take what was typed into the search field; False if the page does not search."""
        return not text

    def reload(self) -> None:
        """Ask for what the page shows; it may have changed."""

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """Reload what became stale while nobody looked."""
        super().showEvent(event)
        self._refresh()

    def _on_library_changed(self, changes: Changes) -> None:
        shown = self.shows
        touched = (
            (changes.photos and shown.photos)
            or (changes.faces and shown.faces)
            or (changes.people and shown.people)
            or (changes.jobs and shown.jobs)
        )
        self._is_stale = self._is_stale or touched
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self.reload()
