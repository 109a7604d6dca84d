"""A folder of real weights as an engine's two parts."""

import hashlib
from pathlib import Path

from faceapp.ml.insightface_pack import ArcFaceEmbedder, ScrfdDetector
from faceapp.ml.model_files import ModelFile, find_pack
from faceapp.ml.providers import session_factory


def open_pack(folder: Path) -> tuple[ScrfdDetector, ArcFaceEmbedder]:
    pack, new_session = find_pack(folder), session_factory("cpu", threads=2)
    return (
        ScrfdDetector(pack.detector, new_session),
        ArcFaceEmbedder(pack.embedder, pack.dimension, new_session),
    )


def model_file(path: Path) -> ModelFile:
    data = path.read_bytes()
    return ModelFile(path, hashlib.sha256(data).hexdigest(), len(data))
