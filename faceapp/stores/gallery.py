"""The gallery's questions: columns over all photos, and the tiles of those in sight.

A column is read whole: filters and orders of 100,000 photos are then a matter of milliseconds in
`services.gallery`, where SQL takes 0.1 to 0.8 s for each.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row, Select, case, distinct, exists, func, select
from sqlalchemy.orm import aliased

from faceapp.core.gallery import Choice, PhotoTile
from faceapp.core.places import LOCAL_KINDS
from faceapp.core.types import Ids
from faceapp.stores.schema import (
    Album,
    Asset,
    AssetState,
    Assignment,
    Face,
    Location,
    LocationAlbum,
    Person,
    Source,
)
from faceapp.stores.selections import placed_in, shown_place
from faceapp.stores.store import Store, chunks

# Larger runs would keep the window's thread waiting for the interpreter.
_ROWS_AT_ONCE = 4_096
_FAR = 1 << 60
_UNDATED = -(1 << 60)
_FIRST = -62_135_596_800  # the year 1
_MOMENT = func.coalesce(func.unixepoch(Asset.taken_at), _UNDATED)
_Place = aliased(Location)
_FACES = (
    select(func.count(Face.id))
    .where(Face.asset_id == Asset.id, ~Face.hidden)
    .correlate(Asset)
    .scalar_subquery()
)
_PLACES = (
    select(func.count())
    .where(_Place.asset_id == Asset.id, _Place.present)
    .correlate(Asset)
    .scalar_subquery()
)
_TILES = (
    select(
        Asset.id,
        Location.locator,
        Source.root,
        Source.title,
        Location.size,
        Location.mtime_ns,
        Asset.sha256,
        Asset.width,
        Asset.height,
        Asset.taken_at,
        _FACES.label("faces"),
        Asset.state,
        Location.present,
        Asset.error_code,
        Asset.error_details,
        Source.kind.not_in(LOCAL_KINDS).label("is_remote"),
        _PLACES.label("places"),
    )
    .select_from(Asset)
    .join(Location, Location.id == shown_place())
    .join(Source, Source.id == Location.source_id)
)


class Gallery(Store):
    """Reads for the photo page; nothing here sees an engine: a face is a face."""

    def listed(self) -> tuple[Ids, Ids, NDArray[np.bool_]]:
        """Numbers, days as 20210531 or 0, and whether they failed; the newest first."""
        known = Asset.state.in_([AssetState.OK, AssetState.FAILED])
        ids, moments = self._numbers(select(Asset.id, _MOMENT.label("moment")).where(known))
        failed = self._column(select(Asset.id).where(Asset.state == AssetState.FAILED))
        # Asking for each photo whether it lies somewhere took as long as all the rest.
        placed = np.isin(ids, self._column(select(Location.asset_id)))
        ids, moments = ids[placed], moments[placed]
        order = np.lexsort((-ids, -moments))
        ids, moments = ids[order], moments[order]
        return ids, _days(moments), np.isin(ids, failed)

    def face_counts(self) -> Ids:
        """(2, N): photo and how many faces, for photos with faces."""
        counts = select(Face.asset_id, func.count().label("faces")).where(~Face.hidden)
        return self._numbers(select(counts.group_by(Face.asset_id).subquery()))

    def faces_on(self, photos: Ids) -> Ids:
        """(P,) how many faces each of the photos has."""
        counts = select(Face.asset_id, func.count().label("faces")).where(~Face.hidden)
        parts = [
            self._numbers(
                select(counts.where(Face.asset_id.in_(some)).group_by(Face.asset_id).subquery())
            )
            for some in chunks(photos.tolist())
        ]
        return _of_photos(photos, parts, 0)

    def moments_of(self, photos: Ids) -> NDArray[np.datetime64]:
        """(P,) when each of the photos was taken, NaT if nobody knows."""
        known = select(Asset.id, _MOMENT.label("moment"))
        parts = [self._numbers(known.where(Asset.id.in_(some))) for some in chunks(photos.tolist())]
        seconds = _of_photos(photos, parts, _UNDATED)
        taken = seconds.astype("datetime64[s]")
        taken[seconds == _UNDATED] = np.datetime64("NaT")
        return taken

    def named_counts(self) -> Ids:
        """(2, N): photo and how many of its faces have a name, where there are any."""
        named = (
            select(Face.asset_id, func.count(distinct(Face.id)).label("named"))
            .join(Assignment, Assignment.face_id == Face.id)
            .join(Person, Person.id == Assignment.person_id)
            .where(Assignment.state != "rejected", Person.name != "")
            .group_by(Face.asset_id)
        )
        return self._numbers(select(named.subquery()))

    def missing(self) -> Ids:
        """Photos that lie nowhere any more."""
        other = exists().where(Location.asset_id == Asset.id, Location.present.is_(True))
        gone = select(Location.asset_id).where(Location.present.is_(False))
        statement = select(Asset.id).where(Asset.id.in_(gone), ~other.correlate(Asset))
        return self._column(statement)

    def of_source(self, source: int) -> Ids:
        """Photos with a place in it."""
        statement = select(Location.asset_id).where(Location.source_id == source)
        return self._column(statement)

    def of_album(self, album: int) -> Ids:
        """Photos with a place in it."""
        return self._column(placed_in([album]))

    def of_people(self, people: Sequence[int]) -> Ids:
        """Photos with a face of one of these."""
        shown = (
            select(Face.asset_id)
            .join(Assignment, Assignment.face_id == Face.id)
            .where(Assignment.person_id.in_(people), Assignment.state != "rejected")
        )
        return self._column(shown)

    def texts(self) -> Iterator[tuple[int, str]]:
        """What a search looks into: photos with paths and names of people."""
        named = (
            select(Face.asset_id, Person.name)
            .join(Assignment, Assignment.face_id == Face.id)
            .join(Person, Person.id == Assignment.person_id)
            .where(Assignment.state != "rejected")
            .distinct()
        )
        yield from self._rows(select(Location.asset_id, Location.locator))
        yield from self._rows(named)

    def paths(self) -> Iterator[tuple[int, str]]:
        """Every photo with the path that is shown."""
        is_copy = Location.copy_sha256.is_not(None)
        places = case(
            (Location.present, Location.id + case((is_copy, _FAR // 2), else_=0)),
            else_=case((is_copy, 2 * _FAR), else_=_FAR) - Location.id,
        )
        # SQLite takes bare columns from the row that holds the minimum.
        shown = select(Location.asset_id, Location.locator, func.min(places))
        return ((row[0], row[1]) for row in self._rows(shown.group_by(Location.asset_id)))

    def tiles(self, ids: Sequence[int]) -> list[PhotoTile]:
        """What tiles show, in the order of `ids`; photos that are gone are left out."""
        found = {}
        for some in chunks(ids):
            for row in self._read(_TILES.where(Asset.id.in_(some))):
                found[row.id] = _tile(row)
        return [found[number] for number in ids if number in found]

    def sources(self) -> list[Choice]:
        """All sources with photos, by title."""
        rows = self._read(
            select(Source.id, Source.title, func.count(distinct(Location.asset_id)))
            .join(Location, Location.source_id == Source.id)
            .group_by(Source.id)
            .order_by(Source.title)
        )
        return [Choice(*row) for row in rows]

    def albums(self) -> list[Choice]:
        """All albums with photos, by title."""
        rows = self._read(
            select(Album.id, Album.title, func.count(distinct(Location.asset_id)))
            .join(LocationAlbum, LocationAlbum.album_id == Album.id)
            .join(Location, Location.id == LocationAlbum.location_id)
            .group_by(Album.id)
        )
        return sorted((Choice(*row) for row in rows), key=lambda choice: choice.name.casefold())

    def people(self) -> list[Choice]:
        """Everybody who is on a photo and not hidden, by name."""
        rows = self._read(
            select(Person.id, Person.name, func.count(distinct(Face.asset_id)))
            .join(Assignment, Assignment.person_id == Person.id)
            .join(Face, Face.id == Assignment.face_id)
            .where(Assignment.state != "rejected", ~Person.hidden, Person.name != "")
            .group_by(Person.id)
        )
        return sorted((Choice(*row) for row in rows), key=lambda choice: choice.name.casefold())

    def _column(self, statement: Select[int]) -> Ids:
        numbers: Ids = self._numbers(statement)[0]
        return numbers

    def _rows(self, statement: Select[*tuple[Any, ...]]) -> Iterator[Any]:
        """Rows of the driver: SQLAlchemy's would take as long again as SQLite."""
        cursor = self._read(statement).cursor
        while cursor and (rows := cursor.fetchmany(_ROWS_AT_ONCE)):
            yield from rows


