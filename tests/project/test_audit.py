"""What ``make audit`` makes of advisories; the advisories themselves need the network."""

from __future__ import annotations

import json
import re
from pathlib import Path

import audit
import pytest

HOME = Path(__file__).resolve().parents[2]
HOLE = {"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["22.1"]}
REPORT = {
    "dependencies": [
        {"name": "sanic", "version": "21.12.2", "vulns": [HOLE]},
        {"name": "lit", "version": "3.0", "vulns": []},
        {"name": "unknown", "skip_reason": "not found"},
    ]
}


def test_every_entry_of_the_list_has_a_reason_and_is_a_package_of_ours():
    rules = audit.read_rules(HOME / "deploy" / "audit.yml")
    locked = (HOME / "uv.lock").read_text(encoding="utf-8")
    assert [name for name in rules["held_back"] if f'name = "{name}"' not in locked] == []


def test_an_advisory_is_shown_with_what_the_package_is_used_for():
    rules = {"ignored": {}, "held_back": {"sanic": "its server is never started"}}
    assert audit.open_advisories(REPORT, rules) == [
        "sanic 21.12.2: PYSEC-1 (mended in 22.1)\n    its server is never started"
    ]


@pytest.mark.parametrize("name", ["PYSEC-1", "CVE-1"])
def test_one_that_somebody_found_harmless_is_left_out_under_any_of_its_names(name):
    rules = {"ignored": {name: "the server of sanic is never started"}, "held_back": {}}
    assert audit.open_advisories(REPORT, rules) == []


def test_ignoring_without_a_reason_is_refused(tmp_path):
    path = tmp_path / "audit.yml"
    path.write_text("ignored: {CVE-1: ok}\nheld_back: {}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"audit\.yml: key 'ignored\.CVE-1'"):
        audit.read_rules(path)


def test_all_that_is_packed_into_the_page_is_audited_with_it():
    taken = {
        name.split("/")[0]
        for path in (HOME / "widget" / "src").rglob("*.ts")
        for name in re.findall(r'from "([^."][^"]*)"', path.read_text(encoding="utf-8"))
    }
    package = json.loads((HOME / "widget" / "package.json").read_text(encoding="utf-8"))
    assert taken
    assert taken <= set(package["dependencies"])
