"""Long form of the fault suites: `python -m tests.faults NAME [--trials N] [--seed S]`.

Prints trials, survived and lost; ends with 1 if anything was lost. `all` runs every suite.
"""

import argparse
import importlib
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

import pytest

SUITES = {
    path.stem.removeprefix("test_"): path.stem for path in Path(__file__).parent.glob("test_*.py")
}
_TRIALS_PER_PLACE = 10


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("name", choices=[*sorted(SUITES), "all"])
    parser.add_argument("--trials", type=int)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    names = sorted(SUITES) if options.name == "all" else [options.name]
    with tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as home:
        os.environ["FACEAPP_FAULTS_HOME"] = home
        lost = [_suite(name, options.trials, options.seed, Path(home)) for name in names]
    return 1 if any(lost) else 0


def _suite(name: str, trials: int | None, first_seed: int, home: Path) -> int:
    module = importlib.import_module(f"tests.faults.test_{name}")
    started, lost, skipped = time.monotonic(), 0, 0
    trials = trials or module.TRIALS
    for number in range(trials):
        seed = first_seed + number
        try:
            module.trial(home / name / str(number // _TRIALS_PER_PLACE), seed)
        except pytest.skip.Exception as reason:
            skipped += 1
            print(f"{name}: seed {seed} skipped: {reason}", flush=True)
        except Exception:  # noqa: BLE001  whatever it is, it is counted
            lost += 1
            print(f"{name}: seed {seed} LOST", traceback.format_exc(), sep="\n", flush=True)
    ran, seconds = trials - skipped, time.monotonic() - started
    counts = f"{ran} trials, {ran - lost} survived, {lost} lost, {skipped} skipped"
    print(f"{name}: {counts}, {seconds:.0f} s", flush=True)
    return lost


if __name__ == "__main__":
    sys.exit(main())
