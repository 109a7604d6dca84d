"""Work in a process of its own, for a window that must neither wait for it nor fall with it."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TypeVar, cast

from loguru import logger

from faceapp.core.errors import Code, FaceAppError, FatalError
from faceapp.core.jobs import Cancelled, CancelToken, Progress, Report

Result = TypeVar("Result")
Work = Callable[[CancelToken, Report], Result]

# A cancelled child that has not ended by then is killed: a scan loses nothing by it.
GRACE_S = 1.5
_TICK_S = 0.05


@dataclass(frozen=True)
class _Done:
    result: object


@dataclass(frozen=True)
class _Failed:
    kind: type[FaceAppError]
    code: Code
    details: dict[str, object]


@dataclass(frozen=True)
class _Stopped:
    pass


def run_apart(work: Work[Result], token: CancelToken, report: Report) -> Result:
    """Run `work(token, report)` in another process; it and its result must be picklable.

    Raises what it raises, `Cancelled` if it had to be killed, FatalError if its process died.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_child, args=(theirs, work), daemon=True)
    process.start()
    theirs.close()
    try:
        return cast(Result, _followed(ours, token, report))
    except (EOFError, ConnectionError) as error:
        if token.is_cancelled:
            raise Cancelled from error
        raise FatalError(Code.PROCESS_DIED) from error
    finally:
        ours.close()  # tells a child that is still at work to end
        process.join(_TICK_S)
        process.kill()
        process.join()
        process.close()


def _followed(child: Connection, token: CancelToken, report: Report) -> object:
    told, deadline = "", 0.0
    while True:
        wish = "cancel" if token.is_cancelled else "pause" if token.is_paused else "resume"
        if wish != told:
            with suppress(ConnectionError):  # it has ended, and its last word waits to be read
                child.send(wish)
            told, deadline = wish, time.monotonic() + GRACE_S
        if told == "cancel" and time.monotonic() > deadline:
            raise Cancelled
        if child.poll(_TICK_S):
            message = child.recv()
            if not isinstance(message, Progress):
                return _unpacked(message)
            report(message)


def _unpacked(outcome: "_Done | _Failed | _Stopped") -> object:
    if isinstance(outcome, _Done):
        return outcome.result
    if isinstance(outcome, _Stopped):
        raise Cancelled
    raise outcome.kind(outcome.code, **outcome.details)


def _child(parent: Connection, work: Work[object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches both; the parent decides
    token = CancelToken()
    threading.Thread(target=_obey, args=(parent, token), daemon=True).start()

    def send(message: object) -> None:
        try:
            parent.send(message)
        except OSError:
            _end_with_parent()

    send(_outcome(work, token, send))
    # Libraries may have left threads that nobody waits for.
    os._exit(0)


def _end_with_parent() -> None:
    """At once, as if killed too: what was under way is then known as interrupted, not cancelled."""
    os._exit(1)


def _outcome(work: Work[object], token: CancelToken, report: Report) -> _Done | _Failed | _Stopped:
    try:
        return _Done(work(token, report))
    except Cancelled:
        return _Stopped()
    except FaceAppError as error:
        return _Failed(type(error), error.code, error.details)
    except Exception:  # noqa: BLE001  the last place to log it
        logger.exception("bug")
        return _Failed(FatalError, Code.BUG, {})


def _obey(parent: Connection, token: CancelToken) -> None:
    """Do what the parent wishes; end with it, however it ends."""
    wishes = {"cancel": token.cancel, "pause": token.pause, "resume": token.resume}
    try:
        while True:
            wishes[parent.recv()]()
    except (EOFError, OSError):
        _end_with_parent()
