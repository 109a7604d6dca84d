"""Graphs in int8, for processors.

The scales are static: what flows through a graph is measured on the stored photos, and convolutions
run on whole numbers. Dynamic int8 was tried and left: dlib's network took 18 ms a face, 7 in
float32 and 1.6 this way (onnxruntime has no fast convolution with scales made on the fly).
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import onnx
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from loguru import logger
from numpy.typing import NDArray
from onnxruntime import InferenceSession

from faceapp.ml.graph_cache import cached_graph
from faceapp.ml.providers import RUNTIME_ERRORS, NewSession
from faceapp.paths import unwritable

# Part of an engine's identity: raise it when the int8 graphs change.
VERSION = 1
# Scales per channel, as ONNX knows them from this version on.
_OPSET = 17
_INT8_NODES = ["Conv", "Gemm", "MatMul", "Add", "PRelu"]
# What graphs that cannot be quantised were seen to raise: onnx, onnxruntime and its scripts.
_NO_TWIN = (
    *RUNTIME_ERRORS,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    DecodeError,
    onnx.checker.ValidationError,
    onnx.shape_inference.InferenceError,
    onnx.version_converter.ConvertError,
)

Feed = Mapping[str, NDArray[Any]]
Graph = Path | bytes


@dataclass(frozen=True)
class Int8Sessions:
    """A session factory that runs int8 twins of graphs, made once into `cache`.

    `measure` opens the same graphs by the factory it is given and lets them work on photos. Calling
    raises UserError, FatalError, and ValueError where a graph has no int8 twin.
    """

    new_session: NewSession
    cache: Path
    measure: Callable[[NewSession], None]

    def __call__(self, source: Graph) -> InferenceSession:
        """A session over the int8 twin of a graph."""
        data = source.read_bytes() if isinstance(source, Path) else source
        digest = hashlib.sha256(data).hexdigest()
        path = self.cache / f"{digest[:32]}-int8-{VERSION}.onnx"
        return self.new_session(cached_graph(path, lambda: to_int8(data, self._feeds(data))))

    def _feeds(self, data: bytes) -> list[Feed]:
        """What a graph is fed with when it works on the photos."""
        feeds: list[Feed] = []

        def listen(source: Graph) -> InferenceSession:
            own = source.read_bytes() if isinstance(source, Path) else source
            session = self.new_session(own)
            return _Listening(session, feeds) if own == data else session

        self.measure(listen)
        return feeds


@dataclass(frozen=True)
class _Listening:
    """A session that keeps copies of its inputs."""

    session: InferenceSession
    feeds: list[Feed]

    def run(self, outputs: Sequence[str] | None, feed: Feed, *options: object) -> list[Any]:
        self.feeds.append({name: value.copy() for name, value in feed.items()})
        results: list[Any] = self.session.run(outputs, feed, *options)
        return results

    def __getattr__(self, name: str) -> object:
        return getattr(self.session, name)


def to_int8(data: bytes, feeds: Sequence[Feed]) -> bytes:
    """The graph with int8 weights per channel and uint8 between nodes, scaled by what `feeds` show.

    Raises ValueError for a graph that onnxruntime cannot quantise, UserError or FatalError where
    nothing can be written.
    """
    from onnxruntime import quantization as quant  # noqa: PLC0415, takes half a second
    from onnxruntime.quantization.shape_inference import quant_pre_process  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        given, prepared, made = (Path(folder) / f"{name}.onnx" for name in ("in", "mid", "out"))
        try:
            model = onnx.load_model_from_string(data)
            onnx.save(onnx.version_converter.convert_version(model, _OPSET), given)
            quant_pre_process(given, prepared, skip_symbolic_shape=True)
            quant.quantize_static(
                prepared,
                made,
                _Reader(iter(feeds)),
                quant_format=quant.QuantFormat.QDQ,
                per_channel=True,
                activation_type=quant.QuantType.QUInt8,
                weight_type=quant.QuantType.QInt8,
                op_types_to_quantize=_INT8_NODES,
            )
        except OSError as error:
            raise unwritable(given, error) from error
        except _NO_TWIN as error:
            logger.info("no int8 twin: {!r}", error)
            raise ValueError("no_int8") from error
        return made.read_bytes()


@dataclass(frozen=True)
class _Reader:
    """What onnxruntime's calibration reads its inputs from."""

    feeds: Iterator[Feed]

    def get_next(self) -> Feed | None:
        return next(self.feeds, None)
