"""The page "Settings"."""

from faceapp.ui.pages.page import Page


class SettingsPage(Page):
    """To be built."""

    name = "settings"
    icon = "settings"

    def title(self) -> str:
        """Its name for people."""
        return self.tr("Settings")
