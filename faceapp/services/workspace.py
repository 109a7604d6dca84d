"""One library and everything that can be done with it: what the window and the commands hold."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from faceapp.core.errors import Code, FaceAppError, UserError
from faceapp.core.jobs import CancelToken, Progress, Report
from faceapp.core.ports import Exporter
from faceapp.core.settings import Settings
from faceapp.core.types import Face, Floats, Ids
from faceapp.services.combined_search import CombinedSearch
from faceapp.services.copies import CopyService
from faceapp.services.decisions import DecisionService
from faceapp.services.doctor import Diagnosis, diagnose
from faceapp.services.export import ExportService
from faceapp.services.export_log import ExportLog
from faceapp.services.face_pictures import FacePictures
from faceapp.services.library import PhotoFilter
from faceapp.services.name_check import NameCheck, NameChecker
from faceapp.services.people import PeopleService
from faceapp.services.people_decisions import PeopleDecisions
from faceapp.services.photo_details import PhotoDetailsService
from faceapp.services.photos import PhotoService
from faceapp.services.review import Review
from faceapp.services.sample_file import read_sample
from faceapp.services.sample_search import SampleSearch
from faceapp.services.scanning import KnownSources, ScanningLibrary
from faceapp.services.search import Comparison, Request, SearchService, pick_face
from faceapp.services.suggestions import SuggestionService
from faceapp.services.upkeep import Upkeep
from faceapp.services.vectors import VectorService, Verdict

__all__ = ["KnownSources", "Sample", "Workspace"]

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


class Workspace(ScanningLibrary):
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
        thumbnails = self.thumbnails
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
            open_root=self._open_root,
            kept_originals=self.kept_originals,
            open_vector_store=self._adapters.open_vector_store,
            exporters=self._exporters,
            export_log=ExportLog(self.folders.exports),
            engine=lambda: self.answering.engine,
            thumbnails=self.thumbnails,
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

        thumbnails = self.thumbnails
        return PeopleExchange(
            reading=self._reading,
            writing=partial(self._writing, "decision"),
            originals=self.photos.originals,
            pictures=FacePictures(thumbnails, self.photos.originals),
            engine=self._answering_identity,
            greetings=self.folders.greetings,
            export_log=ExportLog(self.folders.exports),
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
            self.thumbnails,
            self.settings.max_megapixels,
        )

    def stay_open(self) -> None:
        """The same, and what the threads of a window will ask for at the same time."""
        super().stay_open()
        _ = self.library, self.search, self.decisions, self.details, self.copies
        _ = self.people, self.people_decisions, self.combined_search
        _ = self.photos.gallery, self.photos.pictures

    def close(self) -> None:
        """Release what was opened."""
        if "photos" in self.__dict__:
            self.photos.originals.close()
        super().close()

    def _forget_outdated(self, before: Settings) -> None:
        super()._forget_outdated(before)
        made_with = attrgetter(
            "max_megapixels", "max_file_mb", "thumbnail_cache_mb", "original_cache_mb", "csv_bom"
        )
        if made_with(before) != made_with(self.settings):
            self._forget(
                "search", "sample_search", "combined_search", "photos", "details", "copies"
            )
            self._forget("kept_originals")

    def _forget(self, *names: str) -> None:
        """Make these anew when they are next asked for."""
        for name in names:
            self.__dict__.pop(name, None)

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
            filters = request.filters
            engine = self.answering.engine
            return service.export_library(file, engine, filters.source, filters.album)
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
