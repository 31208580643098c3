#!/bin/sh
# Builds .venv from uv.lock, once. Needs uv or Python 3.10; a second run does nothing.
set -eu
cd "$(dirname "$0")/.."

stamp=.venv/.set-up-from
wanted=$(cat uv.lock pyproject.toml | cksum)
if [ -x .venv/bin/backtalk ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi

is_310() { "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null; }

find_python() {
    for candidate in .venv/bin/python python3.10 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10.*/bin/python3.10 python3 python; do
        if command -v "$candidate" >/dev/null 2>&1 && is_310 "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
}

say() { printf '%s\n' "$*" >&2; }

python=$(find_python)
if command -v uv >/dev/null 2>&1; then
    uv=uv
elif [ -n "$python" ]; then
    [ -x .venv/bin/python ] || "$python" -m venv .venv || {
        say "Python 3.10 has no venv module: install it (on Debian: python3.10-venv), or install uv."
        exit 1
    }
    say "Setting up: fetching uv"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check uv
    uv=.venv/bin/uv
elif command -v python3 >/dev/null 2>&1; then
    # Some other Python: it is good enough to fetch uv, and uv fetches Python 3.10.
    say "Setting up: fetching uv"
    [ -x .tools/bin/uv ] || {
        python3 -m venv .tools && .tools/bin/python -m pip install --quiet --disable-pip-version-check uv
    } || { say "Backtalk needs uv or Python 3.10: please install one of them."; exit 1; }
    uv=.tools/bin/uv
    "$uv" python install 3.10 || { say "Python 3.10 could not be fetched: please install it."; exit 1; }
else
    say "Backtalk needs uv or Python 3.10: please install one of them."
    exit 1
fi

say "Setting up: installing packages (a few minutes the first time)"
# --inexact keeps a uv that lives in .venv itself; bytecode now saves seconds at every start.
"$uv" sync --frozen --inexact --compile-bytecode --quiet ${python:+--python "$python"}
printf '%s\n' "$wanted" >"$stamp"
