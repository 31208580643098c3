#!/bin/sh
# What the tests of the web face need beside .venv: the widget's packages and a browser. Installs what
# it can and says what is missing; tests skip without them, and fail where CI=true.
set -u
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
has() { command -v "$1" >/dev/null 2>&1; }
can_install() { has apt-get && [ "$(id -u)" = 0 ]; }
install() { apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1; }

has_browser() { has chromium || has chromium-browser || has google-chrome; }

if { ! has npm || ! has_browser; } && can_install; then
    say "Setting up: fetching what the tests of the web face need"
    apt-get update -qq >/dev/null 2>&1
    has npm || install nodejs npm || say "Node.js could not be fetched: the widget's own tests are left out."
    has_browser || install chromium || say "Chromium could not be fetched: the tests in a browser are left out."
fi

if has npm && ! cmp -s widget/package-lock.json widget/node_modules/.set-up-from; then
    npm ci --prefix widget --no-audit --no-fund --silent &&
        cp widget/package-lock.json widget/node_modules/.set-up-from ||
        say "The widget's packages could not be fetched: its own tests are left out."
fi
exit 0
