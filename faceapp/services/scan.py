"""Scan sources: list, skip what is finished, run the pipeline, save batch by batch."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from loguru import logger

from faceapp.core.copies import FaceLevels
from faceapp.core.jobs import CancelToken, Progress, Report
from faceapp.core.ports import Engine, EngineCard, PhotoSource
from faceapp.core.types import (
    AnalysedPhoto,
    FailedPhoto,
    Image,
    ListingFailure,
    Outcome,
    PhotoRef,
    PhotoResult,
)
from faceapp.imaging.decode import DECODER_VERSION
from faceapp.pipeline.flow import batched
from faceapp.pipeline.second_look import Look, looking
from faceapp.pipeline.stages import Preparation, analysed
from faceapp.stores.database import Database
from faceapp.stores.picture_copies import CopySearch
from faceapp.stores.record import record
from faceapp.stores.rows import Analyst, KnownLocation
from faceapp.stores.unit_of_work import UnitOfWork

# Saved together: small enough to lose little to a crash, large enough to keep commits rare.
BATCH_PHOTOS, BATCH_AGE_S = 32, 2.0
# Analysed while the store is busy; their pixels are gone by then.
AHEAD_PHOTOS = 64


@dataclass(frozen=True)
class ScanFailure:
    """A file or folder that could not be used, and why."""

    path: str
    code: str
    details: dict[str, object] = field(default_factory=dict)


@dataclass
class ScanCounts:
    """What became of the files of one run; `outcomes` adds up to the files found."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    no_face: int = 0
    faces: int = 0
    gone: int = 0
    failures: list[ScanFailure] = field(default_factory=list)
    unlisted: list[ScanFailure] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Files dealt with so far."""
        return sum(self.outcomes.values())

    def as_dict(self) -> dict[str, int]:
        """The counts alone, by the names the command line prints."""
        counts = {str(outcome): self.outcomes[outcome] for outcome in Outcome}
        return counts | {"no_face": self.no_face, "faces": self.faces}


@dataclass(frozen=True)
class ScanSummary:
    """The end of a scan; `device` is None if nothing was new and no engine was opened."""

    counts: ScanCounts
    seconds: float
    engine_name: str
    device: str | None
    is_provisional: bool
    cancelled: bool

    @property
    def photos_per_second(self) -> float:
        """Files analysed, not skipped, per second of the whole run."""
        worked = self.counts.done - self.counts.outcomes[Outcome.SKIPPED]
        return worked / self.seconds if self.seconds else 0.0


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


@dataclass(frozen=True)
class ScanOptions:
    """What to do beside what is new: try again what failed, look in tiles at every photo.

    Or nothing new at all: `known_only` leaves out what the library has not seen yet.
    """

    retry_failed: bool = False
    in_tiles: bool = False
    known_only: bool = False


@dataclass(frozen=True)
class ScanRequest:
    """What a person asked to scan: `paths`, or everything known; an engine, or the chosen one."""

    paths: tuple[Path, ...] = ()
    engine: str | None = None
    options: ScanOptions = ScanOptions()

    def as_arguments(self) -> dict[str, object]:
        """The same as plain JSON, for the row of its job."""
        paths = [str(path) for path in self.paths]
        return {"paths": paths, "engine": self.engine, **asdict(self.options)}

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> "ScanRequest":
        """What a row asked for; rows of older versions name no options."""
        names = [option.name for option in fields(ScanOptions)]
        options = {name: arguments[name] for name in names if name in arguments}
        paths = tuple(map(Path, arguments.get("paths", ())))
        return cls(paths, arguments.get("engine"), ScanOptions(**options))


@dataclass(frozen=True)
class ScanService:
    """Scans; every adapter is handed in by the composition root."""

    database: Database
    keep_thumbnails: Callable[[str, Image], None]
    workers: int
    max_megapixels: int

    def scan(
        self,
        sources: Sequence[PhotoSource],
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
        run = _Run(self, engine, engine_id, Claims(finished), counts, token, report, options)
        for source in sources:
            if not token.is_cancelled:
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
class _Run:
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
            todo = [ref for ref in fresh if self._needs_work(ref, known)]
            unit.photos.mark_seen(source_id, found.difference(ref.locator for ref in todo))
        self.visited.update(found)  # by a path that contains another one, a file is found twice
        self.counts.outcomes[Outcome.SKIPPED] += len(fresh) - len(todo)
        if not todo:
            return
        total = self.counts.done + len(todo)
        for batch in self._results(source, todo):
            self._save(source_id, batch)
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

    def _needs_work(self, ref: PhotoRef, known: dict[str, KnownLocation]) -> bool:
        photo = known.get(ref.locator)
        if photo is None or (photo.size, photo.mtime_ns) != (ref.size, ref.mtime_ns):
            return True
        if not photo.read:  # a disk or a permission was gone: no change of the file would tell
            return True
        if photo.failed:
            return self.options.retry_failed or photo.decoder_version != DECODER_VERSION
        return not photo.analysed

    def _results(
        self, source: PhotoSource, todo: Iterable[PhotoRef]
    ) -> Iterator[list[PhotoResult]]:
        prepare = Preparation(
            source.read,
            self.claims,
            self.service.keep_thumbnails,
            self._engine,
            self.service.max_megapixels,
        )
        results = analysed(
            _paced(todo, self.token),
            prepare,
            workers=self.service.workers,
            ahead=AHEAD_PHOTOS,
            token=self.token,
        )
        return batched(results, size=BATCH_PHOTOS, max_age_s=BATCH_AGE_S)

    def _save(self, source_id: int, batch: Sequence[PhotoResult]) -> None:
        with self.service.database.write() as unit:
            outcomes = record(
                unit,
                source_id,
                self._analyst,
                batch,
                still_there=_still_there,
                search=self._search(unit),
            )
        for result, outcome in zip(batch, outcomes, strict=True):
            self._count(result, outcome)

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
            self.counts.faces += len(result.faces)
            if not result.faces and outcome is Outcome.PHOTO:
                self.counts.no_face += 1
            if not result.faces:
                # S1-22; the content hash finds the photo without putting its name into a log.
                logger.info("no face: photo {}", result.sha256[:12])


def _paced(refs: Iterable[PhotoRef], token: CancelToken) -> Iterator[PhotoRef]:
    """The same, but none while the scan pauses."""
    for ref in refs:
        token.wait_while_paused()
        yield ref


def _still_there(locator: str) -> bool:
    """Whether something lies at a place of any source; a place not on this machine is believed."""
    archive, is_entry, _ = locator.partition(".zip!/")
    path = Path(f"{archive}.zip" if is_entry else locator)
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return not path.is_absolute()
    except OSError:  # there, but closed to us
        return True
    return True
