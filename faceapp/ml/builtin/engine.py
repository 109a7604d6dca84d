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
    return MtcnnDetector((proposal, refinement, output), identity=detector_identity())


def build_embedder(onnx_cache: Path, new_session: NewSession) -> DlibEmbedder:
    """The descriptor network of dlib, converted first if need be. Raises UserError, FatalError."""
    session = new_session(convert.embedder_graph(onnx_cache))
    return DlibEmbedder(session, load_mean(), identity=embedder_identity())


def detector_identity() -> str:
    """What identifies MTCNN: known without its files, which must hash to what we know."""
    sources = (weights.PROPOSAL, weights.REFINEMENT, weights.OUTPUT)
    return _identity(mtcnn.VERSION, convert.VERSION, *(file.sha256 for file in sources))


def embedder_identity() -> str:
    """What identifies the descriptors, their pose and what is made of them."""
    template = DlibEmbedder.template
    return _identity(
        convert.VERSION,
        chips.VERSION,
        DlibEmbedder.sha256,
        template.size,
        template.points.tolist(),
        load_mean().tolist(),
        (RADIUS, SHORT, LENGTHENING),
    )


def load_mean() -> Floats:
    """The (128,) float32 mean descriptor among the resources, which says how it was made."""
    content = (resources() / "engines" / "builtin.toml").read_text(encoding="utf-8")
    mean = np.array(tomllib.loads(content)["mean"], np.float32)
    if mean.shape != (DlibEmbedder.descriptor_dimension,):
        raise ValueError(f"the mean has the shape {mean.shape}")
    return mean


def _identity(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()
