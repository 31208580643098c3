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
from ruamel.yaml import YAML, YAMLError

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)", re.MULTILINE)
_OF_RELEASES = "ECOSYSTEM"
_FIRST = Version("0.dev0")


def report(listing: str, folder: Path) -> dict[str, Any]:
    """Return what stands of the pinned packages of ``listing``, in the form of pip-audit's report.

    Args:
        listing: lines as ``uv export`` writes them, ``name==version``.
        folder: with OSV files anywhere below it.

    Raises:
        ValueError: there is no OSV file in ``folder``, one cannot be read, or nothing is pinned.
    """
    packages = {normal(name): version for name, version in _PINNED.findall(listing)}
    if not packages:
        raise ValueError("There is no package to ask about.")
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
    ours = Version(version)
    if any(_version(named) == ours for named in affected.get("versions") or ()):
        return True
    return any(
        _is_within(ours, each["events"])
        for each in affected.get("ranges") or ()
        if each["type"] == _OF_RELEASES
    )


def _is_within(version: Version, events: list[dict[str, str]]) -> bool:
    """Return whether the latest event up to ``version`` left it affected.

    A bound that cannot be read never ends a range: better one advisory too many.
    """
    told = []
    for event in events:
        for what, bound in event.items():
            at = _FIRST if bound == "0" else _version(bound)
            if what == "introduced":
                told.append((at or _FIRST, 1, True))
            elif at is not None:
                told.append((at, 2 if what == "last_affected" else 0, False))
    affected = False
    for at, order, after in sorted(told, key=lambda each: each[:2]):
        if at < version or (at == version and order < 2):
            affected = after
    return affected


def _version(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


def _touched(advisory: Mapping[str, Any], packages: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the packages that an advisory touches, each with the versions that mend it."""
    found: dict[str, list[str]] = {}
    for affected in advisory["affected"] or ():
        package = affected.get("package") or {}
        name = normal(package.get("name", ""))
        if package.get("ecosystem") != "PyPI" or name not in packages:
            continue
        if is_affected(packages[name], affected):
            ranges = [r for r in affected.get("ranges") or () if r["type"] == _OF_RELEASES]
            fixes = {e["fixed"] for each in ranges for e in each["events"] if "fixed" in e}
            found[name] = sorted({*found.get(name, ()), *fixes}, key=_in_order)
    return found


def _in_order(text: str) -> Version:
    return _version(text) or _FIRST


def _advisories(folder: Path) -> Iterator[Mapping[str, Any]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".yaml", ".json"}:
            text = path.read_text(encoding="utf-8")
            try:
                found = json.loads(text) if path.suffix == ".json" else YAML(typ="safe").load(text)
            except (ValueError, YAMLError) as error:
                raise ValueError(f"{path} cannot be read: {error}") from None
            if isinstance(found, dict) and {"id", "affected"} <= set(found):
                yield found
