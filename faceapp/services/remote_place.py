"""Sources on the network, as a scan takes them."""

from collections.abc import Callable
from dataclasses import dataclass

from faceapp.core.jobs import CancelToken
from faceapp.core.remote import RemoteSource
from faceapp.stores.rows import SourceRow

# Hands out what a source's photos come from; told by code what it waits for.
OpenRemote = Callable[[SourceRow, CancelToken, Callable[[str], None]], RemoteSource]


@dataclass(frozen=True, eq=False)
class RemotePlace:
    """A known source on the network, opened when its turn comes."""

    row: SourceRow
    opener: OpenRemote

    def open(self, token: CancelToken, on_wait: Callable[[str], None]) -> RemoteSource:
        """Begin a conversation with its service. Raises UserError."""
        return self.opener(self.row, token, on_wait)
