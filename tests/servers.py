"""Whether tests that need a server of their own can run."""

from __future__ import annotations

import os

import pytest

from bench.servers import missing


def need(name: str) -> None:
    """Skip the test if the server's programs are absent; fail where CI must have them."""
    if not (absent := missing(name)):
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"not installed: {absent}")
    pytest.skip(f"not installed: {absent}")
