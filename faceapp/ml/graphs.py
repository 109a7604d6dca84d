"""ONNX graphs: read safely, told apart by their shapes, and one made here to try a device with."""

import numpy as np
import onnx
from google.protobuf.message import DecodeError, Message  # type: ignore[import-untyped]
from onnx import TensorProto, helper, numpy_helper

from faceapp.core.types import Floats

Shape = list[int | None]


def parse_graph(data: bytes) -> onnx.ModelProto:
    """The ONNX graph in `data`, whose weights must be inside.

    Raises ValueError with the reason as a code: "graph_unreadable" or "external_data" (a graph may
    name any file of this computer as its weights: CVE-2024-27318 and its successors).
    """
    try:
        model = onnx.load_model_from_string(data)
    except DecodeError as error:
        raise ValueError("graph_unreadable") from error
    if _names_external_data(model):
        raise ValueError("external_data")
    return model


def _names_external_data(message: Message) -> bool:
    """Whether any tensor does, those of subgraphs, attributes and functions included."""
    if isinstance(message, TensorProto):
        return message.data_location == TensorProto.EXTERNAL or len(message.external_data) > 0
    return any(
        _names_external_data(child)
        for field, value in message.ListFields()
        if field.message_type is not None
        for child in ([value] if isinstance(value, Message) else value)
    )


def is_scrfd(graph: onnx.GraphProto) -> bool:
    """Whether a graph has the inputs and outputs of an SCRFD detector with keypoints.

    Scores, boxes and keypoints at three strides, or at five; InsightFace's older RetinaFace has
    outputs of rank 4 instead.
    """
    match _shapes(graph):
        case [[_, 3, height, width]], outputs if height == width:
            return len(outputs) in (9, 15) and all(len(shape) in (2, 3) for shape in outputs)
    return False


def arcface_dimension(graph: onnx.GraphProto) -> int:
    """The length of the vectors if a graph embeds 112-pixel chips one by one or many, else 0."""
    match _shapes(graph):
        case [[None | 1, 3, 112, 112]], [[_, int(dimension)]]:
            return dimension
    return 0


def is_yunet(graph: onnx.GraphProto) -> bool:
    """Whether a graph has the twelve outputs of YuNet on a canvas of 640 pixels."""
    sides = {8: 80, 16: 40, 32: 20}
    kinds = {"cls": 1, "obj": 1, "bbox": 4, "kps": 10}
    expected = {
        f"{kind}_{stride}": [1, side * side, width]
        for kind, width in kinds.items()
        for stride, side in sides.items()
    }
    inputs, _ = _shapes(graph)
    outputs = {value.name: _shape(value) for value in graph.output}
    return inputs == [[1, 3, 640, 640]] and outputs == expected


def is_retinaface(graph: onnx.GraphProto) -> bool:
    """Whether a graph has the outputs of classic RetinaFace: boxes, classes and landmarks."""
    match _shapes(graph):
        case [[None | 1, 3, height, width]], outputs if height == width:
            return sorted(shape[-1] or 0 for shape in outputs if len(shape) == 3) == [2, 4, 10]
    return False


def is_sface(graph: onnx.GraphProto) -> bool:
    """Whether a graph has the input and output of OpenCV Zoo's SFace, their names included."""
    names = [value.name for value in (*graph.input, *graph.output)]
    shapes = _shapes(graph)
    return shapes == ([[1, 3, 112, 112]], [[1, 128]]) and {"data", "fc1"} <= set(names)


def to_float16(data: bytes) -> bytes:
    """The graph with float16 inside; what goes in and comes out stays float32."""
    from onnxruntime.transformers.float16 import convert_float_to_float16  # noqa: PLC0415, slow

    model = convert_float_to_float16(onnx.load_model_from_string(data), keep_io_types=True)
    converted: bytes = model.SerializeToString()
    return converted


def convolutions() -> tuple[bytes, dict[str, Floats]]:
    """A small graph and its input: four 3x3 convolutions of 32 channels, as in face networks."""
    pixels = np.ones((1, 32, 56, 56), np.float32)
    weights = np.full((32, 32, 3, 3), 0.01, np.float32)
    nodes = [
        helper.make_node("Conv", [str(layer), "weights"], [str(layer + 1)], pads=[1, 1, 1, 1])
        for layer in range(4)
    ]
    first, last = (
        helper.make_tensor_value_info(name, TensorProto.FLOAT, pixels.shape) for name in "04"
    )
    weight = numpy_helper.from_array(weights, "weights")
    graph = helper.make_graph(nodes, "convolutions", [first], [last], [weight])
    opset = [helper.make_opsetid("", 17)]
    model = helper.make_model(graph, ir_version=10, opset_imports=opset)
    return model.SerializeToString(), {"0": pixels}


def _shapes(graph: onnx.GraphProto) -> tuple[list[Shape], list[Shape]]:
    weights = {weight.name for weight in graph.initializer}
    inputs = [_shape(value) for value in graph.input if value.name not in weights]
    return inputs, [_shape(value) for value in graph.output]


def _shape(value: onnx.ValueInfoProto) -> Shape:
    return [dimension.dim_value or None for dimension in value.type.tensor_type.shape.dim]
