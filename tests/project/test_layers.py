"""Arrows point inward: who may import whom (docs/architecture.md)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
HEAVY = {"rasa", "rasa_sdk", "sanic", "aiohttp", "limits", "jwt", "sqlalchemy", "tensorflow"}
OUTER = {
    "backtalk.nlu",
    "backtalk.runtime",
    "backtalk.channels",
    "backtalk.storage",
    "backtalk.export",
    "backtalk.cli",
}

FORBIDDEN = {
    "backtalk/assessment": HEAVY | OUTER | {"spacy", "actions", "yaml", "ruamel", "backtalk.safety", "backtalk.content"},
    "backtalk/safety": HEAVY | OUTER | {"actions", "ruamel", "backtalk.content", "backtalk.assessment"},
    "backtalk/content": HEAVY | OUTER | {"spacy", "actions"},
    "backtalk/nlu": {"rasa_sdk", "sanic", "sqlalchemy", "actions", "backtalk.runtime", "backtalk.channels", "backtalk.storage"},
    "backtalk/channels": {"sqlalchemy", "actions", "backtalk.runtime", "backtalk.nlu", "backtalk.storage", "backtalk.export"},
    "backtalk/storage": {"rasa", "rasa_sdk", "sanic", "spacy", "actions", "backtalk.nlu", "backtalk.runtime", "backtalk.channels"},
    "backtalk/export": HEAVY | OUTER - {"backtalk.export"} | {"spacy", "matplotlib", "actions", "backtalk.safety", "backtalk.settings"},
    "backtalk/runtime": {"actions"},
    "actions": {"rasa", "spacy", "sqlalchemy", "sanic", "backtalk.runtime", "backtalk.nlu", "backtalk.channels", "backtalk.storage.tables", "backtalk.storage.engine", "backtalk.storage.migrate", "backtalk.storage.erasure"},
}  # fmt: skip


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def breaks(folder: str, path: Path) -> list[str]:
    return [
        f"{path.name} imports {name}"
        for name in imported(path)
        for banned in FORBIDDEN[folder]
        if name == banned or name.startswith(f"{banned}.")
    ]


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_no_arrow_points_outward(folder):
    files = list((HOME / folder).rglob("*.py"))
    assert files
    assert [problem for path in files for problem in breaks(folder, path)] == []


def test_an_arrow_that_points_outward_is_found(tmp_path):
    path = tmp_path / "x.py"
    path.write_text(
        "from backtalk import runtime\nimport rasa.core\nfrom sqlalchemy import select\n"
    )
    assert len(breaks("backtalk/assessment", path)) == 4


def test_nothing_is_opened_at_import():
    openers = {"open", "create_engine", "connect", "load_library", "from_env", "read_text"}
    for path in [*(HOME / "backtalk").rglob("*.py"), *(HOME / "actions").rglob("*.py")]:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign | ast.Expr | ast.AnnAssign):
                called = {
                    getattr(call.func, "attr", getattr(call.func, "id", ""))
                    for call in ast.walk(node)
                    if isinstance(call, ast.Call)
                }
                assert not called & openers, path
