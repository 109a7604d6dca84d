"""A library to look at: many photos with pictures to paint, and the sample of a person in it."""

import os
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from faceapp.app import open_workspace
from faceapp.core.ports import Engine
from faceapp.imaging.thumbnails import ThumbnailCache
from faceapp.paths import folders
from tests.bench.photos import make_sample, make_thumbnails
from tests.bench.synthetic import EVERYBODY, People, fill, sha256_of

PICTURES = 300
# The last component of vectors of the built-in engine: a height, as 4,735 real faces have it.
HEIGHT, HEIGHT_SPREAD, HIGHEST = 0.6, 0.15, 0.77


class Portraits(People):
    """Vectors as the built-in engine makes them; the first person is the one on a sample."""

    def __init__(self, faces: int, sample: np.ndarray) -> None:
        super().__init__(faces, len(sample) - 1)
        flat = sample[:-1]
        self._centres[0] = flat / np.linalg.norm(flat)

    def _seen(self, faces: np.ndarray) -> np.ndarray:
        height = self._random.normal(HEIGHT, HEIGHT_SPREAD, (len(faces), 1))
        height = np.clip(height, 0, HIGHEST).astype(np.float32)
        return np.hstack([super()._seen(faces) * np.sqrt(1 - height**2), height])


def make_library(data: Path, photos: int) -> Path:
    """Make a library of photos with one face each, and return a photo to search with."""
    sample = make_sample(data.parent / "sample.jpg")
    workspace = open_workspace(data)
    workspace.folders.create()
    card = workspace.engine_card("builtin")
    (face, *_) = workspace.sample_search.from_file(sample).faces
    workspace.close()
    embedder = SimpleNamespace(dimension=card.dimension)
    engine = Engine(card.name, card.identity, SimpleNamespace(), embedder, EVERYBODY, "cpu")
    fill(folders(data).database, engine, Portraits(photos, face.embedding), on_each=1)
    _place_thumbnails(data, photos)
    return sample


def _place_thumbnails(data: Path, photos: int) -> None:
    """Hard links to a few hundred pictures, so that neighbours differ."""
    pictures = make_thumbnails(data.parent / "pictures", min(PICTURES, photos))
    cache = folders(data).thumbnails
    assert ThumbnailCache(cache, 1).path(sha256_of(1), 256) is None
    for number in range(1, photos + 1):
        sha256 = sha256_of(number)
        shelf = cache / sha256[:2]
        if not shelf.exists():
            shelf.mkdir(parents=True)
        os.link(pictures[number % len(pictures)], shelf / f"{sha256}-256.jpg")
