"""Tiny ONNX graphs with the shapes of a pack's models and outputs of the test's choosing."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

PER_STRIDE = (12800, 3200, 800)  # two anchors per cell of a 640-pixel canvas
SCRFD_OUTPUTS = [(cells, width) for width in (1, 4, 10) for cells in PER_STRIDE]


def constant_graph(
    input_shape: tuple, output_shapes: list[tuple], fill: float = 0.0
) -> onnx.ModelProto:
    """Every output is `fill`, whatever goes in; a leading "N" follows the input's batch."""
    nodes, weights = [], []
    for index, shape in enumerate(output_shapes):
        sizes = [1 if size == "N" else size for size in shape]
        weights.append(numpy_helper.from_array(np.full(sizes, fill, np.float32), f"value{index}"))
        if shape[0] == "N":
            nodes += [
                helper.make_node("ReduceMean", ["in"], [f"m{index}"], axes=[1, 2, 3], keepdims=1),
                helper.make_node("Flatten", [f"m{index}"], [f"f{index}"]),
                helper.make_node("Mul", [f"f{index}", "zero"], [f"z{index}"]),
                helper.make_node("Add", [f"z{index}", f"value{index}"], [f"out{index}"]),
            ]
        else:
            nodes.append(helper.make_node("Identity", [f"value{index}"], [f"out{index}"]))
    weights.append(numpy_helper.from_array(np.zeros(1, np.float32), "zero"))
    graph = helper.make_graph(
        nodes,
        "constant",
        [helper.make_tensor_value_info("in", TensorProto.FLOAT, input_shape)],
        [
            helper.make_tensor_value_info(f"out{index}", TensorProto.FLOAT, shape)
            for index, shape in enumerate(output_shapes)
        ],
        weights,
    )
    return helper.make_model(graph, ir_version=10, opset_imports=[helper.make_opsetid("", 17)])


def detector(fill: float = 0.0, outputs: list[tuple] = SCRFD_OUTPUTS) -> onnx.ModelProto:
    return constant_graph((1, 3, 640, 640), outputs, fill)


def embedder(dimension: int = 128, fill: float = 1.0) -> onnx.ModelProto:
    return constant_graph(("N", 3, 112, 112), [("N", dimension)], fill)


def with_external_weights(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same graph, its first weight claimed to lie in a file beside it."""
    changed = onnx.ModelProto()
    changed.CopyFrom(model)
    point_outside(changed.graph.initializer[0])
    return changed


def point_outside(tensor: onnx.TensorProto, location: str = "../secret.bin") -> None:
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value=location)


def write_pack(folder: Path, **models: onnx.ModelProto) -> Path:
    folder.mkdir(parents=True)
    for name, model in models.items():
        (folder / f"{name}.onnx").write_bytes(model.SerializeToString())
    return folder
