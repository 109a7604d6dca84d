"""Mutated pictures by the thousand through `decode` and the thumbnails, in a child process."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.fuzz.mutate import mutated
from tests.fuzz.report import Case, Report
from tests.fuzz.samples import samples
from tests.fuzz.workers import Worker

ACCEPTED = frozenset(("photo", "ItemError"))


def fuzz_images(trials: int, seed: int, keep: Path | None = None, first: int = 0) -> Report:
    """Trials `first` to `first + trials` of the seed."""
    return fuzz_samples(samples(), trials, seed, keep, first)


def fuzz_samples(
    files: Mapping[str, bytes], trials: int, seed: int, keep: Path | None, first: int
) -> Report:
    """The same with other files to begin with."""
    cases = (mutated(files, seed, number) for number in range(first, first + trials))
    return tried("images", cases, keep)


def tried(suite: str, cases: Iterable[Case], keep: Path | None) -> Report:
    """All cases, in one child after another."""
    report = Report(suite, ACCEPTED, keep)
    with Worker("picture") as worker:
        for case in cases:
            report.add(case, worker.run(case))
    return report
