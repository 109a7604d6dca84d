"""Work in a process of its own: results, errors, pause, cancel, death on either side."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from faceapp.core.errors import Code, FatalError, UserError
from faceapp.core.jobs import Cancelled, CancelToken, Progress
from faceapp.services.apart import run_apart


def _count(last: int, token: CancelToken, report) -> int:
    for done in range(last):
        token.wait_while_paused()
        token.raise_if_cancelled()
        report(Progress(done + 1, last))
        time.sleep(0.01)
    return os.getpid()


def _fail(token, report):
    raise UserError(Code.PATH_NOT_FOUND, path="/nowhere")


def _blunder(token, report):
    raise ZeroDivisionError


def _die(token, report):
    os.kill(os.getpid(), signal.SIGKILL)


def _hang(place: Path, token, report):
    place.write_text(str(os.getpid()))
    report(Progress(1))
    time.sleep(600)


def test_result_and_progress_arrive_from_another_process():
    seen = []
    assert run_apart(partial(_count, 5), CancelToken(), seen.append) != os.getpid()
    assert [progress.done for progress in seen] == [1, 2, 3, 4, 5]


def test_failures_keep_their_class_code_and_details():
    with pytest.raises(UserError) as caught:
        run_apart(_fail, CancelToken(), print)
    assert (caught.value.code, caught.value.details) == (Code.PATH_NOT_FOUND, {"path": "/nowhere"})


def test_a_bug_or_a_death_over_there_is_a_failure_here():
    for work, code in ((_blunder, Code.BUG), (_die, Code.PROCESS_DIED)):
        with pytest.raises(FatalError) as caught:
            run_apart(work, CancelToken(), print)
        assert caught.value.code is code


def test_cancel_ends_work_that_listens_and_kills_work_that_does_not(tmp_path):
    token = CancelToken()
    with pytest.raises(Cancelled):
        run_apart(partial(_count, 10_000), token, lambda _: token.cancel())
    token = CancelToken()
    place = tmp_path / "pid"
    with pytest.raises(Cancelled):
        run_apart(partial(_hang, place), token, lambda _: token.cancel())
    with pytest.raises(ProcessLookupError):
        os.kill(int(place.read_text()), 0)


def test_a_wish_that_comes_too_late_does_not_lose_the_result():
    token = CancelToken()

    def report(progress: Progress) -> None:
        if progress.done == 1:
            for child in multiprocessing.active_children():
                child.join()
            token.pause()

    assert run_apart(partial(_count, 3), token, report) != os.getpid()


def test_a_pause_holds_the_work_until_it_is_resumed():
    token, seen = CancelToken(), []

    def report(progress: Progress) -> None:
        seen.append((token.is_paused, progress.done))
        if progress.done == 3:
            token.pause()
        if token.is_paused and progress.done > 3:  # what was under way when it was told
            token.resume()

    timer = threading.Timer(1.0, token.resume)
    timer.start()
    started = time.monotonic()
    run_apart(partial(_count, 40), token, report)
    timer.join()
    assert seen[-1] == (False, 40)
    assert time.monotonic() - started > 0.4


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_the_child_ends_when_its_parent_is_killed(tmp_path):
    script = tmp_path / "parent.py"
    place = tmp_path / "pid"
    script.write_text(
        "from functools import partial\n"
        "from pathlib import Path\n"
        "from tests.unit.services.test_apart import _hang\n"
        "from faceapp.core.jobs import CancelToken\n"
        "from faceapp.services.apart import run_apart\n"
        "if __name__ == '__main__':\n"
        f"    run_apart(partial(_hang, Path({str(place)!r})), CancelToken(), lambda _: None)\n"
    )
    root = Path(__file__).resolve().parents[3]
    parent = subprocess.Popen(
        [sys.executable, str(script)], env=os.environ | {"PYTHONPATH": str(root)}
    )
    _until(lambda: place.exists() and place.read_text())
    parent.kill()
    parent.wait()
    _until(lambda: not _is_alive(int(place.read_text())))


def _is_alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def _until(is_so, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)
