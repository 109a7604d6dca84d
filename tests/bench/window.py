"""How the window feels: lateness of its event loop during a scan, paint, scroll, filter, search."""

import os
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
from tests.bench.photos import make_photos

IDLE_S = 10
PHOTOS = 1_000


def measure(small: bool) -> list[Figure]:
    application = QApplication.instance() or QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as place:
        return _lateness(application, Path(place), small)


def _lateness(application: QApplication, place: Path, small: bool) -> list[Figure]:
    photos = make_photos(place / "photos", 20 if small else PHOTOS)
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
