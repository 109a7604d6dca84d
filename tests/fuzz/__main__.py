"""The long forms: `python -m tests.fuzz NAME [--trials N] [--seed S]`."""

import argparse
import sys
import tempfile
from pathlib import Path

from loguru import logger

from tests.fuzz.archives import fuzz_archives
from tests.fuzz.bombs import fuzz_bombs
from tests.fuzz.exchanged import fuzz_exchanged
from tests.fuzz.exports import fuzz_exports
from tests.fuzz.fields import fuzz_fields
from tests.fuzz.images import fuzz_images
from tests.fuzz.names import fuzz_names
from tests.fuzz.settings_files import fuzz_settings

SUITES = {
    "images": (fuzz_images, 50_000),
    "bombs": (fuzz_bombs, 2),
    "archives": (fuzz_archives, 20_000),
    "names": (fuzz_names, 3_000),
    "fields": (fuzz_fields, 5_000),
    "exports": (fuzz_exports, 5_000),
    "exchanged": (fuzz_exchanged, 20_000),
    "settings": (fuzz_settings, 10_000),
}


def main() -> int:
    """Run the suites asked for; 1 if anything failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("name", choices=[*SUITES, "all"])
    parser.add_argument("--trials", type=int, help="how many; each suite has its own default")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first trial")
    parser.add_argument("--keep", type=Path, help="folder for the inputs of failures")
    given = parser.parse_args()
    keep = given.keep or Path(tempfile.gettempdir()) / "faceapp-fuzz"
    logger.remove()  # remarks about records passed over
    failures = 0
    for name in SUITES if given.name == "all" else [given.name]:
        suite, usual = SUITES[name]
        report = suite(given.trials or usual, given.seed, keep, given.first)
        print("\n".join(report.lines()), flush=True)
        failures += len(report.failures)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
