"""Convert the weight files to ONNX once, into a cache that is checked whenever it is used."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

from faceapp.ml.builtin import weights
from faceapp.ml.builtin.dlib_file import parse_network
from faceapp.ml.builtin.dlib_graph import descriptor_graph
from faceapp.ml.builtin.mtcnn_graph import output_graph, proposal_graph, refinement_graph
from faceapp.ml.builtin.weights import WeightFile, read, read_arrays
from faceapp.paths import make_private_folder, unwritable

# Part of an engine's identity: raise it when the graphs change.
VERSION = 1


def detector_graphs(cache: Path) -> tuple[Path, Path, Path]:
    """Files of MTCNN's three graphs in the order of their use. Raises UserError, FatalError."""
    return (
        _graph(cache, weights.PROPOSAL, lambda file: proposal_graph(read_arrays(file))),
        _graph(cache, weights.REFINEMENT, lambda file: refinement_graph(read_arrays(file))),
        _graph(cache, weights.OUTPUT, lambda file: output_graph(read_arrays(file))),
    )


def embedder_graph(cache: Path) -> Path:
    """The file of the descriptor network's graph. Raises UserError, FatalError."""
    return _graph(
        cache, weights.DESCRIPTOR, lambda file: descriptor_graph(parse_network(read(file)))
    )


def damaged_graphs(cache: Path) -> list[str]:
    """Converted files that changed since, as "file: reason"; opening the engine makes them anew."""
    sources = (weights.PROPOSAL, weights.REFINEMENT, weights.OUTPUT, weights.DESCRIPTOR)
    pairs = [_places(cache, source) for source in sources]
    return [
        ": ".join((path.name, "cache_changed"))
        for path, checksum in pairs
        if path.exists() and not _is_whole(path, checksum)
    ]


def _places(cache: Path, source: WeightFile) -> tuple[Path, Path]:
    path = cache / f"{Path(source.path).stem}-{source.sha256[:16]}-{VERSION}.onnx"
    return path, path.with_suffix(".sha256")


def _graph(cache: Path, source: WeightFile, convert: Callable[[WeightFile], bytes]) -> Path:
    path, checksum = _places(cache, source)
    if not _is_whole(path, checksum):
        content = convert(source)
        try:
            make_private_folder(cache)
            _replace(path, content)
            _replace(checksum, hashlib.sha256(content).hexdigest().encode())
        except OSError as error:
            raise unwritable(path, error) from error
    return path


def _is_whole(path: Path, checksum: Path) -> bool:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        return checksum.read_bytes() == found.encode()
    except OSError:
        return False


def _replace(path: Path, content: bytes) -> None:
    """Write to a file beside it first, so that nobody ever meets half a file."""
    with NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
        file.write(content)
    Path(file.name).replace(path)
