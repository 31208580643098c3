"""Which question comes next."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtalk.assessment.answers import STEPS, Assessment
from backtalk.assessment.frames import Frame
from backtalk.assessment.steps import (
    MOST_TURNS,
    Progress,
    areas_to_ask,
    has_subject,
    is_open,
    next_step,
    previous_step,
    progress,
    treatments_to_ask,
)

from .people import ANSWERS, UNHURRIED, answer, start, waiting
from .test_answers import assessments


def _asked_of(
    frame: Frame | None = None, given: dict[str, tuple[str, ...]] | None = None
) -> list[str]:
    """Return the questions that are put to a person who answers each."""
    turn, asked = start(frame), []
    while not turn.ends:
        asked.append(turn.assessment.asked)
        turn = answer(turn.assessment, {**ANSWERS, **(given or {})})
    return asked


def test_the_questions_come_in_their_order():
    asked = _asked_of()
    assert asked == sorted(asked, key=STEPS.index)
    assert asked[:3] == ["consent", "signs", "areas"]
    assert asked[-2:] == ["ask_doctor", "check"]


def test_consent_and_signs_come_first_whatever_was_told():
    told = Frame(areas_present=("hip",), severity=7, duration_text="a week")
    assert _asked_of(told)[:2] == ["consent", "signs"]


def test_a_place_without_a_side_is_followed_by_the_question_for_it():
    asked = _asked_of(given={"areas": ("hip",)})
    assert asked[asked.index("areas") + 1] == "side"


@pytest.mark.parametrize("area", ["tailbone", "abdomen", "other"])
def test_a_place_that_has_no_sides_is_not_asked_for_one(area):
    assert "side" not in _asked_of(given={"areas": (area,)})


def test_a_side_that_was_told_with_its_place_is_not_asked():
    assert "side" not in _asked_of(given={"areas": ("hip:left",)})


def test_treatments_are_followed_by_the_question_what_helped():
    asked = _asked_of(given={"areas": ("tailbone",)})
    assert asked[asked.index("treatments") + 1] == "helped"


def test_where_nothing_was_tried_nothing_is_asked_of_it():
    assert "helped" not in _asked_of(given={"areas": ("tailbone",), "treatments": ("none",)})


def test_what_helped_is_left_out_where_the_questions_would_be_too_many():
    asked = _asked_of(given={"areas": ("hip",)})
    assert "side" in asked
    assert "helped" not in asked
    assert len(asked) == MOST_TURNS


@pytest.mark.parametrize(
    ("frame", "left_out"),
    [
        (Frame(areas_present=("tailbone",)), "areas"),
        (Frame(severity=0), "severity"),
        (Frame(duration_text="a week"), "duration"),
        (Frame(treatments_had=("ice",)), "treatments"),
        (Frame(treatments_denied=("ice",)), "treatments"),
    ],
)
def test_what_was_told_in_free_text_is_not_asked(frame, left_out):
    assert left_out not in _asked_of(frame)


def test_where_it_does_not_hurt_leaves_open_where_it_does():
    assert "areas" in _asked_of(Frame(areas_denied=("groin",)))


@pytest.mark.parametrize("value", ["not_sure", "skipped"])
@pytest.mark.parametrize("step", [s for s in STEPS if s not in {"consent", "signs", "check"}])
def test_what_was_passed_over_is_not_asked_again(step, value):
    state = waiting(step)
    after = answer(state, {step: (value,)}).assessment
    assert after.asked != step
    assert not is_open(after, step)


@UNHURRIED
@given(assessments())
def test_the_next_question_is_an_open_one(state):
    step = next_step(state)
    assert step is None or (step in STEPS and is_open(state, step))


@UNHURRIED
@given(assessments())
def test_nothing_is_asked_of_nothing(state):
    step = next_step(state)
    assert step is None or has_subject(state, step)


def test_a_confirmed_assessment_asks_nothing():
    state = waiting("check")
    assert next_step(state.settle("check", "yes")) is None


@pytest.mark.parametrize(
    ("state", "areas"),
    [
        (Assessment(), ()),
        (Assessment().hear(Frame(areas_present=("hip", "tailbone"))), ("hip",)),
        (
            Assessment().hear(Frame(areas_present=("low_back", "hip"), sides=(("hip", "left"),))),
            ("low_back", "hip"),
        ),
        (Assessment().hear(Frame(areas_present=("abdomen",))), ("abdomen",)),
    ],
)
def test_the_question_for_the_side_is_about_these_places(state, areas):
    assert areas_to_ask(state) == areas


@pytest.mark.parametrize(
    ("effects", "asked"),
    [
        ((), ("heat", "ice")),
        ((("ice", "helped"),), ("heat",)),
        ((("heat", "helped"), ("ice", "helped")), ("heat", "ice")),
    ],
)
def test_the_question_what_helped_is_about_these_treatments(effects, asked):
    state = Assessment(frame=Frame(treatments_had=("heat", "ice"), effects=effects))
    assert treatments_to_ask(state) == asked


@pytest.mark.parametrize("step", ["consent", "check"])
def test_consent_and_the_check_have_no_number(step):
    assert progress(waiting(step), step) is None


def test_the_numbers_count_up_to_the_total():
    turn, places = start(), []
    while not turn.ends:
        state = turn.assessment
        places.append(progress(state, state.asked or ""))
        turn = answer(state)
    shown = [place for place in places if place]
    assert [place.number for place in shown] == list(range(1, len(shown) + 1))
    assert shown[-1].number == shown[-1].total


def test_what_was_told_before_is_not_counted():
    told = Frame(areas_present=("hip",), sides=(("hip", "left"),), severity=7)
    state = answer(start(told).assessment).assessment
    assert progress(state, "signs") == Progress(1, 7)


@UNHURRIED
@given(assessments(), st.sampled_from(STEPS), st.lists(st.sampled_from(STEPS), unique=True))
def test_a_number_is_never_beyond_its_total(state, step, trail):
    place = progress(replace(state, trail=tuple(trail)), step)
    assert place is None or 1 <= place.number <= place.total


def test_there_is_nothing_before_the_first_question():
    assert previous_step(waiting("consent")) is None
    assert previous_step(waiting("signs")) is None


def test_before_a_question_stands_the_one_asked_before_it():
    assert previous_step(waiting("severity")) == "limits"
    assert previous_step(waiting("check")) == "ask_doctor"


def test_what_was_told_and_not_asked_is_passed_over_on_the_way_back():
    state = start(Frame(areas_present=("hip",), sides=(("hip", "left"),))).assessment
    while state.asked != "knot":
        state = answer(state).assessment
    assert previous_step(state) == "signs"


@pytest.mark.parametrize(
    ("step", "later", "taken_back"),
    [
        ("side", "knot", Frame(areas_denied=("hip",))),
        ("helped", "seen_doctor", Frame(treatments_denied=("physical_therapy", "massage"))),
    ],
)
def test_the_way_back_leaves_out_what_there_is_nothing_to_ask_of(step, later, taken_back):
    state = answer(waiting(step)).assessment
    assert (state.asked, previous_step(state)) == (later, step)
    assert previous_step(state.hear(taken_back)) != step
