"""The page "Jobs"."""

from faceapp.ui.pages.page import Page


class JobsPage(Page):
    """To be built."""

    name = "jobs"
    icon = "list-checks"

    def title(self) -> str:
        """Its name for people."""
        return self.tr("Jobs")
