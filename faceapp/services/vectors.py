"""The durable vector index: kept in step with SQL, verified against it, made anew from it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Protocol

from loguru import logger

from faceapp.core.errors import Code, FatalError
from faceapp.core.jobs import CancelToken, Progress, Report
from faceapp.core.ports import VectorIndex
from faceapp.services.index_sync import Differences, IndexSync
from faceapp.stores.database import Database
from faceapp.stores.rows import EngineRow

_NAME = "milvus"


class VectorStore(Protocol):
    """A folder of collections, one per engine; open it for a moment, then close it."""

    def open(self, collection: str, dimension: int) -> VectorIndex:
        """The collection, made if there is none. Raises FatalError INDEX_UNAVAILABLE if damaged."""
        ...

    def is_whole(self, collection: str) -> bool:
        """Whether all its files are there and complete at a glance; no if there are none."""
        ...

    def drop(self, collection: str) -> None:
        """Delete a collection, damaged or not; an unknown one is ignored."""
        ...

    def swap(self, fresh: str, collection: str) -> None:
        """Let `fresh` take the place and name of `collection`."""
        ...

    def close(self) -> None:
        """Release the folder."""
        ...


@dataclass(frozen=True)
class Verdict:
    """What `verify` found: problems inside SQL by name, differences of the index, totals."""

    faces: int
    vectors: int
    missing: int
    surplus: int
    altered: int
    problems: dict[str, int]

    @property
    def differences(self) -> dict[str, int]:
        """Everything that is wrong, by name."""
        vectors = {"missing": self.missing, "surplus": self.surplus, "altered": self.altered}
        return {name: count for name, count in (vectors | self.problems).items() if count}

    @property
    def count(self) -> int:
        """All problems together."""
        return sum(self.differences.values())

    @property
    def is_clean(self) -> bool:
        """Whether SQL and the index agree and both are sound."""
        return not self.count

    def as_dict(self) -> dict[str, object]:
        """Plain values for JSON."""
        return {"clean": self.is_clean, "count": self.count} | asdict(self)


@dataclass(frozen=True)
class VectorService:
    """Owns the way from SQL to the durable index; call it from one writing process."""

    database: Database
    open_store: Callable[[], VectorStore]

    def catch_up(self, token: CancelToken) -> int:
        """Carry what is new into every collection; one damaged or lost is made anew unasked."""
        carried = sum(self._rebuild(engine) for engine in self._lost())
        return carried + sum(self._catch_up(engine, token) for engine in self._behind())

    def verify(self) -> Verdict:
        """Compare SQL with every collection, after carrying over what was pending."""
        self.catch_up(CancelToken())
        found = [self._differences(engine) for engine in self._engines()]
        sound = [differences for differences in found if differences]
        with self.database.read() as unit:
            faces = unit.faces.count_vectors()
            problems = {problem.name: problem.count for problem in unit.photos.check()}
        if len(sound) < len(found):
            problems["damaged_indexes"] = len(found) - len(sound)
        return Verdict(
            faces,
            sum(differences.held for differences in sound),
            sum(len(differences.missing) for differences in sound),
            sum(len(differences.surplus) for differences in sound),
            sum(len(differences.altered) for differences in sound),
            problems,
        )

    def rebuild(self, token: CancelToken | None = None, report: Report = lambda _: None) -> int:
        """Fill new collections from SQL and swap them in when they are full; return the vectors.

        Raises Cancelled; those that are not full yet are dropped by the next call.
        """
        with self.database.read() as unit:
            total = unit.faces.count_vectors()
        filled = 0

        def carried(count: int) -> None:
            nonlocal filled
            if token:
                token.raise_if_cancelled()
            filled += count
            report(Progress(filled, total))

        return sum(self._rebuild(engine, carried) for engine in self._engines())

    @contextmanager
    def opened(self, engine_id: int) -> Iterator[VectorIndex]:
        """The index of one engine, up to date, for as long as the block lasts."""
        self.catch_up(CancelToken())
        engine = next(engine for engine in self._engines() if engine.id == engine_id)
        with self._opened(engine) as index:
            yield index

    def _engines(self) -> list[EngineRow]:
        with self.database.read() as unit:
            return unit.engines.list()

    def _differences(self, engine: EngineRow) -> Differences | None:
        """How the engine's index differs from SQL; None if it is damaged."""
        try:
            with self._opened(engine) as index:
                return IndexSync(self.database, _NAME).differences(index, engine.id)
        except FatalError as error:
            if error.code is not Code.INDEX_UNAVAILABLE:
                raise
            logger.warning("index damaged: {}", error)
            return None

    def _behind(self) -> list[EngineRow]:
        with self.database.read() as unit:
            return [
                engine
                for engine in unit.engines.list()
                if unit.index_changes.pending(engine.id, _NAME, 1).last_seq
            ]

    def _lost(self) -> list[EngineRow]:
        """Engines whose vectors were carried once, but are not all there any more."""
        with self.database.read() as unit:
            engines = unit.engines.list()
            carried = [engine for engine in engines if unit.index_changes.mark_of(engine.id, _NAME)]
        if not carried:
            return []
        store = self.open_store()
        try:
            lost = [engine for engine in carried if not store.is_whole(_collection(engine))]
        finally:
            store.close()
        for engine in lost:
            logger.warning("index of engine {} lost or damaged: made anew", engine.id)
        return lost

    def _catch_up(self, engine: EngineRow, token: CancelToken) -> int:
        try:
            with self._opened(engine) as index:
                return IndexSync(self.database, _NAME).catch_up(index, engine.id, token)
        except FatalError as error:
            if error.code is not Code.INDEX_UNAVAILABLE:
                raise
            logger.warning("index made anew: {}", error)
            return self._rebuild(engine)

    def _rebuild(self, engine: EngineRow, carried: Callable[[int], None] = lambda _: None) -> int:
        fresh = f"{_collection(engine)}_fresh"
        store = self.open_store()
        try:
            store.drop(fresh)
            index = store.open(fresh, engine.dimension)
            sync = IndexSync(self.database, _NAME)
            filled, last_seq = sync.refill(index, engine.id, carried)
            store.swap(fresh, _collection(engine))
            sync.mark(engine.id, last_seq)
            return filled
        finally:
            store.close()

    @contextmanager
    def _opened(self, engine: EngineRow) -> Iterator[VectorIndex]:
        store = self.open_store()
        try:
            try:
                index = store.open(_collection(engine), engine.dimension)
            except FatalError as error:
                if error.code is not Code.INDEX_UNAVAILABLE:
                    raise
                logger.warning("index made anew: {}", error)
                self._rebuild(engine)
                index = store.open(_collection(engine), engine.dimension)
            yield index
        finally:
            store.close()


def _collection(engine: EngineRow) -> str:
    """Milvus allows letters, digits and underscores; the number is never reused."""
    return f"faces_{engine.id}_{engine.dimension}"
