"""Photos that could not be read, with what is known of the reason."""

from sqlalchemy import and_, func, select

from faceapp.core.records import PhotoFailure
from faceapp.stores.schema import Asset, AssetState, Location
from faceapp.stores.selections import lies, shown_place
from faceapp.stores.store import Store

_FAILED = and_(lies(Location.present.is_(True)), Asset.state == AssetState.FAILED)
PhotoFailures = list[PhotoFailure]


class FailedPhotos(Store):
    """Reads what `Photos` lists as failed."""

    def list(self, limit: int) -> tuple[PhotoFailures, int]:
        """The first `limit` of them, newest first, and how many there are in all."""
        total = self._session.scalar(select(func.count(Asset.id)).where(_FAILED)) or 0
        rows = self._read(
            select(Asset.id, Location.locator, Asset.error_code, Asset.error_details, Asset.tries)
            .join(Location, Location.id == shown_place())
            .where(_FAILED)
            .order_by(Asset.id.desc())
            .limit(limit)
        )
        return [
            PhotoFailure(number, path, code or "", dict(details or {}), tries)
            for number, path, code, details, tries in rows
        ], total
