"""Engines by name: the embedded one, every imported pack, and any detector with any embedder."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from faceapp.core.engine_names import variant_of
from faceapp.core.errors import Code, UserError
from faceapp.core.ports import Engine
from faceapp.core.records import EngineInfo
from faceapp.ml.calibrations import calibration_for
from faceapp.ml.load_check import check_engine
from faceapp.ml.model_files import import_pack, list_packs, pack_folders, read_pack, verify_pack
from faceapp.ml.parts import (
    DLIB,
    MTCNN,
    Part,
    detector_identity,
    embedder_identity,
    find_part,
    open_detector,
    open_embedder,
    pack_parts,
    parts_at_hand,
    single_part,
)
from faceapp.ml.providers import choose_device, session_factory
from faceapp.ml.single_models import SingleModel, import_model, list_models, verify_models
from faceapp.ml.variants import (
    FlippedEmbedder,
    Variant,
    check_vectors,
    int8_detector,
    int8_embedder,
    split_name,
)
from faceapp.paths import Folders, make_private_folder

BUILTIN = "builtin"


def load_engine(
    name: str,
    folders: Folders,
    wanted_device: str,
    *,
    is_half: bool = False,
) -> Engine:
    """Open the models of an engine, "ENGINE:int8:flip", on the device that runs. Raises UserError.

    The graphs get one thread each, since photos are worked on side by side: a second thread on a
    graph costs 4 to 20 % more processor time. On a GPU `is_half` lets them compute in float16,
    which moves vectors less than SQL does when it keeps them. The trial on stored photos is made
    once per engine and device.
    """
    make_private_folder(folders.onnx)
    base, variant = split_name(name)
    device = choose_device(wanted_device).device
    if variant.int8 and device != "cpu":
        raise UserError(Code.PRECISION_UNAVAILABLE, precision="int8", device=device)
    detecting, embedding = _parts(folders.models, base)
    cache, is_half = folders.onnx, is_half and device != "cpu"
    new_session = session_factory(device, 1, is_half=is_half, cache=cache)
    if variant.int8:
        detector = int8_detector(detecting, cache, new_session)
        embedder = int8_embedder(embedding, detector, cache, new_session)
    else:
        detector = open_detector(detecting, cache, new_session)
        embedder = open_embedder(embedding, cache, new_session)
    identity = _identity(detecting, embedding, variant)
    trial = _trial(cache, identity, device, is_half=is_half)
    if not trial.exists():
        check_engine(detector, embedder)
        if variant.int8 or is_half:
            full = open_embedder(embedding, cache, session_factory(device, 1))
            check_vectors(embedder, full, detector)
        with suppress(OSError):  # where nothing can be written it is tried anew each time
            trial.touch()
    scale = calibration_for(embedder.sha256, detector.family, variant_of(name), folders.calibration)
    embedder = FlippedEmbedder(embedder) if variant.flip else embedder
    return Engine(name, identity, detector, embedder, scale, device)


def identify_engine(name: str, models: Path) -> tuple[str, int]:
    """The identity of an engine and the dimension of its vectors, without opening its models.

    It holds the hashes that were recorded when they were imported; whoever opens them sees to it
    that they still have those bytes. Raises UserError.
    """
    base, variant = split_name(name)
    detecting, embedding = _parts(models, base)
    return _identity(detecting, embedding, variant), embedding.dimension


def takes_making(name: str, folders: Folders) -> bool:
    """Whether the int8 form of an engine has yet to be made and tried: up to half a minute.

    False for every other engine. Raises UserError.
    """
    base, variant = split_name(name)
    if not variant.int8:
        return False
    identity = _identity(*_parts(folders.models, base), variant)
    return not _trial(folders.onnx, identity, "cpu").exists()


def engine_infos(models: Path) -> list[EngineInfo]:
    """Every engine that has a name of its own, the embedded one first.

    A model that came alone is shown beside the embedded part that it lacks.
    """
    packs = (_info(pack.name, *pack_parts(pack)) for pack in list_packs(models))
    return [_info(BUILTIN, MTCNN, DLIB), *packs, *map(_completed, list_models(models))]


def find_combination(models: Path, name: str) -> EngineInfo:
    """The engine of a "DETECTOR+EMBEDDER" at hand. Raises UserError naming those that are."""
    return _info(name, *_combined(models, name))


def import_engine(models: Path, path: Path, name: str | None) -> EngineInfo:
    """Copy a pack or a single model into the models folder. Raises UserError, FatalError."""
    if os.path.isfile(path):  # noqa: PTH113, Path.is_file raises OSError for a long name
        return _completed(import_model(path, models, name))
    pack = import_pack(path, models, name)
    return _info(pack.name, *pack_parts(pack))


def pack_problems(models: Path) -> dict[str, list[str]]:
    """Name in the store -> "file: reason" for each file that is not as it was imported."""
    packs = {folder.name: verify_pack(folder) for folder in pack_folders(models)}
    return {
        name: [f"{problem.file}: {problem.reason}" for problem in problems]
        for name, problems in (packs | verify_models(models)).items()
    }


def _trial(cache: Path, identity: str, device: str, *, is_half: bool = False) -> Path:
    """The mark of an engine that passed its trial on a device."""
    return cache / f"{identity}.{device}{'.fp16' if is_half else ''}.passed"


def _identity(detecting: Part, embedding: Part, variant: Variant) -> str:
    parts = f"{detector_identity(detecting)} {embedder_identity(embedding)}{variant.mark}"
    return hashlib.sha256(parts.encode()).hexdigest()


def _parts(models: Path, name: str) -> tuple[Part, Part]:
    if name == BUILTIN:
        return MTCNN, DLIB
    return _combined(models, name) if "+" in name else pack_parts(read_pack(models / name))


def _combined(models: Path, name: str) -> tuple[Part, Part]:
    detectors, embedders = parts_at_hand(models)
    wanted = name.partition("+")
    detector, embedder = find_part(detectors, wanted[0]), find_part(embedders, wanted[2])
    if detector is None or embedder is None:
        known = "+".join("|".join(part.name for part in parts) for parts in (detectors, embedders))
        raise UserError(Code.UNKNOWN_ENGINE, engine=name, known=known)
    return detector, embedder


def _completed(model: SingleModel) -> EngineInfo:
    """The engine of a single model and the embedded part that it lacks."""
    part = single_part(model)
    pair = (MTCNN, part) if part.dimension else (part, DLIB)
    return _info("+".join(each.name for each in pair), *pair)


def _info(name: str, detector: Part, embedder: Part) -> EngineInfo:
    return EngineInfo(name, detector.title, embedder.title, embedder.dimension)
