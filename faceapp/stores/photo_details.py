"""One photo with all its places and faces, as the viewer shows it."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import and_, func, select

from faceapp.core.proposals import Proposal, Told
from faceapp.core.records import PhotoDetails, PhotoFace, Place
from faceapp.core.types import FaceBox
from faceapp.stores.faces import PERSON
from faceapp.stores.schema import (
    Album,
    Analysis,
    Asset,
    AssetCopy,
    AssetState,
    Engine,
    Face,
    FaceVector,
    Location,
    LocationAlbum,
    NameProposal,
    Source,
)
from faceapp.stores.selections import is_decided
from faceapp.stores.store import Store


class PhotoDetailsRows(Store):
    """Reads a photo in a few small queries."""

    def get(self, photo_id: int, engine_id: int | None) -> PhotoDetails | None:
        """A photo with its faces as one engine saw them; None if there is no such number."""
        asset = self._session.get(Asset, photo_id)
        places = self.places(photo_id)
        if asset is None or not places:
            return None
        faces = self._faces(photo_id, engine_id)
        looked = self._session.execute(
            select(Engine.name, Analysis.processed_at)
            .join(Engine, Engine.id == Analysis.engine_id)
            .where(Analysis.asset_id == photo_id, Analysis.engine_id == engine_id)
        ).first()
        return PhotoDetails(
            asset.id,
            asset.sha256,
            asset.width or 0,
            asset.height or 0,
            asset.format or "",
            asset.taken_at,
            _state(asset, places, faces),
            asset.error_code,
            asset.error_details or {},
            looked[0] if looked else "",
            looked[1] if looked else asset.processed_at,
            places,
            faces,
            self._told(photo_id),
            self._proposals(photo_id, asset.width or 0, asset.height or 0),
        )

    def boxes(self, photo_id: int) -> dict[int, FaceBox]:
        """Every face of a photo, whoever found it, the hidden ones too."""
        rows = self._read(
            select(Face.id, Face.x, Face.y, Face.width, Face.height).where(
                Face.asset_id == photo_id
            )
        )
        return {row[0]: FaceBox(*row[1:]) for row in rows}

    def places(self, photo_id: int) -> tuple[Place, ...]:
        """Where a photo lies, then where it lay; near copies after its own bytes."""
        rows = self._read(
            select(
                Location.locator,
                Source.kind,
                Source.root,
                Source.title,
                Location.present,
                Location.size,
                Location.mtime_ns,
                Location.copy_sha256,
                func.coalesce(AssetCopy.width, Asset.width, 0),
                func.coalesce(AssetCopy.height, Asset.height, 0),
            )
            .join(Asset, Asset.id == Location.asset_id)
            .outerjoin(AssetCopy, AssetCopy.sha256 == Location.copy_sha256)
            .join(Source, Source.id == Location.source_id)
            .where(Location.asset_id == photo_id)
            .order_by(Location.present.desc(), Location.copy_sha256.is_not(None), Location.id)
        )
        columns: Iterable[Sequence[Any]] = rows
        return tuple(Place(*row) for row in columns)

    def _told(self, photo_id: int) -> tuple[Told, ...]:
        rows = self._read(
            select(Location.locator, Location.author, Location.caption, Album.title)
            .outerjoin(LocationAlbum, LocationAlbum.location_id == Location.id)
            .outerjoin(Album, Album.id == LocationAlbum.album_id)
            .where(Location.asset_id == photo_id)
            .order_by(Location.present.desc(), Location.id, Album.title)
        )
        albums: dict[tuple[str, str, str], list[str]] = {}
        for locator, author, caption, album in rows:
            titles = albums.setdefault((locator, author, caption), [])
            if album:
                titles.append(album)
        return tuple(
            Told(*place, tuple(titles))
            for place, titles in albums.items()
            if any(place[1:]) or titles
        )

    def _proposals(self, photo_id: int, width: int, height: int) -> tuple[Proposal, ...]:
        told = NameProposal
        rows = self._read(
            select(told.name, Source.kind, told.x, told.y, told.width, told.height)
            .join(Location, Location.id == told.location_id)
            .join(Source, Source.id == Location.source_id)
            .where(Location.asset_id == photo_id)
            .order_by(told.id)
        )
        return tuple(
            Proposal(name, kind, _in_pixels(sides, width, height)) for name, kind, *sides in rows
        )

    def _faces(self, photo_id: int, engine_id: int | None) -> tuple[PhotoFace, ...]:
        """Those that the engine knows, and those with decisions, which other engines found."""
        seen = and_(FaceVector.face_id == Face.id, FaceVector.engine_id == engine_id)
        rows = self._read(
            select(
                Face.id,
                Face.x,
                Face.y,
                Face.width,
                Face.height,
                Face.origin,
                PERSON,
                FaceVector.score,
                FaceVector.quality,
            )
            .outerjoin(FaceVector, seen)
            .where(
                Face.asset_id == photo_id,
                ~Face.hidden,
                FaceVector.face_id.is_not(None) | is_decided(),
            )
            .order_by(Face.id)
        )
        return tuple(PhotoFace(row[0], FaceBox(*row[1:5]), *row[5:]) for row in rows)


def _in_pixels(sides: Sequence[float | None], width: int, height: int) -> FaceBox | None:
    """A box told in fractions of the photo; None without one."""
    x, y, w, h = (side or 0.0 for side in sides)
    if w * width <= 0 or h * height <= 0:
        return None
    return FaceBox(x * width, y * height, w * width, h * height)


def _state(asset: Asset, places: tuple[Place, ...], faces: tuple[PhotoFace, ...]) -> str:
    if not places[0].present:
        return "missing"
    return "no_face" if asset.state == AssetState.OK and not faces else str(asset.state)
