"""What the vector indexes have yet to be told; triggers on `face_vector` write the rows."""

import numpy as np
from sqlalchemy import Integer, Select, column, delete, func, select, table

from faceapp.core.types import Ids
from faceapp.stores import schema
from faceapp.stores.rows import PendingChanges
from faceapp.stores.store import Store

_CHANGE, _MARK = schema.IndexChange, schema.IndexMark
# Rows that stay when all marked indexes know them, 3 MB: memory indexes have no mark.
KEPT_CHANGES = 100_000
# The newest number that SQLite gave away, which stays when its row goes.
_NEWEST: Select[int] = (
    select(column("seq", Integer))
    .select_from(table("sqlite_sequence"))
    .where(column("name") == _CHANGE.__tablename__)
)


class IndexChanges(Store):
    """Changes in the order they were committed, and how far each index has followed."""

    def pending(self, engine_id: int, index_name: str, limit: int) -> PendingChanges:
        """What happened after the mark of an index, at most `limit` rows of it."""
        changes = self.after(engine_id, self.mark_of(engine_id, index_name), limit)
        return changes or PendingChanges(_NONE, _NONE, 0)

    def after(self, engine_id: int, seq: int, limit: int) -> PendingChanges | None:
        """What happened after `seq`, at most `limit` rows of it; None if nothing did."""
        rows = self._read(
            select(_CHANGE.seq, _CHANGE.face_id, _CHANGE.op)
            .where(_CHANGE.engine_id == engine_id, _CHANGE.seq > seq)
            .order_by(_CHANGE.seq)
            .limit(limit)
        ).all()
        if not rows:
            return None
        last_word = {face_id: op for _, face_id, op in rows}
        return PendingChanges(_ids(last_word, "upsert"), _ids(last_word, "delete"), rows[-1][0])

    def mark_of(self, engine_id: int, index_name: str) -> int:
        """How far an index has followed; 0 if it never did."""
        mark = self._session.get(_MARK, (engine_id, index_name))
        return mark.seq if mark else 0

    def mark(self, engine_id: int, index_name: str, seq: int) -> None:
        """An index has followed up to `seq`; drop old changes that all marked indexes know."""
        self._session.merge(_MARK(engine_id=engine_id, index_name=index_name, seq=seq))
        self._session.flush()
        dropped = self._dropped(engine_id)
        self._session.execute(
            delete(_CHANGE).where(_CHANGE.engine_id == engine_id, _CHANGE.seq <= dropped)
        )

    def newest(self) -> int:
        """A number that grows with every change of any engine's vectors; 0 before the first."""
        return self._read(_NEWEST).scalar() or 0

    def is_forgotten(self, engine_id: int, seq: int) -> bool:
        """Whether changes after `seq` may have been dropped, so that `after` would miss some."""
        return seq < self._dropped(engine_id)

    def _dropped(self, engine_id: int) -> int:
        """No later change of the engine was ever dropped, as neither bound moves back."""
        followed = select(func.min(_MARK.seq)).where(_MARK.engine_id == engine_id)
        return min(self._session.scalar(followed) or 0, self.newest() - KEPT_CHANGES)

    def last_seq(self, engine_id: int) -> int:
        """The mark of an index that holds everything."""
        marked = select(func.max(_MARK.seq)).where(_MARK.engine_id == engine_id)
        changed = select(func.max(_CHANGE.seq)).where(_CHANGE.engine_id == engine_id)
        return max(self._session.scalar(marked) or 0, self._session.scalar(changed) or 0)


_NONE: Ids = np.empty(0, np.int64)


def _ids(last_word: dict[int, str], op: str) -> Ids:
    return np.array([face_id for face_id, last in last_word.items() if last == op], np.int64)
