"""dlib's face descriptor, brought to where the cosine means as much as for other engines."""

from collections.abc import Sequence

import numpy as np
from onnxruntime import InferenceSession

from faceapp.core.alignment import DLIB
from faceapp.core.types import Floats, Image
from faceapp.ml.builtin.weights import DESCRIPTOR
from faceapp.ml.providers import inference

_BATCH = 32


class DlibEmbedder:
    """An `Embedder`: descriptor minus the mean descriptor of many people, as a unit vector.

    Without that the cosine of two strangers is 0.81 on average.
    """

    name = "dlib-resnet29"
    sha256 = DESCRIPTOR.sha256
    dimension = 128
    template = DLIB

    def __init__(self, session: InferenceSession, mean: Floats, *, identity: str) -> None:
        """Take a session over the graph of `dlib_graph`, and the (128,) float32 mean."""
        self._session, self._mean = session, mean
        self.identity = identity

    def embed(self, chips: Sequence[Image]) -> Floats:
        """(N, 128) float32 unit vectors of N (150, 150, 3) RGB chips. Raises ItemError."""
        vectors = self.describe(chips) - self._mean
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def describe(self, chips: Sequence[Image]) -> Floats:
        """(N, 128) float32 descriptors as dlib computes them. Raises ItemError."""
        descriptors = np.empty((len(chips), self.dimension), np.float32)
        for start in range(0, len(chips), _BATCH):
            pixels = np.stack(chips[start : start + _BATCH])
            with inference():
                descriptors[start : start + _BATCH] = self._session.run(None, {"pixels": pixels})[0]
        return descriptors
