"""Settings files, and records beside models and figures, full of nonsense."""

import random
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import tomli_w

from faceapp.core.errors import Code, UserError
from faceapp.core.settings import Settings
from faceapp.ml.calibrations import calibration_for
from faceapp.ml.engines import engine_infos, pack_problems
from faceapp.services.settings import load_settings, save_settings
from faceapp.vectors.index_choice import choose_index
from tests.fuzz.mutate import mutated
from tests.fuzz.report import Case, Report, attempt

ACCEPTED = frozenset(("exact",))
_SHA = "0" * 64
_FILE = {"file": "a.onnx", "sha256": _SHA, "size": 9}
_FILES: dict[str, dict[str, object]] = {
    "settings.toml": asdict(Settings(index_type="HNSW", index_parameters={"M": 24})),
    "pack.toml": {"imported_at": "x", "dimension": 128, "detector": _FILE, "embedder": _FILE},
    "model.toml": {"imported_at": "x", "kind": "arcface", "dimension": 128, "model": _FILE},
    "calibration.toml": {
        "embedder_sha256": _SHA, "detector": "scrfd", "variant": "", "profile": "x",
        "t70": 0.3, "t95": 0.5, "fmr70": 0.001, "fmr95": 1e-6, "impostor_pairs": 9,
        "genuine_pairs": 9, "people": 9,
        "fitted": "2026-11-21",
    },
}  # fmt: skip
_NONSENSE = (
    "inf", "-inf", "nan", "-1", "0", "1e400", "9" * 30, "9" * 5000, "0x" + "f" * 5000, "true",
    '""',
    r'"\u0000"', r'"\u202e"', '"../../x"', '".."', '"/"', "[]", "{}", "{a = 1}", "2020-02-30",
    "1979-05-27", "07:32:00", "[" * 3000 + "]" * 3000, "{a=" * 3000 + "1" + "}" * 3000, "'''",
    "#",
    '"' + "x" * 100_000 + '"', "\0", "\udc80", "= =", "[1, 'a', {}]", "9" * 4300, "1.7e308",
    "5e-324",
)  # fmt: skip
_DOCUMENTS = (
    b"", b"\0", b"\xef\xbb\xbf", b"\xff\xfe" + "a = 1".encode("utf-16-le"), b"[" * 20_000,
    b"a." * 20_000 + b"a = 1", b"a = " + b"[" * 20_000, b"a = 1\n" * 2, b"\n" * 1_000_000,
    b"[a]\n" * 2, b"[[a]]\n" * 20_000, b"a = '" + b"x" * 2_000_000 + b"'", b"\x1a", b"<?xml?>",
    b"# " + b"\xff" * 99, b"x" * 1_000_000, b"[a" + b".a" * 20_000 + b"]\nb = 1",
)  # fmt: skip


def fuzz_settings(trials: int, seed: int, keep: Path | None = None, first: int = 0) -> Report:
    """Whole documents of nonsense, nonsense at each key, then mutated files."""
    report = Report("settings", ACCEPTED, keep)
    share = 1 if trials > 1_000 else 3
    for case in [
        *_by_hand()[::share],
        *(_by_chance(seed, first + number) for number in range(trials)),
    ]:
        report.add(case, attempt(lambda: check_file(case)))  # noqa: B023  called at once
    return report


def _by_hand() -> list[Case]:
    cases = [Case(name, text, f"{name} {text[:20]!r}") for name in _FILES for text in _DOCUMENTS]
    for name, good in _FILES.items():
        for key in good:
            for value in _NONSENSE:
                cases.append(Case(name, _with(good, key, value), f"{name} {key} = {value[:20]!r}"))
    for key in _FILE:
        for value in _NONSENSE:
            odd = "{" + ", ".join(
                f"{k} = {value if k == key else repr(v)}" for k, v in _FILE.items()
            )
            data = _with(_FILES["model.toml"], "model", odd + "}")
            cases.append(Case("model.toml", data, f"model.toml model.{key} = {value[:20]!r}"))
    return cases


def _with(good: dict[str, object], key: str, value: str) -> bytes:
    rest = tomli_w.dumps({name: what for name, what in good.items() if name != key})
    return f"{key} = {value}\n{rest}".encode("utf-8", "surrogateescape")


def _by_chance(seed: int, number: int) -> Case:
    name = random.Random(number).choice(list(_FILES))
    case = mutated({name: tomli_w.dumps(_FILES[name]).encode()}, seed, number)
    return Case(name, case.data, case.recipe)


def check_file(case: Case) -> None:
    """Settings are refused by name or make sense; a record that makes none is passed over."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as place:
        folder = Path(place) / "models/a"
        folder.mkdir(parents=True)
        path = folder / case.name
        path.write_bytes(case.data)
        _CHECKS[case.name](path)


def _check_settings(path: Path) -> None:
    try:
        settings = load_settings(path)
        choose_index(settings.index_type, settings.index_parameters)
    except UserError as error:
        assert error.code is Code.SETTINGS_INVALID
        assert error.details["key"] or error.details["reason"]
        return
    save_settings(path, settings)
    assert load_settings(path) == settings


def _check_record(path: Path) -> None:
    models = path.parent.parent
    for engine in engine_infos(models):
        assert isinstance(engine.dimension, int)
    for problems in pack_problems(models).values():
        assert problems  # a.onnx is not there


def _check_calibration(path: Path) -> None:
    scale = calibration_for(_SHA, "scrfd", "", path.parent)
    for percent in (70.0, 85.0, 95.0):
        cosine = scale.cosine(percent)
        assert abs(scale.percent(cosine) - percent) < 0.1
        assert 0 <= scale.false_match_rate(cosine) <= 1
    for cosine in (-1.0, 0.0, 1.0):
        assert 0 <= scale.percent(cosine) <= 100
        assert 0 <= scale.false_match_rate(cosine) <= 1


_CHECKS: dict[str, Callable[[Path], None]] = {
    "settings.toml": _check_settings,
    "pack.toml": _check_record,
    "model.toml": _check_record,
    "calibration.toml": _check_calibration,
}
