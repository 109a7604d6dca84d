"""kill -9 while a scan, a comparison or a rebuild writes: nothing is lost, nothing doubled (S3-70).

Every place where something is written is hit on purpose, and some trials strike at any time.
"""

import random
import signal
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.faults.child import COMMIT, FLUSH, INSERT, MARK, STATEMENT, THUMBNAIL, At, die, tear
from tests.faults.library import Library, add_photos

PHOTOS = 12
TRIALS = 120
_STORE = "faceapp.vectors.milvus_lite_index:MilvusStore"

# Function, how often a run calls it at least, what to do there; in the order of a scan.
_SCAN: Sequence[tuple[str, int, Callable[[Sequence[Any]], None]]] = (
    (STATEMENT, 60, die),
    (COMMIT, 6, die),
    (THUMBNAIL, PHOTOS, die),
    ("tempfile:mkstemp", PHOTOS, die),
    (INSERT, 2, die),
    (FLUSH, 2, die),
    ("pyarrow.parquet:write_table", 2, tear),
    ("os:replace", 2, die),
    (MARK, 2, die),
    (f"{_STORE}.close", 1, die),
)
_COMPARE = (("faiss:write_index", 1, tear), ("faiss:write_index", 1, die))
_REBUILD = ((f"{_STORE}.swap", 1, die), ("pathlib:Path.rename", 2, die), ("shutil:rmtree", 1, die))


def trial(place: Path, seed: int) -> None:
    """One kill of a library that grows, the proof, and the scan that goes on."""
    moments, library = random.Random(seed), Library(place)
    before = library.finished()
    fresh = add_photos(library.photos, PHOTOS, seed)
    kinds = [*_SCAN, None, *_COMPARE, *_REBUILD]
    kind = kinds[seed % len(kinds)]
    command: list[object] = ["scan", library.photos]
    if kind in _COMPARE:
        command = ["search", fresh[0], "--compare"]
    elif kind in _REBUILD:
        command = ["rebuild-index"]
    if kind in _COMPARE + _REBUILD:
        library.complete(before)
        before = library.finished()
    if kind is None:
        _strike_after(moments.uniform(0.1, 0.6), library, command)
    else:
        target, calls, act = kind
        after = act is tear or moments.random() < 0.5
        fault = At(target, act, moments.randint(1, calls), after)
        assert library(*command, faults=[fault]).code == -signal.SIGKILL, fault
    assert before <= library.finished()
    if seed % 4 == 3:
        library.complete(before)
    elif moments.random() < 0.5:
        library.verify()


def _strike_after(seconds: float, library: Library, command: Sequence[object]) -> None:
    child = library.start(*command)
    child.wait(seconds)
    child.kill()
    assert child.end().code in (-signal.SIGKILL, 0)


@pytest.mark.parametrize("block", [range(0, 8), range(8, 16)])
def test_a_kill_at_any_moment_loses_nothing_and_doubles_nothing(tmp_path: Path, block: range):
    for seed in block:
        trial(tmp_path, seed)
