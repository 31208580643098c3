"""What backtalk/export imports, and when: a start should be quick."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
FOLDER = HOME / "backtalk" / "export"
SLOW = {"jinja2", "markupsafe", "fpdf", "fhir", "pydantic", "fontTools", "PIL"}


def imported(nodes):
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_package_itself_imports_nothing():
    tree = ast.parse((FOLDER / "__init__.py").read_text(encoding="utf-8"))
    assert not list(imported(ast.walk(tree)))


def test_what_is_slow_to_import_is_imported_when_it_is_used():
    modules = [f"backtalk.export.{path.stem}" for path in FOLDER.glob("*.py")]
    code = (
        f"import sys\nfor name in {modules!r}: __import__(name)\n"
        f"print(sorted({SLOW!r} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HOME
    )
    assert done.stdout.strip() == "[]"
