"""The list of questions for the doctor."""

from __future__ import annotations

import pytest

from backtalk.assessment.questions import LIMIT, add_question


def test_a_question_goes_to_the_end_of_the_list():
    assert add_question(("Is it safe?",), "Who does it?") == ("Is it safe?", "Who does it?")


def test_white_space_around_and_inside_a_question_is_tidied():
    assert add_question((), "  how\n deep   is it? ") == ("how deep is it?",)


@pytest.mark.parametrize(
    "again", ["Is it safe?", "is it SAFE", "Is it safe?!", " Is  it safe ... ", "is it safe ?"]
)
def test_the_same_question_is_kept_once(again):
    assert add_question(("Is it safe?",), again) == ("Is it safe?",)


@pytest.mark.parametrize("empty", ["", "   ", "\n\t"])
def test_an_empty_question_is_not_kept(empty):
    assert add_question(("Is it safe?",), empty) == ("Is it safe?",)


def test_the_last_free_place_can_be_filled():
    kept = tuple(f"question {number}" for number in range(LIMIT - 1))
    assert len(add_question(kept, "one more?")) == LIMIT


def test_a_full_list_takes_no_more():
    kept = tuple(f"question {number}" for number in range(LIMIT))
    assert add_question(kept, "one more?") == kept


def test_a_list_from_a_slot_comes_back_as_a_tuple():
    assert add_question(["Is it safe?"], "Is it safe?") == ("Is it safe?",)
