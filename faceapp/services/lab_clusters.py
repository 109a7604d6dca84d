"""How well faces of labelled photos are put together, by our ways and by widespread ones."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from faceapp.core.clustering import group
from faceapp.core.clustering_metrics import GroupingQuality, grouping_quality
from faceapp.core.errors import Code, UserError
from faceapp.core.face_groups import NONE, Algorithm, FacesToGroup, GroupingOptions
from faceapp.core.jobs import CancelToken
from faceapp.core.ports import NeighbourSearch
from faceapp.core.reference_grouping import dense_dbscan, one_by_one
from faceapp.core.similarity import Calibration
from faceapp.core.types import Floats, Ids
from faceapp.services.galleries import Gallery

# What the others use whatever the engine is: dense DBSCAN and incremental grouping.
DENSE_COSINE, INCREMENTAL_COSINE = 0.48, 0.5
_SIDE_PX = 112.0
WAYS = (*Algorithm, "dense_dbscan", "incremental", "scaled_dbscan")


@dataclass(frozen=True)
class Way:
    """What one way made of the faces."""

    name: str
    quality: GroupingQuality
    seconds: float


def at_least(gallery: Gallery, photos: int) -> Gallery:
    """The people of a gallery with so many photos or more. Raises UserError if there are none."""
    people = {name: files for name, files in gallery.people.items() if len(files) >= photos}
    if not people:
        raise UserError(Code.NO_LABELLED_PHOTOS, path=str(gallery.root))
    return Gallery(gallery.root, people)


def measure_ways(
    vectors: Floats,
    people: Ids,
    calibration: Calibration,
    find_neighbours: NeighbourSearch,
    token: CancelToken,
) -> Iterator[Way]:
    """Group (N, D) unit vectors, each of a photo of its own, of `people` (N,). Raises Cancelled.

    K-Means is told how many people there are; the graph that ours share counts for each of them.
    """
    faces, known = lone_faces(vectors), len(np.unique(people))

    def ours(algorithm: Algorithm) -> Ids:
        wanted = known if algorithm is Algorithm.KMEANS else None
        options = GroupingOptions(calibration, algorithm, wanted)
        least = options.least_cosine(len(faces))
        graph = find_neighbours(vectors, token, lambda _: None, least=least)
        return group(faces, graph, options, token, lambda _: None).labels

    ways: list[Callable[[], Ids]] = [
        *(partial(ours, algorithm) for algorithm in Algorithm),
        lambda: dense_dbscan(vectors, DENSE_COSINE),
        lambda: one_by_one(vectors, INCREMENTAL_COSINE, token.raise_if_cancelled),
        lambda: dense_dbscan(vectors, calibration.t95),
    ]
    for name, way in zip(WAYS, ways, strict=True):
        start = time.monotonic()
        labels = way()
        yield Way(name, grouping_quality(labels, people), time.monotonic() - start)


def lone_faces(vectors: Floats) -> FacesToGroup:
    """Faces of equal worth, each on a photo of its own, that nobody said anything about."""
    count = len(vectors)
    boxes = np.tile(np.array([0, 0, _SIDE_PX, _SIDE_PX], np.float32), (count, 1))
    return FacesToGroup(
        vectors,
        np.arange(count),
        boxes,
        np.ones(count, np.float32),
        np.ones(count, np.float32),
        np.full(count, NONE),
        np.empty((0, 2), np.int64),
    )
