"""dlib's face descriptor, brought to where the cosine means as much as for other engines."""

from collections.abc import Sequence

import numpy as np
from onnxruntime import InferenceSession

from faceapp.core.alignment import DLIB
from faceapp.core.types import Floats, Image
from faceapp.ml.builtin.weights import DESCRIPTOR
from faceapp.ml.providers import inference

_BATCH = 32
# Radius of the sphere that vectors are put on; of 4,711 clear faces the longest reached 0.797.
RADIUS = 0.8
# One clear face in a hundred is shorter, most of those under 30 pixels are: with so little to tell
# them apart by, distances would take them all for one another. So they are lengthened, the shorter
# the more, and their direction decides.
SHORT, LENGTHENING = 0.51, 3.0


class DlibEmbedder:
    """An `Embedder`: descriptor minus the mean of many people's, lifted onto a sphere.

    The network was trained for distances, which unit vectors alone would lose. Where one in 1,000
    strangers passes, so do of the same person's pairs, with unit vectors, distances, and this:
    15 people on whole photos 0.947, 0.980, 0.980, and among 413 strangers of a crowd 0.866, 0.189,
    0.943 (tests/models/test_dlib_side_by_side.py); 2,548 people cut out of LFW, measured once,
    0.861, 0.910, 0.907.
    """

    name = "dlib-resnet29"
    sha256 = DESCRIPTOR.sha256
    descriptor_dimension = 128
    dimension = descriptor_dimension + 1
    template = DLIB

    def __init__(self, session: InferenceSession, mean: Floats, *, identity: str) -> None:
        """Take a session over the graph of `dlib_graph`, and the (128,) float32 mean."""
        self._session, self._mean = session, mean
        self.identity = identity

    def embed(self, chips: Sequence[Image]) -> Floats:
        """(N, 129) float32 unit vectors of N (150, 150, 3) RGB chips. Raises ItemError."""
        return lifted(self.describe(chips) - self._mean)

    def describe(self, chips: Sequence[Image]) -> Floats:
        """(N, 128) float32 descriptors as dlib computes them. Raises ItemError."""
        descriptors = np.empty((len(chips), self.descriptor_dimension), np.float32)
        for start in range(0, len(chips), _BATCH):
            pixels = np.stack(chips[start : start + _BATCH])
            with inference():
                descriptors[start : start + _BATCH] = self._session.run(None, {"pixels": pixels})[0]
        return descriptors


def lifted(vectors: Floats) -> Floats:
    """(N, D) vectors as (N, D + 1) unit vectors whose cosines rank as the distances did.

    Each gets the height of a sphere of `RADIUS` above it; shorter ones than `SHORT` are lengthened.
    """
    lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    wanted = np.minimum(lengths + (1 + LENGTHENING) * np.maximum(SHORT - lengths, 0), RADIUS)
    height = np.sqrt(np.maximum(RADIUS**2 - wanted**2, 0))
    raised = np.hstack([vectors * (wanted / lengths), height])
    raised /= np.linalg.norm(raised, axis=1, keepdims=True)
    return raised
