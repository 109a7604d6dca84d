"""What the vector indexes have yet to be told; triggers on `face_vector` write the rows."""

import numpy as np
from sqlalchemy import delete, func, select

from faceapp.core.types import Ids
from faceapp.stores import schema
from faceapp.stores.rows import PendingChanges
from faceapp.stores.store import Store

_CHANGE, _MARK = schema.IndexChange, schema.IndexMark


class IndexChanges(Store):
    """Changes in the order they were committed, and how far each index has followed."""

    def pending(self, engine_id: int, index_name: str, limit: int) -> PendingChanges:
        """What happened after the mark of an index, at most `limit` rows of it."""
        mark = self.mark_of(engine_id, index_name)
        rows = self._session.execute(
            select(_CHANGE.seq, _CHANGE.face_id, _CHANGE.op)
            .where(_CHANGE.engine_id == engine_id, _CHANGE.seq > mark)
            .order_by(_CHANGE.seq)
            .limit(limit)
        ).all()
        last_word = {face_id: op for _, face_id, op in rows}
        return PendingChanges(
            _ids(last_word, "upsert"), _ids(last_word, "delete"), rows[-1].seq if rows else 0
        )

    def mark_of(self, engine_id: int, index_name: str) -> int:
        """How far an index has followed; 0 if it never did."""
        mark = self._session.get(_MARK, (engine_id, index_name))
        return mark.seq if mark else 0

    def mark(self, engine_id: int, index_name: str, seq: int) -> None:
        """An index has followed up to `seq`; drop what all marked indexes of the engine know."""
        self._session.merge(_MARK(engine_id=engine_id, index_name=index_name, seq=seq))
        followed = select(func.min(_MARK.seq)).where(_MARK.engine_id == engine_id).scalar_subquery()
        self._session.execute(
            delete(_CHANGE).where(_CHANGE.engine_id == engine_id, _CHANGE.seq <= followed)
        )

    def last_seq(self, engine_id: int) -> int:
        """The mark of an index that holds everything."""
        marked = select(func.max(_MARK.seq)).where(_MARK.engine_id == engine_id)
        changed = select(func.max(_CHANGE.seq)).where(_CHANGE.engine_id == engine_id)
        return max(self._session.scalar(marked) or 0, self._session.scalar(changed) or 0)


def _ids(last_word: dict[int, str], op: str) -> Ids:
    return np.array([face_id for face_id, last in last_word.items() if last == op], np.int64)
