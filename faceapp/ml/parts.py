"""Detectors and embedders at hand, each to be had alone: embedded, of packs, of single files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from faceapp.core.ports import Detector, Embedder
from faceapp.ml.builtin import engine as builtin
from faceapp.ml.builtin.dlib_embedder import DlibEmbedder
from faceapp.ml.builtin.mtcnn import MtcnnDetector
from faceapp.ml.facenet import FacenetEmbedder
from faceapp.ml.insightface_pack import ArcFaceEmbedder, ScrfdDetector
from faceapp.ml.model_files import ModelFile, PackInfo, list_packs
from faceapp.ml.providers import NewSession
from faceapp.ml.retinaface import RetinafaceDetector
from faceapp.ml.sface import SfaceEmbedder
from faceapp.ml.single_models import SingleModel, list_models
from faceapp.ml.yunet import YunetDetector


@dataclass(frozen=True)
class Part:
    """A detector or an embedder; `file` is None for the embedded ones, `dimension` 0 for detectors.

    It answers to its name in the store, to the name of its file and to its kind.
    """

    name: str
    kind: str
    file: ModelFile | None = None
    dimension: int = 0

    @property
    def title(self) -> str:
        """The name of the file, which says most."""
        return self.file.path.stem if self.file else self.name

    @property
    def sha256(self) -> str:
        """The hash of the file; empty for the embedded parts."""
        return self.file.sha256 if self.file else ""


MTCNN = Part("mtcnn", MtcnnDetector.family)
DLIB = Part("dlib", "dlib", None, DlibEmbedder.dimension)
_DETECTORS: dict[str, type[ScrfdDetector | YunetDetector | RetinafaceDetector]] = {
    each.family: each for each in (ScrfdDetector, YunetDetector, RetinafaceDetector)
}
_EMBEDDERS: dict[str, type[FacenetEmbedder | SfaceEmbedder]] = {
    "facenet": FacenetEmbedder,
    "sface": SfaceEmbedder,
}


def pack_parts(pack: PackInfo) -> tuple[Part, Part]:
    """The detector and the embedder of a pack, both by its name."""
    return (
        Part(pack.name, ScrfdDetector.family, pack.detector),
        Part(pack.name, "arcface", pack.embedder, pack.dimension),
    )


def single_part(model: SingleModel) -> Part:
    """A model of its own as a part."""
    return Part(model.name, model.kind, model.file, model.dimension)


def parts_at_hand(models: Path) -> tuple[list[Part], list[Part]]:
    """All detectors and all embedders, the embedded ones first."""
    pairs = [(MTCNN, DLIB), *map(pack_parts, list_packs(models))]
    singles = [single_part(model) for model in list_models(models)]
    detectors = [detector for detector, _ in pairs]
    embedders = [embedder for _, embedder in pairs]
    return (
        [*detectors, *(part for part in singles if not part.dimension)],
        [*embedders, *(part for part in singles if part.dimension)],
    )


def find_part(parts: Sequence[Part], wanted: str) -> Part | None:
    """The part with that name, else the only one of that file name, else of that kind."""
    for names in (
        [part.name for part in parts],
        [part.title for part in parts],
        [part.kind for part in parts],
    ):
        found = {
            part.sha256: part for part, name in zip(parts, names, strict=True) if name == wanted
        }
        if len(found) == 1:
            return next(iter(found.values()))
    return None


def open_detector(part: Part, onnx_cache: Path, new_session: NewSession) -> Detector:
    """The detector, ready to run. Raises UserError, FatalError."""
    if part.file is None:
        return builtin.build_detector(onnx_cache, new_session)
    return _DETECTORS[part.kind](part.file, new_session)


def open_embedder(part: Part, onnx_cache: Path, new_session: NewSession) -> Embedder:
    """The embedder, ready to run. Raises UserError, FatalError."""
    if part.file is None:
        return builtin.build_embedder(onnx_cache, new_session)
    if part.kind == "arcface":
        return ArcFaceEmbedder(part.file, part.dimension, new_session)
    return _EMBEDDERS[part.kind](part.file, new_session)


def detector_identity(part: Part) -> str:
    """The identity of the detector, without opening it."""
    if part.file is None:
        return builtin.detector_identity()
    return _DETECTORS[part.kind].identity_of(part.file)


def embedder_identity(part: Part) -> str:
    """The identity of the embedder, without opening it."""
    if part.file is None:
        return builtin.embedder_identity()
    if part.kind == "arcface":
        return ArcFaceEmbedder.identity_of(part.file)
    return _EMBEDDERS[part.kind].identity_of(part.file)
