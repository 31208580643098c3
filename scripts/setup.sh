#!/bin/sh
# Builds .venv from uv.lock, once. Needs uv or Python 3.10; a second run does nothing.
# scripts/setup.sh --service: for a service of the system. Leaves the tools of development out, and takes no
# Python of a home folder, which such a service does not see (ProtectHome=yes of deploy/backtalk.service).
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

service=
case ${1:-} in
"") ;;
--service) service=yes ;;
*) say "Usage: scripts/setup.sh [--service]"; exit 2 ;;
esac

stamp=.venv/.set-up-from
wanted=$(cat uv.lock pyproject.toml | cksum)${service:+ service}
if [ -x .venv/bin/backtalk ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi

# Python 3.10; for a service, one that lies outside of home folders, whatever links lead to it.
is_fit() {
    "$1" -c 'import os, sys
homes = ("/home/", "/root/", "/run/user/") if sys.argv[1] else ()
sys.exit(sys.version_info[:2] != (3, 10) or os.path.realpath(sys.base_prefix).startswith(homes))' "$service" 2>/dev/null
}

find_python() {
    for candidate in .venv/bin/python python3.10 "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/3.10.*/bin/python3.10 python3 python; do
        if command -v "$candidate" >/dev/null 2>&1 && is_fit "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
}

python=$(find_python)
if [ -n "$service" ]; then
    export UV_PYTHON_INSTALL_DIR="${UV_PYTHON_INSTALL_DIR:-$PWD/.tools/python}"
    # Or uv would look for one by itself, in home folders too.
    [ -n "$python" ] || export UV_PYTHON_PREFERENCE=only-managed
fi
if command -v uv >/dev/null 2>&1; then
    uv=uv
else
    # Any Python is good enough to fetch uv; it lives beside .venv, which uv may build anew.
    any=${python:-$(command -v python3 || true)}
    [ -n "$any" ] || { say "Backtalk needs uv or Python 3.10: please install one of them."; exit 1; }
    uv=.tools/bin/uv
    [ -x "$uv" ] || {
        say "Setting up: fetching uv"
        "$any" -m venv .tools && .tools/bin/python -m pip install --quiet --disable-pip-version-check uv
    } || {
        say "uv could not be fetched: please install uv, or Python 3.10 with its venv module (on Debian: python3.10-venv)."
        exit 1
    }
    [ -n "$python" ] || "$uv" python install 3.10 || { say "Python 3.10 could not be fetched: please install it."; exit 1; }
fi

say "Setting up: installing packages (a few minutes the first time)"
rm -f "$stamp" # it says what is whole
# Bytecode now saves seconds at every start.
"$uv" sync --frozen --compile-bytecode --quiet ${service:+--no-dev} ${python:+--python "$python"}
printf '%s\n' "$wanted" >"$stamp"
