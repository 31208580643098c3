"""Every answer can be read by an eleven-year-old."""

from __future__ import annotations

from collections.abc import Callable

import textstat

from backtalk.content.library import Library

HARDEST_GRADE = 6.0
LONGEST_SENTENCE = 14.0
"""Words, on average over one response."""


def _above(library: Library, measure: Callable[[str], float], most: float) -> dict[str, float]:
    return {
        name: measure(variation.text)
        for name, variation in library.variations()
        if variation.about.kind in {"answer", "not_covered"} and measure(variation.text) > most
    }


def test_no_answer_is_harder_to_read_than_grade_six(library):
    assert _above(library, textstat.flesch_kincaid_grade, HARDEST_GRADE) == {}


def test_no_answer_has_long_sentences(library):
    assert _above(library, textstat.avg_sentence_length, LONGEST_SENTENCE) == {}


def test_the_measures_tell_hard_words_from_easy_ones():
    hard = "Myofascial deactivation necessitates considerable practitioner qualification."
    assert textstat.flesch_kincaid_grade(hard) > HARDEST_GRADE
    assert textstat.flesch_kincaid_grade("Ask your doctor first.") < HARDEST_GRADE
