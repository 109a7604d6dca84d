"""What ran before, and which photos are failed now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from faceapp.core.records import PastJob, PhotoFailure
from faceapp.services.scan_request import ScanRequest
from faceapp.stores.database import Database
from faceapp.stores.rows import JobRow


@dataclass(frozen=True)
class History:
    """Reads; works beside a writing process."""

    database: Callable[[], Database]

    def jobs(self, limit: int) -> list[PastJob]:
        """The newest jobs of this library, newest first."""
        with self.database().read() as unit:
            titles = {source.id: source.title for source in unit.sources.list()}
            return [_past(row, titles) for row in unit.jobs.list(limit)]

    def failures(self, limit: int) -> tuple[list[PhotoFailure], int]:
        """The newest photos that are failed now, and how many there are in all."""
        with self.database().read() as unit:
            return unit.failed_photos.list(limit)


def _past(row: JobRow, titles: Mapping[int, str]) -> PastJob:
    sources = ScanRequest.from_arguments(row.arguments).sources if row.kind == "scan" else ()
    return PastJob(
        row.id,
        row.kind,
        row.state,
        tuple(map(str, row.arguments.get("paths", ()))),
        row.counts,
        row.error_code,
        row.started_at or row.created_at,
        row.finished_at,
        sources,
        tuple(titles[source] for source in sources if source in titles),
    )
