"""One library and everything that can be done with it: what the window and the commands hold."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from faceapp.core.errors import Code, FaceAppError, UserError
from faceapp.core.jobs import Cancelled, CancelToken, Progress, Report
from faceapp.core.ports import EngineCard, Exporter, PhotoSource
from faceapp.core.settings import Settings
from faceapp.core.types import Face, Floats, Ids
from faceapp.imaging.thumbnails import ThumbnailCache
from faceapp.services.combined_search import CombinedSearch
from faceapp.services.copies import CopyService
from faceapp.services.decisions import DecisionService
from faceapp.services.doctor import Diagnosis, diagnose
from faceapp.services.export import ExportService
from faceapp.services.export_log import ExportLog
from faceapp.services.face_pictures import FacePictures
from faceapp.services.grouping import GroupingService
from faceapp.services.jobs import JobService
from faceapp.services.library import PhotoFilter
from faceapp.services.name_check import NameCheck, NameChecker
from faceapp.services.open_library import OpenLibrary
from faceapp.services.people import PeopleService
from faceapp.services.people_decisions import PeopleDecisions
from faceapp.services.photo_details import PhotoDetailsService
from faceapp.services.photos import PhotoService
from faceapp.services.review import Review
from faceapp.services.sample_file import read_sample
from faceapp.services.sample_search import SampleSearch
from faceapp.services.scan import ScanOptions, ScanRequest, ScanService, ScanSummary
from faceapp.services.search import Comparison, Request, SearchService, pick_face
from faceapp.services.suggestions import SuggestionService
from faceapp.services.upkeep import Upkeep
from faceapp.services.vectors import VectorService, Verdict

if TYPE_CHECKING:
    from faceapp.services.measuring import Lab
    from faceapp.services.people_exchange import PeopleExchange


@dataclass(frozen=True)
class Sample:
    """The faces of a sample photo, largest first; `used` is the 1-based one to search for."""

    faces: Sequence[Face]
    used: int

    @property
    def chosen(self) -> Face:
        """The face to search for."""
        return self.faces[self.used - 1]


@dataclass(frozen=True)
class KnownSources:
    """Those that are there, and why the others, by their roots, are not: they stay as known."""

    present: Sequence[PhotoSource]
    left_out: Mapping[str, UserError]


class Workspace(OpenLibrary):
    """Everything that can be done with a library on disk."""

    @cached_property
    def search(self) -> SearchService:
        """Where is this person?"""
        return SearchService(
            self._reading,
            self.answering_engine,
            self._adapters.make_memory_index,
            self.settings.max_megapixels,
        )

    @cached_property
    def sample_search(self) -> SampleSearch:
        """The same for a window: a sample with all its faces, rows as they are seen."""
        limit = self.settings.max_megapixels
        read = partial(read_sample, max_file_mb=self.settings.max_file_mb)
        thumbnails = ThumbnailCache(self.folders.thumbnails, self.settings.thumbnail_cache_mb)
        pictures = FacePictures(thumbnails, self.photos.originals)
        return SampleSearch(self._reading, self.search, pictures, self._exporting, read, limit)

    @cached_property
    def combined_search(self) -> CombinedSearch:
        """Several people and samples at once."""
        return CombinedSearch(self._reading, self.search)

    @cached_property
    def upkeep(self) -> Upkeep:
        """History, index, privacy."""
        reading = lambda: self._reading  # noqa: E731  opened when it is first needed
        return Upkeep(self.folders, self._adapters, reading, self._writing, self.locked)

    def erase(self) -> None:
        """Delete everything about faces, here and on disk. Raises UserError, FatalError."""
        try:
            self.upkeep.privacy.erase()
        finally:
            self._forget("search", "sample_search", "combined_search")  # with the vectors they hold
            self._answering = None  # jobs are counted from zero again

    @cached_property
    def photos(self) -> PhotoService:
        """The photos as people look at them: order, pictures, files, exports, removal."""
        return PhotoService(
            reading=self._reading,
            writing=self._writing,
            open_source=self._adapters.open_source,
            open_vector_store=self._adapters.open_vector_store,
            exporters=self._exporters,
            export_log=ExportLog(self.folders.exports),
            engine=lambda: self.answering.engine,
            thumbnails=ThumbnailCache(self.folders.thumbnails, self.settings.thumbnail_cache_mb),
            max_megapixels=self.settings.max_megapixels,
        )

    @cached_property
    def decisions(self) -> DecisionService:
        """What people say about faces."""
        return DecisionService(self._reading, partial(self._writing, "decision"))

    @cached_property
    def copies(self) -> CopyService:
        """Photos in several places."""
        return CopyService(
            self._reading,
            partial(self._writing, "decision"),
            self.details.find_faces,
        )

    @cached_property
    def people(self) -> PeopleService:
        """Who is in the library."""
        return PeopleService(self._reading, lambda: self.answering)

    @cached_property
    def lab(self) -> "Lab":
        """Engines fitted and measured."""
        from faceapp.services.measuring import Lab  # noqa: PLC0415  a window never needs it

        return Lab(
            self.engine,
            self.locked,
            self._adapters.neighbours,
            self.folders.calibration,
            self._workers,
        )

    @property
    def suggestions(self) -> SuggestionService:
        """Faces that may be somebody's."""
        return SuggestionService(self._reading, self.search)

    @cached_property
    def people_decisions(self) -> PeopleDecisions:
        """What people say about people and groups."""
        return PeopleDecisions(partial(self._writing, "decision"))

    @property
    def people_exchange(self) -> "PeopleExchange":
        """Names of people out of the library and into it."""
        from faceapp.services.people_exchange import PeopleExchange  # noqa: PLC0415  seldom

        thumbnails = ThumbnailCache(self.folders.thumbnails, self.settings.thumbnail_cache_mb)
        return PeopleExchange(
            reading=self._reading,
            writing=partial(self._writing, "decision"),
            originals=self.photos.originals,
            pictures=FacePictures(thumbnails, self.photos.originals),
            engine=self._answering_identity,
            greetings=self.folders.greetings,
            export_log=ExportLog(self.folders.exports),
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

    def check_names(self, engine: str | None, token: CancelToken, report: Report) -> NameCheck:
        """What a scan with an engine would make of names; changes nothing. Raises UserError."""
        checker = NameChecker(self._reading, self.photos.originals, self._workers)
        return checker.check(self.engine(engine), token, report)

    def review(self, source: str | None = None) -> Review:
        """A review of the photos of one source, or of all; reads a second or two.

        Raises UserError.
        """
        photos: Ids | None = None
        if source is not None:
            with self._reading.read() as unit:
                photos = unit.photos.ids(unit.sources.resolve(source))
        writing = partial(self._writing, "decision")
        return Review(self._reading, writing, self.answering_engine(), photos)

    @cached_property
    def details(self) -> PhotoDetailsService:
        """Single photos."""
        return PhotoDetailsService(
            self._reading,
            partial(self._writing, "look"),
            self.answering_engine,
            self.photos.originals.read_at,
            ThumbnailCache(self.folders.thumbnails, self.settings.thumbnail_cache_mb),
            self.settings.max_megapixels,
        )

    def stay_open(self) -> None:
        """The same, and what the threads of a window will ask for at the same time."""
        super().stay_open()
        _ = self.library, self.search, self.decisions, self.details, self.copies
        _ = self.people, self.people_decisions, self.combined_search
        _ = self.photos.gallery, self.photos.pictures

    def _forget_outdated(self, before: Settings) -> None:
        super()._forget_outdated(before)
        made_with = attrgetter("max_megapixels", "max_file_mb", "thumbnail_cache_mb", "csv_bom")
        if made_with(before) != made_with(self.settings):
            self._forget(
                "search", "sample_search", "combined_search", "photos", "details", "copies"
            )

    def _forget(self, *names: str) -> None:
        """Make these anew when they are next asked for."""
        for name in names:
            self.__dict__.pop(name, None)

    def open_sources(self, paths: Sequence[Path]) -> list[PhotoSource]:
        """What lies at `paths`: folders, photos, zip archives. Raises UserError."""
        return [self._adapters.open_source(path) for path in paths]

    def known_sources(self) -> KnownSources:
        """Every source that was ever scanned. Raises UserError if none of them is there."""
        with self._reading.read() as unit:
            roots = [source.root for source in unit.sources.list()]
        found, left_out = [], {}
        for root in roots:
            try:
                found += self.open_sources([Path(root)])
            except UserError as error:
                left_out[root] = error
        if not found:
            raise UserError(Code.NOTHING_KNOWN)
        return KnownSources(found, left_out)

    def scan(
        self,
        sources: Sequence[PhotoSource],
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
        thumbnails = ThumbnailCache(self.folders.thumbnails, self.settings.thumbnail_cache_mb)
        with self._writing("scan") as database:
            service = ScanService(
                database, thumbnails.write, self._workers, self.settings.max_megapixels
            )
            asked = tuple(paths) or tuple(Path(source.root) for source in sources)
            request = ScanRequest(tuple(map(Path.absolute, asked)), engine.name, options)
            with JobService(database).running("scan", request.as_arguments()) as job:
                summary = service.scan(sources, engine, token, report, options=options)
                job.counts, job.is_cancelled = summary.counts.as_dict(), summary.cancelled
                if not summary.cancelled:
                    VectorService(database, self._adapters.open_vector_store).catch_up(token)
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
                return [request] if request.paths else []
        return []

    def _followed(self, report: Report) -> Report:
        """`report`, after searches were made to see what was saved."""

        def told(progress: Progress) -> None:
            if "search" in self.__dict__:
                self.search.follow()
            report(progress)

        return told

    def sample(self, path: Path, number: int | None = None) -> Sample:
        """The faces of a sample photo. Raises UserError, ItemError."""
        faces = self.search.probe(read_sample(path, self.settings.max_file_mb), path.name)
        return Sample(faces, pick_face(faces, number, str(path)) + 1)

    def compare(self, probe: Floats) -> Comparison:
        """The same probe through memory index, Milvus and the exact product. Raises UserError."""
        with self._writing("compare") as database:
            with database.read() as unit:
                engine_id = unit.engines.find(self.answering_engine().identity)
            if engine_id is None:
                raise UserError(Code.LIBRARY_EMPTY, engine=self.settings.engine)
            with VectorService(database, self._adapters.open_vector_store).opened(
                engine_id
            ) as index:
                return self.search.compare(probe, index)

    def export(self, file: Path, similar_to: Path | None, request: Request, *, bom: bool) -> int:
        """Write all faces, or those like a sample, to CSV or JSON; return how many."""
        service = ExportService(self._reading, self._exporters(bom=bom))
        service.exporter(file)
        if similar_to is None:
            return service.export_library(file, self.answering.engine, request.filters.source)
        probe = self.sample(similar_to).chosen.embedding
        answer = self.search.search(probe, replace(request, top=self.search.size))
        return service.export_matches(file, answer.matches)

    def verify(self) -> Verdict:
        """Compare SQL with the durable index."""
        with self._writing("verify") as database:
            return VectorService(database, self._adapters.open_vector_store).verify()

    def rebuild_index(
        self, token: CancelToken | None = None, report: Report = lambda _: None
    ) -> int:
        """Make the durable index anew from SQL; the old one stays if it is cancelled."""
        with self._writing("rebuild-index") as database:
            service = VectorService(database, self._adapters.open_vector_store)
            return service.rebuild(token, report)

    def diagnose(self) -> Diagnosis:
        """Versions, device, speed, disk space, and what keeps the library from being opened."""
        problems: list[FaceAppError] = []
        device = self._adapters.device("auto")
        if self.settings.device == "cuda" != device.device:
            problems.append(
                UserError(Code.DEVICE_UNAVAILABLE, reason=device.reason, remedy=device.remedy)
            )
        try:
            self.folders.create()
            self.library.photos(PhotoFilter(), 1)
        except FaceAppError as error:
            problems.append(error)
        return diagnose(self.folders.data, device, self._adapters.benchmark, problems)

    def _answering_identity(self) -> tuple[str, str]:
        """The name of the engine that answers, and the identity under which it did so last."""
        name = self.answering.engine
        with self._reading.read() as unit:
            known = [engine.identity for engine in unit.engines.list() if engine.name == name]
        return name, known[-1] if known else self._adapters.identify_engine(name)[0]

    def _exporting(self) -> ExportService:
        return ExportService(self._reading, self._exporters())

    def _exporters(self, *, bom: bool = False) -> dict[str, Exporter]:
        exporters = self._adapters.exporters(bom or self.settings.csv_bom)
        return ExportLog(self.folders.exports).noting(exporters)
