"""Search by a stored vector: how fast, how exact, how soon after the start, at what memory.

A library of made-up people lies in a real database and is asked through SearchService, which
fetches the rows of the 50 best faces. In the same run the same probes go to one numpy product and
to faiss's IndexFlatIP, over float32.
"""

import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import faiss
import numpy as np

from faceapp.app import open_workspace
from faceapp.core.combining import Rule
from faceapp.core.jobs import CancelToken
from faceapp.core.ports import Engine
from faceapp.core.similarity import Calibration
from faceapp.services.combined_search import CombinedSearch, Term
from faceapp.services.scan import ScanService
from faceapp.services.search import Filters, Request, SearchService
from faceapp.stores.database import Database, open_database
from faceapp.vectors.memory_index import MemoryIndex
from tests.bench.figures import Figure, at_least, at_most
from tests.bench.measuring import Times, in_fresh_process, load, resident_mb, times_of
from tests.bench.photos import make_photos
from tests.bench.synthetic import People, bench_engine, fill

TOP, RECALLED = 50, 10
SIZES = {100_000: 10.0, 1_000_000: 60.0}  # faces -> the p95 that is wanted, in milliseconds
FIRST_ANSWER_S = 8.0
WHILE_SCANNING_MS, TOGETHER_MS = 100.0, 300.0
FILTERS = {
    "of one source in 4": Filters(source="album 1"),
    "of 2 years in 10": Filters(since=date(2012, 1, 1), until=date(2013, 12, 31)),
}


@dataclass(frozen=True)
class Bench:
    """One library, and the probes it is asked about."""

    database: Path
    people: People
    probes: np.ndarray
    dimension: int
    small: bool

    @property
    def name(self) -> str:
        """How its figures begin."""
        return f"{self.people.faces // 1000}k faces, {self.dimension}-D: "

    @property
    def wanted_ms(self) -> float:
        """The p95 that is wanted."""
        return SIZES.get(self.people.faces, SIZES[100_000])


def measure(small: bool) -> list[Figure]:
    sizes, dimensions = ([3_000], [128]) if small else (list(SIZES), [128, 512])
    cases = [(faces, dimension) for faces in sizes for dimension in dimensions]
    return [figure for case in cases for figure in in_fresh_process(_measured, *case, small)]


def opened(database: Path, dimension: int, probe: np.ndarray) -> tuple[float, float]:
    """Open a library and search it once; return the seconds and the memory it took."""
    started, before = time.perf_counter(), resident_mb()
    reading = open_database(database, database.parent, read_only=True)
    service = _service(reading, bench_engine(dimension))
    service.search(probe, Request(70, TOP))
    seconds, memory_mb = time.perf_counter() - started, resident_mb() - before
    assert service.size  # the index must live until its memory was looked at
    reading.close()
    return seconds, memory_mb


def _measured(faces: int, dimension: int, small: bool) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="faceapp-bench-") as folder:
        people = People(faces, dimension)
        path = Path(folder) / "faceapp.sqlite"
        fill(path, bench_engine(dimension), people)
        probes = people.probes(31 if small else 301 if faces <= 100_000 else 151)
        bench = Bench(path, people, probes, dimension, small)
        database = open_database(path, Path(folder))
        try:
            return _opening(bench) + _searching(bench, database)
        finally:
            database.close()


def _opening(bench: Bench) -> list[Figure]:
    started = time.perf_counter()
    seconds, memory_mb = in_fresh_process(opened, bench.database, bench.dimension, bench.probes[0])
    whole = time.perf_counter() - started
    bound_mb = 3 * bench.people.faces * bench.dimension / 2**20
    beside = f"{seconds:.2f} s without the start of Python; {load()}"
    return [
        at_most(bench.name + "opened to the first answer", whole, "s", FIRST_ANSWER_S, beside),
        Figure(bench.name + "memory", memory_mb, "MB", f"{bound_mb:.0f} MB of codes and float16"),
    ]


def _searching(bench: Bench, database: Database) -> list[Figure]:
    service = _service(database, bench_engine(bench.dimension))
    started = time.perf_counter()
    faces = service.size
    ready_s = time.perf_counter() - started
    assert faces == bench.people.faces
    plain = _asked(bench, service, Request(70, TOP))
    answers = [_ids(service, probe, RECALLED) for probe in bench.probes]
    figures = [
        Figure(bench.name + "index ready", ready_s, "s", load()),
        at_most(bench.name + "p95", plain.p(95), "ms", bench.wanted_ms, f"{plain}; {load()}"),
        *_beside_peers(bench, plain, answers),
    ]
    for label, filters in FILTERS.items():
        times = _asked(bench, service, Request(70, TOP, filters))
        figures.append(Figure(f"{bench.name}p95 {label}", times.p(95), "ms", str(times)))
    return [*figures, _together(bench, database), _while_scanning(bench, service, database)]


