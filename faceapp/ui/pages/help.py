"""The page "Help"."""

from faceapp.ui.pages.page import Page


class HelpPage(Page):
    """To be built."""

    name = "help"
    icon = "circle-question-mark"

    def title(self) -> str:
        """Its name for people."""
        return self.tr("Help")

    def open_topic(self, topic: str) -> None:
        """Show a page of the help by its name; "" is the first."""
