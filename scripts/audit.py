"""Known holes in the packages of uv.lock: ``make audit``. Needs the network (osv.dev).

It ends with 1 when an advisory stands that deploy/audit.yml does not give a reason to ignore, and
with 2 when no database of advisories can be reached: not knowing is not the same as being whole.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

HOME = Path(__file__).resolve().parents[1]
_REASON = 20
"""Characters: a shorter reason is none."""


def read_rules(path: Path) -> dict[str, dict[str, str]]:
    """Return ``ignored`` and ``held_back`` of deploy/audit.yml.

    Raises:
        ValueError: an entry has no reason.
    """
    rules = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    found = {part: dict(rules[part] or {}) for part in ("ignored", "held_back")}
    for part, entries in found.items():
        for name, reason in entries.items():
            if not isinstance(reason, str) or len(reason) < _REASON:
                raise ValueError(f"{path.name}: key '{part}.{name}': a reason is expected.")
    return found


def open_advisories(report: dict[str, Any], rules: dict[str, dict[str, str]]) -> list[str]:
    """Return a line for each advisory of pip-audit's ``report`` that is not ignored."""
    return [
        f"{package['name']} {package['version']}: {hole['id']}"
        f" (mended in {', '.join(hole['fix_versions']) or 'no version'})"
        f"\n    {rules['held_back'].get(package['name'], 'not held back: update it')}"
        for package in report["dependencies"]
        for hole in package.get("vulns", ())
        if not {hole["id"], *hole.get("aliases", ())} & set(rules["ignored"])
    ]


def main() -> int:
    """Ask for advisories on everything that is installed at a clinic; returns the exit code."""
    rules = read_rules(HOME / "deploy" / "audit.yml")
    uv = [sys.argv[1]] if len(sys.argv) > 1 else ["uv"]
    listing = [*uv, "export", "--frozen", "--no-dev", "--no-emit-project", "--no-hashes", "--quiet"]
    wanted = _output(listing)
    audit = [*uv, "tool", "run", "--python", sys.executable, "pip-audit", "--vulnerability-service"]
    audit += ["osv", "--no-deps", "--disable-pip", "--format", "json", "-r", "/dev/stdin"]
    try:
        found = open_advisories(json.loads(_output(audit, wanted)), rules)
    except ValueError:
        print("No database of advisories can be reached.", file=sys.stderr)
        return 2
    print("\n".join(found) or "No advisory stands.")
    return 1 if found else 0


def _output(command: list[str], given: str = "") -> str:
    return subprocess.run(  # noqa: S603  uv and pip-audit, with no words of others
        command, input=given, cwd=HOME, check=False, capture_output=True, text=True
    ).stdout


if __name__ == "__main__":
    sys.exit(main())
