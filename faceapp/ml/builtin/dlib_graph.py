"""dlib's face descriptor network (a ResNet-29) as an ONNX graph."""

from dataclasses import dataclass, replace

import numpy as np

from faceapp.ml.builtin.dlib_file import DlibLayer, DlibNetwork
from faceapp.ml.builtin.graph import GraphBuilder

# What dlib's input layer divides by after it took the mean away.
_PIXEL_SCALE = 256.0


def descriptor_graph(network: DlibNetwork) -> bytes:
    """An ONNX model from `pixels` (N, S, S, 3) uint8 RGB to `descriptors` (N, D) float32.

    The descriptors are dlib's own, not of unit length.
    """
    return _Conversion(network).model()


@dataclass(frozen=True)
class _Tensor:
    name: str
    channels: int
    side: int


class _Conversion:
    """Follows the layers with the present tensor, and the other branch's while it waits."""

    def __init__(self, network: DlibNetwork) -> None:
        self._network = network
        self._graph = GraphBuilder()
        self._present = _Tensor(
            self._graph.pixels(["N", network.side, network.side, 3]), 3, network.side
        )
        self._waiting = self._present
        self._convolution = network.layers[0]

    def model(self) -> bytes:
        steps = {
            "branch": self._branch,
            "swap": self._swap,
            "con_4": self._remember,
            "affine_": self._convolve,
            "relu_": self._rectify,
            "max_pool_2": self._pool,
            "avg_pool_2": self._pool,
            "add_prev_": self._add,
            "fc_2": self._multiply,
        }
        for layer in self._network.layers:
            steps[layer.kind](layer)
        tensor = self._present
        return self._graph.model({"descriptors": (tensor.name, ["N", tensor.channels])})

    def _branch(self, _: DlibLayer) -> None:
        self._waiting = self._present

    def _swap(self, _: DlibLayer) -> None:
        self._present, self._waiting = self._waiting, self._present

    def _remember(self, layer: DlibLayer) -> None:
        self._convolution = layer

    def _convolve(self, affine: DlibLayer) -> None:
        """A convolution with the affine layer behind it, and the first with the input layer."""
        filters, rows, columns, stride, _, padding, _ = self._convolution.integers
        kernel, bias = np.split(self._convolution.parameters.astype(np.float64), [-filters])
        kernel = kernel.reshape(filters, self._present.channels, rows, columns)
        if self._convolution is self._network.layers[0]:
            kernel = kernel / _PIXEL_SCALE
            bias = bias - kernel.sum(axis=(2, 3)) @ np.array(self._network.mean)
        gamma, beta = np.split(affine.parameters, 2)
        name = self._graph.convolution(
            self._present.name,
            kernel * gamma[:, None, None, None],
            bias * gamma + beta,
            strides=[stride, stride],
            pads=[padding] * 4,
        )
        side = (self._present.side + 2 * padding - rows) // stride + 1
        self._present = _Tensor(name, filters, side)

    def _rectify(self, _: DlibLayer) -> None:
        self._present = replace(self._present, name=self._graph.add("Relu", self._present.name))

    def _pool(self, layer: DlibLayer) -> None:
        size, _, stride, *_ = layer.integers
        name, channels, side = self._present.name, self._present.channels, self._present.side
        if size == 0:  # dlib's way to say: all of it
            self._present = _Tensor(self._graph.add("GlobalAveragePool", name), channels, 1)
            return
        operator = "MaxPool" if layer.kind == "max_pool_2" else "AveragePool"
        pooled = self._graph.add(operator, name, kernel_shape=[size] * 2, strides=[stride] * 2)
        self._present = _Tensor(pooled, channels, (side - size) // stride + 1)

    def _add(self, _: DlibLayer) -> None:
        both = (self._present, self._waiting)
        channels = max(tensor.channels for tensor in both)
        side = max(tensor.side for tensor in both)
        names = [self._extended(tensor, channels, side) for tensor in both]
        self._present = _Tensor(self._graph.add("Add", *names), channels, side)

    def _extended(self, tensor: _Tensor, channels: int, side: int) -> str:
        """As dlib adds tensors of unequal size: the smaller one goes on with zeros."""
        if (tensor.channels, tensor.side) == (channels, side):
            return tensor.name
        more = side - tensor.side
        pads = np.array([0, 0, 0, 0, 0, channels - tensor.channels, more, more], np.int64)
        return self._graph.add("Pad", tensor.name, self._graph.constant(pads))

    def _multiply(self, layer: DlibLayer) -> None:
        outputs, inputs, _ = layer.integers
        weights = self._graph.constant(layer.parameters.reshape(inputs, outputs))
        flat = self._graph.add("Flatten", self._present.name)
        self._present = _Tensor(self._graph.add("MatMul", flat, weights), outputs, 1)
