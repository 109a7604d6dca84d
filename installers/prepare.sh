# Sourced by run.sh and test.sh: makes .venv in the checkout complete, or says in one line why it cannot.
# Nothing here prints on stdout or reads stdin: both belong to the program that is started afterwards.

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
venv=$root/.venv
stamp=$venv/stamp # what .venv was made from; its last line is written only when everything is in place
log=$venv/install.log

say() { printf 'faceapp: %s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 3
}

# prepare [EXTRA]: install the product with EXTRA and with every extra asked for before.
prepare() {
  extras=$({ sed -n 's/^extras //p' "$stamp" 2>/dev/null | tr , '\n'; printf '%s\n' "$@"; } |
    sort -u | sed '/^$/d' | paste -sd , -)
  is_current && return
  say "preparing $venv; the first time this downloads about 400 MB (GPU: 2 GB) and takes some minutes"
  # Two first starts at once must not build in the same folder (macOS has no flock).
  (if command -v flock >/dev/null; then flock 9; fi; is_current || install_product) 9<"$root/pyproject.toml" </dev/null
}

is_current() { [ "$(cat "$stamp" 2>/dev/null)" = "$(asked; home; pins)" ]; }
asked() { printf 'extras %s\n' "$extras"; }
home() { printf 'home %s %s\n' "$("$venv/bin/python" -V 2>&1)" "$root"; }
pins() { printf 'pins %s\n' "$(cat "$root/pyproject.toml" "$root/installers/constraints.txt" "$root"/resources/i18n/*.ts | cksum)"; }

install_product() {
  if [ -d "$venv" ] && [ ! -O "$venv" ]; then
    fail "$venv belongs to another user; make a checkout of your own and start it there"
  fi
  if ! { grep -qs '^pins ' "$stamp" && grep -qsxF "$(home)" "$stamp"; }; then
    # Absent, moved, made by a Python that is gone, or interrupted half-way: nothing in it can be trusted.
    rm -rf "$venv"
    mkdir "$venv"
  fi
  asked >"$stamp"
  : >"$log"
  install_system_packages
  [ -e "$venv/pyvenv.cfg" ] || "$(find_python)" -m venv "$venv" >>"$log" 2>&1 || explain
  pip install pip setuptools hatchling editables # the builders are pinned too
  pip install --no-build-isolation --editable "$root${extras:+[$extras]}"
  # onnxruntime and onnxruntime-gpu own the same files and the last one written wins: make it the GPU one.
  case ,$extras, in *,gpu,*) pip install --force-reinstall --no-deps onnxruntime-gpu ;; esac
  "$venv/bin/pyside6-lrelease" -silent "$root"/resources/i18n/*.ts >>"$log" 2>&1 || explain # the window's languages
  { home; pins; } >>"$stamp"
}

pip() {
  "$venv/bin/python" -m pip "$@" --no-input --disable-pip-version-check \
    --constraint "$root/installers/constraints.txt" >>"$log" 2>&1 || explain
}

find_python() {
  for name in python3.13 python3.12 python3.11 python3; do
    "$name" -c 'import ensurepip, sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null &&
      command -v "$name" && return
  done
  return 1
}

install_system_packages() {
  missing=$(missing_packages | paste -sd ' ' -)
  [ -z "$missing" ] && return
  command -v apt-get >/dev/null || fail "missing on this system: $missing (Debian's names; Python must be 3.11 to 3.13)"
  sudo=
  if [ "$(id -u)" -ne 0 ]; then
    sudo=sudo
    command -v sudo >/dev/null || fail "missing: $missing; ask an administrator for: apt-get install $missing"
  fi
  say "installing system packages: $missing"
  $sudo apt-get update >>"$log" 2>&1 || true # a broken foreign list is no obstacle
  # shellcheck disable=SC2086 # a list of names
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing >>"$log" 2>&1 || explain
  find_python >/dev/null || fail "this system offers $(python3 -V 2>&1); Faceapp needs Python 3.11 to 3.13"
}

# The libraries are what the wheels of OpenCV and Qt leave to the system; the tests open real windows.
missing_packages() {
  find_python >/dev/null || printf '%s\n' python3 python3-venv
  libraries=$(PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null) || return 0
  while read -r library package; do
    case $libraries in *"$library"*) ;; *) echo "$package" ;; esac
  done <<'LIST'
libGL.so.1 libgl1
libgthread-2.0.so.0 libglib2.0-0
libEGL.so.1 libegl1
libxkbcommon.so.0 libxkbcommon0
libfontconfig.so.1 libfontconfig1
libdbus-1.so.3 libdbus-1-3
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
LIST
  case ,$extras, in *,test,*)
    command -v Xvfb >/dev/null || echo xvfb
    command -v xdotool >/dev/null || echo xdotool
    command -v openbox >/dev/null || echo openbox
    command -v exiftool >/dev/null || echo libimage-exiftool-perl
    ;;
  esac
}

explain() {
  if tail -n 20 "$log" | grep -qiE 'name resolution|NewConnectionError|ConnectTimeout|Network is unreachable|could not resolve'; then
    fail "no network: packages cannot be downloaded; connect and start again (details: $log)"
  fi
  tail -n 5 "$log" >&2
  fail "installation failed; the whole log: $log"
}
