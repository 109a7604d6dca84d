"""Scans of a library: what to scan, here or in a process of its own, and the jobs they leave."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from faceapp.core.errors import Code, FaceAppError, ItemError, UserError
from faceapp.core.jobs import Cancelled, CancelToken, Report
from faceapp.core.places import LOCAL_KINDS, SourceState
from faceapp.core.ports import EngineCard, PhotoReader, PhotoSource
from faceapp.core.watching import Changed, FolderWatcher, Told
from faceapp.imaging.kept_originals import KeptOriginals
from faceapp.imaging.thumbnails import ThumbnailCache
from faceapp.services.grouping import GroupingService
from faceapp.services.jobs import JobService
from faceapp.services.open_library import OpenLibrary
from faceapp.services.remote_place import RemotePlace
from faceapp.services.scan import ScanService, Target
from faceapp.services.scan_request import ScanOptions, ScanRequest
from faceapp.services.scan_results import ScanSummary
from faceapp.services.sources import SourceService
from faceapp.services.vectors import VectorService
from faceapp.stores.database import Database
from faceapp.stores.rows import SourceRow


@dataclass(frozen=True)
class KnownSources:
    """Those that are there, and why the others, by their roots, are not: they stay as known."""

    present: Sequence[Target]
    left_out: Mapping[str, UserError]


class ScanningLibrary(OpenLibrary):
    """A library that grows."""

    @cached_property
    def sources(self) -> SourceService:
        """Where photos come from."""
        return SourceService(
            reading=lambda: self._reading,
            writing=self._writing,
            identify=self._adapters.identify_source,
            open_source=self._adapters.open_source,
            secrets=self._adapters.accounts,
            carry=self._carry,
            forget_pictures=self._forget_pictures,
            forget_originals=self._forget_originals,
        )

    @cached_property
    def grouping(self) -> GroupingService:
        """Groups of faces."""
        return GroupingService(
            lambda: self._reading,
            self._writing,
            self.answering_engine,
            self._adapters.neighbours,
            self.folders.grouping,
            self._adapters.plan_groups_apart,
        )

    @property
    def thumbnails(self) -> ThumbnailCache:
        """Small pictures."""
        return ThumbnailCache(self.folders.thumbnails, self.settings.thumbnail_cache_mb)

    @cached_property
    def kept_originals(self) -> KeptOriginals:
        """Photos of the network that are kept here."""
        return KeptOriginals(self.folders.originals, self.settings.original_cache_mb)

    def open_watcher(self, changed: Changed, told: Told) -> FolderWatcher:
        """Watches folders in a thread of its own, where both are called, until it is closed."""
        return self._adapters.open_watcher(changed, told)

    def open_sources(self, paths: Sequence[Path]) -> list[PhotoSource]:
        """What lies at `paths`: folders, photos, zip archives. Raises UserError.

        Several archives of one export are one source.
        """
        found: dict[object, PhotoSource] = {}
        for path in paths:
            source = self._adapters.open_source(path)
            found.setdefault(source.root if source.kind == "takeout" else path, source)
        return list(found.values())

    def known_sources(self, numbers: Sequence[int] = ()) -> KnownSources:
        """The sources of these numbers, or all that are not paused.

        Raises UserError if none of them is there.
        """
        with self._reading.read() as unit:
            rows = unit.sources.list()
        resting = (SourceState.PAUSED, SourceState.REMOVED)
        found: list[Target] = []
        left_out = {}
        for row in rows:
            if row.id not in numbers if numbers else row.state in resting:
                continue
            try:
                found.append(self._target(row))
            except UserError as error:
                left_out[row.root] = error
        if not found:
            raise (
                next(iter(left_out.values()))
                if numbers and left_out
                else UserError(Code.NOTHING_KNOWN)
            )
        return KnownSources(found, left_out)

    def wanted_sources(self, request: ScanRequest) -> Sequence[Target]:
        """What a request asks for. Raises UserError if a path, or everything else, is gone."""
        found: list[Target] = [*self.open_sources(request.paths)]
        if request.sources or request.asks_for_all:
            found += self.known_sources(request.sources).present
        return found

    def scan(
        self,
        sources: Sequence[Target],
        engine: EngineCard,
        token: CancelToken,
        report: Report,
        *,
        options: ScanOptions = ScanOptions(),
        paths: Sequence[Path] = (),
    ) -> ScanSummary:
        """Bring the library up to date with what lies there. Raises UserError, FatalError.

        `paths` are what the sources were opened for, to ask for the same again: the root of a
        photo is its whole folder.
        """
        thumbnails = self.thumbnails
        with self._writing("scan") as database:
            service = ScanService(
                database,
                thumbnails.write,
                self._workers,
                self.settings.max_megapixels,
                self.kept_originals,
                self.settings.downloads,
            )
            request = _asked(sources, paths, engine.name, options)
            with JobService(database).running("scan", request.as_arguments()) as job:
                summary = service.scan(sources, engine, token, report, options=options)
                job.counts, job.is_cancelled = summary.counts.as_dict(), summary.cancelled
                if not summary.cancelled:
                    self._carry(database, token)
                    thumbnails.trim()
        if self.settings.group_after_scan and not summary.cancelled:
            with suppress(Cancelled, FaceAppError):  # its own job tells; the scan is saved
                self.grouping.join(token, lambda _: None)
        return summary

    def scan_apart(self, request: ScanRequest, token: CancelToken, report: Report) -> ScanSummary:
        """The same in a process of its own, while this one holds the lock. Raises `Cancelled` too.

        Raises UserError, FatalError.
        """
        with self.locked("scan"):
            try:
                return self._adapters.scan_apart(request, token, self._followed(report))
            except Cancelled:
                with self._writing("scan") as database:
                    JobService(database).end_cancelled()
                raise

    def resume_later(self, requests: Sequence[ScanRequest]) -> None:
        """Scans that go on when the window is next opened. Raises UserError, FatalError."""
        with self._writing("scan") as database, database.write() as unit:
            for request in requests:
                unit.jobs.put_off("scan", request.as_arguments())

    def take_unfinished_scans(self) -> list[ScanRequest]:
        """Those put off, else the last scan if its process died. Ask while none is running.

        None while another process writes. Raises UserError, FatalError.
        """
        with self._reading.read() as unit:
            rows = [job for job in unit.jobs.list(1_000) if job.kind == "scan"]
        if any(job.state == "queued" for job in rows):
            with self._writing("scan") as database, database.write() as unit:
                return list(map(ScanRequest.from_arguments, unit.jobs.take_put_off("scan")))
        if rows and (rows[0].state == "running" or rows[0].error_code == Code.INTERRUPTED):
            with self.locked("scan"):  # else it is under way in another process
                request = ScanRequest.from_arguments(rows[0].arguments)
                return [] if request.asks_for_all else [request]
        return []

    def _followed(self, report: Report) -> Report:
        return report

    def _target(self, row: SourceRow) -> Target:
        if row.kind in LOCAL_KINDS:
            return self._adapters.open_source(Path(row.root))
        return RemotePlace(row, self._adapters.open_remote)

    def _open_root(self, root: str) -> PhotoReader:
        """What reads photos of the source with this root. Raises UserError."""
        with self._reading.read() as unit:
            rows = [row for row in unit.sources.list() if row.root == root]
        if rows and rows[0].kind not in LOCAL_KINDS:
            return self._adapters.open_remote(rows[0], CancelToken(), _give_up)
        return self._adapters.open_source(Path(root))

    def _carry(self, database: Database, token: CancelToken) -> None:
        VectorService(database, self._adapters.open_vector_store).catch_up(token)

    def _forget_pictures(self, hashes: Sequence[str]) -> None:
        self._forget_originals(hashes)
        for sha256 in hashes:
            self.thumbnails.forget(sha256)

    def _forget_originals(self, hashes: Sequence[str]) -> None:
        for sha256 in hashes:
            self.kept_originals.forget(sha256)


def _give_up(reason: str) -> None:
    """Whoever looks at a photo is told why it cannot be had now, instead of waiting for it."""
    raise ItemError(Code.REMOTE_UNFETCHED, reason=reason)


def _asked(
    sources: Sequence[Target], paths: Sequence[Path], engine: str, options: ScanOptions
) -> ScanRequest:
    """The request that asks for the same again."""
    remote = tuple(each.row.id for each in sources if isinstance(each, RemotePlace))
    roots = tuple(Path(each.root) for each in sources if not isinstance(each, RemotePlace))
    return ScanRequest(tuple(map(Path.absolute, tuple(paths) or roots)), engine, options, remote)
