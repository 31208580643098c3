"""How bad and how long, out of a message."""

from __future__ import annotations

import pytest
import spacy

from backtalk.nlu.measures import duration_text, severity

NLP = spacy.blank("en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pain is 7/10", 7),
        ("7 out of 10", 7),
        ("seven out of ten", 7),
        ("it's a 6 on the scale", 6),
        ("my pain is about 4", 4),
        ("0 out of 10", 0),
        ("10/10", 10),
        ("the pain is ten", 10),
    ],
)
def test_a_rating_of_the_pain_is_read(text, expected):
    assert severity(NLP(text)) == expected


@pytest.mark.parametrize("text", ["7 or 8 out of 10", "7-8/10", "7 to 8 out of 10"])
def test_of_a_range_the_higher_number_counts(text):
    assert severity(NLP(text)) == 8


@pytest.mark.parametrize(("text", "expected"), [("6.5/10", 7), ("the pain is 3.5", 4)])
def test_a_half_is_rounded_up(text, expected):
    assert severity(NLP(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 out of 10 now but 9 out of 10 last night", 2),
        ("pain at 8 today, was 3 yesterday", 8),
    ],
)
def test_of_several_ratings_the_one_of_now_counts(text, expected):
    assert severity(NLP(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "my back hurts",
        "7",
        "I am 45 years old",
        "pain for 3 weeks",
        "pain is 100",
        "11 out of 10",
        "I had 6 sessions",
        "the clinic opens at 9 am and my back hurts",
    ],
)
def test_other_numbers_are_no_rating(text):
    assert severity(NLP(text)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10", 10),
        ("0", 0),
        ("seven", 7),
        ("maybe a 6", 6),
        ("6 or 7", 7),
        ("2 now but 9 before", 2),
    ],
)
def test_a_bare_number_counts_when_it_was_asked_for(text, expected):
    assert severity(NLP(text), asked=True) == expected


@pytest.mark.parametrize("text", ["12", "I don't know", "quite bad", ""])
def test_an_answer_without_a_number_from_0_to_10_is_no_rating(text):
    assert severity(NLP(text), asked=True) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it has hurt for three weeks", "three weeks"),
        ("I've had it about six months", "about six months"),
        ("it started 2 days ago", "2 days ago"),
        ("my back has been bad since Monday", "since Monday"),
        ("since my accident in 2019", "since my accident in 2019"),
        ("it began last summer", "last summer"),
        ("I've had this for ages", "ages"),
        ("going on for a couple of years now", "a couple of years now"),
        ("it started yesterday", "yesterday"),
    ],
)
def test_a_duration_is_kept_in_the_persons_own_words(text, expected):
    assert duration_text(NLP(text)) == expected


def test_the_capitals_of_a_duration_are_kept():
    assert duration_text(NLP("It Began Last Summer")) == "Last Summer"


@pytest.mark.parametrize(
    "text",
    ["", "my hip hurts", "how many weeks?", "is it open on Monday?", "leave 72 hours between them"],
)
def test_a_message_that_does_not_say_how_long_it_has_lasted_has_no_duration(text):
    assert duration_text(NLP(text)) is None


@pytest.mark.parametrize("text", ["2 years", "3 months", "a few days", "since Easter", "yonks"])
def test_a_bare_duration_counts_when_it_was_asked_for(text):
    assert duration_text(NLP(text), asked=True) == text


def test_a_leading_for_is_left_out():
    assert duration_text(NLP("For ages"), asked=True) == "ages"


def test_an_answer_without_a_time_has_no_duration():
    assert duration_text(NLP("no idea"), asked=True) is None
