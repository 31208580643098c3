"""Known holes in the packages of uv.lock: ``make audit``.

It asks osv.dev; ``make audit ADVISORIES=folder`` reads a clone of an advisory database instead
(see advisories.py). It ends with 1 when an advisory stands that deploy/audit.yml does not give a
reason to ignore, and with 2 when no database of advisories can be reached: not knowing is not the
same as being whole.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import advisories
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
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("uv", nargs="?", default="uv")
    parser.add_argument("--advisories", type=Path, metavar="FOLDER", help="read them from here")
    options = parser.parse_args()
    rules = read_rules(HOME / "deploy" / "audit.yml")
    listing = [options.uv, "export", "--frozen", "--no-dev", "--no-emit-project", "--no-hashes"]
    try:
        wanted = _output([*listing, "--quiet"])
        if options.advisories:
            report = advisories.report(wanted, options.advisories)
        else:
            report = _asked(options.uv, wanted)
    except (ValueError, OSError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 2
    found = open_advisories(report, rules)
    print("\n".join(found) or "No advisory stands.")
    return 1 if found else 0


def _asked(uv: str, wanted: str) -> dict[str, Any]:
    """Return the report of pip-audit, which ends with 1 when it found something."""
    try:
        return dict(json.loads(_output(_pip_audit(uv), wanted, check=False)))
    except ValueError:
        raise ValueError(
            "No database of advisories can be reached. Clone "
            "https://github.com/pypa/advisory-database somewhere, and say "
            "make audit ADVISORIES=folder."
        ) from None


def _pip_audit(uv: str) -> list[str]:
    audit = [uv, "tool", "run", "--python", sys.executable, "pip-audit", "--vulnerability-service"]
    return [*audit, "osv", "--no-deps", "--disable-pip", "--format", "json", "-r", "/dev/stdin"]


def _output(command: list[str], given: str = "", *, check: bool = True) -> str:
    return subprocess.run(  # noqa: S603  uv and pip-audit, with no words of others
        command, input=given, cwd=HOME, check=check, capture_output=True, text=True
    ).stdout


if __name__ == "__main__":
    sys.exit(main())
