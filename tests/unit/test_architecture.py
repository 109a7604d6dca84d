"""The layers hold in the real tree, and every contract notices when it is broken."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

LINT_IMPORTS = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
}
PLANTED = {
    "layers": ("core", "import faceapp.paths"),
    "qt": ("services", "import PySide6"),
    "screens": ("cli", "import faceapp.stores"),
    "adapters": ("services", "import faceapp.ml"),
    "sql": ("services", "import sqlalchemy"),
    "core": ("core", "import cv2"),
}


def broken_contracts(checkout: Path) -> set[str]:
    done = subprocess.run(
        [LINT_IMPORTS, "--no-cache", "--no-logo"],
        cwd=checkout,
        env=os.environ | {"COLUMNS": "200", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    lines = done.stdout.splitlines()
    kept = {name for name in CONTRACTS.values() if f"{name} KEPT" in lines}
    broken = {name for name in CONTRACTS.values() if f"{name} BROKEN" in lines}
    assert kept | broken == set(CONTRACTS.values()), done.stdout + done.stderr
    return broken


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    only_python = shutil.ignore_patterns("__pycache__", "*.toml", "*.json", "*.sql", "*.mako")
    shutil.copytree(ROOT / "faceapp", tmp_path / "faceapp", ignore=only_python)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_tree_keeps_every_contract():
    assert broken_contracts(ROOT) == set()


@pytest.mark.parametrize("contract", CONTRACTS)
def test_a_contract_notices_its_violation(contract: str, copy: Path):
    package, line = PLANTED[contract]
    (copy / "faceapp" / package / "planted.py").write_text(line, encoding="utf-8")
    assert broken_contracts(copy) == {CONTRACTS[contract]}
