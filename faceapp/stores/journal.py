"""The diary of decisions, each with what undoes it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, delete, select

from faceapp.stores import schema
from faceapp.stores.columns import now
from faceapp.stores.rows import JournalRow
from faceapp.stores.store import Store, chunks


class Journal(Store):
    """Entries are added in the transaction of the decision they tell of."""

    def add(self, action: str, payload: Mapping[str, Any], inverse: Mapping[str, Any]) -> int:
        """Write an entry and return its number; both values must be plain JSON.

        What was undone before cannot be done again from now on.
        """
        self._session.execute(delete(schema.JournalEntry).where(schema.JournalEntry.undone))
        entry = schema.JournalEntry(
            at=now(), action=action, payload=dict(payload), inverse=dict(inverse)
        )
        self._session.add(entry)
        self._session.flush()
        return entry.id

    def get(self, number: int) -> JournalRow | None:
        """One entry; None if there is no such number."""
        entry = schema.JournalEntry
        return self._first(select(entry).where(entry.id == number))

    def last_done(self) -> JournalRow | None:
        """What an undo takes back next."""
        entry = schema.JournalEntry
        return self._first(select(entry).where(~entry.undone).order_by(entry.id.desc()))

    def last_undone(self) -> JournalRow | None:
        """What a redo does again next: the oldest of what was taken back."""
        entry = schema.JournalEntry
        return self._first(select(entry).where(entry.undone).order_by(entry.id))

    def mark(self, number: int, *, undone: bool) -> None:
        """Note that an entry was taken back, or done again."""
        self._session.get_one(schema.JournalEntry, number).undone = undone
        self._session.flush()

    def forget(self, numbers: Sequence[int]) -> None:
        """Delete entries: what they tell cannot, or must not, be undone any more."""
        entry = schema.JournalEntry
        for some in chunks(numbers):
            self._session.execute(delete(entry).where(entry.id.in_(some)))

    def _first(self, statement: Select[schema.JournalEntry]) -> JournalRow | None:
        row = self._session.scalars(statement.limit(1)).first()
        if row is None:
            return None
        return JournalRow(row.id, row.at, row.action, row.payload, row.inverse, row.undone)

    def list(self, limit: int) -> list[JournalRow]:
        """The newest entries, newest first."""
        entry = schema.JournalEntry
        columns = (entry.id, entry.at, entry.action, entry.payload, entry.inverse, entry.undone)
        rows = self._session.execute(select(*columns).order_by(entry.id.desc()).limit(limit))
        return [JournalRow(*row) for row in rows]
