"""Conditions and joins that several reading stores share."""

from collections.abc import Sequence
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, ScalarSelect, Select, case, exists, func, select
from sqlalchemy.orm import aliased

from faceapp.stores.schema import (
    Analysis,
    Asset,
    Assignment,
    Face,
    FaceVector,
    Location,
    LocationAlbum,
)

Conditions = list[ColumnElement[bool]]

# How many vectors there are of the picture and engine of an `Analysis`.
VECTORS = (
    select(func.count())
    .select_from(FaceVector)
    .join(Face, Face.id == FaceVector.face_id)
    .where(Face.asset_id == Analysis.asset_id, FaceVector.engine_id == Analysis.engine_id)
    .correlate(Analysis)
    .scalar_subquery()
)


def placed_in(albums: Sequence[int]) -> Select[int]:
    """The pictures with a place in one of these albums."""
    return (
        select(Location.asset_id)
        .join(LocationAlbum, LocationAlbum.location_id == Location.id)
        .where(LocationAlbum.album_id.in_(albums))
    )


def asset_conditions(
    sources: Sequence[int] | None = None,
    since: date | None = None,
    until: date | None = None,
    albums: Sequence[int] | None = None,
) -> Conditions:
    """Lies in one of `sources` and `albums`, taken from `since` to `until`; None admits all."""
    conditions: Conditions = []
    if sources is not None:
        there = select(Location.asset_id).where(Location.source_id.in_(sources))
        conditions.append(Asset.id.in_(there))
    if albums is not None:
        conditions.append(Asset.id.in_(placed_in(albums)))
    if since is not None:
        conditions.append(Asset.taken_at >= since)
    if until is not None:
        conditions.append(Asset.taken_at <= datetime.combine(until, time.max))
    return conditions


def lies(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the picture has, or had, a place, one that fits."""
    return exists().where(Location.asset_id == Asset.id, *conditions).correlate(Asset)


def is_decided() -> ColumnElement[bool]:
    """Whether a person had a say about a face: such a face is never deleted."""
    decided = Assignment.state != "automatic"
    assigned = exists().where(Assignment.face_id == Face.id, decided).correlate(Face)
    return (Face.origin == "drawn") | Face.hidden | assigned


def shown_place() -> ScalarSelect[int]:
    """The place to show of a picture: the first where it lies, else the last where it lay.

    Near copies come after places with the bytes that the picture is known by.
    """
    place = aliased(Location)
    return (
        select(place.id)
        .where(place.asset_id == Asset.id)
        .order_by(
            place.present.desc(),
            place.copy_sha256.is_not(None),
            case((place.present, place.id), else_=-place.id),
        )
        .limit(1)
        .correlate(Asset)
        .scalar_subquery()
    )
