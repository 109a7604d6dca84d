"""Inception-ResNet-v1 from the weights that keras wrote, as an ONNX graph of 512 numbers.

Shape: Szegedy 2016 as David Sandberg's facenet trained it; layer names and their order are those of
faustomorales/keras-facenet. Batch normalisation is folded into the convolutions.
"""

import io
from pathlib import PurePosixPath

import h5py
import numpy as np

from faceapp.core.types import Floats
from faceapp.ml.builtin.graph import GraphBuilder

VERSION = 1
SIDE, DIMENSION = 160, 512
# What training took away from every pixel, and divided by.
_MEAN, _SCALE = np.array(127.5), np.array(128.0)
# keras-facenet, inception_resnet_v1.py; its batch normalisation has no scale.
_EPSILON = 1e-3
# Branches of the residual blocks, and how much of their sum is added.
_BLOCK35 = (("1x1",), ("0a_1x1", "0b_3x3"), ("0a_1x1", "0b_3x3", "0c_3x3"))
_BLOCK17 = (("1x1",), ("0a_1x1", "0b_1x7", "0c_7x1"))
_BLOCK8 = (("1x1",), ("0a_1x1", "0b_1x3", "0c_3x1"))
# Branches of the reductions, whose last convolution has the stride 2; a maximum joins them.
_MIXED_6A = (("1a_3x3",), ("0a_1x1", "0b_3x3", "1a_3x3"))
_MIXED_7A = (("0a_1x1", "1a_3x3"), ("0a_1x1", "1a_3x3"), ("0a_1x1", "0b_3x3", "1a_3x3"))

Weights = dict[str, dict[str, Floats]]


def read_weights(data: bytes) -> Weights:
    """Layer name -> kernel, bias, beta, moving_mean, moving_variance; layers without any left out.

    Raises ValueError with the reason as a code: "weights_unreadable" or "external_data" (a file may
    name any other of this computer as its contents).
    """
    try:
        with h5py.File(io.BytesIO(data), "r") as file:
            return {name: found for name in file if (found := _arrays(file, name))}
    except (OSError, KeyError, RuntimeError, TypeError) as error:
        raise ValueError("weights_unreadable") from error


def is_facenet(weights: Weights) -> bool:
    """Whether the first and the last layers have the shapes of FaceNet with 512 numbers."""
    first, last = (weights.get(name, {}).get("kernel") for name in ("Conv2d_1a_3x3", "Bottleneck"))
    if first is None or last is None:
        return False
    return (first.shape, last.shape) == ((3, 3, 3, 32), (1792, DIMENSION))


def build_graph(weights: Weights) -> bytes:
    """The graph: `pixels` (N, 160, 160, 3) uint8 RGB to `vectors` (N, 512) float32 of any length.

    Raises ValueError "weights_unreadable" if a layer is missing or does not fit.
    """
    try:
        return _Network(weights).build()
    except KeyError as error:
        raise ValueError("weights_unreadable") from error


def _arrays(file: h5py.File, layer: str) -> dict[str, Floats]:
    """The arrays of one layer, in whatever groups they lie (keras repeats the layer's name)."""
    found: dict[str, Floats] = {}

    def collect(name: str, item: h5py.Dataset | h5py.Group) -> None:
        if isinstance(item, h5py.Dataset):
            if item.external or item.is_virtual:
                raise ValueError("external_data")
            found[PurePosixPath(name).name.removesuffix(":0")] = np.asarray(item, np.float32)

    if not isinstance(file.get(layer, getlink=True), h5py.HardLink):
        raise ValueError("external_data")
    if isinstance(group := file[layer], h5py.Group):
        group.visititems(collect)
    return found


