"""The roots that are scanned; folders inside one another are one source."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, func, select, update

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import Changes
from faceapp.stores import schema
from faceapp.stores.columns import now
from faceapp.stores.rows import SourceRow
from faceapp.stores.store import Store

# What a person may call sources by, the first that fits counts.
_NAMES: tuple[Callable[[SourceRow], str], ...] = (
    lambda source: source.kind,
    lambda source: str(source.id),
    lambda source: source.title,
    lambda source: source.root,
)


class Sources(Store):
    """Sources by kind and root."""

    def adopt(self, kind: str, root: str, title: str) -> int:
        """The number of the source that answers for `root`; a scan of it begins now.

        That is the source itself, else a known folder around it, else a new source, which takes
        over the photos of the known folders inside it.
        """
        known = self.list()
        same = [row.id for row in known if (row.kind, row.root) == (kind, root)]
        around = [row.id for row in known if row.kind == kind and _is_inside(root, row.root)]
        source_id = (same + around or [self._add(kind, root, title)])[0]
        self._session.execute(
            update(schema.Source)
            .where(schema.Source.id == source_id)
            .values(last_scan_at=self._next_moment())
        )
        inside = [row.id for row in known if row.kind == kind and _is_inside(row.root, root)]
        if inside:
            self._absorb(source_id, inside)
        return source_id

    def list(self) -> list[SourceRow]:
        """All sources, oldest first."""
        source = schema.Source
        rows = self._session.execute(
            select(source.id, source.kind, source.root, source.title, source.last_scan_at).order_by(
                source.id
            )
        )
        return [SourceRow(*row) for row in rows]

    def resolve(self, text: str) -> Sequence[int]:
        """The sources a person means by a kind, a number, a title or a root.

        Raises UserError naming the known ones.
        """
        known = self.list()
        for name in _NAMES:
            found = [source.id for source in known if name(source) == text]
            if found:
                return found
        titles = ", ".join(source.title for source in known)
        raise UserError(Code.UNKNOWN_SOURCE, source=text, known=titles)

    def _next_moment(self) -> datetime:
        """Now, but later than everything processed so far: the clock may have been set back."""
        newest = self._session.scalar(select(func.max(schema.Asset.processed_at)))
        return max(now(), newest + timedelta(microseconds=1)) if newest else now()

    def _add(self, kind: str, root: str, title: str) -> int:
        source = schema.Source(kind=kind, root=root, title=title, created_at=now())
        self._session.add(source)
        self._session.flush()
        return source.id

    def _absorb(self, source_id: int, inside: Sequence[int]) -> None:
        """Give the places of older sources to the one around them; the older ones vanish."""
        self._session.execute(
            update(schema.Location)
            .where(schema.Location.source_id.in_(inside))
            .values(source_id=source_id)
        )
        self._session.execute(delete(schema.Source).where(schema.Source.id.in_(inside)))
        self._note(Changes(photos=True))


def _is_inside(inner: str, outer: str) -> bool:
    """Whether one folder lies in another; a zip is a source of its own, wherever it lies."""
    is_zip = Path(inner).suffix.lower() == ".zip"
    return not is_zip and Path(outer) in Path(inner).parents
