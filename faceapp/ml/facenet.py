"""FaceNet with 512 numbers: Inception-ResNet-v1 of keras-facenet, run by onnxruntime."""

from collections.abc import Sequence

import numpy as np

from faceapp.core.ports import Template
from faceapp.core.types import Floats, Image
from faceapp.imaging.chips import VERSION as CHIPS_VERSION
from faceapp.ml import facenet_graph
from faceapp.ml.model_files import ModelFile, invalid_model
from faceapp.ml.providers import NewSession, inference

# Part of an engine's identity: raise it when the code here changes what comes out.
VERSION = 1
_BATCH = 32
# FaceNet was trained on MTCNN's boxes with a fifth of the picture around them as margin (32 of 160
# pixels). This is where the landmarks of 100 photos of LFW lie there on average, mirrored and
# averaged; the boxes were made square, so that faces are wider than people's.
_TEMPLATE = Template(
    np.array(
        [(51.8, 65.8), (108.2, 65.8), (80.0, 91.3), (54.9, 112.4), (105.1, 112.4)], np.float32
    ),
    facenet_graph.SIDE,
)


class FacenetEmbedder:
    """An `Embedder` of 160-pixel chips."""

    template = _TEMPLATE
    dimension = facenet_graph.DIMENSION

    def __init__(self, file: ModelFile, new_session: NewSession) -> None:
        """Build the graph from keras' weights (.h5) and open it. Raises UserError."""
        self.name, self.sha256 = file.path.stem, file.sha256
        self.identity = self.identity_of(file)
        try:
            graph = facenet_graph.build_graph(facenet_graph.read_weights(file.read()))
        except ValueError as error:
            raise invalid_model(file.path, str(error)) from error
        self._session = new_session(graph)

    @staticmethod
    def identity_of(file: ModelFile) -> str:
        """What the embedder of this file will call itself."""
        points = _TEMPLATE.points.tolist()
        versions = f"{VERSION}-{facenet_graph.VERSION}-{CHIPS_VERSION}"
        return f"facenet-{versions}-{points}-{file.sha256}"

    def embed(self, chips: Sequence[Image]) -> Floats:
        """(N, 512) float32 unit vectors of N (160, 160, 3) RGB chips. Raises ItemError."""
        vectors = np.zeros((len(chips), self.dimension), np.float32)
        for start in range(0, len(chips), _BATCH):
            pixels = np.stack(chips[start : start + _BATCH])
            with inference():
                vectors[start : start + _BATCH] = self._session.run(None, {"pixels": pixels})[0]
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return vectors
