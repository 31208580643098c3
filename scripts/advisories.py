"""Advisories on Python packages from a folder of OSV files, for where osv.dev cannot be reached.

The folder is a clone of https://github.com/pypa/advisory-database or
https://github.com/github/advisory-database; the format is that of https://ossf.github.io/osv-schema/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version
from ruamel.yaml import YAML

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)


def report(listing: str, folder: Path) -> dict[str, Any]:
    """Return what stands of the pinned packages of ``listing``, in the form of pip-audit's report.

    Args:
        listing: lines as ``uv export`` writes them, ``name==version``.
        folder: with OSV files anywhere below it.

    Raises:
        ValueError: there is no OSV file in ``folder``.
    """
    packages = {normal(name): version for name, version in _PINNED.findall(listing)}
    holes: dict[str, list[dict[str, Any]]] = {name: [] for name in packages}
    count = 0
    for advisory in _advisories(folder):
        count += 1
        if advisory.get("withdrawn"):
            continue
        for name, fixes in _touched(advisory, packages).items():
            hole = {"id": advisory["id"], "aliases": advisory.get("aliases") or []}
            holes[name].append({**hole, "fix_versions": fixes})
    if not count:
        raise ValueError(f"{folder} holds no advisories.")
    return {
        "dependencies": [
            {"name": name, "version": version, "vulns": holes[name]}
            for name, version in packages.items()
        ]
    }


def normal(name: str) -> str:
    """Return a package's name as PEP 503 writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def is_affected(version: str, affected: Mapping[str, Any]) -> bool:
    """Return whether an advisory's ``affected`` entry names ``version``, alone or in a range."""
    if version in (affected.get("versions") or ()):
        return True
    return any(
        _is_within(Version(version), each["events"])
        for each in affected.get("ranges") or ()
        if each["type"] == "ECOSYSTEM"
    )


def _is_within(version: Version, events: list[dict[str, str]]) -> bool:
    """Return whether the latest event up to ``version`` left it affected."""
    affected = False
    for event in sorted(events, key=lambda event: _bound(next(iter(event.values())))):
        ((what, bound),) = event.items()
        if what == "introduced":
            affected = affected or _bound(bound) <= version
        elif _bound(bound) < version or (what == "fixed" and _bound(bound) == version):
            affected = False
    return affected


def _bound(text: str) -> Version:
    try:
        return Version("0.dev0" if text == "0" else text)
    except InvalidVersion:
        return Version("0.dev0")  # of a package's early days, when versions were any words


def _touched(advisory: Mapping[str, Any], packages: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the packages that an advisory touches, each with the versions that mend it."""
    found: dict[str, list[str]] = {}
    for affected in advisory["affected"]:
        package = affected.get("package") or {}
        name = normal(package.get("name", ""))
        if package.get("ecosystem") != "PyPI" or name not in packages:
            continue
        if is_affected(packages[name], affected):
            events = [e for each in affected.get("ranges") or () for e in each["events"]]
            of_release = [e["fixed"] for e in events if "." in e.get("fixed", "")]
            found[name] = sorted({*found.get(name, ()), *of_release})
    return found


def _advisories(folder: Path) -> Iterator[Mapping[str, Any]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".yaml", ".json"}:
            text = path.read_text(encoding="utf-8")
            found = json.loads(text) if path.suffix == ".json" else YAML(typ="safe").load(text)
            if isinstance(found, dict) and {"id", "affected"} <= set(found):
                yield found
