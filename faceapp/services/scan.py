"""Scan sources: list, skip what is finished, run the pipeline, save batch by batch."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loguru import logger

from faceapp.core.copies import FaceLevels
from faceapp.core.jobs import CancelToken, Progress, Report
from faceapp.core.ports import Engine, EngineCard, HasAlbums, PhotoSource
from faceapp.core.remote import RemotePhoto
from faceapp.core.types import (
    AnalysedPhoto,
    FailedPhoto,
    Image,
    ListingFailure,
    Outcome,
    PhotoRef,
    PhotoResult,
)
from faceapp.imaging.archive import archive_of
from faceapp.imaging.decode import DECODER_VERSION
from faceapp.imaging.kept_originals import KeptOriginals
from faceapp.pipeline.flow import batched
from faceapp.pipeline.second_look import Look, looking
from faceapp.pipeline.stages import Preparation, analysed
from faceapp.services.remote_place import RemotePlace
from faceapp.services.remote_scan import scan_remote
from faceapp.services.scan_request import ScanOptions, ScanRequest
from faceapp.services.scan_results import ScanCounts, ScanFailure, ScanSummary
from faceapp.stores.database import Database
from faceapp.stores.picture_copies import CopySearch
from faceapp.stores.record import record
from faceapp.stores.rows import Analyst, KnownLocation
from faceapp.stores.unit_of_work import UnitOfWork

__all__ = ["ScanCounts", "ScanFailure", "ScanOptions", "ScanRequest", "ScanSummary"]

Target = PhotoSource | RemotePlace

# Saved together: small enough to lose little to a crash, large enough to keep commits rare.
BATCH_PHOTOS, BATCH_AGE_S = 32, 2.0
# Analysed while the store is busy; their pixels are gone by then.
AHEAD_PHOTOS = 64


class Claims:
    """Which bytes this run must analyse: each content once, and none that is already finished."""

    def __init__(self, finished: set[str]) -> None:
        """Start from the hashes the engine has finished; the set is taken over."""
        self._taken = finished
        self._lock = threading.Lock()

    def __call__(self, sha256: str) -> bool:
        """Whether the caller is the first to come with these bytes."""
        with self._lock:
            if sha256 in self._taken:
                return False
            self._taken.add(sha256)
            return True

    def knows(self, sha256: str) -> bool:
        """Whether somebody came with these bytes before."""
        with self._lock:
            return sha256 in self._taken


@dataclass(frozen=True)
class ScanService:
    """Scans; every adapter is handed in by the composition root."""

    database: Database
    keep_thumbnails: Callable[[str, Image], None]
    workers: int
    max_megapixels: int
    originals: KeptOriginals | None = None
    downloads: int = 4

    def scan(
        self,
        sources: Sequence[Target],
        engine: EngineCard,
        token: CancelToken,
        report: Report,
        *,
        options: ScanOptions = ScanOptions(),
    ) -> ScanSummary:
        """Bring the library up to date with `sources`; a cancel keeps what is finished."""
        started = time.monotonic()
        counts = ScanCounts()
        with self.database.write() as unit:
            engine_id = unit.engines.find_or_add(engine.identity, engine.name, engine.dimension)
            finished = unit.photos.known_hashes(engine_id, in_tiles=options.in_tiles)
            finished |= unit.copies.known(engine_id)
        run = Run(self, engine, engine_id, Claims(finished), counts, token, report, options)
        for source in sources:
            if token.is_cancelled:
                break
            if isinstance(source, RemotePlace):
                scan_remote(run, source)
            else:
                run.scan_source(source)
        if not token.is_cancelled:
            with self.database.write() as unit:
                unit.photos.forget_unplaced()
        seconds = time.monotonic() - started
        opened = run.opened
        return ScanSummary(
            counts,
            seconds,
            engine.name,
            opened.device if opened else None,
            opened.calibration.is_provisional if opened else False,
            token.is_cancelled,
        )


@dataclass
class Run:
    """One scan under way; the engine is opened for the first photo that needs it."""

    service: ScanService
    card: EngineCard
    engine_id: int
    claims: Claims
    counts: ScanCounts
    token: CancelToken
    report: Report
    options: ScanOptions
    visited: set[str] = field(default_factory=set)
    opened: Engine | None = None
    copies: CopySearch | None = None

    def scan_source(self, source: PhotoSource) -> None:
        """Bring what a source on this computer holds up to date."""
        listed = list(self._listed(source))
        if self.token.is_cancelled:
            return
        with self.service.database.write() as unit:
            source_id = unit.sources.adopt(source.kind, source.root, source.title)
            known = unit.photos.known(source_id, self.engine_id, in_tiles=self.options.in_tiles)
            removed = unit.removed.places(source.kind)
            listed = [ref for ref in listed if ref.locator not in removed]
            if self.options.known_only:
                listed = [ref for ref in listed if ref.locator in known]
            found = {ref.locator for ref in listed}
            gone = [
                place
                for place, photo in known.items()
                if photo.present and place not in found and source.covers(place)
            ]
            unit.photos.mark_missing(source_id, gone)
            self.counts.gone += len(gone)
            fresh = [ref for ref in listed if ref.locator not in self.visited]
            todo = [ref for ref in fresh if self.needs_work(ref, known)]
            unit.photos.mark_seen(source_id, found.difference(ref.locator for ref in todo))
            unit.told.add_albums(source_id, source.albums if isinstance(source, HasAlbums) else ())
            unit.told.save(source_id, told_of(fresh), listed_in=0, with_people=True)
        self.visited.update(found)  # by a path that contains another one, a file is found twice
        self.counts.outcomes[Outcome.SKIPPED] += len(fresh) - len(todo)
        if not todo:
            return
        total = self.counts.done + len(todo)
        paced = _paced(todo, self.token)
        for batch in self.results(source.read, paced, ahead=AHEAD_PHOTOS):
            with self.service.database.write() as unit:
                self.save(unit, source_id, batch)
            self.report(Progress(self.counts.done, total))

    @property
    def _engine(self) -> Engine:
        if self.opened is None:
            look = Look.TILES if self.options.in_tiles else None
            self.opened = looking(self.card.open(), look, self.token)
        return self.opened

    @property
    def _analyst(self) -> Analyst:
        # Where the pixels were changed, the same place may hold another face; one stranger in
        # 1,000 looks as much alike.
        same = self._engine.calibration.t70
        return Analyst(self.engine_id, DECODER_VERSION, same, self.options.in_tiles)

    def _listed(self, source: PhotoSource) -> Iterator[PhotoRef]:
        for entry in source.list():
            if self.token.is_cancelled:
                return
            if isinstance(entry, ListingFailure):
                failure = ScanFailure(entry.locator, entry.code)
                if failure not in self.counts.unlisted:
                    self.counts.unlisted.append(failure)
            else:
                yield entry

    def needs_work(self, ref: PhotoRef, known: Mapping[str, KnownLocation]) -> bool:
        """Whether there is anything to do for a photo."""
        photo = known.get(ref.locator)
        if photo is None or not _is_unchanged(ref, photo):
            return True
        if not photo.sha256:  # a disk or a permission was gone: no change of the file would tell
            return True
        if photo.failed:
            return self.options.retry_failed or photo.decoder_version != DECODER_VERSION
        return not photo.analysed

    def results(
        self,
        read: Callable[[PhotoRef], bytes],
        refs: Iterable[PhotoRef],
        *,
        ahead: int,
        has_room: Callable[[], bool] = lambda: True,
        finished_as: Callable[[PhotoRef], str | None] = lambda _: None,
    ) -> Iterator[list[PhotoResult]]:
        """What the engine makes of photos, some at a time; see `Preparation` and `analysed`."""
        prepare = Preparation(
            read,
            self.claims,
            self.service.keep_thumbnails,
            self._engine,
            self.service.max_megapixels,
            finished_as,
        )
        results = analysed(
            refs,
            prepare,
            workers=self.service.workers,
            ahead=ahead,
            token=self.token,
            has_room=has_room,
        )
        return batched(results, size=BATCH_PHOTOS, max_age_s=BATCH_AGE_S)

    def save(
        self, unit: UnitOfWork, source_id: int, batch: Sequence[PhotoResult], *, listed_in: int = 0
    ) -> None:
        """Write some results, and what was told of their photos, in the open transaction."""
        analyst = self._analyst
        search = self._search(unit)
        search.gained = 0
        outcomes = record(unit, source_id, analyst, batch, still_there=_still_there, search=search)
        told = told_of(result.ref for result in batch)
        unit.told.save(source_id, told, listed_in=listed_in, with_people=True)
        for result, outcome in zip(batch, outcomes, strict=True):
            self._count(result, outcome)
        self.counts.faces += search.gained

    def _search(self, unit: UnitOfWork) -> CopySearch:
        if self.copies is None:
            scale = self._engine.calibration
            levels = FaceLevels(scale.t70, scale.t95)
            self.copies = CopySearch(unit.copies.lookalikes(), levels)
        return self.copies

    def _count(self, result: PhotoResult, outcome: Outcome) -> None:
        self.counts.outcomes[outcome] += 1
        if isinstance(result, FailedPhoto):
            failure = ScanFailure(result.ref.locator, result.code, result.details)
            self.counts.failures.append(failure)
            logger.info("failed: {} ({})", result.code, (result.sha256 or "unread")[:12])
        elif isinstance(result, AnalysedPhoto):
            if outcome is not Outcome.DUPLICATE:  # the photo has them already, see `gained`
                self.counts.faces += len(result.faces)
            if not result.faces and outcome is Outcome.PHOTO:
                self.counts.no_face += 1
            if not result.faces:
                # S1-22; the content hash finds the photo without putting its name into a log.
                logger.info("no face: photo {}", result.sha256[:12])


def told_of(refs: Iterable[PhotoRef]) -> list[RemotePhoto]:
    """Those of which a service, or an export of one, tells more than where they lie."""
    return [ref for ref in refs if isinstance(ref, RemotePhoto)]


def _is_unchanged(ref: PhotoRef, known: KnownLocation) -> bool:
    is_size_untold = isinstance(ref, RemotePhoto) and ref.size == 0
    return known.mtime_ns == ref.mtime_ns and (is_size_untold or known.size == ref.size)


def _paced(refs: Iterable[PhotoRef], token: CancelToken) -> Iterator[PhotoRef]:
    """The same, but none while the scan pauses."""
    for ref in refs:
        token.wait_while_paused()
        yield ref


def _still_there(locator: str) -> bool:
    """Whether something lies at a place of any source; a place not on this machine is believed."""
    if "://" in locator:
        return True
    path = Path(archive_of(locator) or locator)
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return not path.is_absolute()
    except OSError:  # there, but closed to us
        return True
    return True
