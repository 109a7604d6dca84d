"""The page "Photos"."""

from faceapp.ui.pages.page import Page


class LibraryPage(Page):
    """To be built."""

    name = "library"
    icon = "images"

    def title(self) -> str:
        """Its name for people."""
        return self.tr("Photos")

    def show_only(self, wanted: object) -> None:
        """Show the photos that a filter admits."""
