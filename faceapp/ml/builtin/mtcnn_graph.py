"""The three networks of MTCNN (Zhang 2016) as ONNX graphs that take uint8 RGB.

Weights come in keras order: kernel (height, width, in, out), bias, slopes of the PReLU, and so on.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from faceapp.core.types import Floats
from faceapp.ml.builtin.graph import FLOAT, GraphBuilder, Numbers

# The fast convolutions of onnxruntime work on blocks of 16 channels (AVX-512; 8 with AVX2).
_BLOCK = 16
# P-Net looks at windows of 12 pixels, 2 apart; mtcnn counts their pixels from 1 to 12.
_STRIDE, _FIRST, _LAST = 2, 1, 12
_SAME_FACE_OVERLAP = 0.5


def proposal_graph(weights: Sequence[Floats]) -> bytes:
    """P-Net with the arithmetic of its windows and the suppression of overlaps among them.

    From `pixels` (1, H, W, 3), at least 12 on a side, and the scalar `threshold` to `boxes`
    (K, 4): x1, y1, x2, y2 in these pixels, strongest first.
    """
    graph, arrays = GraphBuilder(), iter(weights)
    tensor = _features(graph, graph.pixels([1, "H", "W", 3]), arrays, pools=(2, 0, 0))
    offsets, score = _dense(arrays), _face_against_rest(*_dense(arrays))
    kernel, bias = (np.concatenate(both, axis=-1) for both in zip(score, offsets, strict=True))
    maps = graph.convolution(tensor, kernel.transpose(3, 2, 0, 1), bias)
    return graph.model({"boxes": (_strong_boxes(graph, maps), ["K", 4])})


def refinement_graph(weights: Sequence[Floats]) -> bytes:
    """R-Net: `pixels` (N, 24, 24, 3) to `scores` (N, 1) and `offsets` (N, 4) in box sides."""
    graph, arrays = GraphBuilder(), iter(weights)
    tensor = _features(graph, graph.pixels(["N", 24, 24, 3]), arrays, pools=(3, 3, 0))
    tensor = _hidden(graph, tensor, arrays)
    offsets = _multiply(graph, tensor, *_dense(arrays))
    scores = _multiply(graph, tensor, *_face_against_rest(*_dense(arrays)))
    return graph.model(
        {"scores": (graph.add("Sigmoid", scores), ["N", 1]), "offsets": (offsets, ["N", 4])}
    )


def output_graph(weights: Sequence[Floats]) -> bytes:
    """O-Net: `pixels` (N, 48, 48, 3) to `scores`, `offsets` and `landmarks` (N, 10) x1, y1, ..."""
    graph, arrays = GraphBuilder(), iter(weights)
    tensor = _features(graph, graph.pixels(["N", 48, 48, 3]), arrays, pools=(3, 3, 2, 0))
    tensor = _hidden(graph, tensor, arrays)
    offsets = _multiply(graph, tensor, *_dense(arrays))
    in_pairs = np.arange(10).reshape(2, 5).T.ravel()  # the network gives x1..x5, y1..y5
    kernel, bias = _dense(arrays)
    landmarks = _multiply(graph, tensor, kernel[:, in_pairs], bias[in_pairs])
    scores = _multiply(graph, tensor, *_face_against_rest(*_dense(arrays)))
    return graph.model(
        {
            "scores": (graph.add("Sigmoid", scores), ["N", 1]),
            "offsets": (offsets, ["N", 4]),
            "landmarks": (landmarks, ["N", 10]),
        }
    )


def _features(
    graph: GraphBuilder, tensor: str, arrays: Iterator[Floats], pools: Sequence[int]
) -> str:
    """Convolution, PReLU and a maximum over `pool` pixels (0: none), once per pool."""
    for number, pool in enumerate(pools):
        kernel: Numbers = next(arrays)
        bias: Numbers = next(arrays)
        slopes = next(arrays)
        if number == 0:  # the networks want (pixel - 127.5) / 128
            kernel = kernel / 128
            bias = bias - kernel.sum(axis=(0, 1, 2)) * 127.5
        else:
            kernel = _whole_blocks(kernel, axis=2)
        kernel = _whole_blocks(kernel, axis=3).transpose(3, 2, 0, 1)
        tensor = graph.convolution(tensor, kernel, _whole_blocks(bias, axis=0))
        tensor = _prelu(graph, tensor, _whole_blocks(slopes.ravel(), axis=0))
        if pool:
            tensor = graph.add(
                "MaxPool", tensor, kernel_shape=[pool] * 2, strides=[2, 2], ceil_mode=1
            )
    return tensor


def _prelu(graph: GraphBuilder, tensor: str, slopes: Numbers) -> str:
    """PReLU as slope * x + (1 - slope) * max(x, 0), from operations that keep the blocked layout.

    The PRelu node does not: with it all three networks take twice as long.
    """
    shape = (-1, 1, 1, 1)
    channels, nothing = len(slopes), np.zeros(len(slopes))
    positive = graph.add("Relu", tensor)
    below = graph.convolution(tensor, slopes.reshape(shape), nothing, group=channels)
    above = graph.convolution(positive, (1 - slopes).reshape(shape), nothing, group=channels)
    return graph.add("Add", below, above)


def _hidden(graph: GraphBuilder, tensor: str, arrays: Iterator[Floats]) -> str:
    """The fully connected layer: keras flattens (width, height, channels), ONNX the reverse."""
    kernel, bias = _dense(arrays)
    side, outputs = 3, kernel.shape[1]
    kernel = kernel.reshape(side, side, -1, outputs).transpose(2, 1, 0, 3).reshape(-1, outputs)
    values = _multiply(graph, graph.add("Flatten", tensor), kernel, bias)
    return graph.add("PRelu", values, graph.constant(next(arrays)))


def _multiply(graph: GraphBuilder, tensor: str, kernel: Numbers, bias: Numbers) -> str:
    return graph.add("Gemm", tensor, graph.constant(kernel), graph.constant(bias))


def _dense(arrays: Iterator[Floats]) -> tuple[Floats, Floats]:
    return next(arrays), next(arrays)


def _face_against_rest(kernel: Floats, bias: Floats) -> tuple[Floats, Floats]:
    """A softmax over (rest, face) is the sigmoid of their difference."""
    return kernel[..., 1:] - kernel[..., :1], bias[1:] - bias[:1]


def _whole_blocks(array: Numbers, axis: int) -> Numbers:
    widths = [(0, 0)] * array.ndim
    widths[axis] = (0, -array.shape[axis] % _BLOCK)
    return np.pad(array, widths)


def _strong_boxes(graph: GraphBuilder, maps: str) -> str:
    """Boxes (K, 4) of the windows over the threshold; `maps` is (1, 5, h, w): score, offsets."""
    rows = graph.add("Transpose", maps, perm=[0, 2, 3, 1])
    score = graph.constant(np.array(0, np.int64))
    scores = graph.add("Sigmoid", graph.add("Gather", rows, score, axis=3))
    strong = graph.add("Greater", scores, graph.scalar("threshold"))
    cells = graph.add("Transpose", graph.add("NonZero", strong), perm=[1, 0])  # (K, 3): 0, y, x
    chosen = graph.add("GatherND", rows, cells)
    boxes = _windows(graph, cells, graph.add("Gather", chosen, graph.integers(1, 2, 3, 4), axis=1))
    kept = graph.add(
        "NonMaxSuppression",
        graph.add("Unsqueeze", boxes, graph.integers(0)),
        graph.add("Unsqueeze", graph.add("Gather", chosen, score, axis=1), graph.integers(0, 1)),
        graph.integers(np.iinfo(np.int64).max),
        graph.constant(np.array([_SAME_FACE_OVERLAP])),
    )
    order = graph.add("Gather", kept, graph.constant(np.array(2, np.int64)), axis=1)
    return graph.add("Gather", boxes, order, axis=0)


def _windows(graph: GraphBuilder, cells: str, offsets: str) -> str:
    corners = graph.add("Gather", cells, graph.integers(2, 1, 2, 1), axis=1)
    corners = graph.add("Cast", corners, to=FLOAT)
    corners = graph.add("Mul", corners, graph.constant(np.array(float(_STRIDE))))
    corners = graph.add(
        "Add", corners, graph.constant(np.array([_FIRST, _FIRST, _LAST, _LAST], np.float32))
    )
    sides = graph.constant(np.array(float(_LAST - _FIRST)))
    return graph.add("Add", corners, graph.add("Mul", offsets, sides))
