"""The diary of decisions, each with what undoes it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from faceapp.stores import schema
from faceapp.stores.columns import now
from faceapp.stores.rows import JournalRow
from faceapp.stores.store import Store


class Journal(Store):
    """Entries are added in the transaction of the decision they tell of."""

    def add(self, action: str, payload: Mapping[str, Any], inverse: Mapping[str, Any]) -> int:
        """Write an entry and return its number; both values must be plain JSON."""
        entry = schema.JournalEntry(
            at=now(), action=action, payload=dict(payload), inverse=dict(inverse)
        )
        self._session.add(entry)
        self._session.flush()
        return entry.id

    def list(self, limit: int) -> list[JournalRow]:
        """The newest entries, newest first."""
        entry = schema.JournalEntry
        columns = (entry.id, entry.at, entry.action, entry.payload, entry.inverse, entry.undone)
        rows = self._session.execute(select(*columns).order_by(entry.id.desc()).limit(limit))
        return [JournalRow(*row) for row in rows]
