"""`python -m tests.bench NAME [--json FILE] [--record] [--small]`.

NAME is a module beside this one (import_photos for `import`) with a function
`measure(small: bool) -> list[Figure]`. `--record` puts the figures on top of RESULTS.md; `--small`
is a quick look whether everything runs.
"""

import argparse
import importlib
import json
import sys
from pathlib import Path

from tests.bench.figures import as_document, as_section, as_table, write_result

FOLDER = Path(__file__).parent
# A module cannot be called `import`.
MODULES = {
    path.stem.replace("import_photos", "import"): path.stem
    for path in sorted(FOLDER.glob("*.py"))
    if "def measure(" in path.read_text(encoding="utf-8") and path.stem != "__main__"
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("name", choices=MODULES)
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--small", action="store_true")
    given = parser.parse_args()
    figures = importlib.import_module(f"tests.bench.{MODULES[given.name]}").measure(given.small)
    print(as_table(figures))
    if given.json:
        document = as_document(given.name, figures)
        given.json.write_text(json.dumps(document, indent=1, ensure_ascii=False), encoding="utf-8")
    if given.record:
        write_result(FOLDER / "RESULTS.md", as_section(given.name, figures))
    return 1 if any(figure.met is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
