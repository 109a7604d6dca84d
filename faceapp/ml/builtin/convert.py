"""Convert the weight files to ONNX once, into a cache that is checked whenever it is used."""

from collections.abc import Callable
from pathlib import Path

from faceapp.ml.builtin import weights
from faceapp.ml.builtin.dlib_file import parse_network
from faceapp.ml.builtin.dlib_graph import descriptor_graph
from faceapp.ml.builtin.mtcnn_graph import output_graph, proposal_graph, refinement_graph
from faceapp.ml.builtin.weights import WeightFile, read, read_arrays
from faceapp.ml.graph_cache import cached_graph, is_whole

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
    """Graphs in the cache that changed since, as "file: reason"; the next use makes them anew."""
    damaged = (path.name for path in sorted(cache.glob("*.onnx")) if not is_whole(path))
    return [": ".join((name, "cache_changed")) for name in damaged]


def _graph(cache: Path, source: WeightFile, convert: Callable[[WeightFile], bytes]) -> Path:
    path = cache / f"{Path(source.path).stem}-{source.sha256[:16]}-{VERSION}.onnx"
    return cached_graph(path, lambda: convert(source))
