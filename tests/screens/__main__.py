"""`python -m tests.screens OUT`: every page and state in both languages and themes, two sizes.

The photos are those of FACEAPP_TEST_ASSETS or ../shared. `--only library-full` draws one state,
`--quick` each state once (Russian, light, small); the library is kept in `--data`.
"""

import argparse
import itertools
import os
import sys
from importlib import import_module
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from faceapp.app import scan_lent
from faceapp.core.jobs import CancelToken
from faceapp.net.policy import NetPolicy
from faceapp.services.scan import ScanRequest
from tests.screens.stage import Look, Stage

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("frame", "library", "people", "viewer", "search", "jobs", "sources", "settings", "help")
SIZES = {"1280x800": QSize(1280, 800), "2560x1440": QSize(2560, 1440)}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.screens", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--data", type=Path, default=Path("/tmp/faceapp-screens"))
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    full, empty = given.data / "full", given.data / "empty"
    _fill(full)
    application = QApplication(sys.argv[:1])
    looks = [Look(*pair) for pair in itertools.product(("ru", "en"), ("light", "dark"))]
    sizes = list(SIZES.items())
    if given.quick:
        looks, sizes = looks[:1], sizes[:1]
    for name, act in _screens().items():
        if given.only not in name:
            continue
        for look, (size_name, size) in itertools.product(looks, sizes):
            data = empty if "empty" in name else full
            stage = Stage(application, data, look, size)
            try:
                act(stage)
                path = given.out / f"{name}.{look.language}.{look.theme}.{size_name}.png"
                stage.save(path)
                print(path)
            finally:
                stage.close()
    return 0


def _screens():
    """`name -> act(stage)` of every page: modules of this package with a dictionary SCREENS."""
    found = {}
    for page in PAGES:
        try:
            module = import_module(f"tests.screens.{page}")
        except ModuleNotFoundError:
            continue
        found |= module.SCREENS
    return found


def _fill(data: Path) -> None:
    assets = Path(os.environ.get("FACEAPP_TEST_ASSETS") or ROOT.parent / "shared")
    if not (data / "faceapp.sqlite").exists():
        request = ScanRequest((assets / "data" / "photos",))
        scan_lent(data, NetPolicy(), None, request, CancelToken(), lambda _: None)


if __name__ == "__main__":
    sys.exit(main())
