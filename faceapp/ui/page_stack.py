"""The pages of the window, one of them in front."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from faceapp.ui.desk import Desk
from faceapp.ui.pages.kinds import Kind
from faceapp.ui.pages.page import Page


class PageStack(QStackedWidget):
    """Builds a page when it is first wanted: five before the first photo took a tenth of a second.

    `built` brings each new page, before it is shown.
    """

    built = Signal(Page)

    def __init__(self, desk: Desk, kinds: Sequence[Kind]) -> None:
        """Take what pages there are."""
        super().__init__()
        self._desk = desk
        self._kinds = {kind.name: kind for kind in kinds}
        self._pages: dict[str, Page] = {}

    def __contains__(self, name: object) -> bool:
        """Whether there is such a page."""
        return name in self._kinds

    @property
    def front(self) -> Page:
        """The page that is shown."""
        page = self.currentWidget()
        assert isinstance(page, Page)
        return page

    def page(self, name: str) -> Page:
        """A page by its name."""
        page = self._pages.get(name)
        if page is None:
            page = self._pages[name] = self._kinds[name].make(self._desk)
            page.setWindowTitle(page.title())
            self.addWidget(page)
            self.built.emit(page)
        return page
