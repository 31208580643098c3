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
# Bytecode now saves seconds at every start.
"$uv" sync --frozen --compile-bytecode --quiet ${python:+--python "$python"}
printf '%s\n' "$wanted" >"$stamp"
