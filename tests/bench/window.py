"""How the window feels: its start, paint, scroll, filter, search; lateness during a scan."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtWidgets import QApplication

from faceapp.app import open_workspace
from faceapp.ui.application import open_window
from tests.bench.figures import Figure, at_most
from tests.bench.lateness import Lateness
from tests.bench.measuring import in_fresh_process, load
from tests.bench.photos import make_photos
from tests.bench.window_feel import feel
from tests.bench.window_library import make_library
from tests.bench.window_peer import beside_the_studio

IDLE_S = 10
SCANNED, SHOWN, SMALL_SHOWN = 1_000, 100_000, 1_500


def measure(small: bool) -> list[Figure]:
    """Each part with a process of its own."""
    shown = SMALL_SHOWN if small else SHOWN
    with tempfile.TemporaryDirectory(prefix="faceapp-bench-") as name:
        data = Path(name) / "library"
        sample = in_fresh_process(make_library, data, shown)
        figures = [_starting(data, 2 if small else 7)]
        figures += in_fresh_process(feel, data, sample, small)
        figures += beside_the_studio(Path(name) / "pictures", small)
    return [*figures, *in_fresh_process(lateness, small)]


def _starting(data: Path, rounds: int) -> Figure:
    command = [sys.executable, "-m", "tests.bench.window_start", str(data)]
    times = []
    for _ in range(rounds):
        told = subprocess.run(command, capture_output=True, text=True, check=True)
        times.append(json.loads(told.stdout))
    first, whole = map(statistics.median, zip(*times[1:], strict=True))
    least = min(first for first, _ in times)
    beside = f"at best {least:.2f}; all pictures in sight {whole:.2f}; {load()}"
    return at_most("start to a usable library", first, "s", 1.0, beside)


def lateness(small: bool) -> list[Figure]:
    """How late the event loop is while a scan runs."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as place:
        return _lateness(application, Path(place), small)


def _lateness(application: QApplication, place: Path, small: bool) -> list[Figure]:
    photos = make_photos(place / "photos", 20 if small else SCANNED)
    workspace = open_workspace(place / "library")
    workspace.stay_open()
    window = open_window(application, workspace)
    window.show()
    lateness = Lateness()
    end = time.monotonic() + (2 if small else IDLE_S)
    idle = lateness.during(lambda: time.monotonic() < end)
    job = window.scanning.add([photos])
    busy = lateness.during(lambda: not job.is_over)
    assert job.state == "done", job.error
    window.close()
    beside = (
        f"idle p99 {_p(idle, 99):.1f}, p99.9 {_p(idle, 99.9):.1f}, max {idle.max():.1f} ms;"
        f" {len(busy):,} ticks during the scan, max {busy.max():.1f} ms"
    )
    return [
        at_most("lateness during a scan, p99", _p(busy, 99), "ms", 20, beside),
        at_most("lateness during a scan, p99.9", _p(busy, 99.9), "ms", 120, beside),
    ]


def _p(values: np.ndarray, percent: float) -> float:
    return float(np.percentile(values, percent))
