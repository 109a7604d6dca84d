"""Near copies as decisions and screens ask for them: what there is, taken apart, put together."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import (
    ColumnElement,
    Executable,
    Text,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as insert_new
from sqlalchemy.orm import InstrumentedAttribute

from faceapp.core.copies import Hashes, Lookalikes
from faceapp.core.types import Ids
from faceapp.stores.columns import now
from faceapp.stores.schema import (
    Analysis,
    Asset,
    AssetCopy,
    AssetSketch,
    AssetState,
    Assignment,
    DistinctPictures,
    Face,
    Location,
)
from faceapp.stores.selections import is_decided
from faceapp.stores.store import Store, chunks

Step = Mapping[str, Any]
_FACTS = ("width", "height", "format", "pixel_hash", "perceptual_hash", "taken_at")


class Copies(Store):
    """Bytes of a picture other than those it is known by."""

    def lookalikes(self) -> Lookalikes:
        """The looks of all pictures and of their copies."""
        known = Asset.perceptual_hash.is_not(None)
        own = (Asset.id, Asset.perceptual_hash, (Asset.state == AssetState.OK) & known)
        parts = [self._looks(*own), self._looks(AssetCopy.asset_id, AssetCopy.perceptual_hash)]
        ids, hashes = (np.concatenate(column) for column in zip(*parts, strict=True))
        return Lookalikes(ids, hashes)

    def _looks(
        self,
        number: ColumnElement[int] | InstrumentedAttribute[int],
        look: ColumnElement[str] | InstrumentedAttribute[Any],
        *conditions: ColumnElement[bool],
    ) -> tuple[Ids, Hashes]:
        """Numbers and hashes as two texts of SQLite's: rows take ten times as long."""
        whole = func.substr(literal("0" * 16).concat(look), -16)
        texts = select(
            func.aggregate_strings(cast(number, Text), ","), func.aggregate_strings(whole, "")
        ).where(*conditions)
        numbers, hashes = self._read(texts).one()
        if not numbers:
            return np.empty(0, np.int64), np.empty(0, np.uint64)
        return (
            np.fromstring(numbers, np.int64, sep=","),
            np.frombuffer(bytes.fromhex(hashes), ">u8").astype(np.uint64),
        )

    def known(self, engine_id: int) -> set[str]:
        """The SHA-256 of copies that an engine need not look at: it knows better bytes."""
        better = AssetCopy.width * AssetCopy.height > Asset.width * Asset.height
        rows = self._read(
            select(AssetCopy.sha256)
            .join(Asset, Asset.id == AssetCopy.asset_id)
            .join(Analysis, Analysis.asset_id == Asset.id)
            .where(Analysis.engine_id == engine_id, ~better)
        )
        return {sha256 for (sha256,) in rows}

    def hashes(self, photo_id: int) -> list[str]:
        """All bytes that a picture is known by, its own first."""
        own = select(Asset.sha256).where(Asset.id == photo_id, Asset.sha256.is_not(None))
        others = (
            select(AssetCopy.sha256)
            .where(AssetCopy.asset_id == photo_id)
            .order_by(AssetCopy.sha256)
        )
        return [str(row[0]) for statement in (own, others) for row in self._read(statement)]

    def spare(self) -> Ids:
        """(3, N): pictures in several places, in how many, and bytes of all but the largest."""
        several = (
            select(
                Location.asset_id,
                func.count().label("places"),
                (func.sum(Location.size) - func.max(Location.size)).label("spare"),
            )
            .where(Location.present)
            .group_by(Location.asset_id)
            .having(func.count() > 1)
        )
        return self._numbers(select(several.subquery()))

    def places(self, photos: Collection[int]) -> dict[int, tuple[str, ...]]:
        """Where each of some photos lies, the place that is shown first."""
        found: defaultdict[int, list[str]] = defaultdict(list)
        order = (Location.copy_sha256.is_not(None), Location.id)
        for some in chunks(list(photos)):
            there = select(Location.asset_id, Location.locator).where(
                Location.asset_id.in_(some), Location.present
            )
            for photo, locator in self._read(there.order_by(*order)):
                found[photo].append(locator)
        return {photo: tuple(places) for photo, places in found.items()}

    def separation(self, photo_id: int, sha256: str) -> tuple[Step, Step] | None:
        """The steps that make a copy a picture of its own, and undo it; None if it is no copy."""
        known = self.hashes(photo_id)
        if sha256 not in known[1:]:
            return None
        known.remove(sha256)
        facts = {
            "photo": photo_id,
            "sha256": sha256,
            "as": self._new_number(),
            "apart_from": known,
            "at": now().isoformat(),
        }
        return {"do": "separate", **facts}, {"do": "rejoin", **facts}

    def separate(self, step: Step) -> bool:
        """Make a copy a picture of its own, for ever; its faces are still to be found."""
        copy = self._session.get(AssetCopy, step["sha256"])
        if copy is None or copy.asset_id != step["photo"]:
            return False
        facts = {name: getattr(copy, name) for name in _FACTS}
        number, sha256, sketch = step["as"], copy.sha256, copy.sketch
        self._do(delete(AssetCopy).where(AssetCopy.sha256 == sha256))
        self._session.expire_all()
        self._do(
            insert(Asset).values(id=number, sha256=sha256, state=AssetState.OK, tries=0, **facts)
        )
        if sketch:
            self._do(insert(AssetSketch).values(asset_id=number, sketch=sketch))
        there = (Location.asset_id == step["photo"]) & (Location.copy_sha256 == sha256)
        self._do(update(Location).where(there).values(asset_id=number, copy_sha256=None))
        at = datetime.fromisoformat(step["at"])
        for first, second in _pairs(step):
            values = {"first": first, "second": second, "decided_at": at}
            self._do(insert_new(DistinctPictures).values(values).on_conflict_do_nothing())
        return True

    def rejoin(self, step: Step) -> bool:
        """Make it a copy again, unless somebody decided something about its faces meanwhile."""
        photo, number = step["photo"], step["as"]
        part = self._session.get(Asset, number, populate_existing=True)
        decided = select(Face.id).where(Face.asset_id == number, is_decided()).exists()
        if part is None or self._session.get(Asset, photo) is None:
            return False
        if self._session.scalar(select(decided)):
            return False
        facts = {name: getattr(part, name) for name in _FACTS}
        sketch = self._session.scalar(
            select(AssetSketch.sketch).where(AssetSketch.asset_id == number)
        )
        size = select(func.coalesce(func.max(Location.size), 0)).where(
            Location.asset_id == number, Location.copy_sha256.is_(None)
        )
        added = {"sha256": part.sha256, "size": self._session.scalar(size), **facts}
        own = func.coalesce(Location.copy_sha256, part.sha256)
        places = update(Location).where(Location.asset_id == number)
        self._do(places.values(asset_id=photo, copy_sha256=own))
        self._do(update(AssetCopy).where(AssetCopy.asset_id == number).values(asset_id=photo))
        self._do(insert(AssetCopy).values(asset_id=photo, sketch=sketch or b"", **added))
        faces = select(Face.id).where(Face.asset_id == number)
        self._do(delete(Assignment).where(Assignment.face_id.in_(faces)))
        self._session.expire_all()
        self._do(delete(Asset).where(Asset.id == number))
        for first, second in _pairs(step):
            pair = (DistinctPictures.first == first) & (DistinctPictures.second == second)
            self._do(delete(DistinctPictures).where(pair))
        return True

    def _new_number(self) -> int:
        """One that no picture has, had, or will have."""
        made = Asset(state=AssetState.PENDING, tries=0)
        self._session.add(made)
        self._session.flush()
        number = made.id
        self._session.delete(made)
        self._session.flush()
        return number

    def _do(self, statement: Executable) -> None:
        self._session.connection().execute(statement)


def _pairs(step: Step) -> list[tuple[str, str]]:
    ours = step["sha256"]
    return [(min(ours, other), max(ours, other)) for other in step["apart_from"]]
