"""SFace (Zhong 2021) as OpenCV Zoo publishes it: one chip at a time, normalised by the graph."""

from collections.abc import Sequence

import numpy as np

from faceapp.core.alignment import ARCFACE
from faceapp.core.types import Floats, Image
from faceapp.imaging.chips import VERSION as CHIPS_VERSION
from faceapp.ml.model_files import ModelFile
from faceapp.ml.providers import NewSession, inference

# Part of an engine's identity: raise it when the code here changes what comes out.
VERSION = 1


class SfaceEmbedder:
    """An `Embedder` of 112-pixel chips in the pose of ArcFace."""

    template = ARCFACE
    dimension = 128

    def __init__(self, file: ModelFile, new_session: NewSession) -> None:
        """Open the graph. Raises UserError."""
        self.name, self.sha256 = file.path.stem, file.sha256
        self.identity = self.identity_of(file)
        self._session = new_session(file.read())
        self._input = self._session.get_inputs()[0].name

    @staticmethod
    def identity_of(file: ModelFile) -> str:
        """What the embedder of this file will call itself."""
        return f"sface-{VERSION}-{CHIPS_VERSION}-{file.sha256}"

    def embed(self, chips: Sequence[Image]) -> Floats:
        """(N, 128) float32 unit vectors of N (112, 112, 3) RGB chips. Raises ItemError.

        The graph takes RGB, 0..255: OpenCV's own interface wants BGR and turns it round itself.
        """
        vectors = np.zeros((len(chips), self.dimension), np.float32)
        for vector, chip in zip(vectors, chips, strict=True):
            pixels = chip.transpose(2, 0, 1)[None].astype(np.float32)
            with inference():
                vector[:] = self._session.run(None, {self._input: pixels})[0][0]
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return vectors
