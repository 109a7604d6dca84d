"""Cancels at random moments in one process: finished work stays, counts add up, no thread is left.

No decoder runs in a child process, so there is none that could run out of memory.
"""

import itertools
import random
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from faceapp.core.jobs import CancelToken
from faceapp.core.ports import Engine, EngineCard, Template
from faceapp.core.settings import Settings
from faceapp.core.similarity import PROVISIONAL_ARCFACE
from faceapp.core.types import Detection, FaceBox
from faceapp.imaging.thumbnails import ThumbnailCache
from faceapp.paths import folders
from faceapp.services import scan
from faceapp.services.scan import ScanSummary
from faceapp.services.workspace import Workspace
from faceapp.sources.local_folder import LocalFolder
from faceapp.vectors.milvus_lite_index import MilvusStore
from tests.faults.library import Library, add_photos

PHOTOS = 12
TRIALS = 1_000
CI_TRIALS = 30
# Where to cancel, and how often a scan comes by.
_STAGES = [("list", 2 * PHOTOS), ("embed", 2), ("save", 3), ("report", 3), ("time", 1)]
_STAGES += [(name, PHOTOS) for name in ("read", "keep", "detect")]
_POINTS = np.array([[38, 52], [74, 52], [56, 72], [42, 92], [71, 92]], np.float32)


@dataclass
class OneFace:
    """Finds the face that is on every photo and tells it from others; `strike` at each call."""

    strike: Callable[[str], None]
    name: str = "one face"
    family: str = "test"
    sure_score: float = 0.0
    identity: str = "1"
    sure_score: float = 0.0
    sha256: str = ""
    dimension: int = 16
    template: Template = field(default_factory=lambda: Template(_POINTS, 112))

    def detect(self, image):
        self.strike("detect")
        return [Detection(FaceBox(20, 20, 80, 90), _POINTS, 1.0)]

    def embed(self, chips):
        self.strike("embed")
        rows = [np.random.default_rng(int(chip.sum())).standard_normal(16) for chip in chips]
        vectors = np.array(rows, np.float32).reshape(-1, 16)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def trial(place: Path, seed: int) -> None:
    """Cancel one scan at the n-th call of one stage or after some time; then let one finish."""
    moments, library, token = random.Random(seed), Library(place), CancelToken()
    before, threads = library.finished(), set(threading.enumerate())
    add_photos(library.photos, PHOTOS, seed)
    stage = moments.choice(["list", "read", "detect", "embed", "keep", "save", "report", "time"])
    due = moments.randint(
        1, {"save": 3, "report": 3, "embed": 2, "list": 2 * PHOTOS}.get(stage, PHOTOS)
    )
    calls = itertools.count(1)

    def strike(name: str) -> None:
        if name == stage and next(calls) == due:
            token.cancel()

    timer = threading.Timer(moments.uniform(0, 0.1), token.cancel)
    if stage == "time":
        timer.start()
    summary = _scan(library, token, strike)
    timer.cancel()
    if stage == "time":
        timer.join()
    kept = library.finished()
    assert set(threading.enumerate()) == threads
    assert before <= kept
    assert summary.counts.as_dict()["photos"] == len(kept - before)
    assert summary.counts.as_dict()["failed"] == 0
    assert summary.cancelled or summary.counts.done == len(list(library.photos.iterdir()))
    _resume(library, kept)


def _resume(library: Library, kept: set[str]) -> None:
    rest = _scan(library, CancelToken(), lambda _: None).counts
    files = {str(path) for path in library.photos.iterdir()}
    assert rest.as_dict()["photos"] == len(files - kept)
    assert (rest.as_dict()["skipped"], rest.done) == (len(kept), len(files))
    assert library.finished() == files
    with closing(_workspace(library)) as workspace:
        assert workspace.verify().is_clean


def _workspace(library: Library) -> Workspace:
    places = folders(library.data)
    adapters = SimpleNamespace(open_vector_store=lambda: MilvusStore(places.vectors, "FLAT", {}))
    settings = Settings(group_after_scan=False)  # one face is all that these pictures have
    return Workspace(places, settings, adapters, workers=2)


def _scan(library: Library, token: CancelToken, strike: Callable[[str], None]) -> ScanSummary:
    """A scan of the whole folder that says at each stage that it was reached."""
    parts = OneFace(strike)
    engine = Engine("one face", "1", parts, parts, PROVISIONAL_ARCFACE, "cpu")
    source = LocalFolder(library.photos)
    listed, read = source.list, source.read
    source.list = lambda: (strike("list") or ref for ref in listed())
    source.read = lambda ref: strike("read") or read(ref)
    write, save = ThumbnailCache.write, scan.record
    with pytest.MonkeyPatch.context() as patch, closing(_workspace(library)) as workspace:
        patch.setattr(scan, "BATCH_PHOTOS", 4)
        patch.setattr(scan, "record", lambda *some, **more: strike("save") or save(*some, **more))
        patch.setattr(ThumbnailCache, "write", lambda *some: strike("keep") or write(*some))
        return workspace.scan([source], EngineCard.of(engine), token, lambda _: strike("report"))


def test_a_cancel_at_any_moment_keeps_what_is_finished(tmp_path: Path):
    for seed in range(CI_TRIALS):
        trial(tmp_path, seed)
