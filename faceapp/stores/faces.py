"""Faces as one engine saw them, and their vectors."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import Row, Select, func, select

from faceapp.core.records import FaceInfo
from faceapp.core.types import FaceBox, Halves, Ids
from faceapp.stores.blobs import EMBEDDING, unpack_landmarks, unpack_quality
from faceapp.stores.rows import SeenFaces
from faceapp.stores.schema import (
    Album,
    Asset,
    Assignment,
    Engine,
    Face,
    FaceVector,
    Location,
    LocationAlbum,
    Person,
    Source,
)
from faceapp.stores.selections import Conditions, asset_conditions, shown_place
from faceapp.stores.store import Store, chunks

FaceInfos = list[FaceInfo]

_ROWS_AT_ONCE = 8_192
PERSON = (
    select(func.nullif(Person.name, ""))
    .join(Assignment, Assignment.person_id == Person.id)
    .where(Assignment.face_id == Face.id, Assignment.state != "rejected")
    .order_by((Assignment.state == "confirmed").desc(), Assignment.decided_at.desc())
    .limit(1)
    .correlate(Face)
    .scalar_subquery()
)
_ALBUMS = (
    select(func.coalesce(func.aggregate_strings(Album.title, "; "), ""))
    .join(LocationAlbum, LocationAlbum.album_id == Album.id)
    .where(LocationAlbum.location_id == Location.id)
    .correlate(Location)
    .scalar_subquery()
)
# Made once: putting it together takes as long as fetching 20 faces.
_INFOS = (
    select(
        Face.id,
        Face.asset_id,
        Location.locator,
        Source.kind,
        Source.title,
        _ALBUMS,
        Face.x,
        Face.y,
        Face.width,
        Face.height,
        FaceVector.landmarks,
        FaceVector.score,
        FaceVector.quality,
        FaceVector.quality_facts,
        PERSON,
        Asset.taken_at,
        FaceVector.processed_at,
        Engine.name,
    )
    .select_from(Face)
    .join(FaceVector, FaceVector.face_id == Face.id)
    .join(Engine, Engine.id == FaceVector.engine_id)
    .join(Asset, Asset.id == Face.asset_id)
    .join(Location, Location.id == shown_place())
    .join(Source, Source.id == Location.source_id)
    .where(~Face.hidden)
)


class Faces(Store):
    """Faces on pictures that lie, or lay, somewhere; always seen by one engine, never hidden."""

    def list(
        self, engine_id: int, photo_id: int | None = None, limit: int | None = None
    ) -> tuple[FaceInfos, int]:
        """The first `limit` faces, of one photo or of all, and how many there are in all."""
        conditions: Conditions = [FaceVector.engine_id == engine_id]
        if photo_id is not None:
            conditions.append(Face.asset_id == photo_id)
        chosen = _INFOS.where(*conditions)
        total = self._session.scalar(
            select(func.count()).select_from(chosen.with_only_columns(Face.id).subquery())
        )
        rows = self._read(chosen.order_by(Face.id).limit(limit))
        return [_info(row) for row in rows], total or 0

    def walk(
        self,
        engine_id: int | None,
        sources: Sequence[int] | None = None,
        albums: Sequence[int] | None = None,
    ) -> Iterator[FaceInfo]:
        """All faces, by number, read as they are asked for; none if the engine is unknown."""
        rows = self._read(
            _INFOS.where(
                FaceVector.engine_id == engine_id, *asset_conditions(sources, albums=albums)
            )
            .order_by(Face.id)
            .execution_options(yield_per=_ROWS_AT_ONCE)
        )
        return map(_info, rows)

    def of_photos(self, engine_id: int | None, photos: Sequence[int]) -> Iterator[FaceInfo]:
        """The faces on these photos, photo by photo in the order of numbers."""
        for some in chunks(sorted(photos)):
            on_these = _INFOS.where(FaceVector.engine_id == engine_id, Face.asset_id.in_(some))
            yield from map(_info, self._read(on_these.order_by(Face.asset_id, Face.id)))

    def for_ids(self, ids: Sequence[int], engine_id: int | None) -> Iterator[FaceInfo]:
        """The faces with these numbers, in any order; unknown ones are left out."""
        for some in chunks(ids):
            rows = self._read(_INFOS.where(FaceVector.engine_id == engine_id, Face.id.in_(some)))
            yield from map(_info, rows)

    def seen_by_any(self, ids: Sequence[int]) -> FaceInfos:
        """The faces with these numbers as the newest engine that knows them saw them."""
        rows = (
            row
            for some in chunks(ids)
            for row in self._read(_INFOS.where(Face.id.in_(some)).order_by(FaceVector.engine_id))
        )
        return list({row[0]: _info(row) for row in rows}.values())

    def photos(self) -> tuple[Ids, Ids]:
        """All faces and the photos they are on, in any order."""
        faces, photos = self._numbers(select(Face.id, Face.asset_id))
        return faces, photos

    def photos_of(self, ids: Ids) -> tuple[Ids, Ids]:
        """Those of `ids` that there are, and the photos they are on."""
        pairs = [
            self._numbers(select(Face.id, Face.asset_id).where(Face.id.in_(some)))
            for some in chunks(ids.tolist())
        ]
        faces, photos = np.concatenate([np.empty((2, 0), np.int64), *pairs], axis=1)
        return faces, photos

    def places(self, ids: Sequence[int]) -> dict[int, tuple[int, datetime | None]]:
        """By face: the number of its photo and when that was taken; unknown ones are left out."""
        places = select(Face.id, Face.asset_id, Asset.taken_at).join(
            Asset, Asset.id == Face.asset_id
        )
        rows = (row for some in chunks(ids) for row in self._read(places.where(Face.id.in_(some))))
        return {face_id: (photo_id, taken_at) for face_id, photo_id, taken_at in rows}

    def count_vectors(self) -> int:
        """How many vectors there are, of all engines."""
        shown = select(func.count()).select_from(FaceVector).join(Face).where(~Face.hidden)
        return self._session.scalar(shown) or 0

    def vectors(self, engine_id: int) -> Iterator[tuple[Ids, Halves]]:
        """All (N,) ids with their (N, D) unit vectors, some thousands at a time, in any order."""
        cursor = self._read(_vectors(engine_id)).cursor
        while cursor and (rows := cursor.fetchmany(_ROWS_AT_ONCE)):  # thrice as fast as rows
            yield _arrays(rows)

    def newest(self) -> int:
        """The largest number of a face; 0 if there are none."""
        return self._session.scalar(select(func.max(Face.id))) or 0

    def seen(self, engine_id: int) -> SeenFaces:
        """Where the faces of an engine are and how good, by number; never the hidden ones."""
        columns = select(
            Face.id,
            Face.asset_id,
            Face.x,
            Face.y,
            Face.width,
            Face.height,
            FaceVector.quality,
            FaceVector.score,
        ).join(FaceVector, FaceVector.face_id == Face.id)
        chosen = columns.where(FaceVector.engine_id == engine_id, ~Face.hidden).order_by(Face.id)
        cursor = self._read(chosen).cursor
        rows = np.array(cursor.fetchall() if cursor else [], np.float64).reshape(-1, 8)
        x, y, width, height = rows[:, 2:6].T
        boxes = np.stack([x, y, x + width, y + height], axis=1).astype(np.float32)
        numbers = rows[:, :2].astype(np.int64)
        quality, scores = rows[:, 6:].astype(np.float32).T
        return SeenFaces(numbers[:, 0], numbers[:, 1], boxes, quality, scores)

    def vectors_of(self, engine_id: int, ids: Ids) -> tuple[Ids, Halves]:
        """Those of `ids` that the engine knows, with their (N, D) unit vectors."""
        rows = [
            row
            for some in chunks(ids.tolist())
            for row in self._read(_vectors(engine_id).where(FaceVector.face_id.in_(some)))
        ]
        if rows:
            return _arrays(rows)
        dimension = self._session.scalar(select(Engine.dimension).where(Engine.id == engine_id))
        return np.empty(0, np.int64), np.empty((0, dimension or 0), np.float16)


def _vectors(engine_id: int) -> Select[int, bytes]:
    hidden = select(Face.id).where(Face.hidden)  # a handful, found by its own index
    return select(FaceVector.face_id, FaceVector.embedding).where(
        FaceVector.engine_id == engine_id, FaceVector.face_id.not_in(hidden)
    )


def _arrays(rows: Sequence[Sequence[Any]]) -> tuple[Ids, Halves]:
    ids, blobs = zip(*rows, strict=True)
    vectors = np.frombuffer(b"".join(blobs), EMBEDDING).reshape(len(ids), -1)
    return np.array(ids, np.int64), vectors


def _info(row: Row[*tuple[Any, ...]]) -> FaceInfo:
    columns: Sequence[Any] = row
    face_id, photo_id, path, kind, title, album, x, y, width, height, *seen, facts = columns[:14]
    points, score, quality = seen
    return FaceInfo(
        face_id,
        photo_id,
        path,
        kind,
        title,
        album,
        FaceBox(x, y, width, height),
        unpack_landmarks(points),
        score,
        quality,
        unpack_quality(facts),
        *columns[14:],
    )
