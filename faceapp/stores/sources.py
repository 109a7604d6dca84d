"""The roots that are scanned; folders inside one another are one source."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import case, delete, distinct, exists, func, select, update

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import Changes
from faceapp.core.places import AlbumInfo, SourceState
from faceapp.stores import schema
from faceapp.stores.columns import now
from faceapp.stores.rows import SourceCounts, SourceRow
from faceapp.stores.store import Store, chunks

_ROWS = select(
    schema.Source.id,
    schema.Source.kind,
    schema.Source.root,
    schema.Source.title,
    schema.Source.last_scan_at,
    schema.Source.config,
    schema.Source.cursor,
    schema.Source.passes,
    schema.Source.state,
    schema.Source.error_code,
    schema.Source.error_details,
    schema.Source.account,
    schema.Source.updated_at,
)
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

        See `add` for which that is.
        """
        source_id = self.add(kind, root, title)
        self.begin_scan(source_id)
        return source_id

    def add(self, kind: str, root: str, title: str) -> int:
        """The number of the source that answers for `root`; one that was removed is back.

        That is the source itself, else a known folder around it, else a new source, which takes
        over the photos of the known folders inside it. Other kinds stay apart: their albums do.
        """
        known = [row for row in self.list() if row.kind == kind]
        same = [row.id for row in known if row.root == root]
        folders = known if kind == "local" else []
        outer = [row for row in folders if _is_inside(root, row.root)]
        around = [row.id for row in outer if row.state != SourceState.REMOVED]
        source_id = (same + around or [self._insert(kind, root, title)])[0]
        for row in known:
            if row.id == source_id and row.state == SourceState.REMOVED:
                self.change(source_id, state=SourceState.OK, cursor={})
        for row in outer:
            if row.state == SourceState.REMOVED:
                self._take_places(source_id, row.id, root)
        inside = [row.id for row in folders if _is_inside(row.root, root)]
        if inside:
            self._absorb(source_id, inside)
        return source_id

    def begin_scan(self, source_id: int) -> None:
        """A scan begins now: what it finds was found later than anything known."""
        self.change(source_id, last_scan_at=self._next_moment())

    def change(self, source_id: int, **values: object) -> None:
        """Write columns of a source."""
        self._session.execute(
            update(schema.Source).where(schema.Source.id == source_id).values(values)
        )
        self._note(Changes(photos=True))

    def list(self) -> list[SourceRow]:
        """All sources, oldest first, also those that were removed and left photos."""
        rows = self._session.execute(_ROWS.order_by(schema.Source.id))
        return [SourceRow(*row) for row in rows]

    def get(self, source_id: int) -> SourceRow | None:
        """One source; None if there is none with this number."""
        row = self._session.execute(_ROWS.where(schema.Source.id == source_id)).first()
        return SourceRow(*row) if row else None

    def counts(self) -> dict[int, SourceCounts]:
        """How much there is of each source, by number."""
        place, album = schema.Location, schema.Album
        lies, lay = (case((place.present.is_(there), place.asset_id)) for there in (True, False))
        photos = self._read(
            select(place.source_id, func.count(distinct(lies)), func.count(distinct(lay))).group_by(
                place.source_id
            )
        )
        albums = self._read(select(album.source_id, func.count()).group_by(album.source_id))
        found = {source: SourceCounts(there, gone) for source, there, gone in photos}
        for source, count in albums:
            found[source] = replace(found.get(source, SourceCounts()), albums=count)
        return found

    def albums(self, source_id: int | None = None) -> Sequence[AlbumInfo]:
        """Albums with photos, of one source or of all, by title."""
        album, placed, place = schema.Album, schema.LocationAlbum, schema.Location
        photos = func.count(distinct(place.asset_id))
        statement = (
            select(album.id, album.source_id, album.title, photos)
            .join(placed, placed.album_id == album.id)
            .join(place, place.id == placed.location_id)
            .where(place.present)
            .group_by(album.id)
        )
        if source_id is not None:
            statement = statement.where(album.source_id == source_id)
        found = [AlbumInfo(*row) for row in self._read(statement)]
        return sorted(found, key=lambda each: each.title.casefold())

    def albums_called(self, text: str, sources: Sequence[int] | None = None) -> Sequence[int]:
        """The albums a person means by a number or a title, in some sources or in all.

        Raises UserError naming the known ones.
        """
        known = [each for each in self.albums() if sources is None or each.source_id in sources]
        for name in (lambda each: each.title, lambda each: str(each.id)):
            found = [each.id for each in known if name(each) == text]
            if found:
                return found
        titles = ", ".join(each.title for each in known)
        raise UserError(Code.UNKNOWN_ALBUM, album=text, known=titles)

    def hashes(self, source_id: int) -> Sequence[str]:
        """The SHA-256 of pictures that lie in this source and nowhere else, and of their copies."""
        there = select(schema.Location.asset_id).where(schema.Location.source_id == source_id)
        other = exists().where(
            schema.Location.asset_id == schema.Asset.id, schema.Location.source_id != source_id
        )
        only_here = schema.Asset.id.in_(there), ~other.correlate(schema.Asset)
        pictures = select(schema.Asset.sha256).where(*only_here)
        copies = select(schema.AssetCopy.sha256).join(schema.Asset).where(*only_here)
        found = [*self._session.scalars(pictures), *self._session.scalars(copies)]
        return [sha256 for sha256 in found if sha256]

    def drop(self, source_id: int) -> Sequence[str]:
        """Delete a source with its places; the SHA-256 of pictures that lie nowhere else."""
        lost = self.hashes(source_id)
        self._session.execute(delete(schema.Source).where(schema.Source.id == source_id))
        self._note(Changes(photos=True, faces=True))
        return lost

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

    def _insert(self, kind: str, root: str, title: str) -> int:
        source = schema.Source(kind=kind, root=root, title=title, created_at=now())
        self._session.add(source)
        self._session.flush()
        return source.id

    def _take_places(self, source_id: int, former: int, root: str) -> None:
        """Give the places below a folder to its new source, from one that was removed."""
        place = schema.Location
        rows = self._read(select(place.id, place.locator).where(place.source_id == former))
        below = [number for number, locator in rows if _lies_in(locator, root)]
        for some in chunks(below):
            self._session.execute(
                update(place).where(place.id.in_(some)).values(source_id=source_id)
            )

    def _absorb(self, source_id: int, inside: Sequence[int]) -> None:
        """Give the places of older sources to the one around them; the older ones vanish."""
        self._session.execute(
            update(schema.Location)
            .where(schema.Location.source_id.in_(inside))
            .values(source_id=source_id)
        )
        self._session.execute(delete(schema.Source).where(schema.Source.id.in_(inside)))
        self._note(Changes(photos=True))


def _lies_in(locator: str, root: str) -> bool:
    return Path(root) in Path(locator).parents


def _is_inside(inner: str, outer: str) -> bool:
    """Whether one folder lies in another; a zip is a source of its own, wherever it lies."""
    is_zip = Path(inner).suffix.lower() == ".zip"
    return not is_zip and Path(outer) in Path(inner).parents
