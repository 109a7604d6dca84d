"""S1-58: 10,000 photos scanned while four clients search, as a window would: in one process.

The photos are 250 x 250 pixels with one face each, scanned by `Workspace.scan` with the built-in
engine at considerate speed into a library that holds 100,000 faces already. Each client asks,
waits, asks again: a stored vector nine times, then a sample photo. Nothing may fail or be lost.
"""

import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from faceapp.app import open_workspace
from faceapp.core.jobs import CancelToken, Progress
from faceapp.core.settings import Settings
from faceapp.core.types import Outcome
from faceapp.paths import folders
from faceapp.services.library import PhotoFilter
from faceapp.services.scan import ScanSummary
from faceapp.services.search import Request
from faceapp.services.settings import save_settings
from faceapp.services.workspace import Workspace
from tests.bench.figures import Figure, at_most
from tests.bench.measuring import load, resident_mb
from tests.bench.photos import make_photos
from tests.bench.synthetic import FACES_PER_PHOTO, People, fill

CLIENTS, WAIT_S, SAMPLE_EVERY = 4, 0.25, 10
STORED_MS, SAMPLE_MS = 100.0, 1_000.0
# Megabytes that 1,000 photos more may cost: the hashes of what is done are 0.2.
MOST_GROWTH_MB = 2.0


@dataclass
class Client:
    """One who searches until told to stop; keeps the milliseconds it waited, and what failed."""

    workspace: Workspace
    probes: np.ndarray
    samples: list[bytes]
    stored_ms: list[float] = field(default_factory=list)
    sample_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def run(self, end: threading.Event) -> None:
        turn = 0
        while not end.wait(WAIT_S):
            turn += 1
            try:
                self._ask(turn)
            except Exception as error:  # noqa: BLE001  whatever it is, it is counted
                self.errors.append(repr(error))

    def _ask(self, turn: int) -> None:
        search, started = self.workspace.search, time.perf_counter()
        by_sample = turn % SAMPLE_EVERY == 0
        if by_sample:
            faces = search.probe(self.samples[turn % len(self.samples)], "sample.jpg")
        probe = faces[0].embedding if by_sample and faces else self.probes[turn % len(self.probes)]
        assert search.search(probe, Request(70)).searched
        waited = self.sample_ms if by_sample else self.stored_ms
        waited.append(1000 * (time.perf_counter() - started))


@dataclass
class Course:
    """Photos done and memory, as often as the scan reports."""

    points: list[tuple[int, float]] = field(default_factory=list)

    def __call__(self, progress: Progress) -> None:
        self.points.append((progress.done, resident_mb()))

    def slope_mb(self) -> float:
        """Megabytes per 1,000 photos over the second half."""
        done, memory = np.array(self.points[len(self.points) // 2 :]).T
        return 1000 * float(np.polyfit(done, memory, 1)[0])


def measure(small: bool) -> list[Figure]:
    photos, faces = (200, 601) if small else (10_000, 100_000)
    with tempfile.TemporaryDirectory(prefix="faceapp-bench-") as folder:
        place = make_photos(Path(folder) / "photos", photos)
        workspace = _considerate(Path(folder) / "library")
        people = People(faces, workspace.engine().embedder.dimension)
        fill(workspace.folders.database, workspace.engine(), people)
        clients = [_client(workspace, people, place) for _ in range(CLIENTS)]
        course = Course()
        try:
            assert workspace.search.size == faces
            with _searching(clients):
                summary = _scan(workspace, place, course)
            lost = _lost(workspace, photos, faces)
        finally:
            workspace.close()
    return [*_scan_figures(summary, course, lost), *_search_figures(clients)]


def _considerate(folder: Path) -> Workspace:
    """A library where a scan leaves one core to the person, as with a window."""
    folders(folder).create()
    save_settings(folders(folder).settings, Settings(speed="considerate"))
    return open_workspace(folder)


def _client(workspace: Workspace, people: People, place: Path) -> Client:
    samples = [path.read_bytes() for path in sorted(place.rglob("*.jpg"))[:50]]
    return Client(workspace, people.probes(100), samples)


def _scan(workspace: Workspace, place: Path, course: Course) -> ScanSummary:
    sources = workspace.open_sources([place])
    return workspace.scan(sources, workspace.engine_card(), CancelToken(), course)


@contextmanager
def _searching(clients: list[Client]) -> Iterator[None]:
    end = threading.Event()
    threads = [threading.Thread(target=client.run, args=(end,)) for client in clients]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        end.set()
        for thread in threads:
            thread.join()


def _lost(workspace: Workspace, photos: int, faces: int) -> int:
    """Photos the library lacks, and what `verify` finds wrong with it and its index."""
    _, kept = workspace.library.photos(PhotoFilter(), 1)
    return -(-faces // FACES_PER_PHOTO) + photos - kept + workspace.verify().count


def _scan_figures(summary: ScanSummary, course: Course, lost: int) -> list[Figure]:
    counts = summary.counts
    found = f"{counts.outcomes[Outcome.PHOTO]} photos, {counts.faces} faces"
    middle = course.points[len(course.points) // 2][1]
    memory = f"{middle:.0f} MB half-way, {course.points[-1][1]:.0f} at the end"
    return [
        at_most("photos that failed", len(counts.failures), "", 0, found),
        at_most("photos lost, and problems found by verify", lost, "", 0, found),
        Figure("scanned", summary.photos_per_second, "photos/s", load()),
        at_most("memory, second half", course.slope_mb(), "MB/1,000", MOST_GROWTH_MB, memory),
    ]


def _search_figures(clients: list[Client]) -> list[Figure]:
    errors = [error for client in clients for error in client.errors]
    stored = np.concatenate([client.stored_ms for client in clients])
    sample = np.concatenate([client.sample_ms for client in clients])
    return [
        at_most("searches that failed", len(errors), "", 0, "; ".join(errors[:3])),
        at_most("p95 by stored vector", _p(stored, 95), "ms", STORED_MS, _spread(stored)),
        at_most("p95 by sample photo", _p(sample, 95), "ms", SAMPLE_MS, _spread(sample)),
    ]


def _p(milliseconds: np.ndarray, share: float) -> float:
    return float(np.percentile(milliseconds, share)) if len(milliseconds) else 0.0


def _spread(milliseconds: np.ndarray) -> str:
    p50, p99 = (_p(milliseconds, share) for share in (50, 99))
    return f"{len(milliseconds)} searches, p50 {p50:.1f}, p99 {p99:.1f} ms"
