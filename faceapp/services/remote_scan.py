"""One source on the network brought up to date: page by page, so that a crash loses little.

A page's cursor is committed with its last photo. Photos are downloaded ahead of the analysis, as
far as there is room for them, and what was seen is not fetched again.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from loguru import logger

from faceapp.core.errors import Code, TransientError, UserError
from faceapp.core.jobs import Cancelled
from faceapp.core.places import Keep, SourceState
from faceapp.core.remote import Page, RemoteSource
from faceapp.core.types import Outcome, PhotoRef, PhotoResult
from faceapp.pipeline.flow import parallel_map
from faceapp.services.fetching import Fetching
from faceapp.services.remote_place import RemotePlace
from faceapp.services.remote_progress import Teller
from faceapp.services.scan_results import ScanFailure
from faceapp.stores.columns import now
from faceapp.stores.rows import KnownLocation
from faceapp.stores.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from faceapp.services.scan import Run


_USED_ONCE = "captcha"


def scan_remote(run: "Run", place: RemotePlace) -> None:
    """Bring one source up to date; whatever stops it is kept with it, and the scan goes on."""
    try:
        _RemoteScan(run, place).scan()
    except UserError as error:
        logger.info("source {} stopped: {}", place.row.id, error.code)
        with run.service.database.write() as unit:
            row = unit.sources.get(place.row.id) or place.row  # its title may be known by now
            details = _plain(error.details) | {"source": row.title, "kind": row.kind}
            stopped = {"state": SourceState.STOPPED, "error_code": error.code}
            unit.sources.change(row.id, **stopped, error_details=details)
        run.counts.stopped.append(ScanFailure(row.title, error.code, details))
    except Cancelled:
        return


@dataclass
class _Planned:
    """A page with the photos of it that are still to be saved."""

    page: Page
    left: set[str]


class _LeftError(Exception):
    """A person paused or removed the source meanwhile."""


class _RemoteScan:
    """A pass, and what older passes left to be done."""

    def __init__(self, run: "Run", place: RemotePlace) -> None:
        self._run = run
        self._place = place
        self._database = run.service.database
        self._id = place.row.id
        self._planned: deque[_Planned] = deque()
        self._known: dict[str, KnownLocation] = {}
        self._removed: set[str] = set()
        self._visited: set[str] = set()
        self._elsewhere: dict[str, tuple[int, str]] = {}
        self._stop: Exception | None = None
        self._teller = Teller(run.report)
        self._row = place.row
        self._pass = 0
        self._done_before = run.counts.done
        self._is_listed = False

    def scan(self) -> None:
        """Raises UserError if the source stops."""
        self._begin()
        left_over = list(self._left_over()) if self._run.options.known_only else []
        if self._run.options.known_only and not left_over:
            return  # nobody need be asked for a passphrase, or be online
        source = self._place.open(self._run.token, self._teller.wait)
        with closing(source):
            if not self._run.options.known_only:
                self._work(source, self._from_pages(source))
                self._load()
                left_over = [] if self._stop else list(self._left_over())
            self._is_listed = True
            if not self._run.token.is_cancelled:
                self._work(source, iter(left_over))

    # -- what there is to do

    def _begin(self) -> None:
        with self._database.write() as unit:
            row = unit.sources.get(self._id)
            if row is None or row.state == SourceState.REMOVED:
                raise UserError(Code.UNKNOWN_SOURCE, source=self._row.title, known="")
            unit.sources.begin_scan(self._id)
            if not self._run.options.known_only:
                config = {name: value for name, value in row.config.items() if name != _USED_ONCE}
                going = {"state": SourceState.OK, "error_code": None, "error_details": None}
                unit.sources.change(self._id, **going, config=config)
        self._row = row
        self._pass = row.passes + 1
        self._load()

    def _load(self) -> None:
        run = self._run
        with self._database.read() as unit:
            self._known = unit.photos.known(self._id, run.engine_id, in_tiles=run.options.in_tiles)
            self._removed = unit.removed.places(self._row.kind)

    def _from_pages(self, source: RemoteSource) -> Iterator[PhotoRef]:
        """What must be fetched of each page; the pages are planned as they come."""
        pages = source.pages(self._row.cursor)
        while True:
            self._run.token.wait_while_paused()
            page = next(pages, None)
            if page is None or self._stop:
                return
            yield from self._plan(page)
            if page.is_last:
                return

    def _plan(self, page: Page) -> Sequence[PhotoRef]:
        run = self._run
        fresh = {
            photo.locator: photo
            for photo in page.photos
            if photo.locator not in self._removed and photo.locator not in self._visited
        }
        todo = {
            locator: photo for locator, photo in fresh.items() if run.needs_work(photo, self._known)
        }
        seen = [photo for locator, photo in fresh.items() if locator not in todo]
        self._visited.update(fresh)
        run.counts.outcomes[Outcome.SKIPPED] += len(seen)
        run.counts.unlisted += [ScanFailure(each.locator, each.code) for each in page.failures]
        self._planned.append(_Planned(page, set(todo)))
        with self._database.write() as unit:
            self._require_wanted(unit)
            unit.told.add_albums(self._id, page.albums)
            self._elsewhere.update(unit.photos.hashes_elsewhere(self._id, list(todo)))
            unit.photos.mark_seen(self._id, {photo.locator for photo in seen})
            unit.told.save(self._id, seen, listed_in=self._pass, with_people=False)
            named = [photo for photo in seen if photo.people]  # a service may tell them late
            unit.told.save(self._id, named, listed_in=self._pass, with_people=True)
            self._commit_pages(unit)
        self._is_listed = page.is_last
        self._tell()
        return list(todo.values())

    def _left_over(self) -> Iterator[PhotoRef]:
        """Known photos that no page named: fetched in vain before, or by another engine."""
        for locator, photo in self._known.items():
            ref = PhotoRef(locator, photo.size, photo.mtime_ns)
            is_wanted = locator not in self._visited and locator not in self._removed
            if photo.present and is_wanted and self._run.needs_work(ref, self._known):
                self._visited.add(locator)
                yield ref

    # -- doing it

    def _work(self, source: RemoteSource, refs: Iterator[PhotoRef]) -> None:
        run = self._run
        fetching = Fetching(
            source,
            known=self._known,
            elsewhere=self._elsewhere,
            is_finished=run.claims.knows,
            kept=run.service.originals,
            keeps=self._row.config.get("keep", Keep.ORIGINALS) == Keep.ORIGINALS,
            on_stop=self._halt,
            on_bytes=self._teller.arrive,
        )
        fetched = parallel_map(
            fetching.fetch,
            self._paced(refs),
            workers=run.service.downloads,
            ahead=4 * run.service.downloads,
            token=run.token,
            has_room=fetching.has_room,
        )
        arrived = (ref for ref in fetched if ref is not None)
        first = next(arrived, None)
        if first is not None:  # else no engine is needed
            batches = run.results(
                fetching.take,
                chain([first], arrived),
                ahead=2 * run.service.workers,
                has_room=fetching.has_room,
                finished_as=fetching.finished_as,
            )
            for batch in batches:
                self._save(batch)
        if self._stop and not isinstance(self._stop, Cancelled | _LeftError):
            raise self._stop

    def _paced(self, refs: Iterator[PhotoRef]) -> Iterator[PhotoRef]:
        """The same, until something stops it; what is under way is finished and saved."""
        try:
            for ref in refs:
                self._run.token.wait_while_paused()
                if self._stop:
                    return
                yield ref
        except (UserError, TransientError, Cancelled, _LeftError) as error:
            self._halt(error)

    def _halt(self, reason: Exception) -> None:
        """Begin nothing new; the first reason counts."""
        if isinstance(reason, TransientError):
            unreachable = UserError(
                Code.SERVICE_UNREACHABLE, service=self._row.kind, reason=reason.code
            )
            unreachable.__cause__, reason = reason, unreachable
        self._stop = self._stop or reason

    def _save(self, batch: Sequence[PhotoResult]) -> None:
        try:
            with self._database.write() as unit:
                self._require_wanted(unit)
                self._run.save(unit, self._id, batch, listed_in=self._pass)
                saved = {result.ref.locator for result in batch}
                for planned in self._planned:
                    planned.left -= saved
                self._commit_pages(unit)
        except _LeftError as error:
            self._halt(error)
            return
        self._tell()

    def _tell(self) -> None:
        total = self._done_before + len(self._visited) if self._is_listed else None
        self._teller.tell(self._run.counts.done, total)

    def _require_wanted(self, unit: UnitOfWork) -> None:
        """Raises _LeftError if a person paused or removed the source."""
        row = unit.sources.get(self._id)
        if row is None or row.state in (SourceState.PAUSED, SourceState.REMOVED):
            raise _LeftError

    # -- pages

    def _commit_pages(self, unit: UnitOfWork) -> None:
        """Move the cursor past pages of which every photo is saved."""
        while self._planned and not self._planned[0].left:
            page = self._planned.popleft().page
            failed = [each.locator for each in page.failures]
            unit.told.keep_listed(self._id, failed, self._pass)
            unit.told.note_finished(self._id, page.finished, self._pass)
            kept = {photo.locator for photo in page.photos}
            self._run.counts.gone += unit.told.mark_gone(self._id, page.gone, kept)
            unit.sources.change(self._id, cursor=dict(page.cursor))
            if page.title and not self._row.config.get("is_named"):
                unit.sources.change(self._id, title=page.title)
            if page.is_last:
                self._end_pass(unit, page)

    def _end_pass(self, unit: UnitOfWork, page: Page) -> None:
        if not page.changes:
            self._run.counts.gone += unit.told.end_pass(self._id, self._pass)
        unit.sources.change(self._id, passes=self._pass, updated_at=now())


def _plain(details: Mapping[str, object]) -> dict[str, object]:
    """What JSON keeps."""
    plain = str | int | float | bool | None
    return {
        name: value if isinstance(value, plain) else str(value) for name, value in details.items()
    }
