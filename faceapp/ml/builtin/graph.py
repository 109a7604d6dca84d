"""The little of ONNX that the converters need: add nodes and constants, get a checked model."""

from collections.abc import Mapping, Sequence

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

# ONNX 1.12 of 2022, far below what onnxruntime 1.31 reads.
_OPSET, _IR_VERSION = 17, 8
FLOAT = TensorProto.FLOAT

Shape = Sequence[int | str]
Numbers = NDArray[np.floating]


class GraphBuilder:
    """Collects nodes. A tensor is known by the name that the method which made it returned."""

    def __init__(self) -> None:
        """Start empty."""
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []
        self._inputs: list[onnx.ValueInfoProto] = []

    def pixels(self, shape: Shape) -> str:
        """The input `pixels`, (N, H, W, 3) uint8 RGB, as (N, 3, H, W) float32 0..255."""
        self._inputs.append(helper.make_tensor_value_info("pixels", TensorProto.UINT8, shape))
        values = self.add("Cast", "pixels", to=FLOAT)
        return self.add("Transpose", values, perm=[0, 3, 1, 2])

    def scalar(self, name: str) -> str:
        """An input that is one float32."""
        self._inputs.append(helper.make_tensor_value_info(name, FLOAT, []))
        return name

    def constant(self, value: Numbers | NDArray[np.int64]) -> str:
        """A tensor baked into the graph; floats become float32."""
        kept = value if value.dtype == np.int64 else value.astype(np.float32)
        name = f"constant{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(kept, name))
        return name

    def integers(self, *values: int) -> str:
        """A constant vector of int64."""
        return self.constant(np.array(values, np.int64))

    def add(self, operator: str, *inputs: str, **attributes: object) -> str:
        """A node with one output."""
        name = f"{operator.lower()}{len(self._nodes)}"
        node = helper.make_node(operator, inputs, [name], name)
        node.attribute.extend(helper.make_attribute(key, attributes[key]) for key in attributes)
        self._nodes.append(node)
        return name

    def convolution(self, source: str, kernel: Numbers, bias: Numbers, **attributes: object) -> str:
        """A convolution with `kernel` (out, in / group, height, width) and `bias` (out,)."""
        return self.add("Conv", source, self.constant(kernel), self.constant(bias), **attributes)

    def model(self, outputs: Mapping[str, tuple[str, Shape]]) -> bytes:
        """The serialised model; `outputs` maps names to float32 tensors and their shapes."""
        for name, (tensor, _) in outputs.items():
            self._nodes.append(helper.make_node("Identity", [tensor], [name]))
        results = [
            helper.make_tensor_value_info(name, FLOAT, shape)
            for name, (_, shape) in outputs.items()
        ]
        graph = helper.make_graph(self._nodes, "faceapp", self._inputs, results, self._constants)
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR_VERSION
        )
        onnx.checker.check_model(model, full_check=True)
        return bytes(model.SerializeToString())
