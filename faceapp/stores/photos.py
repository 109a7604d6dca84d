"""Pictures and the places where they lie."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import reduce
from typing import Any

import numpy as np
from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    case,
    delete,
    exists,
    extract,
    func,
    or_,
    select,
    update,
)

from faceapp.core.jobs import Changes
from faceapp.core.records import PhotoInfo
from faceapp.core.types import Ids
from faceapp.stores.checks import problems
from faceapp.stores.columns import now
from faceapp.stores.rows import KnownLocation, Problem
from faceapp.stores.schema import (
    Analysis,
    Asset,
    AssetCopy,
    AssetState,
    Assignment,
    Base,
    Face,
    FaceVector,
    Location,
    Source,
)
from faceapp.stores.selections import (
    Conditions,
    asset_conditions,
    is_decided,
    lies,
    placed_in,
    shown_place,
)
from faceapp.stores.store import Store, chunks

PhotoInfos = list[PhotoInfo]

_IS_PRESENT = lies(Location.present.is_(True))
_HAS_FACES = exists().where(Face.asset_id == Asset.id, ~Face.hidden).correlate(Asset)
_HAS_ROWS = exists().where(Face.asset_id == Asset.id).correlate(Asset)
_FACES = (
    select(func.count(Face.id))
    .where(Face.asset_id == Asset.id, ~Face.hidden)
    .correlate(Asset)
    .scalar_subquery()
)
_IS_LISTED = and_(lies(), Asset.state != AssetState.PENDING)
_STATES = {
    None: _IS_LISTED,
    "no_faces": and_(_IS_PRESENT, Asset.state == AssetState.OK, ~_HAS_FACES),
    "failed": and_(_IS_PRESENT, Asset.state == AssetState.FAILED),
    "missing": and_(_IS_LISTED, ~_IS_PRESENT),
}


class Photos(Store):
    """Assets with their locations. An asset that lies nowhere is kept, but never listed."""

    def ids(
        self,
        sources: Sequence[int] | None = None,
        since: date | None = None,
        until: date | None = None,
        albums: Sequence[int] | None = None,
    ) -> Ids:
        """The numbers of photos of some sources, albums and days, some more than once.

        Both days are included.

        Each condition alone is answered by an index; together they would look at the photos.
        """
        found: list[Ids] = []
        if sources is not None:
            there = select(Location.asset_id).where(Location.source_id.in_(sources))
            found.append(self._numbers(there)[0])
        if albums is not None:
            found.append(self._numbers(placed_in(albums))[0])
        if since or until or not found:
            days = asset_conditions(None, since, until)
            found.append(self._numbers(select(Asset.id).where(*days))[0])
        return reduce(lambda some, others: some[np.isin(some, others)], found)

    def known(
        self, source_id: int, engine_id: int, *, in_tiles: bool = False
    ) -> dict[str, KnownLocation]:
        """What a scan of a source by an engine must know of each place, by locator.

        With `in_tiles` only photos that were looked at in tiles count as analysed.
        """
        rows = self._read(
            select(
                Location.locator,
                Location.size,
                Location.mtime_ns,
                Location.present,
                Asset.state == AssetState.FAILED,
                Asset.decoder_version,
                _is_done(engine_id),
                func.coalesce(Location.copy_sha256, Asset.sha256),
            )
            .join(Location.asset)
            .outerjoin(AssetCopy, AssetCopy.sha256 == Location.copy_sha256)
            .outerjoin(Analysis, and_(Analysis.asset_id == Asset.id, *_looked(engine_id, in_tiles)))
            .where(Location.source_id == source_id)
        )
        return {row[0]: KnownLocation(*row[1:]) for row in rows}

    def known_hashes(self, engine_id: int, *, in_tiles: bool = False) -> set[str]:
        """The SHA-256 of everything the engine has finished, looking as it does now."""
        rows = self._read(
            select(Asset.sha256)
            .join(Analysis, Analysis.asset_id == Asset.id)
            .where(
                *_looked(engine_id, in_tiles),
                Asset.state == AssetState.OK,
                Asset.sha256.is_not(None),
            )
        )
        return {sha256 for (sha256,) in rows if sha256}

    def hashes_elsewhere(
        self, source_id: int, locators: Sequence[str]
    ) -> dict[str, tuple[int, str]]:
        """Time and SHA-256 of what other sources of the same kind have at these places."""
        kind = select(Source.kind).where(Source.id == source_id).scalar_subquery()
        found = {}
        for some in chunks(locators):
            rows = self._read(
                select(
                    Location.locator,
                    Location.mtime_ns,
                    func.coalesce(Location.copy_sha256, Asset.sha256),
                )
                .join(Location.asset)
                .join(Source, Source.id == Location.source_id)
                .where(
                    Source.kind == kind,
                    Source.id != source_id,
                    Location.present,
                    Location.locator.in_(some),
                    Asset.sha256.is_not(None),
                )
            )
            found.update({place: (mtime_ns, sha256 or "") for place, mtime_ns, sha256 in rows})
        return found

    def mark_missing(self, source_id: int, locators: Sequence[str]) -> None:
        """Nothing lies at these places any more."""
        self._update_places(source_id, locators, present=False)

    def mark_seen(self, source_id: int, locators: Collection[str]) -> None:
        """These places hold what they held; only those that were missing are written."""
        missing = self._session.scalars(
            select(Location.locator).where(Location.source_id == source_id, ~Location.present)
        )
        back = [locator for locator in missing if locator in locators]
        self._update_places(source_id, back, present=True, last_seen_at=now())

    def list(
        self,
        state: str | None = None,
        sources: Sequence[int] | None = None,
        *,
        albums: Sequence[int] | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int | None = None,
    ) -> tuple[PhotoInfos, int]:
        """The first `limit` photos and how many there are in all.

        `state` is no_faces, failed, missing or None for all; a photo all of whose places are gone
        is missing, whatever else it is.
        """
        conditions = [_STATES[state], *asset_conditions(sources, since, until, albums)]
        total = self._session.scalar(select(func.count(Asset.id)).where(*conditions))
        return self._select(conditions, limit), total or 0

    def get(self, photo_id: int) -> PhotoInfo | None:
        """One photo; None if there is no such number."""
        return next(iter(self._select([_IS_LISTED, Asset.id == photo_id], 1)), None)

    def years(self) -> Sequence[int]:
        """The years in which photos were taken, newest first."""
        year = extract("year", Asset.taken_at)
        rows = self._read(select(year).where(Asset.taken_at.is_not(None)).distinct())
        return sorted((value for (value,) in rows), reverse=True)

    def forget_unplaced(self) -> int:
        """Drop pictures that nobody can see again; how many.

        They lie nowhere, since their files hold something else now, or could not be read and are
        gone. Of those with decisions just these stay, without vectors, should the bytes return.
        To be called after a complete scan: during one they may turn up at another place.
        """
        unreadable = and_(Asset.state != AssetState.OK, ~_IS_PRESENT)
        forgotten = select(Asset.id).where(or_(~lies(), unreadable)).scalar_subquery()
        lost = select(Face.id).where(Face.asset_id.in_(forgotten)).scalar_subquery()
        self._delete(Assignment, Assignment.face_id.in_(lost), Assignment.state == "automatic")
        self._delete(Face, Face.asset_id.in_(forgotten), ~is_decided())
        kept_faces = select(Face.id).where(Face.asset_id.in_(forgotten)).scalar_subquery()
        self._delete(FaceVector, FaceVector.face_id.in_(kept_faces))
        self._delete(Analysis, Analysis.asset_id.in_(forgotten))
        dropped = self._delete(Asset, Asset.id.in_(forgotten), ~_HAS_ROWS)
        if dropped:
            self._note(Changes(photos=True, faces=True))
        return dropped

    def check(self) -> Sequence[Problem]:
        """What is wrong inside SQL; reads the whole file, so it takes its time."""
        return problems(self._session)

    def _select(self, conditions: Conditions, limit: int | None) -> PhotoInfos:
        rows = self._read(
            select(
                Asset.id,
                Location.locator,
                Source.kind,
                Source.title,
                Asset.width,
                Asset.height,
                Asset.taken_at,
                _FACES.label("faces"),
                Asset.state,
                Asset.error_code,
                Location.present,
            )
            .select_from(Asset)
            .join(Location, Location.id == shown_place())
            .join(Source, Source.id == Location.source_id)
            .where(*conditions)
            .order_by(Asset.id)
            .limit(limit)
        )
        return [_photo(row) for row in rows]

    def _delete(self, table: type[Base], *conditions: ColumnElement[bool]) -> int:
        return self._session.connection().execute(delete(table).where(*conditions)).rowcount

    def _update_places(
        self, source_id: int, locators: Sequence[str], **values: bool | datetime
    ) -> None:
        for some in chunks(locators):
            self._session.connection().execute(
                update(Location)
                .where(Location.source_id == source_id, Location.locator.in_(some))
                .values(values)
            )
        if locators:
            self._note(Changes(photos=True))


def _is_done(engine_id: int) -> ColumnElement[bool]:
    """Of a place with the bytes of the picture: that the engine has looked; see `_looked`.

    Of a copy: that it has looked at the picture in any way, and these bytes are no better.
    """
    any_look = exists().where(Analysis.asset_id == Asset.id, Analysis.engine_id == engine_id)
    better = AssetCopy.width * AssetCopy.height > Asset.width * Asset.height
    return case(
        (AssetCopy.sha256.is_(None), Analysis.engine_id.is_not(None)),
        else_=any_look.correlate(Asset) & ~better,
    )


def _looked(engine_id: int, in_tiles: bool) -> Conditions:
    """That the engine has looked, in tiles if that is asked for."""
    return [Analysis.engine_id == engine_id, *([Analysis.in_tiles.is_(True)] if in_tiles else [])]


def _photo(row: Row[*tuple[Any, ...]]) -> PhotoInfo:
    return PhotoInfo(
        row.id,
        row.locator,
        row.kind,
        row.title,
        row.width or 0,
        row.height or 0,
        row.taken_at,
        row.faces,
        _shown_state(row),
        row.error_code,
    )


def _shown_state(row: Row[*tuple[Any, ...]]) -> str:
    if not row.present:
        return "missing"
    return "no_face" if row.state == AssetState.OK and not row.faces else str(row.state)
