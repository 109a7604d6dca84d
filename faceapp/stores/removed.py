"""Photos that a person took out of the library, and the places from which they stay out."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.sqlite import insert

from faceapp.core.gallery import Removal
from faceapp.core.jobs import Changes
from faceapp.stores.columns import now
from faceapp.stores.schema import Asset, AssetCopy, Assignment, Face, Location, RemovedPlace, Source
from faceapp.stores.store import Store, chunks


class Removed(Store):
    """Takes photos out. The files are none of its business."""

    def preview(self, ids: Sequence[int]) -> Removal:
        """What `remove` would take out."""
        photos = faces = named = 0
        hashes: list[str] = []
        for some in chunks(ids):
            known = self._read(select(Asset.id, Asset.sha256).where(Asset.id.in_(some))).all()
            photos += len(known)
            hashes += [sha256 for _, sha256 in known if sha256]
            copies = select(AssetCopy.sha256).where(AssetCopy.asset_id.in_(some))
            hashes += [sha256 for (sha256,) in self._read(copies)]
            of_these = Face.asset_id.in_(some)
            faces += self._session.scalar(select(func.count(Face.id)).where(of_these)) or 0
            decided = select(func.count(Face.id.distinct())).join(
                Assignment, Assignment.face_id == Face.id
            )
            confirmed = decided.where(of_these, Assignment.state == "confirmed")
            named += self._session.scalar(confirmed) or 0
        return Removal(photos, faces, named, tuple(hashes))

    def remove(self, ids: Sequence[int]) -> Removal:
        """Take photos out, with faces, vectors and decisions; they stay out of later scans."""
        removal = self.preview(ids)
        connection = self._session.connection()
        for some in chunks(ids):
            places = (
                select(Source.kind, Location.locator)
                .join(Source, Source.id == Location.source_id)
                .where(Location.asset_id.in_(some))
            )
            rows = [
                {"kind": kind, "locator": locator, "removed_at": now()}
                for kind, locator in self._read(places)
            ]
            if rows:
                connection.execute(insert(RemovedPlace).on_conflict_do_nothing(), rows)
            faces = select(Face.id).where(Face.asset_id.in_(some))
            # Only here: what a person decided falls with the photo that the person takes out.
            connection.execute(delete(Assignment).where(Assignment.face_id.in_(faces)))
            connection.execute(delete(Asset).where(Asset.id.in_(some)))
        self._note(Changes(photos=True, faces=True, people=removal.named > 0))
        return removal

    def places(self, kind: str) -> set[str]:
        """Where a scan of sources of this kind must find nothing."""
        statement = select(RemovedPlace.locator).where(RemovedPlace.kind == kind)
        return set(self._session.scalars(statement))

    def readmit(self, locators: Collection[str]) -> None:
        """Let these places be scanned again."""
        for some in chunks(list(locators)):
            self._session.connection().execute(
                delete(RemovedPlace).where(RemovedPlace.locator.in_(some))
            )
