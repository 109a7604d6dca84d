"""Put the embedded engine together: files, graphs, sessions, figures and what identifies them."""

import hashlib
import tomllib
from pathlib import Path

import numpy as np

from faceapp.core.types import Floats
from faceapp.imaging import chips
from faceapp.ml.builtin import convert, mtcnn, weights
from faceapp.ml.builtin.dlib_embedder import LENGTHENING, RADIUS, SHORT, DlibEmbedder
from faceapp.ml.builtin.mtcnn import MtcnnDetector
from faceapp.ml.providers import NewSession
from faceapp.paths import resources


def build_detector(onnx_cache: Path, new_session: NewSession) -> MtcnnDetector:
    """MTCNN, converted first if need be. Raises UserError, FatalError."""
    proposal, refinement, output = map(new_session, convert.detector_graphs(onnx_cache))
    sources = (weights.PROPOSAL, weights.REFINEMENT, weights.OUTPUT)
    identity = _identity(mtcnn.VERSION, convert.VERSION, *(file.sha256 for file in sources))
    return MtcnnDetector((proposal, refinement, output), identity=identity)


def build_embedder(onnx_cache: Path, new_session: NewSession) -> DlibEmbedder:
    """The descriptor network of dlib, converted first if need be. Raises UserError, FatalError."""
    session, mean = new_session(convert.embedder_graph(onnx_cache)), load_mean()
    template = DlibEmbedder.template
    identity = _identity(
        convert.VERSION,
        chips.VERSION,
        DlibEmbedder.sha256,
        template.size,
        template.points.tolist(),
        mean.tolist(),
        (RADIUS, SHORT, LENGTHENING),
    )
    return DlibEmbedder(session, mean, identity=identity)


def load_mean() -> Floats:
    """The (128,) float32 mean descriptor among the resources, which says how it was made."""
    content = (resources() / "engines" / "builtin.toml").read_text(encoding="utf-8")
    mean = np.array(tomllib.loads(content)["mean"], np.float32)
    if mean.shape != (DlibEmbedder.descriptor_dimension,):
        raise ValueError(f"the mean has the shape {mean.shape}")
    return mean


def _identity(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()
