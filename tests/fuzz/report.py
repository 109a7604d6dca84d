"""What a suite hands back: how many trials, which of them failed, the slowest and the largest."""

import hashlib
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

# One trial: CPU seconds, so that a busy machine is not taken for a hang, and mebibytes resident.
LIMIT_S, LIMIT_MB = 5.0, 1024


@dataclass(frozen=True)
class Case:
    """One hostile file; `recipe` says how it came about."""

    name: str
    data: bytes
    recipe: str


@dataclass(frozen=True)
class Verdict:
    """How one trial ended: `outcome` is one that a suite accepts, or what went wrong."""

    outcome: str
    detail: str = ""
    seconds: float = 0.0
    peak_mb: float = 0.0


def attempt(check: Callable[[], object]) -> Verdict:
    """Run a check in this process; whatever it raises is a verdict."""
    started = time.process_time()
    try:
        check()
    except Exception as error:  # noqa: BLE001  that is what is looked for
        return Verdict("exception", f"{error!r}"[:2000], time.process_time() - started)
    return Verdict("exact", seconds=time.process_time() - started)


@dataclass
class Report:
    """Adds verdicts up; the inputs of failures are kept in `keep`, if that is given."""

    suite: str
    accepted: frozenset[str]
    keep: Path | None = None
    trials: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    largest: tuple[float, str] = (0.0, "")

    def add(self, case: Case, verdict: Verdict) -> None:
        """Count one trial."""
        self.trials += 1
        self.outcomes[verdict.outcome] += 1
        self.slowest = max(self.slowest, (verdict.seconds, case.recipe))
        self.largest = max(self.largest, (verdict.peak_mb, case.recipe))
        wrong = self._fault(verdict)
        if wrong:
            self.failures.append(f"{case.recipe}: {wrong}{self._kept(case)}")

    def lines(self) -> list[str]:
        """For people."""
        outcomes = ", ".join(f"{name} {count}" for name, count in self.outcomes.most_common())
        return [
            f"{self.suite}: {self.trials} trials, {len(self.failures)} failures ({outcomes})",
            f"  slowest {self.slowest[0]:.2f} s: {self.slowest[1]}",
            f"  peak {self.largest[0]:.0f} MB: {self.largest[1]}",
            *(f"  FAILED {failure}" for failure in self.failures[:50]),
        ]

    def _fault(self, verdict: Verdict) -> str:
        if verdict.outcome not in self.accepted:
            return f"{verdict.outcome} {verdict.detail}"
        if verdict.seconds > LIMIT_S:
            return f"took {verdict.seconds:.1f} s"
        return f"took {verdict.peak_mb:.0f} MB" if verdict.peak_mb > LIMIT_MB else ""

    def _kept(self, case: Case) -> str:
        if self.keep is None:
            return ""
        self.keep.mkdir(parents=True, exist_ok=True)
        suffix = Path(case.name).suffix or ".bin"
        path = self.keep / (hashlib.sha256(case.data).hexdigest()[:16] + suffix)
        path.write_bytes(case.data)
        return f" [{path}]"


def attempted(suite: str, check: Callable[[], int], seed: int) -> Report:
    """The report of a check that counts its trials itself and ends with its first failure."""
    report, counts = Report(suite, frozenset(("exact",))), [0]
    verdict = attempt(lambda: counts.append(check()))
    report.add(Case(suite, b"", f"seed {seed}"), replace(verdict, seconds=0.0))
    report.trials = max(report.trials, counts[-1])
    return report
