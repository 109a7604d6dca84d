"""A process that may crash, hang or swell in our place, and is then replaced."""

import json
import os
import select
import struct
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import IO

from tests.fuzz.report import Case, Verdict

ROOT = Path(__file__).resolve().parents[2]
# On the wall, where the others on the machine count too; the limit of a trial is in CPU seconds.
PATIENCE_S = 30.0
HEADER = struct.Struct(">II")


class Worker:
    """Runs one target of `tests.fuzz.child` on case after case; nothing is left behind."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._process: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  closed in __exit__

    def __enter__(self) -> "Worker":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()
        self._said.close()

    @property
    def pid(self) -> int | None:
        """The process at work, if there is one."""
        return self._process.pid if self._process else None

    def run(self, case: Case) -> Verdict:
        """Let the child try the case; a crash and a hang are verdicts like others."""
        process = self._process or self._start()
        name = case.name.encode("utf-8", "surrogatepass")
        try:
            process.stdin.write(HEADER.pack(len(name), len(case.data)) + name + case.data)
            process.stdin.flush()
        except BrokenPipeError:
            return self._crashed(process)
        if not select.select([process.stdout], [], [], PATIENCE_S)[0]:
            self._stop()
            return Verdict("hang", f"no answer in {PATIENCE_S:.0f} s", PATIENCE_S)
        answer = process.stdout.readline()
        return Verdict(**json.loads(answer)) if answer else self._crashed(process)

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.fuzz.child", self._target],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        return self._process

    def _crashed(self, process: subprocess.Popen[bytes]) -> Verdict:
        code = process.wait()
        self._said.seek(0)
        detail = self._said.read()[-400:].decode(errors="replace")
        self._stop()
        return Verdict("crash", f"exit {code}: {detail}")

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process.stdin.close()
            self._process.stdout.close()
            self._process = None
