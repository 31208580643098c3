"""The built file is what its sources make, small enough, and its own tests pass."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
from pathlib import Path

import pytest

WIDGET = Path(__file__).resolve().parents[2] / "widget"
BUDGET = 38 * 1024


@pytest.fixture(scope="module")
def npm():
    """Run a script of widget/package.json; skip without Node.js, unless this is CI."""
    if shutil.which("npm") is None or not (WIDGET / "node_modules").is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("CI must have Node.js: scripts/test-tools.sh could not install it.")
        pytest.skip("No Node.js here: the widget's own tests are left out.")

    def run(script):
        done = subprocess.run(
            ["npm", "run", "--silent", script], cwd=WIDGET, capture_output=True, text=True
        )
        return done.returncode, done.stdout + done.stderr

    return run


@pytest.mark.parametrize("script", ["types", "test", "check"])
def test_the_widgets_own_checks_pass(npm, script):
    code, output = npm(script)
    assert code == 0, output[-3000:]


def test_the_widget_is_small():
    built = (WIDGET / "dist" / "widget.js").read_bytes()
    assert len(gzip.compress(built, 9)) <= BUDGET
