"""Times, memory and growth, taken the same way by every benchmark."""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

import numpy as np

Item = TypeVar("Item")
Result = TypeVar("Result")
Given = ParamSpec("Given")


@dataclass(frozen=True)
class Times:
    """Milliseconds of many calls: by the clock, and in processor time of the whole process."""

    wall: np.ndarray
    cpu: np.ndarray

    def p(self, share: float) -> float:
        """Wall time that `share` per cent of the calls keep."""
        return float(np.percentile(self.wall, share))

    def __str__(self) -> str:
        p50, p99, cpu50, cpu95 = (
            *np.percentile(self.wall, (50, 99)),
            *np.percentile(self.cpu, (50, 95)),
        )
        return f"p50 {p50:.2f}, p99 {p99:.2f}; processor p50 {cpu50:.2f}, p95 {cpu95:.2f} ms"


def times_of(call: Callable[[Item], object], items: Iterable[Item]) -> Times:
    """How long `call` takes for each item; the first is not counted, it pays for loading."""
    taken = []
    for item in items:
        wall, cpu = time.perf_counter(), time.process_time()
        call(item)
        taken.append((time.perf_counter() - wall, time.process_time() - cpu))
    wall_ms, cpu_ms = 1000 * np.array(taken[1:]).T
    return Times(wall_ms, cpu_ms)


def resident_mb() -> float:
    """Memory of this process that is in RAM now."""
    return _status("VmRSS")


def peak_mb() -> float:
    """The most it ever was, of this process; a fresh one tells of one task."""
    return _status("VmHWM")


def in_fresh_process(
    call: Callable[Given, Result], *given: Given.args, **named: Given.kwargs
) -> Result:
    """What `call` of an importable function returns in a process that did nothing before."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        return pool.submit(call, *given, **named).result()


def growth(sizes: Iterable[int], costs: Iterable[float]) -> float:
    """The exponent e of cost = c * size^e, fitted on logarithms; 1 is linear."""
    slope, _ = np.polyfit(np.log(list(sizes)), np.log(np.maximum(list(costs), 1e-9)), 1)
    return float(slope)


def load() -> str:
    """Processes that wanted a core in the last minute, for beside a figure."""
    return f"load {os.getloadavg()[0]:.1f}"


def _status(key: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(key))
