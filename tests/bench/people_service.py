"""People as the service gives them: a hundred profiles, and how fast a review answers."""

import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from faceapp.core.ports import Engine
from faceapp.core.similarity import Calibration
from faceapp.services.library import Answering
from faceapp.services.people import PeopleService
from faceapp.services.people_decisions import PeopleDecisions
from faceapp.services.review import Review
from faceapp.stores.database import Database, open_database
from tests.bench.figures import Figure, at_most
from tests.bench.synthetic import FACES_PER_PERSON, People, bench_engine, fill

# Faces of one person are at 0.6: so much is certain, and less is asked about.
SCALE = Calibration("bench", t70=0.3, t95=0.5)
PROFILES, APPEARANCES = 100, 5
_NAMED, _ANSWERS, _RUNS = 100, 60, 30


def profiles() -> list[Figure]:
    """100 people with 5 appearances each, as a list of all people (S4-15)."""
    with tempfile.TemporaryDirectory() as folder:
        database = _library(Path(folder), PROFILES * APPEARANCES, 128, name_all=True)
        shown = PeopleService(database, lambda: Answering("bench"))
        assert len(shown.everybody().named) == PROFILES
        seconds = [_seconds(shown.everybody) for _ in range(_RUNS)]
        database.close()
    beside = f"p50 {1e3 * np.median(seconds):.1f}, p99 {1e3 * np.quantile(seconds, 0.99):.1f} ms"
    name = f"{PROFILES} profiles with {APPEARANCES} appearances: p95"
    return [at_most(name, 1e3 * float(np.quantile(seconds, 0.95)), "ms", 20, beside)]


def answers(faces: int, dimension: int) -> list[Figure]:
    """Answers of a review among so many faces, of whom a hundred people are named."""
    with tempfile.TemporaryDirectory() as folder:
        database = _library(Path(folder), faces, dimension, name_all=False)
        engine = bench_engine(dimension)
        engine = Engine("bench", engine.identity, engine.detector, engine.embedder, SCALE, "cpu")

        @contextmanager
        def writing():
            yield database

        began = time.perf_counter()
        review = Review(database, writing, engine)
        opened = time.perf_counter() - began
        seconds = []
        for number in range(_ANSWERS):
            question = review.question()
            assert question is not None
            answer = review.no if question.candidate and number % 3 == 2 else None
            seconds.append(_seconds(answer or (lambda n=number: review.name(f"new {n}"))))
            seconds[-1] += _seconds(review.question)
        everybody = _seconds(PeopleService(database, lambda: Answering("bench")).everybody)
        database.close()
    size = f"{faces // 1000}k faces, {dimension}-D"
    beside = f"p50 {1e3 * np.median(seconds):.0f} ms; the review opened in {opened:.1f} s"
    slowest = 1e3 * float(np.quantile(seconds, 0.95))
    return [
        at_most(f"{size}: p95 of an answer with the next question", slowest, "ms", 50, beside),
        Figure(f"{size}: the list of all people and groups", everybody, "s"),
    ]


def _library(folder: Path, faces: int, dimension: int, *, name_all: bool) -> Database:
    """Faces in groups of their people, of which some or all have a name."""
    path = folder / "faceapp.sqlite"
    fill(path, bench_engine(dimension), People(faces, dimension))
    database = open_database(path, folder / "backups")
    ids = np.arange(1, faces + 1)
    people = PROFILES if name_all else faces // FACES_PER_PERSON
    groups = 1 + (ids - 1) % people
    with database.write() as unit:
        unit.groups.replace(ids, groups)

    @contextmanager
    def writing():
        yield database

    decisions = PeopleDecisions(writing)
    for number in range(people if name_all else _NAMED):
        decisions.confirm(ids[groups == number + 1].tolist(), _person(database, f"name {number}"))
    return database


def _person(database: Database, name: str) -> int:
    with database.write() as unit:
        return unit.people.add(name)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
