"""What a benchmark says: figures, each beside its limit or its peer, and of which machine."""

import os
import platform
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("onnxruntime", "faiss-cpu", "opencv-python", "numpy", "milvus-lite", "sqlalchemy")


@dataclass(frozen=True)
class Figure:
    """One measured value. `beside` is the limit or peer measured in the same run, in words.

    `target` as it is written, such as "<= 10"; `met` None where there is none.
    """

    name: str
    value: float
    unit: str
    beside: str = ""
    target: str = ""
    met: bool | None = None


def at_most(name: str, value: float, unit: str, most: float, beside: str = "") -> Figure:
    return Figure(name, value, unit, beside, f"<= {most:g}", value <= most)


def at_least(name: str, value: float, unit: str, least: float, beside: str = "") -> Figure:
    return Figure(name, value, unit, beside, f">= {least:g}", value >= least)


def machine() -> dict[str, str]:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    model = names[0] if names else platform.processor()
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return {
        "date": time.strftime("%Y-%m-%d"),
        "processor": f"{model}, {os.cpu_count()} cores",
        "system": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "packages": packages,
        "load": " ".join(f"{load:.1f}" for load in os.getloadavg()),
    }


def as_table(figures: Sequence[Figure]) -> str:
    rows = ["| figure | value | beside | target | met |", "|---|---|---|---|---|"]
    for each in figures:
        met = {None: "", True: "yes", False: "**no**"}[each.met]
        value = f"{each.value:.4g} {each.unit}".strip()
        rows.append(f"| {each.name} | {value} | {each.beside} | {each.target} | {met} |")
    return "\n".join(rows)


def as_document(name: str, figures: Sequence[Figure]) -> dict[str, object]:
    return {"bench": name, "machine": machine(), "figures": [asdict(each) for each in figures]}


def as_section(name: str, figures: Sequence[Figure], remarks: str = "") -> str:
    """A section for RESULTS.md."""
    facts = machine()
    about = f"{facts['processor']}; {facts['system']}; {facts['packages']}; load {facts['load']}"
    text = f"## {name}, {facts['date']}\n\n{about}\n\n{as_table(figures)}\n"
    return text + (f"\n{remarks}\n" if remarks else "")


def write_result(path: Path, section: str) -> None:
    """Put a section on top of the results, below the title."""
    title, _, rest = path.read_text(encoding="utf-8").partition("\n\n")
    path.write_text(f"{title}\n\n{section}\n{rest}", encoding="utf-8")
