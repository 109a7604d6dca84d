"""Made-up faces to group: people around directions, each face on a photo of its own."""

from dataclasses import replace

import numpy as np

from faceapp.core.clustering import group
from faceapp.core.face_groups import Algorithm, FacesToGroup, Grouping, GroupingOptions
from faceapp.core.jobs import CancelToken
from faceapp.core.similarity import PROVISIONAL_ARCFACE
from faceapp.vectors.neighbours import find_neighbours

BOX = (10, 20, 110, 140)


def unit(vectors) -> np.ndarray:
    vectors = np.asarray(vectors, np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def faces_of(vectors, **columns) -> FacesToGroup:
    """Good faces that nobody said anything about, except for what `columns` say."""
    count = len(vectors)
    faces = FacesToGroup(
        vectors=unit(vectors),
        photos=np.arange(count),
        boxes=np.tile(np.array(BOX, np.float32), (count, 1)),
        quality=np.full(count, 0.9, np.float32),
        scores=np.full(count, 0.99, np.float32),
        person=np.full(count, -1),
        rejected=np.empty((0, 2), np.int64),
    )
    return replace(faces, **columns)


def crowd(people: int, each: int, *, dimension: int = 128, spread: float = 0.6, seed: int = 0):
    """Vectors of people with a cosine of 1 / (1 + spread^2) among their faces, and whose."""
    random = np.random.default_rng(seed)
    centres = random.standard_normal((people, dimension)) / dimension**0.5
    whose = np.repeat(np.arange(people), each)
    noise = random.standard_normal((len(whose), dimension)) / dimension**0.5
    return unit(centres[whose] + spread * noise), whose


def graph_of(faces: FacesToGroup, rows=None):
    return find_neighbours(faces.vectors, CancelToken(), lambda _: None, rows=rows)


def options(algorithm=Algorithm.QUALITY, **given) -> GroupingOptions:
    return GroupingOptions(PROVISIONAL_ARCFACE, algorithm, **given)


def grouped(faces: FacesToGroup, algorithm=Algorithm.QUALITY, **given) -> Grouping:
    if algorithm is Algorithm.KMEANS:
        given.setdefault("people", 3)
    chosen = options(algorithm, **given)
    return group(faces, graph_of(faces), chosen, CancelToken(), lambda _: None)
