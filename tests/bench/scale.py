"""Does anything grow faster than the library? 1k, 10k and 100k photos with one face each.

The files exist, so listing them is real. What a scan would make of them is made up above decoding
and handed to the real stores in batches of 32, as a scan does; the durable index is caught up and
verified by the real service. Each size starts in a process of its own, which tells its memory.
"""

import hashlib
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from faceapp.core.jobs import CancelToken
from faceapp.core.ports import EngineCard
from faceapp.core.types import (
    AnalysedPhoto,
    Detection,
    Face,
    FaceBox,
    Outcome,
    PhotoFacts,
    PhotoRef,
    Quality,
)
from faceapp.imaging.decode import DECODER_VERSION
from faceapp.services.scan import BATCH_PHOTOS, ScanService
from faceapp.services.search import SearchService
from faceapp.services.vectors import VectorService
from faceapp.sources.local_folder import LocalFolder
from faceapp.stores.database import Database, open_database
from faceapp.stores.record import record
from faceapp.stores.rows import Analyst
from faceapp.vectors.memory_index import MemoryIndex
from faceapp.vectors.milvus_lite_index import MilvusStore
from tests.bench.figures import Figure, at_most
from tests.bench.measuring import growth, in_fresh_process, load, peak_mb, resident_mb
from tests.bench.synthetic import People, bench_engine

DIMENSION = 128
SIZES, SMALL_SIZES = (1_000, 10_000, 100_000), (100, 400)
# Linear is 1; caches that no longer fit and one more level of a tree are not counted as growth.
MOST_GROWTH = 1.15
LANDMARKS = np.arange(10, dtype=np.float32).reshape(5, 2)


@dataclass
class Costs:
    """Seconds and processor seconds by step, and the most megabytes, of a library of one size."""

    seconds: dict[str, tuple[float, float]] = field(default_factory=dict)
    memory_mb: float = 0.0

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        wall, processor = time.perf_counter(), time.process_time()
        yield
        self.seconds[name] = time.perf_counter() - wall, time.process_time() - processor


def measure(small: bool) -> list[Figure]:
    sizes = SMALL_SIZES if small else SIZES
    costs = [in_fresh_process(costs_of, size) for size in sizes]
    steps = [
        _figure(name, sizes, *zip(*(each.seconds[name] for each in costs), strict=True))
        for name in costs[0].seconds
    ]
    memory_mb = [each.memory_mb for each in costs]
    said = f"{_said(sizes, memory_mb, 'MB')} above the start of Python"
    return [*steps, _growth("memory at most", growth(sizes, memory_mb), said)]


def costs_of(photos: int) -> Costs:
    """Make a library of `photos` files and take the time of every step."""
    with tempfile.TemporaryDirectory(prefix="faceapp-bench-") as name:
        folder, costs, before = Path(name), Costs(), resident_mb()
        source = LocalFolder(_files(folder / "photos", photos))
        database = open_database(folder / "faceapp.sqlite", folder)
        vectors = VectorService(database, lambda: MilvusStore(folder / "vectors", "IVF_SQ8", {}))
        try:
            _scan(database, source, costs)
            _scan_again(database, source, photos, costs)
            with costs.timed("index sync"):
                assert vectors.catch_up(CancelToken()) == photos
            with costs.timed("verify"):
                assert vectors.verify().is_clean
            with costs.timed("search ready"):
                assert _service(database).size == photos
        finally:
            database.close()
        costs.memory_mb = peak_mb() - before
    return costs


def _scan(database: Database, source: LocalFolder, costs: Costs) -> None:
    """What a scan does around the pipeline."""
    with costs.timed("listing"):
        listed = [entry for entry in source.list() if isinstance(entry, PhotoRef)]
    engine = bench_engine(DIMENSION)
    with database.write() as unit:
        source_id = unit.sources.adopt(source.kind, source.root, source.title)
        engine_id = unit.engines.find_or_add(engine.identity, engine.name, DIMENSION)
    vectors = np.concatenate(list(People(len(listed), DIMENSION).portraits()))
    analyst = Analyst(engine_id, DECODER_VERSION, engine.calibration.t70)
    with costs.timed("record"):
        for start in range(0, len(listed), BATCH_PHOTOS):
            part = slice(start, start + BATCH_PHOTOS)
            batch = list(map(_analysed, listed[part], vectors[part]))
            with database.write() as unit:
                record(unit, source_id, analyst, batch, still_there=lambda _: True)


def _scan_again(database: Database, source: LocalFolder, photos: int, costs: Costs) -> None:
    engine = bench_engine(DIMENSION)
    with costs.timed("known"), database.read() as unit:
        engine_id = unit.engines.find(engine.identity)
        assert len(unit.photos.known(1, engine_id)) == photos
        assert len(unit.photos.known_hashes(engine_id)) == photos
    service = ScanService(database, lambda *_: None, workers=1, max_megapixels=100)
    with costs.timed("scan again"):
        summary = service.scan([source], EngineCard.of(engine), CancelToken(), lambda _: None)
    assert summary.counts.outcomes == {Outcome.SKIPPED: photos}


def _service(database: Database) -> SearchService:
    engine = bench_engine(DIMENSION)
    return SearchService(database, lambda: engine, MemoryIndex, max_megapixels=100)


def _files(folder: Path, count: int) -> Path:
    """Files that a scan would list, a thousand to a folder."""
    for number in range(count):
        place = folder / f"{number // 1000:03}" / f"IMG_{number:06}.jpg"
        if number % 1000 == 0:
            place.parent.mkdir(parents=True)
        place.write_text(str(number))
    return folder


def _analysed(ref: PhotoRef, vector: np.ndarray) -> AnalysedPhoto:
    sha256 = hashlib.sha256(ref.locator.encode()).hexdigest()
    facts = PhotoFacts(640, 480, "JPEG", sha256[::-1], sha256[:16])
    detection = Detection(FaceBox(10, 20, 80, 100), LANDMARKS, 0.9)
    return AnalysedPhoto(ref, sha256, facts, (Face(detection, Quality(*[0.8] * 5), vector),))


def _figure(
    name: str, sizes: Sequence[int], wall_s: Sequence[float], processor_s: Sequence[float]
) -> Figure:
    """The steeper of the exponents of all sizes and of the two largest, by the clock."""
    fitted, last = growth(sizes, wall_s), growth(sizes[-2:], wall_s[-2:])
    parts = (
        _said(sizes, wall_s, "s"),
        f"fitted {fitted:.2f}, the last step {last:.2f}",
        f"processor time {growth(sizes, processor_s):.2f}",
        load(),
    )
    return _growth(name, max(fitted, last), "; ".join(parts))


def _growth(name: str, exponent: float, beside: str) -> Figure:
    return at_most(f"{name}: growth with photos", exponent, "", MOST_GROWTH, beside)


def _said(sizes: Sequence[int], costs: Sequence[float], unit: str) -> str:
    pairs = zip(sizes, costs, strict=True)
    return ", ".join(f"{cost:.3g} {unit} at {size:,}" for size, cost in pairs)
