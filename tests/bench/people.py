"""How well and how fast faces are put together, against widespread ways on the same embeddings.

LFW's people with two photos or more are divided into halves, five times. A level that is fitted,
ours or plain DBSCAN's, is fitted on one half and judged on the other, in both directions. The
levels of the product itself were chosen with LFW in sight: "by itself" is not held out. The error
is 1 - F of BCubed.
"""

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from faceapp.app import open_workspace
from faceapp.core.clustering import group
from faceapp.core.clustering_metrics import grouping_quality
from faceapp.core.face_groups import Algorithm, GroupingOptions, NeighbourGraph
from faceapp.core.jobs import CancelToken, Progress
from faceapp.core.ports import Engine
from faceapp.core.reference_grouping import dense_dbscan, one_by_one
from faceapp.core.similarity import Calibration
from faceapp.ml.engines import import_engine
from faceapp.services.accuracy import make_contest
from faceapp.services.enrolment import Enroller, Framing
from faceapp.services.galleries import open_gallery
from faceapp.services.lab_clusters import (
    DENSE_COSINE,
    INCREMENTAL_COSINE,
    lone_faces,
)
from faceapp.vectors.neighbours import find_neighbours
from tests.bench.figures import Figure, at_most
from tests.bench.figures import at_least as not_below
from tests.bench.import_photos import ASSETS, make_pack
from tests.bench.measuring import in_fresh_process, load, peak_mb, resident_mb
from tests.bench.people_service import answers, profiles
from tests.bench.synthetic import CHUNK_ROWS, People

MOST_OF_THEIR_ERROR = 0.6
SPLITS = 5
# Errors are flat and rough around the best level: it is the middle of so many.
LEVELS, SMOOTHED = 24, 7
# faces, dimension, seconds on two cores, megabytes
SIZES = ((10_000, 128, None, None), (100_000, 128, 35, 2_000), (100_000, 512, 80, 2_000))
LARGE = (1_000_000, 128, None, 4_000)
SMALL_SIZES = ((2_000, 128, None, None), (1_000, 512, None, None))
LEAST_RECALL = 0.98
# Real engines' faces of one person are as alike as those of `People`: 0.6 on average.
SCALE = Calibration("bench", t70=0.32, t95=0.50)


def measure(small: bool) -> list[Figure]:
    figures = list(_quality(small)) if ASSETS.exists() else []
    sizes = SMALL_SIZES if small else (*SIZES, LARGE)
    for faces, dimension, seconds, megabytes in sizes:
        cost = in_fresh_process(cost_of, faces, dimension)
        figures += _cost_figures(f"{faces // 1000}k faces, {dimension}-D", cost, seconds, megabytes)
    figures += profiles()
    for faces, dimension in ((2_000, 128),) if small else ((100_000, 128), (100_000, 512)):
        figures += answers(faces, dimension)
    return figures


@dataclass(frozen=True, eq=False)
class _Faces:
    """(N, D) vectors of an engine with `calibration`, and of whom they are."""

    vectors: np.ndarray
    people: np.ndarray
    names: Sequence[str]
    calibration: Calibration

    def seen_twice(self) -> "_Faces":
        return self._of(np.bincount(self.people) > 1)

    def _of(self, wanted: np.ndarray) -> "_Faces":
        chosen = wanted[self.people]
        return _Faces(self.vectors[chosen], self.people[chosen], self.names, self.calibration)

    def half(self, split: int, side: int) -> "_Faces":
        digests = [hashlib.sha256(f"{split} {name}".encode()).digest() for name in self.names]
        return self._of(np.array([digest[0] % 2 == side for digest in digests]))

    @cached_property
    def graph(self) -> NeighbourGraph:
        return find_neighbours(self.vectors, CancelToken(), _silent)

    def error(self, labels: np.ndarray) -> float:
        return 1 - grouping_quality(labels, self.people).bcubed.f

    def ours(self, algorithm: Algorithm, level: float | None = None) -> float:
        known = len(np.unique(self.people))
        options = GroupingOptions(self.calibration, algorithm, known, level)
        found = group(lone_faces(self.vectors), self.graph, options, CancelToken(), _silent)
        return self.error(found.labels)

    def plain(self, level: float) -> float:
        return self.error(dense_dbscan(self.vectors, level))

    def incremental(self) -> float:
        return self.error(one_by_one(self.vectors, INCREMENTAL_COSINE, lambda: None))


