"""onnxruntime sessions, on the device that really runs; an honest report of which one that is."""

import contextlib
import ctypes
import functools
import io
import platform
import sys
import time
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import cast

import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as runtime

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.records import DeviceReport
from faceapp.ml.bound_session import BoundSession
from faceapp.ml.graphs import convolutions, parse_graph, to_float16

NewSession = Callable[[Path | bytes], onnxruntime.InferenceSession]

# onnxruntime's exceptions share no base class but Exception; CUDA's arrive as RuntimeError.
RUNTIME_ERRORS = (
    RuntimeError,
    runtime.EPFail,
    runtime.Fail,
    runtime.InvalidArgument,
    runtime.InvalidGraph,
    runtime.InvalidProtobuf,
    runtime.NotImplemented,
    runtime.RuntimeException,
)
_CUDA, _CPU = "CUDAExecutionProvider", "CPUExecutionProvider"
_TENSORRT = "TensorrtExecutionProvider"
# The default, an exhaustive search, starts anew for every batch size (onnxruntime, CUDA options).
_CUDA_OPTIONS = {"cudnn_conv_algo_search": "HEURISTIC"}
_LOG_ERRORS, _LOG_NOTHING = 3, 4


def choose_device(wanted: str) -> DeviceReport:
    """Find out where inference runs, by running something.

    `wanted` is "auto", "cpu", "cuda" or "tensorrt". Raises UserError if one of the latter two is
    wanted and does not run.
    """
    offered = tuple(onnxruntime.get_available_providers())
    if wanted == "cpu":
        return DeviceReport("cpu", "", "", offered)
    if wanted == "tensorrt" and _runs_on("tensorrt"):
        return DeviceReport("tensorrt", "", "", offered)
    if _runs_on("cuda"):
        if wanted == "tensorrt":
            raise UserError(Code.DEVICE_UNAVAILABLE, reason="no_tensorrt", remedy="")
        return DeviceReport("cuda", "", "", offered)
    reason = why_no_cuda(
        platform.system(),
        is_gpu_build=_CUDA in offered,
        has_gpu_package=_is_installed("onnxruntime-gpu"),
        has_driver=_has_driver(),
    )
    remedy = remedy_for(reason, onnxruntime.__version__)
    if wanted != "auto":
        raise UserError(Code.DEVICE_UNAVAILABLE, reason=reason, remedy=remedy)
    return DeviceReport("cpu", reason, remedy, offered)


def why_no_cuda(system: str, *, is_gpu_build: bool, has_gpu_package: bool, has_driver: bool) -> str:
    """What stands in CUDA's way, as a code; `system` as `platform.system()` names it."""
    if system == "Darwin":
        return "macos"
    if has_gpu_package and not is_gpu_build:
        return "gpu_package_shadowed"
    if not has_driver:
        return "no_driver"
    return "no_cuda" if is_gpu_build else "cpu_build"


def remedy_for(reason: str, version: str) -> str:
    """The command that puts `reason` right for onnxruntime `version`; empty if there is none.

    Both packages write the same folder and the last one written wins, so the GPU build goes on
    top; uninstalling one would destroy the other.
    """
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    with_libraries = f'{python} -m pip install "onnxruntime-gpu[cuda,cudnn]=={version}"'
    again = f"{python} -m pip install --force-reinstall --no-deps onnxruntime-gpu=={version}"
    remedies = {
        "gpu_package_shadowed": again,
        "cpu_build": with_libraries,
        "no_cuda": with_libraries,
    }
    return remedies.get(reason, "")


def session_factory(
    device: str, threads: int = 0, *, is_half: bool = False, cache: Path | None = None
) -> NewSession:
    """A function that makes a session on `device` from an ONNX file or its bytes.

    `device` is "cpu", "cuda" or "tensorrt", which keeps its plans in `cache`. `threads` is per
    session, 0 means every core. `is_half` computes in float16. The function raises UserError if the
    graph cannot be used, names data outside itself, or does not land on `device`.
    """

    def new_session(source: Path | bytes) -> onnxruntime.InferenceSession:
        try:
            data = source.read_bytes() if isinstance(source, Path) else source
            parse_graph(data)
        except (OSError, ValueError) as error:
            raise _refused(source, error) from error
        try:
            return _open(to_float16(data) if is_half else data, device, threads, cache)
        except RUNTIME_ERRORS as error:
            raise _refused(source, error) from error

    return new_session


