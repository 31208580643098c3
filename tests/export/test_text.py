"""The page as plain text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from backtalk.export.clean import clean
from backtalk.export.text import COLUMNS, text_lines, text_page, width, wrap
from tests.export.pages import EMPTY, FULL, ORDINARY, PAGES


def test_an_ordinary_page_reads_from_top_to_bottom(words):
    page = text_page(ORDINARY, words)
    expected = [
        "LOW BACK PAIN, A PAGE FOR MY DOCTOR",
        "Made on 24 November 2026",
        "The page is\nnot a diagnosis, and nobody examined the person for it.",
        "WHERE IT HURTS\n- low back, left side\n- buttock, side not said\n- thigh, left side\n"
        "- another part of the body\nIt does not hurt in: groin, tailbone\n",
        "How bad it is now: 7 of 10 [#######...]\n",
        "How long: “about three months, since I moved house”\n",
        "Tender, stiff knot felt: yes\nWhat it makes hard: bending\n",
        "physical therapy: helped\nmassage: not said if it helped\nmedicine: did not help\n"
        "Not tried: acupuncture, dry needling\n",
        "said that none of these fit:\n- numb skin between your legs",
        "SEEN A DOCTOR ABOUT THIS PAIN\nno\n",
        "Where it hurts: “low down on the left, and it goes into the back of my leg”\n",
        "SKIPPED OR NOT KNOWN\nWhich side; What helped\n",
        "1. Could this come from how I sit at work?\n",
        "no score of its own and no advice",
        "SpineUniverse, 2019-05-14",
    ]
    places = [page.find(text) for text in expected]
    assert -1 not in places
    assert places == sorted(places)


def test_an_empty_page_says_that_nothing_was_said(words):
    page = text_page(EMPTY, words)
    assert "No place was said." in page
    assert page.count("not said") == 5
    assert "Backtalk did not ask about warning signs, or got no answer." in page
    assert "None so far." in page


def test_what_was_skipped_is_told_from_what_was_not_said(words):
    skipped = text_page(type(EMPTY)(on=EMPTY.on, unsure=("severity", "areas")), words)
    assert "How bad it is now: skipped or not known\n" in skipped
    assert "WHERE IT HURTS\nskipped or not known\n" in skipped
    assert "How long: not said\n" in skipped


@pytest.mark.parametrize("number", range(11))
def test_the_bar_is_as_long_as_the_number(words, number):
    page = text_page(type(EMPTY)(on=EMPTY.on, severity=number), words)
    assert f"{number} of 10 [{'#' * number}{'.' * (10 - number)}]" in page


@pytest.mark.parametrize("page", [EMPTY, ORDINARY, FULL])
def test_no_line_is_longer_than_a_terminal(words, page):
    assert max(map(width, text_lines(page, words))) <= COLUMNS


def test_a_long_word_is_cut_and_a_wide_letter_counts_as_two():
    lines = wrap("see " + "痛" * 100, "- ")
    assert [width(line) for line in lines] == [5, 80, 80, 46]
    assert "".join("".join(line.split()) for line in lines).count("痛") == 100


def test_lines_after_the_first_are_indented():
    assert wrap("a" * 70 + " bbb " + "c" * 20, "12. ") == [
        "12. " + "a" * 70 + " bbb",
        "    " + "c" * 20,
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  two\n words\t", "two words"),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("\u202edne\u202c", "dne"),
        ("half \ud800 letter", "half letter"),
        ("no \ufffe\ufdd0 letter", "no letter"),
        ("👩\u200d⚕", "👩\u200d⚕"),
        ("\u200d \u200b", ""),
        ("", ""),
    ],
)
def test_what_people_type_is_made_harmless(typed, kept):
    assert clean(typed) == kept


@given(page=PAGES)
@settings(deadline=None)
def test_any_page_is_plain_lines_within_a_terminal(words, page):
    lines = text_lines(page, words)
    assert all(width(line) <= COLUMNS for line in lines)
    assert all(line.isprintable() or "\u200d" in line or clean(line) for line in lines if line)
    text_page(page, words).encode()