class _Network:
    """The layers in their order; a tensor is known by its name in the graph."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._graph = GraphBuilder()

    def build(self) -> bytes:
        graph = self._graph
        pixels = graph.pixels(["N", SIDE, SIDE, 3])
        values = graph.add("Sub", pixels, graph.constant(_MEAN))
        values = self._stem(graph.add("Div", values, graph.constant(_SCALE)))
        for number in range(1, 6):
            values = self._block(values, f"Block35_{number}", _BLOCK35, 0.17)
        values = self._reduction(values, "Mixed_6a", _MIXED_6A)
        for number in range(1, 11):
            values = self._block(values, f"Block17_{number}", _BLOCK17, 0.1)
        values = self._reduction(values, "Mixed_7a", _MIXED_7A)
        for number in range(1, 6):
            values = self._block(values, f"Block8_{number}", _BLOCK8, 0.2)
        values = self._block(values, "Block8_6", _BLOCK8, 1.0, is_last=True)
        return graph.model({"vectors": (self._bottleneck(values), ["N", DIMENSION])})

    def _stem(self, values: str) -> str:
        values = self._convolution(values, "Conv2d_1a_3x3", stride=2, is_padded=False)
        values = self._convolution(values, "Conv2d_2a_3x3", is_padded=False)
        values = self._maximum(self._convolution(values, "Conv2d_2b_3x3"))
        values = self._convolution(values, "Conv2d_3b_1x1")
        values = self._convolution(values, "Conv2d_4a_3x3", is_padded=False)
        return self._convolution(values, "Conv2d_4b_3x3", stride=2, is_padded=False)

    def _block(
        self,
        values: str,
        name: str,
        branches: tuple[tuple[str, ...], ...],
        scale: float,
        *,
        is_last: bool = False,
    ) -> str:
        """What the branches say together, a share of it added to what came in."""
        ends = [self._chain(values, name, index, layers) for index, layers in enumerate(branches)]
        joined = self._graph.add("Concat", *ends, axis=1)
        layer = self._weights[f"{name}_Conv2d_1x1"]
        kernel, bias = layer["kernel"].transpose(3, 2, 0, 1), layer["bias"]
        change = self._graph.convolution(joined, kernel * scale, bias * scale)
        total = self._graph.add("Add", values, change)
        return total if is_last else self._graph.add("Relu", total)

    def _reduction(self, values: str, name: str, branches: tuple[tuple[str, ...], ...]) -> str:
        ends = [self._chain(values, name, index, layers) for index, layers in enumerate(branches)]
        return self._graph.add("Concat", *ends, self._maximum(values), axis=1)

    def _chain(self, values: str, name: str, branch: int, layers: tuple[str, ...]) -> str:
        """One branch; a layer called 1a halves the picture."""
        for layer in layers:
            halves = layer == "1a_3x3"
            values = self._convolution(
                values,
                f"{name}_Branch_{branch}_Conv2d_{layer}",
                stride=2 if halves else 1,
                is_padded=not halves,
            )
        return values

    def _convolution(
        self, values: str, name: str, *, stride: int = 1, is_padded: bool = True
    ) -> str:
        """Convolution, batch normalisation and ReLU."""
        kernel = self._weights[name]["kernel"].transpose(3, 2, 0, 1)
        factor, shift = self._normalisation(name)
        pads = [size // 2 if is_padded else 0 for size in kernel.shape[2:]]
        kernel = kernel * factor[:, None, None, None]
        found = self._graph.convolution(
            values, kernel, shift, strides=[stride, stride], pads=[*pads, *pads]
        )
        return self._graph.add("Relu", found)

    def _normalisation(self, name: str) -> tuple[Floats, Floats]:
        """What batch normalisation after a layer multiplies by and adds."""
        layer = self._weights[f"{name}_BatchNorm"]
        factor = 1 / np.sqrt(layer["moving_variance"] + _EPSILON)
        return factor, layer["beta"] - layer["moving_mean"] * factor

    def _maximum(self, values: str) -> str:
        return self._graph.add("MaxPool", values, kernel_shape=[3, 3], strides=[2, 2])

    def _bottleneck(self, values: str) -> str:
        graph = self._graph
        pooled = graph.add("Flatten", graph.add("GlobalAveragePool", values))
        factor, shift = self._normalisation("Bottleneck")
        kernel = self._weights["Bottleneck"]["kernel"] * factor
        return graph.add("Gemm", pooled, graph.constant(kernel), graph.constant(shift))