def _refused(source: Path | bytes, error: Exception) -> UserError:
    name = source.stem if isinstance(source, Path) else ""
    reason = str(error) if isinstance(error, ValueError) else "graph_unreadable"
    return UserError(Code.ENGINE_REFUSED, engine=name, reason=reason)


@contextlib.contextmanager
def inference() -> Iterator[None]:
    """Turn onnxruntime's failures while a graph runs into ItemError."""
    try:
        yield
    except RUNTIME_ERRORS as error:
        raise ItemError(Code.ANALYSIS_FAILED, reason="inference_failed") from error


def benchmark(device: str, seconds: float = 1.0) -> float:
    """Runs per second of a small convolutional graph on `device`. Raises UserError."""
    graph, feed = convolutions()
    session = session_factory(device)(graph)
    session.run(None, feed)
    start, runs = time.perf_counter(), 0
    while (elapsed := time.perf_counter() - start) < seconds or not runs:
        session.run(None, feed)
        runs += 1
    return runs / elapsed


def _open(
    data: bytes, device: str, threads: int, cache: Path | None = None
) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = _LOG_ERRORS
    # Spinning costs 1.6 to 2.6 times the processor time as soon as anything else runs.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if device == "cpu":
        return onnxruntime.InferenceSession(data, options, providers=[_CPU])
    return _open_on_gpu(data, options, device, cache)


def _open_on_gpu(
    data: bytes, options: onnxruntime.SessionOptions, device: str, cache: Path | None
) -> onnxruntime.InferenceSession:
    wanted = _TENSORRT if device == "tensorrt" else _CUDA
    plans = {"trt_engine_cache_enable": "1", "trt_engine_cache_path": str(cache)} if cache else {}
    usable: dict[str, dict[str, str]] = {_TENSORRT: plans, _CUDA: _CUDA_OPTIONS, _CPU: {}}
    offered = onnxruntime.get_available_providers()
    providers = [
        (name, usable[name])
        for name in (_TENSORRT, _CUDA, _CPU)
        if name in offered and (name != _TENSORRT or name == wanted)
    ]
    if wanted in offered:
        _load_cuda_libraries()
    onnxruntime.set_default_logger_severity(_LOG_NOTHING)
    try:
        session = onnxruntime.InferenceSession(
            data, options, providers=providers, enable_fallback=0
        )
    finally:
        onnxruntime.set_default_logger_severity(_LOG_ERRORS)
    # Without CUDA there is no exception, only a session on the CPU.
    if session.get_providers()[0] != wanted:
        raise UserError(Code.DEVICE_UNAVAILABLE, reason=f"no_{device}", remedy="")
    return cast(onnxruntime.InferenceSession, BoundSession(session, "cuda"))


@functools.cache
def _load_cuda_libraries() -> None:
    """Load CUDA and cuDNN from the nvidia packages beside onnxruntime, once."""
    with contextlib.redirect_stdout(io.StringIO()):  # it prints what it cannot find
        onnxruntime.preload_dlls()


def _runs_on(device: str) -> bool:
    graph, feed = convolutions()
    try:
        session_factory(device, threads=1)(graph).run(None, feed)
    except (UserError, *RUNTIME_ERRORS):
        return False
    return True


def _has_driver() -> bool:
    try:
        ctypes.CDLL("nvcuda.dll" if platform.system() == "Windows" else "libcuda.so.1")
    except OSError:
        return False
    return True


def _is_installed(package: str) -> bool:
    try:
        metadata.version(package)
    except metadata.PackageNotFoundError:
        return False
    return True
