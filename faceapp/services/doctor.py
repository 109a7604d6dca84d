"""What this machine offers and what could be mended."""

import platform
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from faceapp.core.errors import FaceAppError
from faceapp.core.records import DeviceReport

_PACKAGES = (
    "faceapp",
    "onnxruntime",
    "onnxruntime-gpu",
    "insightface",
    "opencv-python",
    "milvus-lite",
    "faiss-cpu",
    "numpy",
    "sqlalchemy",
)
_LOW_DISK_BYTES = 2 * 1024**3


@dataclass(frozen=True)
class Diagnosis:
    """Everything `doctor` prints; `benchmark` in runs of one small graph per second."""

    versions: Mapping[str, str]
    device: DeviceReport
    benchmark: Mapping[str, float]
    data: str
    free_bytes: int
    problems: tuple[FaceAppError, ...]

    @property
    def disk_is_low(self) -> bool:
        """Whether a large scan may fill the disk."""
        return self.free_bytes < _LOW_DISK_BYTES

    def as_dict(self) -> dict[str, object]:
        """Plain values for JSON."""
        codes = [str(problem.code) for problem in self.problems]
        plain = asdict(replace(self, problems=()))
        return plain | {"disk_is_low": self.disk_is_low, "problems": codes}


def diagnose(
    data: Path,
    device: DeviceReport,
    benchmark: Callable[[str], float],
    problems: Sequence[FaceAppError],
) -> Diagnosis:
    """Measure the processor and the device in use for a second each; gather the rest."""
    devices = dict.fromkeys(("cpu", device.device))
    return Diagnosis(
        {"python": platform.python_version()} | _versions(),
        device,
        {name: round(benchmark(name), 1) for name in devices},
        str(data),
        shutil.disk_usage(data if data.exists() else Path.home()).free,
        tuple(problems),
    )


def _versions() -> dict[str, str]:
    found = {}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
