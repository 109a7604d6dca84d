#!/bin/sh
# sh installers/test.sh [PYTEST ARGUMENTS]: install what is missing, then run every check; stops at the first that fails.
set -eu
. "$(dirname -- "$0")/prepare.sh"
prepare test
cd "$root"

check() {
  printf '\n== %s\n' "$*"
  "$venv/bin/$@"
}

check ruff format --check
check ruff check
check mypy
check lint-imports
# Each file of tests stays together, for what its tests share is made once; `-n 0` runs all in one process.
check pytest -n auto --maxprocesses 4 --dist loadfile "$@"
