"""Whether a text tells the person to see their doctor first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtalk.safety.doctor_first import DoctorFirst

RULES = DoctorFirst(
    line="Please talk to your doctor first.",
    who=("doctor", "doctors", "doctor's", "gp"),
    order=("first", "before"),
    refuse=(
        "no need",
        "n't need",
        "needn't",
        "no doctor",
        "said so",
        "without",
        "instead of",
        "never",
        "skip",
    ),
    verbs=("talk", "ask", "tell", "see"),
)
PIECES = st.sampled_from(
    ["doctor", "Doctor\u2019s", "GP", "first", "before", "never", "no need", "skip", "needles"]
)
WORDY = st.lists(PIECES | st.sampled_from([". ", "! ", "? ", "\n", "\n\n", " ", ", "]), max_size=12)
TEXTS = st.text() | WORDY.map(" ".join) | WORDY.map("".join)


@pytest.mark.parametrize(
    "text",
    [
        "Please talk to your doctor first.",
        "ASK YOUR DOCTOR FIRST!",
        "Tell your GP before you book",
        "Needles are thin. So ask your doctor before you pick one.",
        "It may help.\n\nSee your doctor first.",
    ],
)
def test_a_sentence_with_the_doctor_and_an_order_counts(text):
    assert RULES.is_said_in(text)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "   ",
        "Dry needling uses thin needles.",
        "A doctor can do it.",
        "First, drink some water.",
        "Ask your doctor. First, drink some water.",
        "Who does it?\nA doctor\nBefore that, rest",
        "The doctoral thesis came first.",
        "Your doctor's view comes first.",
        "Try needling before you see your doctor.",
        "Rest first, then see your doctor.",
        "You needn't see a doctor first.",
        "No doctor is needed first.",
        "Your doctor said so before.",
    ],
)
def test_a_text_where_no_sentence_holds_both_does_not_count(text):
    assert not RULES.is_said_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "There is no need to see a doctor first.",
        "You don't need a doctor first.",
        "You don\u2019t need a doctor first.",
        "Try it first, without a doctor.",
        "Never ask a doctor first.",
        "Skip the doctor and try it first.",
    ],
)
def test_a_sentence_that_turns_it_round_does_not_count(text):
    assert not RULES.is_said_in(text)


def test_a_refusal_in_one_sentence_does_not_undo_another():
    assert RULES.is_said_in("There is no need to fast. See your doctor first.")


@pytest.mark.parametrize("text", [None, "", "  \n "])
def test_an_empty_text_becomes_the_line_alone(text):
    assert RULES.added_to(text) == RULES.line


def test_the_line_goes_under_the_text_in_the_same_bubble():
    assert RULES.added_to("It may help.") == "It may help.\nPlease talk to your doctor first."


def test_a_text_that_says_it_already_is_unchanged():
    text = "See your doctor first.  \n"
    assert RULES.added_to(text) == text


@given(TEXTS)
def test_it_is_always_said_after_the_line_was_added(text):
    assert RULES.is_said_in(RULES.added_to(text))


@given(TEXTS)
def test_the_line_is_never_added_twice(text):
    once = RULES.added_to(text)
    assert RULES.added_to(once) == once


@given(TEXTS)
def test_the_words_of_the_text_are_kept_in_full(text):
    assert text.strip() in RULES.added_to(text)
