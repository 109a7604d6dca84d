"""What names of people need to leave the library, or to come into it."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from faceapp.core.places import LOCAL_KINDS
from faceapp.core.types import FaceBox, PhotoRef
from faceapp.stores.references import KnownFaces, by_engine
from faceapp.stores.schema import (
    Asset,
    AssetState,
    Assignment,
    Engine,
    Face,
    FaceVector,
    Location,
    Person,
    Source,
)
from faceapp.stores.store import Store, chunks


@dataclass(frozen=True)
class NamedFace:
    """A face that somebody confirmed; `box` in pixels of the upright photo."""

    face: int
    photo: int
    person: int
    name: str
    box: FaceBox


@dataclass(frozen=True)
class PhotoPlace:
    """A file of this computer that holds a photo; `width` and `height` of the upright one."""

    photo: int
    root: str
    ref: PhotoRef
    width: int
    height: int


class Exchange(Store):
    """Reads across people, faces and places."""

    def named_faces(self) -> list[NamedFace]:
        """All confirmed faces of people with a name who are not hidden, photo by photo."""
        rows = self._read(
            select(
                Face.id,
                Face.asset_id,
                Person.id,
                Person.name,
                Face.x,
                Face.y,
                Face.width,
                Face.height,
            )
            .join(Assignment, Assignment.face_id == Face.id)
            .join(Person, Person.id == Assignment.person_id)
            .where(Assignment.state == "confirmed", ~Face.hidden, Person.name != "", ~Person.hidden)
            .order_by(Face.asset_id, Face.id)
        )
        return [NamedFace(*row[:4], FaceBox(*row[4:])) for row in rows]

    def places(self) -> list[PhotoPlace]:
        """Every file of this computer that is a photo now, none in an archive, sorted by path."""
        rows = self._read(
            select(
                Location.asset_id,
                Source.root,
                Location.locator,
                Location.size,
                Location.mtime_ns,
                Asset.width,
                Asset.height,
            )
            .join(Source, Source.id == Location.source_id)
            .join(Asset, Asset.id == Location.asset_id)
            .where(
                Location.present,
                Source.kind.in_(LOCAL_KINDS),
                Asset.state == AssetState.OK,
                Asset.width > 0,
                Asset.height > 0,
            )
        )
        places = [
            PhotoPlace(photo, root, PhotoRef(locator, size, mtime_ns), width or 0, height or 0)
            for photo, root, locator, size, mtime_ns, width, height in rows
            if locator.startswith(root.rstrip(os.sep) + os.sep)
        ]
        return sorted(places, key=lambda place: place.ref.locator)

    def at(self, paths: Sequence[str]) -> dict[str, int]:
        """The photos that lie at these paths now; others are left out."""
        found: dict[str, int] = {}
        for some in chunks(paths):
            rows = self._read(
                select(Location.locator, Location.asset_id)
                .join(Asset, Asset.id == Location.asset_id)
                .where(Location.locator.in_(some), Location.present, Asset.state == AssetState.OK)
            )
            found.update((row[0], row[1]) for row in rows)
        return found

    def boxes(self, photos: Sequence[int]) -> dict[int, dict[int, FaceBox]]:
        """By photo: its faces, whoever found them, but none that are no face."""
        found: dict[int, dict[int, FaceBox]] = {}
        for some in chunks(photos):
            rows = self._read(
                select(Face.asset_id, Face.id, Face.x, Face.y, Face.width, Face.height)
                .where(Face.asset_id.in_(some), ~Face.hidden)
                .order_by(Face.id)
            )
            for photo, face, *box in rows:
                found.setdefault(photo, {})[face] = FaceBox(*box)
        return found

    def best_faces(self, person: int, most: int) -> list[KnownFaces]:
        """By engine: how it sees the best of a person's confirmed faces."""
        rank = func.row_number().over(
            partition_by=FaceVector.engine_id, order_by=(FaceVector.quality.desc(), Face.id)
        )
        ranked = (
            select(
                Engine.identity,
                Engine.name,
                FaceVector.quality,
                FaceVector.embedding,
                rank.label("rank"),
            )
            .select_from(Assignment)
            .join(Face, Face.id == Assignment.face_id)
            .join(FaceVector, FaceVector.face_id == Face.id)
            .join(Engine, Engine.id == FaceVector.engine_id)
            .where(Assignment.person_id == person, Assignment.state == "confirmed", ~Face.hidden)
            .subquery()
        )
        best = select(ranked).where(ranked.c.rank <= most).order_by(ranked.c.rank)
        return by_engine(row[:4] for row in self._read(best))

    def best_face(self, person: int) -> int | None:
        """The best of a person's confirmed faces, as some engine sees it."""
        return self._session.scalar(
            select(Face.id)
            .join(Assignment, Assignment.face_id == Face.id)
            .outerjoin(FaceVector, FaceVector.face_id == Face.id)
            .where(Assignment.person_id == person, Assignment.state == "confirmed", ~Face.hidden)
            .order_by(FaceVector.quality.desc().nulls_last(), Face.id)
            .limit(1)
        )
