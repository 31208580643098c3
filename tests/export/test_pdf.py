"""The page as a PDF."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from backtalk.assessment.frames import TREATMENTS
from backtalk.export import pdf_pen
from backtalk.export.pdf import pdf_page
from tests.export.pages import EMPTY, FULL, HOSTILE, ORDINARY, PAGES
from tests.export.reading import pdf_pages, pdf_text, squashed


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("page", [EMPTY, ORDINARY])
def test_an_ordinary_page_is_one_sheet(words, page, paper):
    assert pdf_pages(pdf_page(page, words, paper)) == 1


def test_many_places_and_treatments_still_fit_one_sheet(words):
    page = replace(
        FULL,
        areas_denied=(),
        treatments=FULL.treatments[:7],
        treatments_denied=TREATMENTS[7:],
        duration="a year",
        words=ORDINARY.words,
        questions=ORDINARY.questions,
        unsure=(),
    )
    assert pdf_pages(pdf_page(page, words)) == 1


def test_what_does_not_fit_goes_on_on_numbered_pages(words):
    file = pdf_page(FULL, words)
    count = pdf_pages(file)
    assert count > 1
    text = pdf_text(file)
    assert all(f"Page {number} of {count}" in text for number in range(1, count + 1))


def test_a_single_sheet_has_no_page_number(words):
    assert "Page 1" not in pdf_text(pdf_page(ORDINARY, words))


def test_title_language_and_date_are_set(words):
    file = pdf_page(ORDINARY, words)
    assert b"/Lang (en)" in file
    assert f"/Title ({words.title})".encode() in file
    assert b"/DisplayDocTitle true" in file
    assert b"/CreationDate (D:20261124000000Z)" in file


def test_equal_pages_are_equal_files(words):
    assert pdf_page(ORDINARY, words) == pdf_page(ORDINARY, words)


def test_its_text_can_be_copied(words):
    text = pdf_text(pdf_page(ORDINARY, words))
    assert "“about three months," in text
    assert "numb skin between your legs" in text
    assert "\n1.\nCould this come from how I sit at work?\n" in text


def test_the_map_carries_its_numbers_and_letters(words):
    text = pdf_text(pdf_page(ORDINARY, words)).split("\n")
    assert text.count(words.map["front"]) == text.count(words.map["back"]) == 1
    assert text.count(words.map["left"]) == text.count(words.map["right"]) == 2
    assert text.count("1") == 2  # in the list and on the map
    assert text.count("2") == 3  # buttock, on both sides


def test_it_holds_no_script_no_link_and_no_file(words):
    file = pdf_page(ORDINARY, words)
    for part in (b"/JS", b"/JavaScript", b"/URI", b"/Annots", b"/EmbeddedFile", b"/Launch"):
        assert part not in file


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_words(words, text):
    page = replace(
        EMPTY, duration=text, words=(("areas", text),), questions=(text, "and the last one?")
    )
    shown = pdf_text(pdf_page(page, words))
    assert "and the last one?" in shown
    assert "49" not in shown


def test_braces_of_a_page_count_stay_as_typed(words):
    assert "what is {nb}?" in pdf_text(
        pdf_page(replace(EMPTY, questions=("what is {nb}?",)), words)
    )


def test_letters_of_many_scripts_are_written(words):
    typed = "Bolí ma chrbát, πονάει, болит, ağrıyor, đau"
    shown = pdf_text(pdf_page(replace(EMPTY, questions=(typed,)), words))
    assert squashed(typed) in squashed(shown)
    assert words.notes["left_out"][:20] not in shown


def test_hebrew_is_written_as_it_is_seen(words):
    shown = pdf_text(pdf_page(replace(EMPTY, questions=("my גב (מאוד) 7",)), words))
    assert "my 7 (דואמ) בג" in shown


def test_letters_that_the_font_lacks_are_replaced_and_it_is_said(words):
    shown = pdf_text(pdf_page(replace(EMPTY, questions=("my 背中 \U0001fae0 hurts",)), words))
    assert "my □ □ hurts" in shown
    assert squashed(words.notes["left_out"]) in squashed(shown)


def test_a_word_of_any_length_is_cut_and_nothing_of_it_is_lost(words):
    shown = pdf_text(pdf_page(replace(EMPTY, questions=("x" * 20_000,)), words))
    around = pdf_text(pdf_page(EMPTY, words)).count("x")
    assert shown.count("x") - around >= 20_000


def test_without_the_font_the_page_is_written_with_plain_letters(words, monkeypatch):
    monkeypatch.setattr(pdf_pen, "font_files", lambda: None)
    file = pdf_page(replace(ORDINARY, questions=("naïve – “quoted” 背中?",)), words)
    assert pdf_pages(file) == 1
    assert 'naïve - "quoted" ???' in pdf_text(file)


def test_the_font_is_there():
    assert pdf_pen.font_files() is not None


def test_a_page_of_the_longest_messages_is_made_in_time(words):
    long = ("word " * 200)[:1000]
    page = replace(FULL, questions=(long,) * 5, words=tuple((s, long) for s, _ in FULL.words))
    begun = time.monotonic()
    pdf_page(page, words)
    assert time.monotonic() - begun < 20


@given(page=PAGES)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_page_is_a_file_whose_text_can_be_read(words, page):
    shown = squashed(pdf_text(pdf_page(page, words)))
    for step in page.unsure:
        assert squashed(words.steps[step]) in shown
