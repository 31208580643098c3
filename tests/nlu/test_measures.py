"""Numbers and spans of time, once it is known which words tell them."""

from __future__ import annotations

import pytest

from backtalk.nlu.measures import duration_of, find_durations, is_range, severity_of, taken_back


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("7/10", 7),
        ("7 out of 10", 7),
        ("seven out of ten", 7),
        ("seven on a 10", 7),
        ("10/10", 10),
        ("zero", 0),
        ("0", 0),
        ("8ish", 8),
        ("a six", 6),
        ("VAS 6/10", 6),
        ("seven to four", 4),
        ("four to seven", 7),
    ],
)
def test_a_rating_is_read_in_figures_and_in_words(words, expected):
    assert severity_of(words) == expected


@pytest.mark.parametrize("words", ["7 or 8", "7-8/10", "seven to eight", "between 7 and 8"])
def test_of_a_range_the_higher_number_counts_and_it_can_be_said(words):
    assert severity_of(words) == 8
    assert is_range(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("6.5/10", 7), ("six and a half", 7), ("five n a half", 6), ("3,5", 4), ("2\u00bd", 3)],
)
def test_a_half_is_rounded_up(words, expected):
    assert severity_of(words) == expected
    assert not is_range(words)


@pytest.mark.parametrize("words", ["", "quite bad", "12", "100", "mild", "out of ten", "/10?"])
def test_words_without_a_number_from_0_to_10_are_no_rating(words):
    assert severity_of(words) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("for ages", "ages"),
        ("For Ages", "Ages"),
        ("three weeks now", "three weeks"),
        ("one month already", "one month"),
        ("on and off since 2019", "since 2019"),
        ("since  my  accident.", "since my accident"),
        ("about six months", "about six months"),
        ("I think half a year and a bit", "half a year and a bit"),
        ("since CNY lah", "since CNY"),
        ("like this half a year", "half a year"),
        ("this spring", "this spring"),
        ("last Thursday period", "last Thursday"),
    ],
)
def test_a_duration_loses_the_little_words_at_its_edges(words, expected):
    assert duration_of(words) == expected


@pytest.mark.parametrize("words", ["", "for", "now.", " , "])
def test_edges_alone_are_no_duration(words):
    assert duration_of(words) is None


@pytest.mark.parametrize("between", [", no sorry, ", " hang on ", " scratch that ", "from  to "])
def test_words_that_take_a_telling_back_are_known(between):
    assert taken_back(between)


@pytest.mark.parametrize("between", [" and ", " or ", ", then "])
def test_other_words_take_nothing_back(between):
    assert not taken_back(between)


@pytest.mark.parametrize(
    "text",
    [
        *("eleven weeks and two days", "about a year and three months", "6 weeks, 3 days"),
        *("2 years 3 months", "1 yr & 2 months", "two weeks and some days"),
    ],
)
def test_a_time_in_two_units_is_one_time(text):
    assert [text[start:end] for start, end in find_durations(text)] == [text]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("two years and some days I can't walk", "two years"),
        ("10 years, some days worse than others", "10 years"),
        ("3 years and many nights I can't sleep", "3 years"),
        ("five years, a few days each month I cannot move", "five years"),
        ("8 years and two weeks ago it went into my groin", "8 years"),
    ],
)
def test_two_times_that_stand_side_by_side_are_two(text, first):
    start, end = find_durations(text)[0]
    assert text[start:end] == first


@pytest.mark.parametrize("words", ["over 10", "over ten!", "on a 10"])
def test_more_than_the_scale_has_is_its_end(words):
    assert severity_of(words) == 10
