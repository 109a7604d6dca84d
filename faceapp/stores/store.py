"""What the parts of a unit of work have in common."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, TypeVar, TypeVarTuple

import numpy as np
from sqlalchemy import CursorResult, Select
from sqlalchemy.orm import Session

from faceapp.core.jobs import Changes
from faceapp.core.types import Ids

Item = TypeVar("Item")
Columns = TypeVarTuple("Columns")
# SQLite takes 32,766 variables in one statement.
CHUNK = 10_000


class Store:
    """A part of a unit of work: the open session, and whom to tell what was changed."""

    def __init__(self, session: Session, note: Callable[[Changes], None]) -> None:
        """Share the session of the unit; nothing is read yet."""
        self._session = session
        self._note = note

    def _read(self, statement: Select[*Columns]) -> CursorResult[*Columns]:
        """Rows past the ORM, which would take twice the time; writes flush as they end."""
        return self._session.connection().execute(statement)

    def _numbers(self, statement: Select[*Columns]) -> Ids:
        """All numbers of a statement, row by row in one array; half the time of rows."""
        rows: Any = self._read(statement).cursor
        return np.fromiter(chain.from_iterable(rows), np.int64)


def chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """`items` in runs that fit into one statement."""
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
