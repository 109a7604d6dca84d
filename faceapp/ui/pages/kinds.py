"""What pages there are. Each is imported when it is first shown: together they take 0.2 s."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from faceapp.ui.desk import Desk
from faceapp.ui.language import translate

if TYPE_CHECKING:
    from faceapp.ui.pages.page import Page


@dataclass(frozen=True)
class Kind:
    """A page by its module beside this one; `title` is its name for people."""

    name: str
    icon: str
    maker: str
    title: Callable[[], str]
    is_on_rail: bool = True

    def make(self, desk: Desk) -> "Page":
        """The page itself."""
        kind: type[Page] = getattr(import_module(f"faceapp.ui.pages.{self.name}"), self.maker)
        return kind(desk)


KINDS = (
    Kind("library", "images", "LibraryPage", lambda: translate("LibraryPage", "Photos")),
    Kind("people", "users", "PeoplePage", lambda: translate("PeoplePage", "People")),
    Kind("search", "scan-search", "SearchPage", lambda: translate("SearchPage", "Search")),
    Kind("sources", "folders", "SourcesPage", lambda: translate("SourcesPage", "Sources")),
    Kind("jobs", "list-checks", "JobsPage", lambda: translate("JobsPage", "Jobs"), False),
    Kind("journal", "history", "JournalPage", lambda: translate("JournalPage", "Decisions"), False),
    Kind("settings", "settings", "SettingsPage", lambda: translate("SettingsPage", "Settings")),
    Kind("help", "circle-question-mark", "HelpPage", lambda: translate("HelpPage", "Help")),
)


def title_of(name: str) -> str:
    """What people call a page."""
    return next(kind.title() for kind in KINDS if kind.name == name)
