"""The real program in a process of its own, with a fault planted at the n-th call of a function.

Runs in a child of a fork server that has imported everything before: a process starts in 0.1 s.
"""

import ctypes
import functools
import io
import os
import pkgutil
import signal
import struct
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import alembic.command  # noqa: F401  this and the next three are for the children
import cv2  # noqa: F401
import faiss  # noqa: F401
import onnxruntime  # noqa: F401

from faceapp.app import open_window, open_workspace
from faceapp.cli.main import run
from faceapp.core.ports import Engine
from faceapp.ml import engines
from faceapp.net.policy import NetPolicy
from faceapp.paths import folders
from faceapp.services import index_sync, scan
from faceapp.sources import open_source  # noqa: F401
from faceapp.stores import columns, migration
from faceapp.vectors import memory_index, milvus_lite_index  # noqa: F401

LIMIT_S = 60
NOBODY = 65534

# Where faults are planted most often.
STATEMENT = "sqlalchemy.engine.default:DefaultDialect.do_execute"
COMMIT = "sqlalchemy.engine.default:DefaultDialect.do_commit"
INSERT = "milvus_lite.engine.collection:Collection.insert"
FLUSH = "milvus_lite.engine.collection:Collection.flush"
MARK = "faceapp.services.index_sync:IndexSync.mark"
RECORD = "faceapp.services.scan:record"
THUMBNAIL = "faceapp.imaging.shelves:_replace"
Act = Callable[[Sequence[Any]], None]


@dataclass(frozen=True)
class At:
    """`act` with the arguments of the `number`th call of `target`, before that call or after it.

    `target` is `module:name` or `module:Class.name`. Number 0 means every call.
    """

    target: str
    act: Act
    number: int = 1
    after: bool = False

    def plant(self) -> None:
        """Put the fault in front of the function or behind it."""
        owner_name, _, name = self.target.replace(":", ":.").rpartition(".")
        owner = pkgutil.resolve_name(owner_name.replace(":.", ":").removesuffix(":"))
        function = getattr(owner, name)
        count, lock = iter(range(1, sys.maxsize)), threading.Lock()

        @functools.wraps(function)
        def faulty(*arguments: Any, **keywords: Any) -> Any:
            with lock:
                due = next(count) == self.number or not self.number
            if due and not self.after:
                self.act(arguments)
            try:
                return function(*arguments, **keywords)
            finally:
                if due and self.after:
                    self.act(arguments)

        setattr(owner, name, faulty)


def die(_arguments: Sequence[Any]) -> None:
    """Kill this process as no handler can prevent."""
    os.kill(os.getpid(), signal.SIGKILL)


def tear(arguments: Sequence[Any]) -> None:
    """Leave half of the file that was just written, and die."""
    path = next(value for value in arguments if isinstance(value, str))
    os.truncate(path, Path(path).stat().st_size // 2)
    die(arguments)


@dataclass(frozen=True)
class Pause:
    """Tell the test that the place was reached, and wait until it has done its harm."""

    reached: Event
    go_on: Event

    def __call__(self, _arguments: Sequence[Any]) -> None:
        self.reached.set()
        assert self.go_on.wait(LIMIT_S)


@dataclass(frozen=True)
class SetClock:
    """From now on this process believes in another time."""

    days: float

    def __call__(self, _arguments: Sequence[Any]) -> None:
        shift = timedelta(self.days)

        class Shifted(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:
                return datetime.now(tz) + shift

        for module in (columns, migration):
            module.datetime = Shifted


@dataclass(frozen=True)
class Order:
    """One command line with its environment, where its words go, and what befalls it."""

    arguments: Sequence[str]
    environment: Mapping[str, str]
    out: Path
    err: Path
    faults: Sequence[At | Act] = ()
    batch: int = 4
    net: NetPolicy | None = None


def _warm_up() -> Engine | None:
    """In the fork server: load the engine, whose sessions have no threads to lose, and the rest."""
    home = Path(os.environ.get("FACEAPP_FAULTS_HOME", os.devnull), "maker")
    if not (home / "cache/onnx").exists():
        return None
    engine = engines.load_engine("builtin", folders(home), "cpu")
    with redirect_stdout(io.TextIOWrapper(io.BytesIO())):
        for command in ("photos", "verify"):
            assert run(["--data", str(home), command], open_workspace, open_window) == 0
    assert threading.active_count() == 1
    return engine


def obey(order: Order) -> None:
    """Run one command as `python -m faceapp` would, and end with its exit code."""
    for path, number in ((order.out, 1), (order.err, 2)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
    os.environ.update(order.environment)
    if ENGINE and Path(os.environ["FACEAPP_DATA"], "cache/onnx").is_symlink():
        engines.load_engine = lambda *_, **__: ENGINE
    # Small portions: many commits, inserts and flushes in a short scan.
    scan.BATCH_PHOTOS, index_sync.STEP_ROWS = order.batch, 2 * order.batch
    for fault in order.faults:
        fault.plant() if isinstance(fault, At) else fault(())
    code = run(order.arguments, partial(open_workspace, net=order.net), open_window)
    sys.stdout.flush()
    sys.exit(code)


def become_nobody(_arguments: Sequence[Any]) -> None:
    """Give up root's right to write everywhere; the right to read everywhere stays."""
    may_read = 1 << 2  # CAP_DAC_READ_SEARCH, capabilities(7)
    system = ctypes.CDLL(None, use_errno=True)
    assert system.prctl(8, 1, 0, 0, 0) == 0  # PR_SET_KEEPCAPS
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    wanted = struct.pack("6I", may_read, may_read, 0, 0, 0, 0)
    assert system.capset(struct.pack("Ii", 0x20080522, 0), wanted) == 0


@dataclass(frozen=True)
class NoteSyncs:
    """Write down, by inode, how much of each file has reached the disk for sure.

    What Python syncs is seen here; SQLite's log counts as synced by every commit
    (synchronous=FULL, which `test_power_loss` holds against strace); pyarrow and faiss never sync.
    """

    journal: Path

    def __call__(self, _arguments: Sequence[Any]) -> None:
        notes = os.open(self.journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        sync = os.fsync

        def note(status: os.stat_result) -> None:
            os.write(notes, f"{status.st_ino} {status.st_size}\n".encode())

        def noted_sync(file: Any) -> None:
            sync(file)
            note(os.fstat(file if isinstance(file, int) else file.fileno()))

        def after_commit(_arguments: Sequence[Any]) -> None:
            for path in folders(None).data.glob("faceapp.sqlite*"):
                note(path.stat())

        os.fsync = noted_sync
        At(COMMIT, after_commit, 0, after=True).plant()


ENGINE = _warm_up()
