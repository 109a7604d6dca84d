import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.ml.graphs import convolutions
from faceapp.ml.providers import (
    benchmark,
    choose_device,
    inference,
    remedy_for,
    session_factory,
    why_no_cuda,
)
from tests.fakes import graphs


def runs_on_cuda() -> bool:
    return choose_device("auto").device == "cuda"


def test_auto_names_the_device_that_a_session_lands_on(capfd: pytest.CaptureFixture[str]):
    report = choose_device("auto")
    session = session_factory(report.device)(convolutions()[0])
    provider = {"cpu": "CPUExecutionProvider", "cuda": "CUDAExecutionProvider"}[report.device]
    assert session.get_providers()[0] == provider
    assert provider in report.providers
    assert (report.reason == "") == (report.device == "cuda")
    assert capfd.readouterr() == ("", "")


def test_cpu_wanted_needs_no_explanation():
    report = choose_device("cpu")
    assert (report.device, report.reason, report.remedy) == ("cpu", "", "")


def test_cuda_wanted_but_not_running_is_refused():
    if runs_on_cuda():
        pytest.skip("CUDA runs here")
    for ask in (lambda: choose_device("cuda"), lambda: benchmark("cuda")):
        with pytest.raises(UserError) as caught:
            ask()
        assert caught.value.code == Code.DEVICE_UNAVAILABLE
        assert caught.value.details["reason"]


def test_a_gpu_package_that_was_overwritten_is_told_with_its_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    if "CUDAExecutionProvider" in onnxruntime.get_available_providers():
        pytest.skip("the GPU build is installed")
    metadata = tmp_path / "onnxruntime_gpu-1.31.1.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text("Metadata-Version: 2.1\nName: onnxruntime-gpu\nVersion: 1.31.1\n")
    monkeypatch.syspath_prepend(tmp_path)
    report = choose_device("auto")
    assert (report.device, report.reason) == ("cpu", "gpu_package_shadowed")
    assert report.remedy == (
        f"{sys.executable} -m pip install --force-reinstall --no-deps "
        f"onnxruntime-gpu=={onnxruntime.__version__}"
    )


@pytest.mark.parametrize(
    ("system", "is_gpu_build", "has_gpu_package", "has_driver", "reason"),
    [
        ("Darwin", False, False, False, "macos"),
        ("Linux", False, True, True, "gpu_package_shadowed"),
        ("Windows", False, False, False, "no_driver"),
        ("Linux", True, True, False, "no_driver"),
        ("Linux", False, False, True, "cpu_build"),
        ("Windows", True, True, True, "no_cuda"),
    ],
)
def test_what_stands_in_the_way_of_cuda(
    system: str, is_gpu_build: bool, has_gpu_package: bool, has_driver: bool, reason: str
):
    found = why_no_cuda(
        system, is_gpu_build=is_gpu_build, has_gpu_package=has_gpu_package, has_driver=has_driver
    )
    assert found == reason


@pytest.mark.parametrize("reason", ["gpu_package_shadowed", "cpu_build", "no_cuda"])
def test_a_remedy_puts_the_gpu_build_on_top_and_never_uninstalls(reason: str):
    command = remedy_for(reason, "1.31.1")
    assert "onnxruntime-gpu" in command
    assert "==1.31.1" in command
    assert "uninstall" not in command


def test_sessions_take_the_threads_given_and_do_not_spin():
    options = session_factory("cpu", threads=2)(convolutions()[0]).get_session_options()
    assert (options.intra_op_num_threads, options.inter_op_num_threads) == (2, 1)
    assert options.get_session_config_entry("session.intra_op.allow_spinning") == "0"


def external_attribute() -> onnx.ModelProto:
    tensor = numpy_helper.from_array(np.ones(4, np.float32), "t")
    graphs.point_outside(tensor)
    node = helper.make_node("Constant", [], ["out0"])
    node.attribute.append(helper.make_attribute("value", tensor))
    output = helper.make_tensor_value_info("out0", TensorProto.FLOAT, [4])
    return helper.make_model(helper.make_graph([node], "g", [], [output]))


def external_subgraph() -> onnx.ModelProto:
    inner = external_attribute().graph
    node = helper.make_node("If", ["flag"], ["out"], then_branch=inner, else_branch=inner)
    flag = helper.make_tensor_value_info("flag", TensorProto.BOOL, [])
    output = helper.make_tensor_value_info("out", TensorProto.FLOAT, [4])
    return helper.make_model(helper.make_graph([node], "g", [flag], [output]))


@pytest.mark.parametrize(
    "model",
    [graphs.with_external_weights(graphs.embedder()), external_attribute(), external_subgraph()],
    ids=["weight", "attribute", "subgraph"],
)
def test_a_graph_that_names_another_file_is_refused(
    model: onnx.ModelProto, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "secret.bin").write_bytes(bytes(512))
    (tmp_path / "inside").mkdir()
    monkeypatch.chdir(tmp_path / "inside")
    with pytest.raises(UserError) as caught:
        session_factory("cpu")(model.SerializeToString())
    assert caught.value.details["reason"] == "external_data"


@pytest.mark.parametrize("content", [b"", b"not a graph", onnx.ModelProto().SerializeToString()])
def test_a_file_that_is_no_graph_is_refused_by_name(content: bytes, tmp_path: Path):
    path = tmp_path / "odd.onnx"
    path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        session_factory("cpu")(path)
    assert caught.value.code == Code.ENGINE_REFUSED
    assert caught.value.details == {"engine": "odd", "reason": "graph_unreadable"}


def test_a_failure_while_running_becomes_the_photos_failure():
    session = session_factory("cpu")(convolutions()[0])
    with pytest.raises(ItemError) as caught, inference():
        session.run(None, {"0": np.ones((1, 5, 9, 9), np.float32)})
    assert caught.value.code == Code.ANALYSIS_FAILED


def test_the_benchmark_counts_runs():
    assert benchmark("cpu", seconds=0.05) > 0
