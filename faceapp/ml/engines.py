"""Engines by name: the embedded one and every imported pack."""

import hashlib
from contextlib import suppress
from pathlib import Path

from faceapp.core.ports import Detector, Embedder, Engine
from faceapp.core.records import EngineInfo
from faceapp.ml.builtin import engine as builtin
from faceapp.ml.builtin.dlib_embedder import DlibEmbedder
from faceapp.ml.calibrations import calibration_for
from faceapp.ml.insightface_pack import ArcFaceEmbedder, ScrfdDetector
from faceapp.ml.load_check import check_engine
from faceapp.ml.model_files import (
    PackInfo,
    import_pack,
    list_packs,
    pack_folders,
    read_pack,
    verify_pack,
)
from faceapp.ml.providers import choose_device, session_factory
from faceapp.paths import Folders, make_private_folder

BUILTIN = "builtin"


def load_engine(name: str, folders: Folders, wanted_device: str, threads: int) -> Engine:
    """Open the models of an engine on the device that runs. Raises UserError.

    Detection runs on several photos at once and gets one thread each, embedding runs on many faces
    at once and gets `threads`. The trial on stored photos is made once per engine and device.
    """
    make_private_folder(folders.onnx)
    device = choose_device(wanted_device).device
    one, many = session_factory(device, 1), session_factory(device, threads)
    detector: Detector
    embedder: Embedder
    if name == BUILTIN:
        detector = builtin.build_detector(folders.onnx, one)
        embedder = builtin.build_embedder(folders.onnx, many)
    else:
        pack = read_pack(folders.models / name)
        detector = ScrfdDetector(pack.detector, one)
        embedder = ArcFaceEmbedder(pack.embedder, pack.dimension, many)
    identity = hashlib.sha256(f"{detector.identity} {embedder.identity}".encode()).hexdigest()
    trial = folders.onnx / f"{identity}.{device}.passed"
    if not trial.exists():
        check_engine(detector, embedder)
        with suppress(OSError):  # where nothing can be written it is tried anew each time
            trial.touch()
    scale = calibration_for(embedder.sha256, detector.family)
    return Engine(name, identity, detector, embedder, scale, device)


def engine_infos(models: Path) -> list[EngineInfo]:
    """Every engine that can be chosen, the embedded one first."""
    return [
        EngineInfo(BUILTIN, "mtcnn", "dlib-resnet29", DlibEmbedder.dimension),
        *map(_info, list_packs(models)),
    ]


def import_engine(models: Path, folder: Path, name: str | None) -> EngineInfo:
    """Copy a pack into the models folder. Raises UserError, FatalError."""
    return _info(import_pack(folder, models, name))


def pack_problems(models: Path) -> dict[str, list[str]]:
    """Pack name -> "file: reason" for each file that is not as it was imported."""
    return {
        folder.name: [f"{problem.file}: {problem.reason}" for problem in verify_pack(folder)]
        for folder in pack_folders(models)
    }


def _info(pack: PackInfo) -> EngineInfo:
    return EngineInfo(pack.name, pack.detector.path.stem, pack.embedder.path.stem, pack.dimension)
