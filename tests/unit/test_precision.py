"""Which graphs have no int8 twin, and what is not taken for that."""

import errno

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from faceapp.core.errors import Code, FatalError
from faceapp.ml import precision
from faceapp.ml.precision import to_int8

FED = [{"a": np.ones((1, 3), np.float32)}]


def graph(operation: str = "Relu", domain: str = "", opset: int = 17) -> bytes:
    a, b = (helper.make_tensor_value_info(name, TensorProto.FLOAT, (1, 3)) for name in "ab")
    node = helper.make_node(operation, ["a"], ["b"], domain=domain)
    opsets = {"": opset} | ({domain: 1} if domain else {})
    model = helper.make_model(
        helper.make_graph([node], "one", [a], [b]),
        ir_version=10,
        opset_imports=[helper.make_opsetid(*each) for each in opsets.items()],
    )
    return model.SerializeToString()


@pytest.mark.parametrize(
    ("data", "feeds"),
    [
        (b"", FED),
        (b"no graph", FED),
        (graph("Unknown"), FED),
        (graph("Unknown", "some.where"), FED),
        (graph(opset=99), FED),
        (graph(), []),
        (graph(), [{"z": FED[0]["a"]}]),
        (graph(), [{"a": np.ones(7, np.float32)}]),
    ],
    ids=["empty", "junk", "operator", "domain", "opset", "unfed", "other name", "other shape"],
)
def test_a_graph_that_cannot_be_quantised_is_told_by_its_code(
    data: bytes, feeds: list, error_log: list[str]
):
    with pytest.raises(ValueError, match="no_int8"):
        to_int8(data, feeds)
    # onnxruntime says so as well, where an earlier test has made its remarks go to our log
    assert all(message.startswith("onnxruntime.") for message in error_log)
    error_log.clear()


def test_a_graph_of_an_old_kind_is_quantised():
    assert onnx.load_model_from_string(to_int8(graph(opset=7), FED)).graph.output[0].name == "b"


def test_a_full_disk_and_a_bug_are_no_reason_to_go_on_without(monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    class UnforeseenError(Exception):
        pass

    def wrong(*_: object) -> None:
        raise UnforeseenError

    monkeypatch.setattr(precision.onnx, "save", full)
    with pytest.raises(FatalError) as caught:
        to_int8(graph(), FED)
    assert caught.value.code is Code.DISK_FULL
    monkeypatch.setattr(precision.onnx, "save", wrong)
    with pytest.raises(UnforeseenError):
        to_int8(graph(), FED)
