"""A frame shown back in words."""

from __future__ import annotations

import pytest
from hypothesis import given

from backtalk.assessment.answers import STEPS, Assessment
from backtalk.assessment.frames import Frame
from backtalk.assessment.readback import (
    Line,
    Words,
    answer_lines,
    as_list,
    frame_lines,
    result_lines,
)
from backtalk.assessment.result import Item, Point, Result

from .people import UNHURRIED, finish, waiting
from .people import WORDS as REAL_WORDS
from .test_answers import assessments

WORDS = Words(
    areas={"low_back": "low back", "hip": "hip", "abdomen": "belly"},
    treatments={"ice": "ice", "medication": "medicine"},
    labels={
        "areas_present": "Where it hurts:",
        "areas_denied": "Not in:",
        "treatments_had": "Tried:",
        "treatments_denied": "Not tried:",
        "severity": "How bad:",
        "severity_of": "out of 10",
        "duration": "How long:",
        "higher_taken": "(you said {said})",
        "side_left": "left",
        "treatments_helped": "It helped:",
        "treatments_no_help": "It did not help:",
        "effect_helped": "it helped",
        "effect_no_help": "it did not help",
        "item_area": "pain in the {area}",
        "item_treatment": "you tried {treatment}",
        "step_areas": "Where it hurts:",
        "step_treatments": "Tried:",
        "step_helped": "What helped:",
        "step_knot": "A knot:",
        "step_severity": "How bad:",
        "step_signs": "Signs:",
        "step_ask_doctor": "To ask:",
        "signs_none": "none of those",
        "knot_yes": "you can feel one",
        "value_not_sure": "not sure",
        "value_skipped": "skipped",
        "value_none": "none",
    },
    sections={"spreading": "Where it spreads"},
)


def test_an_empty_frame_has_no_lines():
    assert frame_lines(Frame(), WORDS) == []


@pytest.mark.parametrize(
    ("frame", "line"),
    [
        (Frame(areas_present=("low_back", "abdomen")), "Where it hurts: low back, belly"),
        (Frame(areas_denied=("hip",)), "Not in: hip"),
        (Frame(treatments_had=("medication", "ice")), "Tried: medicine, ice"),
        (Frame(treatments_denied=("ice",)), "Not tried: ice"),
        (Frame(severity=7), "How bad: 7 out of 10"),
        (Frame(severity=0), "How bad: 0 out of 10"),
        (Frame(duration_text="since Easter"), "How long: since Easter"),
        (
            Frame(areas_present=("low_back", "hip"), sides=(("hip", "left"),)),
            "Where it hurts: low back, hip (left)",
        ),
        (Frame(severity=8, severity_said="7 or 8"), "How bad: 8 out of 10 (you said 7 or 8)"),
    ],
)
def test_each_thing_said_has_a_line_in_the_words_of_the_content(frame, line):
    assert frame_lines(frame, WORDS) == [line]


def test_the_lines_go_from_pain_to_treatments():
    frame = Frame(
        areas_present=("low_back",),
        areas_denied=("hip",),
        treatments_had=("ice",),
        treatments_denied=("medication",),
        severity=6,
        duration_text="a week",
    )
    assert [line.split(":")[0] for line in frame_lines(frame, WORDS)] == [
        "Where it hurts",
        "Not in",
        "How bad",
        "How long",
        "Tried",
        "Not tried",
    ]


def test_a_list_has_a_dash_for_each_item():
    assert as_list(["one", "two"], "(none yet)") == "- one\n- two"


def test_an_empty_list_shows_the_words_for_nothing():
    assert as_list([], "(none yet)") == "(none yet)"


def test_what_helped_has_its_own_lines():
    effects = (("medication", "no_help"), ("ice", "helped"))
    frame = Frame(treatments_had=("medication", "ice"), effects=effects)
    assert frame_lines(frame, WORDS) == [
        "Tried: medicine, ice",
        "It helped: ice",
        "It did not help: medicine",
    ]


def test_answers_stand_in_the_order_of_the_questions():
    state, _ = finish(waiting("check"))
    steps = [line.step for line in answer_lines(state, REAL_WORDS)]
    assert steps == sorted(steps, key=STEPS.index)
    assert {*steps} == {*STEPS} - {"consent", "side", "check"}


@pytest.mark.parametrize(
    ("state", "line"),
    [
        (Assessment().settle("knot", "yes"), Line("knot", "A knot:", "you can feel one")),
        (Assessment().settle("signs", "none"), Line("signs", "Signs:", "none of those")),
        (Assessment().settle("signs", "not_sure"), Line("signs", "Signs:", "not sure")),
        (Assessment().settle("knot", "skipped"), Line("knot", "A knot:", "skipped")),
        (Assessment().settle("severity", "not_sure"), Line("severity", "How bad:", "not sure")),
        (Assessment().settle("treatments", "none"), Line("treatments", "Tried:", "none")),
        (Assessment().settle("ask_doctor", "none"), Line("ask_doctor", "To ask:", "none")),
        (Assessment(questions=("Why?",)), Line("ask_doctor", "To ask:", '"Why?"')),
    ],
)
def test_each_answer_has_a_line(state, line):
    assert answer_lines(state, WORDS) == [line]


@pytest.mark.parametrize(
    ("frame", "step", "values"),
    [
        (Frame(areas_denied=("hip",)), "areas", ["hip", "not sure"]),
        (Frame(treatments_denied=("ice",)), "treatments", ["ice", "not sure"]),
    ],
)
def test_not_sure_shows_beside_what_was_denied(frame, step, values):
    state = Assessment(frame=frame).settle(step, "not_sure")
    assert [line.value for line in answer_lines(state, WORDS)] == values


def test_consent_and_the_check_have_no_line():
    state = Assessment().settle("consent", "accepted").settle("check", "yes")
    assert answer_lines(state, WORDS) == []


@UNHURRIED
@given(assessments())
def test_every_step_that_was_answered_has_a_line(state):
    shown = {line.step for line in answer_lines(state, REAL_WORDS)}
    # A side is shown with its place.
    answered = {step for step, value in state.settled if (step, value) != ("side", "yes")}
    assert answered - {"consent", "check"} <= shown


def test_the_result_has_the_heading_of_what_the_article_says():
    frame = Frame(
        areas_present=("hip",),
        sides=(("hip", "left"),),
        treatments_had=("ice",),
        effects=(("ice", "no_help"),),
        severity=7,
        duration_text="a week",
    )
    result = Result(
        covered=(Item("areas", "hip", "spreading"), Item("knot", "yes", "spreading")),
        not_covered=(Item("treatments", "ice"), Item("severity", "7"), Item("duration", "a week")),
        unsure=("signs",),
        points=(Point("Pain can spread.", (), (), ("spreading",), "n/a"),),
        questions=(),
    )
    assert result_lines(result, frame, WORDS) == {
        "covered": [
            "pain in the hip (left) (Where it spreads)",
            "A knot: you can feel one (Where it spreads)",
        ],
        "not_covered": [
            "you tried ice (it did not help)",
            "How bad: 7 out of 10",
            "How long: a week",
        ],
        "unsure": ["Signs"],
        "points": ["Pain can spread."],
    }
