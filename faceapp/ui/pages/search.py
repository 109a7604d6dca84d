"""The page "Search"."""

from faceapp.ui.desk import SearchWish
from faceapp.ui.pages.page import Page


class SearchPage(Page):
    """To be built."""

    name = "search"
    icon = "scan-search"

    def title(self) -> str:
        """Its name for people."""
        return self.tr("Search")

    def search(self, wish: SearchWish) -> None:
        """Search for what was wished; without a sample, ask for one."""