def _quality(small: bool) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as place:
        workspace = open_workspace(Path(place) / "data")
        pack = import_engine(Path(place) / "data/models", Path(make_pack(Path(place))), None).name
        engines = workspace.engine(pack), workspace.engine("builtin")
        for engine in engines:
            faces = _enrol(engine, ASSETS / "data/photos/lfw10", Framing.WHOLE)
            yield from _side_by_side(f"lfw10, {engine.name}", faces, most=1)
        if not small:
            pairs = ASSETS / "data/lfw_aligned/images"
            everybody = _enrol(engines[0], pairs, Framing.ALIGNED)
            yield from _side_by_side("LFW, everybody", everybody, most=1)
            faces = everybody.seen_twice()
            yield from _side_by_side("LFW, two photos or more", faces, MOST_OF_THEIR_ERROR)
            yield from _held_out("LFW, two photos or more", faces)
        workspace.close()


def _enrol(engine: Engine, folder: Path, framing: Framing) -> _Faces:
    gallery = open_gallery(folder)
    contest = make_contest(gallery, None)
    enrolment = Enroller(engine, framing, 2)(contest.photos, CancelToken(), lambda _: None)
    found = enrolment.enrolled
    names = sorted(gallery.people)
    return _Faces(enrolment.vectors[found], contest.people[found], names, engine.calibration)


def _side_by_side(name: str, faces: _Faces, most: float) -> Iterator[Figure]:
    """What the product does by itself, and the others as they come."""
    errors = {
        "dense DBSCAN 0.48": faces.plain(DENSE_COSINE),
        "incremental 0.5": faces.incremental(),
        "DBSCAN at 95 %": faces.plain(faces.calibration.t95),
    }
    best = min(errors.values())
    said = ", ".join(f"{way} {error:.4f}" for way, error in errors.items())
    quality = faces.ours(Algorithm.QUALITY)
    yield at_most(f"{name}: error of quality", quality, "", most * best, said)
    yield at_most(f"{name}: error of DBSCAN", faces.ours(Algorithm.DBSCAN), "", best, said)
    yield Figure(f"{name}: error of K-Means", faces.ours(Algorithm.KMEANS), "", "K is known")


def _held_out(name: str, faces: _Faces) -> Iterator[Figure]:
    """Levels fitted on one half of the people and judged on the other."""
    scale = faces.calibration
    levels = np.linspace(scale.t70, scale.t95, LEVELS).tolist()
    ours, defaults, plain, dense, incremental = [], [], [], [], []
    for split in range(SPLITS):
        halves = faces.half(split, 0), faces.half(split, 1)
        fits = [
            (_best(half, levels, _quality_error), _best(half, levels, _Faces.plain))
            for half in halves
        ]
        for judged, (level, plain_level) in zip(halves, fits[::-1], strict=True):
            ours.append(judged.ours(Algorithm.QUALITY, level))
            plain.append(judged.plain(plain_level))
            defaults.append(judged.ours(Algorithm.QUALITY))
            dense.append(judged.plain(DENSE_COSINE))
            incremental.append(judged.incremental())
    best = min(map(np.mean, (plain, dense, incremental)))
    said = (
        f"plain DBSCAN fitted {np.mean(plain):.4f}, dense DBSCAN 0.48 {np.mean(dense):.4f}, "
        f"incremental 0.5 {np.mean(incremental):.4f}; mean of {len(ours)} halves"
    )
    for way, errors in (("by itself", defaults), ("fitted on the other half", ours)):
        error = float(np.mean(errors))
        yield at_most(f"{name}, halves: error of quality {way}", error, "", 0.6 * best, said)


def _quality_error(faces: _Faces, level: float) -> float:
    return faces.ours(Algorithm.QUALITY, level)


