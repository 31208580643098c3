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


def audited(monkeypatch, tmp_path, uv: str, advisory: str = "{}") -> int:
    (tmp_path / "one.json").write_text(advisory, encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["audit.py", uv, "--advisories", str(tmp_path)])
    return audit.main()


def fake_uv(tmp_path, line: str) -> str:
    path = tmp_path / "uv"
    path.write_text(f"#!/bin/sh\necho '{line}'\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_it_ends_with_1_when_an_advisory_stands_and_with_0_when_none_does(
    monkeypatch, tmp_path, capsys
):
    affected = [{"package": {"ecosystem": "PyPI", "name": "some"}, "versions": ["1.0"]}]
    advisory = json.dumps({"id": "GHSA-1", "affected": affected})
    assert audited(monkeypatch, tmp_path, fake_uv(tmp_path, "some==1.0"), advisory) == 1
    assert "some 1.0: GHSA-1" in capsys.readouterr().out
    assert audited(monkeypatch, tmp_path, fake_uv(tmp_path, "some==1.1"), advisory) == 0
    assert "No advisory stands." in capsys.readouterr().out


@pytest.mark.parametrize("uv", ["/bin/false", "/bin/true", "/nowhere/uv"])
def test_not_to_know_the_packages_is_no_clean_bill(monkeypatch, tmp_path, capsys, uv):
    assert audited(monkeypatch, tmp_path, uv, json.dumps({"id": "X", "affected": []})) == 2
    assert capsys.readouterr().out == ""


def test_not_to_know_the_advisories_is_no_clean_bill(monkeypatch, tmp_path, capsys):
    assert audited(monkeypatch, tmp_path, fake_uv(tmp_path, "some==1.0")) == 2
    assert "holds no advisories" in capsys.readouterr().err


def test_all_that_is_packed_into_the_page_is_audited_with_it():
    taken = {
        re.match(r"(?:@[^/]+/)?[^/]+", name)[0]
        for path in (HOME / "widget" / "src").rglob("*.ts")
        for name in re.findall(
            r'(?:from|import\(?) ?"([a-z@][\w@/.-]*)"', path.read_text(encoding="utf-8")
        )
    }
    package = json.loads((HOME / "widget" / "package.json").read_text(encoding="utf-8"))
    assert taken
    assert taken <= set(package["dependencies"])
