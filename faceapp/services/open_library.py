"""A library on disk: its settings, engines, databases, and the right to write."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import replace
from functools import cached_property, partial
from operator import attrgetter

from loguru import logger

from faceapp.core.errors import Code, UserError
from faceapp.core.ports import Engine, EngineCard
from faceapp.core.records import DeviceReport
from faceapp.core.settings import Settings
from faceapp.paths import Folders
from faceapp.pipeline.second_look import Look, looking
from faceapp.services.adapters import Adapters
from faceapp.services.catalogue import CatalogueService
from faceapp.services.library import Answering, LibraryService
from faceapp.services.models import ModelService
from faceapp.services.settings import save_settings
from faceapp.services.writer_lock import WriterLock
from faceapp.stores.database import Database, open_database


class OpenLibrary:
    """Reading works beside a writing process, writing takes the lock."""

    def __init__(
        self,
        folders: Folders,
        settings: Settings,
        adapters: Adapters,
        workers: int,
        *,
        is_lent: bool = False,
    ) -> None:
        """Take the places, the choices, the adapters and how many photos to work on at once.

        A library that is lent may be written without taking the lock: the lender holds it.
        """
        self.folders = folders
        self.settings = settings
        self._adapters = adapters
        self._workers = workers
        self._engines: dict[str, Engine] = {}
        self._lock = None if is_lent else WriterLock(folders.lock)
        self._opening = threading.RLock()
        self._kept: Database | None = None
        self._answering: tuple[object, Answering] | None = None

    def engine(self, name: str | None = None) -> Engine:
        """The chosen engine, or another by name; loaded once. Raises UserError."""
        name = name or self.settings.engine
        with self._opening:
            if name not in self._engines:
                self.models.require(name)
                self._engines[name] = looking(self._adapters.load_engine(name), self._look)
            return self._engines[name]

    def engine_card(self, name: str | None = None) -> EngineCard:
        """The chosen engine, or another by name, to be opened when it is needed. Raises UserError.

        Opening takes 0.2 to 5 s, and a scan that finds nothing new does without.
        """
        name = name or self.settings.engine
        self.models.require(name)
        return EngineCard(name, *self._adapters.identify_engine(name), partial(self.engine, name))

    @property
    def answering(self) -> Answering:
        """Which engine's faces are listed and searched: another one at the end of a job at most."""
        with self._reading.read() as unit:
            moment = self.settings.engine, unit.jobs.count_ended()
        known = self._answering
        if known is None or known[0] != moment:
            known = self._answering = moment, self.library.answering(self.settings.engine)
        return known[1]

    def answering_engine(self) -> Engine:
        """That engine; the chosen one where it cannot be opened any more. Raises UserError."""
        answering, chosen = self.answering, self.settings.engine
        try:
            return self.engine(answering.engine)
        except UserError as error:
            if answering.engine == chosen or self._answering is None:
                raise
            logger.warning(
                "{} answers, {} was not opened: {}", chosen, answering.engine, error.code
            )
            partial_answer = replace(
                answering, engine=chosen, unopened=answering.engine, failure=error
            )
            self._answering = self._answering[0], partial_answer
            return self.engine()

    @cached_property
    def models(self) -> ModelService:
        """The engines at hand."""
        return self._adapters.models()

    @cached_property
    def catalogue(self) -> CatalogueService:
        """The models that can be installed."""
        return self._adapters.catalogue()

    @cached_property
    def library(self) -> LibraryService:
        """Photos and faces."""
        return LibraryService(self._reading)

    def use_engine(self, name: str) -> None:
        """Choose the engine for everything that follows. Raises UserError if it does not work."""
        self.engine(name)
        self.change_settings(replace(self.settings, engine=name))

    def change_settings(self, settings: Settings) -> None:
        """Keep other settings. Raises UserError, FatalError; the old ones stay if it does."""
        self.index_parameters(settings)
        with self.locked("settings"):
            save_settings(self.folders.settings, settings)
        before, self.settings = self.settings, settings
        self._adapters.follow(settings)
        self._forget_outdated(before)

    def index_parameters(self, settings: Settings) -> Mapping[str, int]:
        """All parameters of the index that settings ask for. Raises UserError if it has no such."""
        return self._adapters.index_parameters(settings.index_type, settings.index_parameters)

    def try_device(self, wanted: str) -> DeviceReport:
        """What runs the models if `wanted` is chosen. Raises UserError if nothing does."""
        return self._adapters.device(wanted)

    @cached_property
    def device(self) -> DeviceReport:
        """What really runs the models. Raises UserError if CUDA is demanded and does not run."""
        return self._adapters.device(self.settings.device)

    def close(self) -> None:
        """Release what was opened."""
        if "_reading" in self.__dict__:
            self._reading.close()
        if self._kept:
            self._kept.close()

    def stay_open(self) -> None:
        """Make the library if there is none, and keep it open for writing, as a window does.

        Raises UserError, FatalError; another process that writes just now is no obstacle if the
        library is there.
        """
        try:
            with self.locked("window"):
                self._kept = self._open_for_writing()
        except UserError as error:
            if error.code is not Code.DATA_FOLDER_LOCKED or not self.folders.database.exists():
                raise

    def _forget_outdated(self, before: Settings) -> None:
        """Let go of what was opened with settings that are no longer in force."""
        opened_with = attrgetter("device", "half_precision", "second_look")
        if opened_with(before) != opened_with(self.settings):
            with self._opening:
                self._engines.clear()
        if before.device != self.settings.device:
            self.__dict__.pop("device", None)

    @cached_property
    def _reading(self) -> Database:
        return open_database(self.folders.database, self.folders.backups, read_only=True)

    @property
    def _look(self) -> Look:
        return Look.AGAIN if self.settings.second_look else Look.ONCE

    def locked(self, purpose: str) -> AbstractContextManager[None]:
        """The right to write for this process. Raises UserError naming another one that has it."""
        self.folders.create()
        return self._lock.held(purpose) if self._lock else nullcontext()

    @contextmanager
    def _writing(self, purpose: str) -> Iterator[Database]:
        with self.locked(purpose):
            if self._kept:
                yield self._kept
                return
            with closing(self._open_for_writing()) as database:
                yield database

    def _open_for_writing(self) -> Database:
        is_lent = self._lock is None
        return open_database(self.folders.database, self.folders.backups, is_lent=is_lent)

    def _created(self) -> None:
        self.folders.create()
