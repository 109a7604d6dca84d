#!/bin/sh
# sh installers/run.sh [--gpu] [ARGUMENTS]: install what is missing, then run `faceapp ARGUMENTS`.
set -eu
. "$(dirname -- "$0")/prepare.sh"
extra=
if [ "${1-}" = --gpu ]; then
  shift
  extra=gpu
  [ "$(uname)" != Darwin ] || fail "--gpu: CUDA does not exist on macOS"
fi
prepare "$extra"
exec "$venv/bin/faceapp" "$@"
