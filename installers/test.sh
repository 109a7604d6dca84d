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
check pytest "$@"
