"""What the summary says."""

from __future__ import annotations

import pytest
from hypothesis import given

from backtalk.assessment.answers import Assessment
from backtalk.assessment.frames import Frame
from backtalk.assessment.result import Item, Point, ResultRules, all_questions, result_of

from .people import RULES, UNHURRIED, finish, waiting
from .test_answers import assessments

SMALL = ResultRules(
    areas={"hip": "spreading"},
    treatments={"heat": "at_home"},
    answers={"knot": "knots"},
    points=(
        Point("for all", (), (), ("plan",), "low"),
        Point("for the hip", ("hip",), (), ("spreading",), "n/a"),
        Point("for ice or heat", (), ("ice", "heat"), ("at_home",), "n/a"),
        Point("for the hip or ice", ("hip",), ("ice",), ("at_home",), "n/a"),
    ),
    questions=("Is it right for me?",),
)


def test_what_the_article_speaks_of_stands_apart_from_what_it_does_not():
    told = Frame(areas_present=("hip", "tailbone"), treatments_had=("heat", "ice"))
    result = result_of(Assessment().hear(told), (), SMALL)
    assert result.covered == (
        Item("areas", "hip", "spreading"),
        Item("treatments", "heat", "at_home"),
    )
    assert result.not_covered == (Item("areas", "tailbone"), Item("treatments", "ice"))


def test_numbers_and_times_are_never_covered():
    result = result_of(Assessment().hear(Frame(severity=0, duration_text="a week")), (), RULES)
    assert result.covered == ()
    assert result.not_covered == (Item("severity", "0"), Item("duration", "a week"))


@pytest.mark.parametrize(
    ("step", "value", "is_told"),
    [
        ("knot", "yes", True),
        ("knot", "no", False),
        ("knot", "not_sure", False),
        ("limits", "turning", True),
        ("limits", "both", True),
        ("limits", "no", False),
        ("seen_doctor", "yes", True),
        ("seen_doctor", "no", True),
        ("seen_doctor", "skipped", False),
        ("signs", "none", False),
    ],
)
def test_an_answer_is_listed_if_it_tells_something(step, value, is_told):
    result = result_of(Assessment().settle(step, value), (), SMALL)
    listed = [item.value for item in (*result.covered, *result.not_covered)]
    assert listed == ([value] if is_told else [])


def test_what_was_passed_over_is_listed_as_such_in_the_order_of_the_questions():
    state = (
        Assessment().settle("duration", "skipped").settle("signs", "not_sure").settle("knot", "no")
    )
    assert result_of(state, (), SMALL).unsure == ("signs", "duration")


def test_consent_and_the_check_are_no_answers_to_list():
    state = Assessment().settle("consent", "accepted").settle("check", "yes")
    result = result_of(state, (), SMALL)
    assert (result.covered, result.not_covered, result.unsure) == ((), (), ())


@pytest.mark.parametrize(
    ("frame", "points"),
    [
        (Frame(), ["for all"]),
        (Frame(areas_present=("hip",)), ["for all", "for the hip", "for the hip or ice"]),
        (Frame(areas_denied=("hip",)), ["for all"]),
        (Frame(treatments_had=("heat",)), ["for all", "for ice or heat"]),
        (Frame(treatments_denied=("heat",)), ["for all"]),
    ],
)
def test_a_point_is_shown_to_those_it_bears_on(frame, points):
    result = result_of(Assessment(frame=frame), (), SMALL)
    assert [point.text for point in result.points] == points


def test_own_questions_come_first_then_the_kept_then_the_articles():
    state = Assessment(questions=("Mine?",))
    assert all_questions(state, ("Kept?",), SMALL) == ("Mine?", "Kept?", "Is it right for me?")


def test_a_question_that_was_kept_twice_is_asked_once():
    state = Assessment(questions=("is it right for me",))
    assert all_questions(state, ("Is it right for me?",), SMALL) == ("is it right for me",)


@UNHURRIED
@given(assessments())
def test_nothing_told_is_missing_and_nothing_is_listed_twice(state):
    result = result_of(state, (), RULES)
    items = [*result.covered, *result.not_covered]
    assert len(set(items)) == len(items)
    told = {item.value for item in items if item.step in {"areas", "treatments"}}
    assert told == {*state.frame.areas_present, *state.frame.treatments_had}
    assert not {item.step for item in items} & {*result.unsure}


def test_the_real_rules_have_something_for_everybody():
    state, _ = finish(waiting("check"))
    result = result_of(state, (), RULES)
    assert result.points
    assert result.questions
    assert all(item.section for item in result.covered)