def _of_photos(photos: Ids, parts: Sequence[Ids], missing: int) -> Ids:
    """The values of `photos` among (2, N) photos with values."""
    known, values = np.concatenate([np.array([[-1], [missing]]), *parts], axis=1)
    order = np.argsort(known)
    places = order[np.searchsorted(known, photos, sorter=order) % len(known)]
    return np.where(known[places] == photos, values[places], missing)


def _days(moments: Ids) -> Ids:
    """Seconds since 1970 as 20210531; 0 for no moment."""
    days = (np.maximum(moments, _FIRST) // 86_400).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    numbers = months.astype(np.int64)
    year, month = numbers // 12 + 1970, numbers % 12 + 1
    day = (days - months).astype(np.int64) + 1
    return np.where(moments == _UNDATED, 0, year * 10_000 + month * 100 + day)


def _tile(row: Row[*tuple[Any, ...]]) -> PhotoTile:
    state = "missing" if not row.present else str(row.state)
    if state == AssetState.OK and not row.faces:
        state = "no_face"
    return PhotoTile(
        row.id,
        row.locator,
        row.root,
        row.title,
        row.size,
        row.mtime_ns,
        row.sha256,
        row.width or 0,
        row.height or 0,
        row.taken_at,
        row.faces,
        state,
        row.error_code,
        row.error_details or {},
        row.is_remote,
        row.places,
    )
