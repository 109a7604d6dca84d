"""Save what a scan found out about files: which are new photos, copies, moves, changes.

Bytes decide first (SHA-256), then pixels, then whether it is a near copy, then the place. An asset
is a picture and a location where it lies, so a file with another picture in it is another asset.
The one that lay there before keeps its decisions: its bytes may turn up elsewhere, even in the same
scan. After it, `Photos.forget_unplaced` drops what nobody can see again.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from faceapp.core.jobs import Changes
from faceapp.core.types import (
    AnalysedPhoto,
    FailedPhoto,
    KnownPhoto,
    Outcome,
    PhotoResult,
)
from faceapp.stores.columns import now
from faceapp.stores.picture_copies import CopySearch, PictureCopies, is_better, own_date
from faceapp.stores.picture_faces import PictureFaces
from faceapp.stores.rows import Analyst
from faceapp.stores.schema import Asset, AssetCopy, AssetSketch, AssetState, Location, Source
from faceapp.stores.unit_of_work import UnitOfWork


def record(
    unit: UnitOfWork,
    source_id: int,
    analyst: Analyst,
    results: Sequence[PhotoResult],
    *,
    still_there: Callable[[str], bool],
    search: CopySearch | None = None,
) -> list[Outcome]:
    """Save a batch of one source in the open transaction; say what became of each file.

    `still_there(locator)` tells whether a place of any source still holds something: a known
    picture at a new place is a copy if it lies elsewhere too, else it was moved. With a `search`
    near copies are places of the picture they are copies of, and the best bytes of it count.
    """
    recorder = _Recorder(unit.session, source_id, analyst, still_there, search)
    recorder.load(results)
    outcomes = [recorder.record(result) for result in results]
    unit.session.flush()
    recorder.finish()
    if set(outcomes) - {Outcome.SKIPPED}:
        unit.note(Changes(photos=True, faces=True))
    return outcomes


class _Recorder:
    """One batch; the rows that its files may meet are loaded at once."""

    def __init__(
        self,
        session: Session,
        source_id: int,
        analyst: Analyst,
        still_there: Callable[[str], bool],
        search: CopySearch | None,
    ) -> None:
        self._session = session
        self._source_id = source_id
        self._decoder_version = analyst.decoder_version
        self._still_there = still_there
        self._moment = now()
        self._faces = PictureFaces(session, analyst, self._moment)
        self._copies = PictureCopies(session, self._faces, search)
        self._scan_began = session.get_one(Source, source_id).last_scan_at or self._moment
        self._places: dict[str, Location] = {}
        self._assets: dict[str | None, Asset] = {}
        self._twins: defaultdict[str | None, list[Asset]] = defaultdict(list)

    def load(self, results: Sequence[PhotoResult]) -> None:
        """Fetch what is known of the places, bytes and pixels of a batch."""
        locators = [result.ref.locator for result in results]
        hashes = [result.sha256 for result in results]
        pixels = [photo.facts.pixel_hash for photo in results if isinstance(photo, AnalysedPhoto)]
        places = self._session.scalars(
            select(Location)
            .where(Location.source_id == self._source_id, Location.locator.in_(locators))
            .options(joinedload(Location.asset).selectinload(Asset.locations))
        )
        assets = self._session.scalars(
            select(Asset)
            .where(Asset.sha256.in_(hashes) | Asset.pixel_hash.in_(pixels))
            .order_by(Asset.id)
            .options(selectinload(Asset.locations))
        )
        copies = self._session.scalars(
            select(AssetCopy)
            .where(AssetCopy.sha256.in_(hashes))
            .options(joinedload(AssetCopy.asset).selectinload(Asset.locations))
        )
        self._places = {place.locator: place for place in places}
        self._assets = {copy.sha256: copy.asset for copy in copies}
        for asset in assets:
            self._assets[asset.sha256] = asset
            self._twins[asset.pixel_hash].append(asset)

    def finish(self) -> None:
        """All of the batch is saved."""
        self._copies.finish()

    def record(self, result: PhotoResult) -> Outcome:
        """Save one file."""
        place = self._places.get(result.ref.locator)
        match result:
            case AnalysedPhoto():
                return self._analysed(result, place)
            case KnownPhoto():
                return self._known(result, place)
            case FailedPhoto():
                return self._failed(result, place)

    def _analysed(self, photo: AnalysedPhoto, place: Location | None) -> Outcome:
        """The engine has looked at these bytes; known ones were another engine's or had failed."""
        asset = self._assets.get(photo.sha256)
        if asset is None or asset.state == AssetState.PENDING:
            return self._new_bytes(photo, place, asset)
        if photo.sha256 != asset.sha256:
            return self._known_copy(photo, asset)
        self._settle(photo, asset)
        self._finish(asset, photo)
        return Outcome.UPDATED

    def _known_copy(self, photo: AnalysedPhoto, asset: Asset) -> Outcome:
        """Other bytes of a picture: they count if they are better, or all this engine has seen."""
        if is_better(photo, asset) or not self._faces.has_looked(asset):
            self._take_over(asset, photo)
        self._settle(photo, asset)
        return Outcome.UPDATED

    def _new_bytes(
        self, photo: AnalysedPhoto, place: Location | None, asset: Asset | None
    ) -> Outcome:
        """A new photo, or what became of a former one; `asset` if a copy was seen before.

        If the former has the same pixels and lies nowhere else, a program wrote metadata: the
        picture stays the one it is. If not, this is another picture that may inherit.
        """
        former = place.asset if place else self._vanished_twin(photo.facts.pixel_hash)
        is_first = former is None or former.state == AssetState.PENDING
        if not self._keeps_pixels(former, place, photo):
            original = self._copies.original(photo)
            if original is not None:
                return self._copy(photo, place, asset, original)
        if asset is None and former is not None and self._continues(former, place, photo):
            self._rename(former, photo.sha256)
            asset = former
        asset = asset or self._add_asset(photo.sha256)
        self._finish(asset, photo)
        self._copies.note(asset, photo)
        self._settle(photo, asset)
        if place is None and former is not None and former is not asset:
            self._faces.inherit(asset, former)
        return Outcome.PHOTO if is_first else Outcome.UPDATED

    def _copy(
        self, photo: AnalysedPhoto, place: Location | None, pending: Asset | None, original: Asset
    ) -> Outcome:
        """The same picture in new bytes, which count if they are better than those known.

        `pending` has the places where they were seen before this one was analysed.
        """
        lies_elsewhere = self._lies_elsewhere(original, place)
        if pending is not None:
            self._join(pending, photo.sha256, original)
        if is_better(photo, original):
            before = self._faces.seen_on(original)
            self._take_over(original, photo)
            self._copies.note(original, photo)
            if lies_elsewhere:  # else it counts as an update, with all its faces
                self._copies.note_gain(self._faces.seen_on(original) - before)
        else:
            self._copies.add(original, photo)
        self._assets[photo.sha256] = original
        self._settle(photo, original)
        return Outcome.DUPLICATE if lies_elsewhere else Outcome.UPDATED

    def _join(self, pending: Asset, sha256: str, original: Asset) -> None:
        for place in list(pending.locations):
            place.asset, place.copy_sha256 = original, sha256
        self._session.flush()
        self._session.delete(pending)
        self._session.flush()

    def _take_over(self, asset: Asset, photo: AnalysedPhoto) -> None:
        """Let a picture be known by better bytes of it."""
        before = asset.sha256
        self._copies.replace(asset, photo)
        self._rename(asset, photo.sha256)
        self._assets[before] = asset
        self._finish(asset, photo, moves_boxes=True)

    def _known(self, photo: KnownPhoto, place: Location | None) -> Outcome:
        """The engine has finished these bytes, or is about to, at another place."""
        asset = self._assets.get(photo.sha256) or self._add_asset(photo.sha256)
        if place is not None and place.asset is asset:
            self._settle(photo, asset)
            return Outcome.SKIPPED
        is_copy = self._lies_elsewhere(asset, place) or asset.state == AssetState.PENDING
        self._settle(photo, asset)
        return Outcome.DUPLICATE if is_copy else Outcome.UPDATED

    def _failed(self, photo: FailedPhoto, place: Location | None) -> Outcome:
        """These bytes could not be analysed, or not even read (no hash).

        A picture that was fine before stays so: what was unreadable may be the same picture, and
        another engine's faces are not this engine's fault. Its error is kept for a look.
        """
        asset = self._failing_asset(photo, place)
        asset.error_code = photo.code
        asset.error_details = photo.details
        asset.tries += 1
        asset.decoder_version = self._decoder_version
        if asset.state != AssetState.OK:
            asset.state = AssetState.FAILED
        if photo.sha256 is not None or asset.state == AssetState.FAILED:
            self._settle(photo, asset)  # else size and time stay old: it is tried again
        return Outcome.FAILED

    def _failing_asset(self, photo: FailedPhoto, place: Location | None) -> Asset:
        if photo.sha256 in self._assets:
            return self._assets[photo.sha256]
        if place is None:
            return self._add_asset(photo.sha256)
        if photo.sha256 is None:
            return place.asset
        if place.asset.state != AssetState.OK and not self._lies_elsewhere(place.asset, place):
            self._rename(place.asset, photo.sha256)
            return place.asset
        return self._add_asset(photo.sha256)

    def _vanished_twin(self, pixel_hash: str) -> Asset | None:
        """A picture with these pixels that lies nowhere any more: moved and rewritten."""
        for asset in self._twins[pixel_hash]:
            if asset.pixel_hash == pixel_hash and not self._lies_elsewhere(asset, None):
                return asset
        return None

    def _continues(self, former: Asset, place: Location | None, photo: AnalysedPhoto) -> bool:
        """Whether the former picture becomes this one, instead of being replaced by it."""
        may = former.state != AssetState.OK or former.pixel_hash == photo.facts.pixel_hash
        return may and not self._lies_elsewhere(former, place)

    def _keeps_pixels(
        self, former: Asset | None, place: Location | None, photo: AnalysedPhoto
    ) -> bool:
        """Whether a program only wrote something beside the pixels of the former picture."""
        same = former is not None and former.pixel_hash == photo.facts.pixel_hash
        return same and former is not None and not self._lies_elsewhere(former, place)

    def _lies_elsewhere(self, asset: Asset, place: Location | None) -> bool:
        """Whether the picture lies anywhere but at `place`; gone places become missing."""
        for other in asset.locations:
            if other is not place and other.present:
                if self._still_there(other.locator):
                    return True
                other.present = False
        return False

    def _add_asset(self, sha256: str | None) -> Asset:
        asset = Asset(sha256=sha256, state=AssetState.PENDING, tries=0)
        self._session.add(asset)
        if sha256 is not None:
            self._assets[sha256] = asset
        return asset

    def _rename(self, asset: Asset, sha256: str) -> None:
        """Let a picture be known by other bytes."""
        self._assets.pop(asset.sha256, None)
        self._assets[sha256] = asset
        asset.sha256 = sha256
        self._session.flush()  # frees the old hash: SQLAlchemy inserts before it updates

    def _finish(self, asset: Asset, photo: AnalysedPhoto, *, moves_boxes: bool = False) -> None:
        """Note what the engine found out."""
        facts = photo.facts
        asset.width, asset.height, asset.format = facts.width, facts.height, facts.format
        asset.pixel_hash, asset.perceptual_hash = facts.pixel_hash, facts.perceptual_hash
        of_copies = own_date(asset) if asset.copies else None
        asset.taken_at = facts.taken_at or of_copies or _told_date(asset)
        asset.sketch = AssetSketch(sketch=facts.sketch) if facts.sketch else None
        asset.state = AssetState.OK
        asset.error_code, asset.error_details, asset.tries = None, None, 0
        asset.decoder_version = self._decoder_version
        # Never before the scan began, as `_is_heir` asks: the clock may be set back meanwhile.
        asset.processed_at = max(self._moment, self._scan_began)
        self._faces.refresh(asset, photo.faces, moves_boxes=moves_boxes)

    def _settle(self, photo: PhotoResult, asset: Asset) -> None:
        """`asset` lies there now, and inherits from the picture that lay there if it is new."""
        ref = photo.ref
        place = self._places.get(ref.locator)
        former = place.asset if place else asset
        if place is None:
            place = Location(
                source_id=self._source_id, locator=ref.locator, first_seen_at=self._moment
            )
            self._places[ref.locator] = place
            self._session.add(place)
        place.asset = asset
        place.copy_sha256 = None if photo.sha256 == asset.sha256 else photo.sha256
        place.size, place.mtime_ns = ref.size, ref.mtime_ns
        place.present, place.last_seen_at = True, self._moment
        if former is not asset and self._is_heir(asset, former):
            self._faces.inherit(asset, former)

    def _is_heir(self, asset: Asset, former: Asset) -> bool:
        """Whether a picture took the place of its equal, or was first seen by this scan.

        An older picture at the place of another one is a renamed file and brings its own faces.
        """
        if former.state != AssetState.OK or asset.processed_at is None:
            return False
        return former.pixel_hash == asset.pixel_hash or asset.processed_at >= self._scan_began


def _told_date(asset: Asset) -> datetime | None:
    """When a service says the picture was taken, where its bytes do not."""
    return next((place.taken_at for place in asset.locations if place.taken_at), None)
