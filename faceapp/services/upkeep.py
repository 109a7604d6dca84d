"""What a window offers to look after a library: its history, its index, its privacy."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property

from faceapp.core.jobs import CancelToken, Report
from faceapp.paths import Folders
from faceapp.services.adapters import Adapters
from faceapp.services.forgetting import Receipt, forget
from faceapp.services.history import History
from faceapp.services.privacy import Privacy
from faceapp.services.vectors import Verdict
from faceapp.stores.database import Database


@dataclass(frozen=True)
class Upkeep:
    """Reads with `reading`; what writes takes the lock through `writing`."""

    folders: Folders
    adapters: Adapters
    reading: Callable[[], Database]
    writing: Callable[[str], AbstractContextManager[Database]]
    locked: Callable[[str], AbstractContextManager[None]]

    @cached_property
    def history(self) -> History:
        """What ran before."""
        return History(self.reading)

    @cached_property
    def privacy(self) -> Privacy:
        """Where face data lies, and how it is deleted."""
        return Privacy(self.folders, self.writing)

    def forget(self, person: int, token: CancelToken, report: Report) -> Receipt:
        """Delete everything about a person, down to the bytes; it cannot be undone.

        The row goes last: whatever fails before, the person is there to be forgotten again. Raises
        UserError, FatalError, Cancelled.
        """
        with self.writing("forget") as database:
            receipt = forget(database, person, self.folders)
            self.adapters.rebuild_apart(token, report)
            database.scrub()
            with database.write() as unit:
                unit.people.remove(person)
            database.empty_log()
        return receipt

    def rebuild_index(self, token: CancelToken, report: Report) -> int:
        """Make the durable index anew; how many vectors. Raises UserError, FatalError, Cancelled.

        In a process of its own: in the window's, Milvus Lite would make it stutter.
        """
        with self.locked("rebuild-index"):
            return self.adapters.rebuild_apart(token, report)

    def verify_index(self, token: CancelToken, report: Report) -> Verdict:
        """Compare SQL with the index, likewise apart. Raises UserError, FatalError, Cancelled."""
        with self.locked("verify"):
            return self.adapters.verify_apart(token, report)
