"""The short forms; the long ones are `python -m tests.fuzz NAME`."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

if os.name != "posix":
    pytest.skip("limits on processes are POSIX", allow_module_level=True)

from tests.fuzz.archives import fuzz_archives
from tests.fuzz.bombs import fuzz_bombs
from tests.fuzz.exchanged import fuzz_exchanged
from tests.fuzz.exports import check_exports
from tests.fuzz.fields import check_each, check_fields, small_library
from tests.fuzz.images import fuzz_images
from tests.fuzz.names import NAMES, check_names, random_names
from tests.fuzz.report import LIMIT_MB, LIMIT_S, Case, Report, Verdict
from tests.fuzz.samples import samples
from tests.fuzz.settings_files import fuzz_settings
from tests.fuzz.workers import Worker

SEED = 4


@pytest.mark.parametrize(
    ("suite", "trials", "least"),
    [
        (fuzz_images, 2_000, 2_000),
        (fuzz_bombs, 1, 100),
        (fuzz_archives, 400, 700),
        (fuzz_exchanged, 1_000, 1_010),
        (fuzz_settings, 200, 500),
    ],
)
def test_nonsense_ends_in_an_honest_error(
    suite: Callable[..., Report], trials: int, least: int, tmp_path: Path
):
    report = suite(trials, SEED, tmp_path)
    assert not report.failures, "\n".join(report.lines())
    assert report.trials >= least


def test_every_sample_is_a_photo():
    with Worker("picture") as worker:
        for name, data in samples().items():
            if name == "camera-as.tif":  # a mosaic under a name that does not tell
                continue
            assert worker.run(Case(name, data, name)).outcome == "photo", name


@pytest.mark.skipif(os.uname().sysname != "Linux", reason="other systems refuse such names")
def test_wicked_names_come_back_exactly_and_print_harmlessly(tmp_path: Path):
    check_names(tmp_path, [*NAMES, *random_names(SEED, 0, 60)])


def test_any_text_in_a_field_is_answered(tmp_path: Path):
    library = small_library(tmp_path)
    assert check_each(library, tmp_path, share=8) > 200
    assert check_fields(library, tmp_path, 100, SEED) >= 60


def test_exports_read_back_exactly(tmp_path: Path):
    assert check_exports(tmp_path, 150, SEED) >= 100


@pytest.mark.parametrize(
    ("target", "outcome"),
    [("exception", "exception"), ("crash", "crash"), ("memory", "photo")],
)
def test_the_harness_sees_every_kind_of_failure(target: str, outcome: str, tmp_path: Path):
    report = Report("self", frozenset(("photo",)), tmp_path)
    with Worker(f"self-{target}") as worker:
        case = Case("a.jpg", b"bad", "made to fail")
        verdict = worker.run(case)
        report.add(case, verdict)
        assert verdict.outcome == outcome, verdict
        assert worker.run(Case("a.jpg", b"good", "fine")).outcome == "photo"
    assert len(report.failures) == 1
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"bad"]


def test_a_hanging_child_is_killed_and_replaced(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tests.fuzz.workers.PATIENCE_S", 1.0)
    with Worker("self-hang") as worker:
        assert worker.run(Case("a.jpg", b"bad", "")).outcome == "hang"
        assert worker.pid is None


def test_slow_and_large_trials_are_failures():
    report = Report("self", frozenset(("photo",)))
    case = Case("a.jpg", b"", "")
    report.add(case, Verdict("photo", seconds=LIMIT_S, peak_mb=LIMIT_MB))
    assert not report.failures
    report.add(case, Verdict("photo", seconds=LIMIT_S + 0.1))
    report.add(case, Verdict("photo", peak_mb=LIMIT_MB + 1))
    assert len(report.failures) == 2
