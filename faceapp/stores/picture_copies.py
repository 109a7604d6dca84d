"""Near copies among what a scan finds: of which pictures they are, and which bytes are best."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from faceapp.core.boxes import corners
from faceapp.core.copies import (
    FaceLevels,
    Lookalikes,
    PictureLook,
    difference,
    is_copy,
    may_be_near,
)
from faceapp.core.types import AnalysedPhoto
from faceapp.stores.picture_faces import PictureFaces
from faceapp.stores.schema import (
    Asset,
    AssetCopy,
    AssetSketch,
    AssetState,
    DistinctPictures,
)

# Of many that look alike, so many are compared face by face.
_MOST_COMPARED = 8


@dataclass
class CopySearch:
    """What a whole scan finds copies by; `lookalikes` grows with what is recorded.

    So does `gained`: how many more faces better copies showed than those known before.
    """

    lookalikes: Lookalikes
    levels: FaceLevels
    gained: int = 0


@dataclass(frozen=True)
class PictureCopies:
    """Copies in the open transaction; without a `search` there are none but those known."""

    session: Session
    faces: PictureFaces
    search: CopySearch | None
    recent: list[tuple[Asset, str]] = field(default_factory=list)

    def original(self, photo: AnalysedPhoto) -> Asset | None:
        """The picture that these bytes are a copy of, if faces confirm it and nobody denied it."""
        if self.search is None or not photo.faces or not photo.facts.sketch:
            return None
        for asset in self._candidates(photo, self.search.lookalikes):
            boxes, vectors = self.faces.look(asset)
            known = _look_of(asset, boxes, vectors)
            if is_copy(_look(photo), known, self.search.levels) and self._may_be(photo, asset):
                return asset
        return None

    def add(self, asset: Asset, photo: AnalysedPhoto) -> None:
        """Note bytes that are no better than those the picture is known by."""
        facts = photo.facts
        asset.copies.append(
            AssetCopy(
                sha256=photo.sha256,
                size=photo.ref.size,
                width=facts.width,
                height=facts.height,
                format=facts.format,
                pixel_hash=facts.pixel_hash,
                perceptual_hash=facts.perceptual_hash,
                sketch=facts.sketch,
                taken_at=facts.taken_at,
            )
        )
        asset.taken_at = own_date(asset) or facts.taken_at or asset.taken_at
        self.note(asset, photo)

    def replace(self, asset: Asset, photo: AnalysedPhoto) -> None:
        """Let the picture be known by these bytes, and its own be a copy; its faces move along.

        What the engine found in them is recorded next.
        """
        before = asset.sha256
        own = [place for place in asset.locations if place.copy_sha256 is None]
        size = max((place.size for place in own), default=0)
        asset.copies = [copy for copy in asset.copies if copy.sha256 != photo.sha256]
        asset.copies.append(_copy_of(asset, size))
        for place in asset.locations:
            if place.copy_sha256 == photo.sha256:
                place.copy_sha256 = None
            elif place.copy_sha256 is None:
                place.copy_sha256 = before
        self.faces.rescale(asset, photo.facts.width, photo.facts.height)

    def note_gain(self, faces: int) -> None:
        """Better bytes of a known picture showed so many more faces, or fewer."""
        if self.search is not None:
            self.search.gained += faces

    def note(self, asset: Asset, photo: AnalysedPhoto) -> None:
        """Find copies of a picture by this look of it, too."""
        if self.search is not None:
            self.recent.append((asset, photo.facts.perceptual_hash))

    def finish(self) -> None:
        """Let the whole scan know what this batch brought; it has been flushed."""
        if self.search is not None:
            for asset, perceptual_hash in self.recent:
                self.search.lookalikes.add(asset.id, perceptual_hash)
        self.recent.clear()

    def _candidates(self, photo: AnalysedPhoto, lookalikes: Lookalikes) -> Sequence[Asset]:
        """The most alike first."""
        ours = photo.facts.perceptual_hash
        just_now = [asset for asset, look in self.recent if may_be_near(ours, look)]
        if just_now:
            self.session.flush()  # numbers them
        near = [*lookalikes.near(ours), *(asset.id for asset in just_now)]
        if not near:
            return []
        rows = self.session.execute(
            select(AssetSketch.asset_id, AssetSketch.sketch).where(AssetSketch.asset_id.in_(near))
        )
        differing = [(difference(photo.facts.sketch, row.sketch), row.asset_id) for row in rows]
        best = sorted((much, number) for much, number in differing if much is not None)
        numbers = [number for _, number in best[:_MOST_COMPARED]]
        found = self.session.scalars(
            select(Asset)
            .where(Asset.id.in_(numbers), Asset.state == AssetState.OK)
            .options(selectinload(Asset.locations), selectinload(Asset.copies))
        )
        return sorted(found, key=lambda asset: numbers.index(asset.id))

    def _may_be(self, photo: AnalysedPhoto, asset: Asset) -> bool:
        """Whether nobody told these bytes apart from any of the picture."""
        known = {asset.sha256, *(copy.sha256 for copy in asset.copies)}
        first, second = DistinctPictures.first, DistinctPictures.second
        ours = photo.sha256
        rows = self.session.execute(select(first, second).where((first == ours) | (second == ours)))
        return known.isdisjoint(sha256 for row in rows for sha256 in row if sha256 != ours)


def is_better(photo: AnalysedPhoto, asset: Asset) -> bool:
    """Whether these bytes hold more of the picture than those it is known by."""
    own = [place.size for place in asset.locations if place.copy_sha256 is None]
    known = (asset.width or 0) * (asset.height or 0), max(own, default=0)
    return (photo.facts.width * photo.facts.height, photo.ref.size) > known


def own_date(asset: Asset) -> datetime | None:
    """When a camera says the picture was taken; a service may only know when it was sent there."""
    told = {place.taken_at for place in asset.locations}
    return None if asset.taken_at in told else asset.taken_at


def _copy_of(asset: Asset, size: int) -> AssetCopy:
    return AssetCopy(
        sha256=asset.sha256,
        size=size,
        width=asset.width,
        height=asset.height,
        format=asset.format,
        pixel_hash=asset.pixel_hash,
        perceptual_hash=asset.perceptual_hash,
        sketch=asset.sketch.sketch if asset.sketch else b"",
        taken_at=own_date(asset),
    )


def _look(photo: AnalysedPhoto) -> PictureLook:
    facts = photo.facts
    return PictureLook(
        facts.width,
        facts.height,
        facts.taken_at,
        facts.sketch,
        corners(face.detection.box for face in photo.faces),
        np.array([face.embedding for face in photo.faces], np.float32),
    )


def _look_of(asset: Asset, boxes: np.ndarray, vectors: np.ndarray) -> PictureLook:
    sketch = asset.sketch.sketch if asset.sketch else b""
    return PictureLook(asset.width or 1, asset.height or 1, own_date(asset), sketch, boxes, vectors)