def _together(bench: Bench, database: Database) -> Figure:
    """Two who must be on a photo, one of others, and one who must not."""
    # Cosines of strangers are 1 / sqrt(D) on average: 3 in 1000 lie 2.75 times as high.
    scale = Calibration("together", t70=2.75 / bench.dimension**0.5, t95=0.55)
    engine = replace(bench_engine(bench.dimension), calibration=scale)
    service = CombinedSearch(database, _service(database, engine))
    rules = (Rule.ALL, Rule.ANY, Rule.NONE)
    others = [
        Term(rule, probe, engine.identity)
        for rule, probe in zip(rules, bench.probes[:3], strict=True)
    ]

    def search(probe: np.ndarray) -> None:
        service.find([Term(Rule.ALL, probe, engine.identity), *others], Filters())

    search(bench.probes[0])  # fills the index
    times = times_of(search, bench.probes)
    name = bench.name + "p95 of four together"
    beside = f"{times}; {load()}"
    return at_most(name, times.p(95), "ms", TOGETHER_MS, beside)


def _asked(bench: Bench, service: SearchService, request: Request) -> Times:
    return times_of(lambda probe: service.search(probe, request), bench.probes)


def _ids(service: SearchService, probe: np.ndarray, top: int) -> list[int]:
    return [match.face.id for match in service.search(probe, Request(70, top)).matches]


def _beside_peers(bench: Bench, plain: Times, answers: list[list[int]]) -> list[Figure]:
    """Recall against one product over float32, and the times of two ways to make it."""
    gallery = np.concatenate(list(People(bench.people.faces, bench.dimension).portraits()))
    exact: list[np.ndarray] = []
    numpy_ms = times_of(lambda probe: exact.append(_product(gallery, probe)), bench.probes)
    flat = faiss.IndexFlatIP(bench.dimension)
    flat.add(gallery)
    faiss.omp_set_num_threads(os.cpu_count() or 1)
    faiss_ms = times_of(lambda probe: flat.search(probe[None], TOP), bench.probes)
    found = [
        len(np.intersect1d(answer, truth[:RECALLED])) / RECALLED
        for answer, truth in zip(answers, exact, strict=True)
    ]
    return [
        at_least(bench.name + "recall@10", float(np.mean(found)), "", 0.99, "the exact product: 1"),
        _ratio(bench, plain, "one numpy product", numpy_ms),
        _ratio(bench, plain, "faiss IndexFlatIP", faiss_ms),
    ]


def _ratio(bench: Bench, plain: Times, peer: str, times: Times) -> Figure:
    name = f"{bench.name}as fast as {peer}"
    return Figure(name, times.p(50) / plain.p(50), "times", f"{peer}: {times}")


def _product(gallery: np.ndarray, probe: np.ndarray) -> np.ndarray:
    """The ids of the best, which count from 1."""
    cosines = gallery @ probe
    best = np.argpartition(-cosines, TOP)[:TOP]
    return 1 + best[np.argsort(-cosines[best])]


def _while_scanning(bench: Bench, service: SearchService, database: Database) -> Figure:
    """The same probes while the built-in engine scans small photos into the same library."""
    with _scanning(bench, database) as is_running:
        times = _asked(bench, service, Request(70, TOP))
        assert is_running()
    name = bench.name + "p95 while a scan runs"
    return at_most(name, times.p(95), "ms", WHILE_SCANNING_MS, f"{times}; {load()}")


@contextmanager
def _scanning(bench: Bench, database: Database) -> Iterator[Callable[[], bool]]:
    folder = bench.database.parent
    workspace = open_workspace(folder / "other")
    workspace.folders.create()
    engine = workspace.engine_card("builtin")
    photos = make_photos(folder / "photos", 100 if bench.small else 2_000)
    sources, token = workspace.open_sources([photos]), CancelToken()
    scan = ScanService(database, lambda *_: None, workers=1, max_megapixels=100)
    thread = threading.Thread(target=scan.scan, args=(sources, engine, token, lambda _: None))
    thread.start()
    try:
        yield thread.is_alive
    finally:
        token.cancel()
        thread.join()
        workspace.close()


def _service(database: Database, engine: Engine) -> SearchService:
    return SearchService(database, lambda: engine, MemoryIndex, max_megapixels=100)