def _best(faces: _Faces, levels: Sequence[float], error: Callable[[_Faces, float], float]) -> float:
    """The middle of the neighbouring levels with the least error together."""
    errors = np.array([error(faces, level) for level in levels])
    return levels[SMOOTHED // 2 + int(np.convolve(errors, np.ones(SMOOTHED), "valid").argmin())]


@dataclass(frozen=True)
class Cost:
    """Seconds of both parts by the clock, of the processor together, the most megabytes, pauses.

    `pause_s` is the longest time between two looks at the token. `recall` is of the graph, on a
    sample; `error` 1 - F of the groups, which are easy.
    """

    graph_s: float
    group_s: float
    processor_s: float
    peak_mb: float
    pause_s: float
    recall: float
    error: float


def cost_of(faces: int, dimension: int) -> Cost:
    """Group made-up faces as the service does: float16 in, quality out."""
    people, before = People(faces, dimension), resident_mb()
    vectors = np.empty((faces, dimension), np.float16)
    for start, part in zip(range(0, faces, CHUNK_ROWS), people.portraits(), strict=True):
        vectors[start : start + len(part)] = part
    options, token = GroupingOptions(SCALE, Algorithm.QUALITY), _Watch()
    least = options.least_cosine(faces)
    start, processor = time.perf_counter(), time.process_time()
    graph = find_neighbours(vectors, token, _silent, least=least)
    middle = time.perf_counter()
    found = group(lone_faces(vectors), graph, options, token, _silent)
    end, processor = time.perf_counter(), time.process_time() - processor
    peak = peak_mb() - before
    return Cost(
        middle - start,
        end - middle,
        processor,
        peak,
        token.longest_s,
        _recall(vectors, graph.neighbours, least),
        1 - grouping_quality(found.labels, np.arange(faces) % (faces // 10)).bcubed.f,
    )


class _Watch(CancelToken):
    """Remembers how long nobody looked at it."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_s, self._last = 0.0, time.perf_counter()

    def raise_if_cancelled(self) -> None:
        now = time.perf_counter()
        self.longest_s, self._last = max(self.longest_s, now - self._last), now
        super().raise_if_cancelled()


def _silent(progress: Progress) -> None:
    pass


def _recall(vectors: np.ndarray, neighbours: np.ndarray, least: float) -> float:
    """Of the neighbours a sample really has, how many the graph knows."""
    sample = np.sort(np.random.default_rng(5).choice(len(vectors), 200, replace=False))
    hits = wanted = 0
    cosines = np.empty((len(sample), len(vectors)), np.float32)
    queries = vectors[sample].astype(np.float32)
    for start in range(0, len(vectors), CHUNK_ROWS):
        part = slice(start, start + CHUNK_ROWS)
        cosines[:, part] = queries @ vectors[part].astype(np.float32).T
    cosines[np.arange(len(sample)), sample] = -2
    for row, own in zip(cosines, neighbours[sample], strict=True):
        nearest = np.argpartition(-row, neighbours.shape[1])[: neighbours.shape[1]]
        nearest = nearest[row[nearest] >= least]
        hits += int(np.isin(nearest, own).sum())
        wanted += len(nearest)
    return hits / max(1, wanted)


def _cost_figures(
    name: str, cost: Cost, seconds: float | None, megabytes: float | None
) -> Iterator[Figure]:
    total = cost.graph_s + cost.group_s
    parts = f"graph {cost.graph_s:.1f} s, groups {cost.group_s:.1f} s"
    said = f"{parts}; of the processor {cost.processor_s:.1f} s; {load()}"
    memory = f"above the start; error of the groups {cost.error:.4f}"
    yield (
        Figure(f"{name}: graph and groups", total, "s", said)
        if seconds is None
        else at_most(f"{name}: graph and groups", total, "s", seconds, said)
    )
    yield (
        Figure(f"{name}: memory", cost.peak_mb, "MB", memory)
        if megabytes is None
        else at_most(f"{name}: memory", cost.peak_mb, "MB", megabytes, memory)
    )
    yield not_below(f"{name}: recall of the graph", cost.recall, "", LEAST_RECALL, "200 faces")
    yield at_most(f"{name}: longest time without a look at cancel", cost.pause_s, "s", 0.5)
