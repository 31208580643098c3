"""The page in files."""

from __future__ import annotations

import json
import os
import stat

import pytest

from backtalk.errors import BacktalkError
from backtalk.export import files
from backtalk.export.files import ENDINGS, write_page
from tests.export.pages import ORDINARY
from tests.export.reading import pdf_pages

NAMES = ["my-page.txt", "my-page.html", "my-page.pdf", "my-page.fhir.json"]


@pytest.fixture
def write(words, tmp_path):
    return lambda folder=tmp_path, stem="my-page", **more: write_page(
        ORDINARY, words, folder, stem, **more
    )


def test_every_format_is_written(write, tmp_path):
    written = write()
    assert [path.name for path in written] == NAMES
    assert sorted(tmp_path.iterdir()) == sorted(written)
    text, html, pdf, fhir = written
    assert text.read_text(encoding="utf-8").startswith("LOW BACK PAIN")
    assert html.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert pdf_pages(pdf.read_bytes()) == 1
    assert json.loads(fhir.read_text(encoding="utf-8"))["resourceType"] == "QuestionnaireResponse"


def test_only_the_owner_can_read_them_whatever_the_mask(write):
    before = os.umask(0)
    try:
        written = write()
    finally:
        os.umask(before)
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}


def test_a_folder_that_is_not_there_is_made_for_its_owner(write, tmp_path):
    folder = tmp_path / "new" / "pages"
    write(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_nothing_is_overwritten(write):
    first = [path.read_bytes() for path in write()]
    assert [path.name for path in write()] == [f"my-page-2{ending}" for ending in ENDINGS]
    assert [path.name for path in write()] == [f"my-page-3{ending}" for ending in ENDINGS]
    assert [path.read_bytes() for path in write.__call__(stem="other")] == first


@pytest.mark.parametrize("taken", NAMES)
def test_one_taken_name_moves_all_four(write, tmp_path, taken):
    (tmp_path / taken).write_text("mine")
    assert [path.name for path in write()] == [f"my-page-2{ending}" for ending in ENDINGS]
    assert (tmp_path / taken).read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 5


def test_a_link_is_not_followed(write, tmp_path):
    (tmp_path / "my-page.txt").symlink_to(tmp_path / "elsewhere")
    assert write()[0].name == "my-page-2.txt"
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_that_cannot_be_written_says_so(write, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BacktalkError, match="cannot be written to") as caught:
        write(tmp_path / "file")
    assert caught.value.remedy == "Choose a folder that you may write to."


def test_a_full_disk_leaves_nothing_behind(write, tmp_path, monkeypatch):
    opened = []

    def fail_at_the_third(*arguments):
        opened.append(arguments)
        if len(opened) == 3:
            raise OSError(28, "No space left on device")
        return os_open(*arguments)

    os_open = os.open
    monkeypatch.setattr(files.os, "open", fail_at_the_third)
    with pytest.raises(BacktalkError, match="No space left on device"):
        write()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("stem", ["", ".", "..", "../up", "a/b", "/etc/x", "nul\0l"])
def test_a_stem_that_is_no_name_is_refused(write, tmp_path, stem):
    with pytest.raises(BacktalkError, match="cannot be the name of a file"):
        write(stem=stem)
    assert list(tmp_path.iterdir()) == []


def test_the_pdf_can_be_on_letter_paper(write):
    assert b"/MediaBox [0 0 612.00 792.00]" in write(paper="letter")[2].read_bytes()
