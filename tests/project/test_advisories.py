"""Advisories read from a folder, where no service can be asked."""

from __future__ import annotations

import json

import advisories
import pytest

RANGES = [
    {
        "type": "ECOSYSTEM",
        "events": [
            {"introduced": "2.0"},
            {"fixed": "2.3.1"},
            {"introduced": "0"},
            {"last_affected": "1.4"},
        ],
    },
    {"type": "GIT", "events": [{"introduced": "0"}]},
]
AFFECTED = {"package": {"ecosystem": "PyPI", "name": "Some_Thing"}, "ranges": RANGES}
ADVISORY = {"id": "GHSA-1", "aliases": ["CVE-1"], "affected": [AFFECTED]}


@pytest.mark.parametrize("version", ["0.1", "1.4", "2.0", "2.3", "2.3.1rc1"])
def test_a_version_within_a_range_is_affected(version):
    assert advisories.is_affected(version, AFFECTED)


@pytest.mark.parametrize("version", ["1.4.1", "1.9", "2.3.1", "10.0"])
def test_a_version_outside_is_not(version):
    assert not advisories.is_affected(version, AFFECTED)


@pytest.mark.parametrize(
    "event", [{"fixed": "2.0-final-x"}, {"last_affected": "1.0.0-SNAPSHOT"}, {"limit": "*"}]
)
def test_a_bound_that_cannot_be_read_ends_no_range(event):
    events = [{"introduced": "0"}, event]
    assert advisories.is_affected("1.0", {"ranges": [{"type": "ECOSYSTEM", "events": events}]})


def test_a_range_that_begins_where_another_ends_goes_on():
    events = [{"introduced": "0"}, {"introduced": "2.0"}, {"fixed": "2.0"}]
    assert advisories.is_affected("2.0", {"ranges": [{"type": "ECOSYSTEM", "events": events}]})


def test_a_version_that_is_named_is_affected():
    assert advisories.is_affected("1.0", {"versions": ["1.0.0"]})
    assert advisories.is_affected("3.0", {"versions": ["3.0"]})
    assert not advisories.is_affected("3.0.1", {"versions": ["3.0"]})


@pytest.mark.parametrize("suffix", [".json", ".yaml"])
def test_the_report_names_each_pinned_package_with_its_holes(tmp_path, suffix):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / f"one{suffix}").write_text(json.dumps(ADVISORY))
    listing = "some-thing==2.1 ; python_version < '3.11'\nother==1.0\n    # via rasa\n"
    hole = {"id": "GHSA-1", "aliases": ["CVE-1"], "fix_versions": ["2.3.1"]}
    assert advisories.report(listing, tmp_path)["dependencies"] == [
        {"name": "some-thing", "version": "2.1", "vulns": [hole]},
        {"name": "other", "version": "1.0", "vulns": []},
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"withdrawn": "2024-01-01T00:00:00Z"},
        {"affected": [{**AFFECTED, "package": {"ecosystem": "npm", "name": "some-thing"}}]},
        {"affected": [{**AFFECTED, "package": {"ecosystem": "PyPI", "name": "some"}}]},
    ],
)
def test_what_is_withdrawn_or_of_another_package_is_no_hole(tmp_path, change):
    (tmp_path / "one.json").write_text(json.dumps(ADVISORY | change))
    report = advisories.report("some-thing==2.1", tmp_path)
    assert report["dependencies"][0]["vulns"] == []


def test_a_folder_without_advisories_is_not_taken_for_a_clean_bill(tmp_path):
    (tmp_path / "package.json").write_text("{}")
    with pytest.raises(ValueError, match="holds no advisories"):
        advisories.report("some-thing==2.1", tmp_path)


def test_a_listing_without_packages_is_not_taken_for_a_clean_bill(tmp_path):
    (tmp_path / "one.json").write_text(json.dumps(ADVISORY))
    with pytest.raises(ValueError, match="no package"):
        advisories.report("", tmp_path)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "one.yaml").write_text("id: [")
    with pytest.raises(ValueError, match=r"one\.yaml cannot be read"):
        advisories.report("some-thing==2.1", tmp_path)


def test_the_versions_that_mend_it_are_in_order(tmp_path):
    ranges = [
        {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": fixed}]}
        for fixed in ("11.2", "9.0", "4")
    ]
    affected = [{**AFFECTED, "ranges": ranges}]
    (tmp_path / "one.json").write_text(json.dumps({**ADVISORY, "affected": affected}))
    report = advisories.report("some-thing[more]==2.1", tmp_path)
    assert report["dependencies"][0]["vulns"][0]["fix_versions"] == ["4", "9.0", "11.2"]
