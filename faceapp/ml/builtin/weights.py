"""The weight files inside two registry packages: found without importing them, checked, read."""

import hashlib
import importlib.util
import io
import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lz4.frame
import numpy as np

from faceapp.core.errors import Code, UserError
from faceapp.core.types import Floats


@dataclass(frozen=True)
class WeightFile:
    """A file inside an installed package, and what its bytes must hash to."""

    package: str
    path: str
    sha256: str


# face_recognition_models 0.3.0 (CC0) and mtcnn 1.0.0 (MIT)
DESCRIPTOR = WeightFile(
    "face_recognition_models",
    "models/dlib_face_recognition_resnet_model_v1.dat",
    "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30",
)
PROPOSAL = WeightFile(
    "mtcnn",
    "assets/weights/pnet.lz4",
    "ea6b0c3e685ebee3165326ad6484acc95f2ef78f1c94fbf40a55704fa989f7b5",
)
REFINEMENT = WeightFile(
    "mtcnn",
    "assets/weights/rnet.lz4",
    "cb00e6460f3c98b0bfafaba3c0a0ded4bdf6e62cee7174d969e8670d7e757fee",
)
OUTPUT = WeightFile(
    "mtcnn",
    "assets/weights/onet.lz4",
    "94f6ea2f4cf985275ee958cdd762d17b6009348a4fb9d8c6be39ba73ffd22ca3",
)


def damaged_weights() -> list[str]:
    """The files that are not those that were published, as "file: reason"."""
    reasons = {Code.WEIGHTS_MISSING: "missing", Code.WEIGHTS_CHANGED: "not_published"}
    found = []
    for weights in (PROPOSAL, REFINEMENT, OUTPUT, DESCRIPTOR):
        try:
            read(weights)
        except UserError as error:
            found.append(f"{Path(weights.path).name}: {reasons[error.code]}")
    return found


def read(weights: WeightFile) -> bytes:
    """The file's bytes. Raises UserError if it is missing or is not the file we know."""
    path = locate(weights)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError(Code.WEIGHTS_MISSING, package=weights.package, path=str(path)) from error
    if hashlib.sha256(content).hexdigest() != weights.sha256:
        raise UserError(Code.WEIGHTS_CHANGED, package=weights.package, path=str(path))
    return content


def read_arrays(weights: WeightFile) -> list[Floats]:
    """The float32 arrays of one of mtcnn's files, in keras order. Raises UserError."""
    return unpickle_arrays(lz4.frame.decompress(read(weights)))


def locate(weights: WeightFile) -> Path:
    """Where the file should be. Raises UserError if its package is not installed."""
    # find_spec of a top-level name runs no code of the package: importing either one fails
    # without TensorFlow or without pkg_resources.
    spec = importlib.util.find_spec(weights.package)
    if spec is None or not spec.submodule_search_locations:
        raise UserError(Code.WEIGHTS_MISSING, package=weights.package, path=weights.path)
    return Path(spec.submodule_search_locations[0]) / weights.path


def unpickle_arrays(pickled: bytes) -> list[Floats]:
    """The arrays of a joblib pickle that holds a list of numpy arrays and nothing else.

    joblib writes a description of each array into the pickle stream and its raw bytes right
    behind it. Raises UnpicklingError for a pickle that asks for anything but numpy arrays.
    """
    stream = io.BytesIO(pickled)

    class Description:
        array: Floats

        def __setstate__(self, state: dict[str, Any]) -> None:
            self.array = _read_array(stream, state)

    admitted = {
        ("joblib.numpy_pickle", "NumpyArrayWrapper"): Description,
        ("numpy", "ndarray"): np.ndarray,
        ("numpy", "dtype"): np.dtype,
    }

    class ArrayUnpickler(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> object:
            try:
                return admitted[module, name]
            except KeyError:
                raise pickle.UnpicklingError(f"{module}.{name} is not admitted") from None

    return [description.array for description in ArrayUnpickler(stream).load()]


def _read_array(stream: io.BytesIO, state: dict[str, Any]) -> Floats:
    # one byte says how many bytes of padding follow, so that the data is aligned
    stream.seek(stream.read(1)[0], io.SEEK_CUR)
    shape, dtype = state["shape"], state["dtype"]
    if state["subclass"] is not np.ndarray or state["order"] != "C" or dtype != np.float32:
        raise pickle.UnpicklingError(f"not a plain float32 array: {state}")
    count = int(np.prod(shape))
    return np.frombuffer(stream.read(4 * count), np.float32).reshape(shape)
