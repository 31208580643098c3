"""What a self-assessment holds."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtalk.assessment.answers import MAY_BE_NONE, OPEN, STEPS, VALUES, Assessment, parts_said
from backtalk.assessment.frames import Frame
from backtalk.assessment.readback import answer_lines

from .people import ANSWERS, UNHURRIED, WORDS, answer, start
from .test_frames import frames

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=12,
)
_FIELDS = ("frame", "settled", "words", "questions", "asked", "trail", "failures", "reviewing")
_KNOWN = st.sampled_from(
    [*STEPS, "yes", "no", "none", "some", "skipped", "not_sure", "hip", "left"]
)
RECORDS = st.dictionaries(
    st.sampled_from(_FIELDS),
    JSON
    | st.lists(_KNOWN, max_size=5)
    | st.dictionaries(_KNOWN, _KNOWN | JSON, max_size=5)
    | _KNOWN,
)
"""Records of another version, or written by nobody."""


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    """Return what answers, skips and free text of any kind lead to."""
    state = Assessment()
    for _ in range(draw(st.integers(0, 6))):
        step = draw(st.sampled_from([step for step in STEPS if step != "check"]))
        if step in VALUES:
            value = draw(st.sampled_from([v for v in VALUES[step] if v not in {"some", "refused"}]))
        else:
            allowed = ["not_sure", "skipped", *(["none"] if step in MAY_BE_NONE else [])]
            value = draw(st.sampled_from(allowed))
        words = draw(st.none() | st.text(max_size=20))
        said = draw(st.none() | frames())
        passed_over = state.clear(step).settle(step, value, words)
        state = passed_over if said is None else state.hear(said, words)
    return state


def test_a_new_assessment_holds_nothing():
    new = Assessment()
    assert not new.holds_answers
    assert not new.has_consent
    assert not new.is_done


def test_consent_alone_is_no_answer():
    assert not Assessment().settle("consent", "accepted").holds_answers


@pytest.mark.parametrize(
    "assessment",
    [
        Assessment().settle("knot", "no"),
        Assessment().settle("duration", "skipped"),
        Assessment(frame=Frame(severity=0)),
    ],
)
def test_whatever_was_said_beyond_consent_counts_as_held(assessment):
    assert assessment.holds_answers


def test_the_last_value_of_a_step_counts():
    assert Assessment().settle("knot", "yes").settle("knot", "no").value("knot") == "no"


def test_values_stand_in_the_order_of_the_questions():
    after = Assessment().settle("limits", "no").settle("consent", "accepted").settle("knot", "yes")
    assert [step for step, _ in after.settled] == ["consent", "knot", "limits"]


def test_words_are_tidied_and_go_with_their_value():
    after = Assessment().settle("knot", "yes", "  like a\n pea ")
    assert after.said("knot") == "like a pea"
    assert after.settle("knot", "no").said("knot") is None


def test_a_step_that_is_open_again_has_neither_value_nor_words():
    after = Assessment().settle("knot", "yes", "like a pea").unsettle("knot")
    assert (after.value("knot"), after.said("knot")) == (None, None)


@pytest.mark.parametrize(
    ("value", "is_one"),
    [(None, False), ("skipped", False), ("not_sure", False), ("none", True), ("yes", True)],
)
def test_skipped_and_not_sure_are_no_answers(value, is_one):
    state = Assessment().settle("treatments", value) if value else Assessment()
    assert state.has_answer("treatments") is is_one


@pytest.mark.parametrize(
    ("frame", "steps"),
    [
        (Frame(), ()),
        (Frame(areas_present=("hip",)), ("areas",)),
        (Frame(areas_denied=("hip",)), ("areas",)),
        (Frame(areas_present=("hip",), sides=(("hip", "left"),)), ("areas", "side")),
        (Frame(severity=0), ("severity",)),
        (Frame(duration_text="a week"), ("duration",)),
        (Frame(treatments_denied=("ice",)), ("treatments",)),
        (
            Frame(treatments_had=("ice",), effects=(("ice", "no_help"),), severity=3),
            ("severity", "treatments", "helped"),
        ),
    ],
)
def test_a_frame_says_something_of_these_steps(frame, steps):
    assert parts_said(frame) == steps


def test_what_is_heard_settles_its_steps_and_keeps_its_words():
    after = Assessment().hear(Frame(areas_present=("hip",), severity=7), "my hip, about a 7")
    assert dict(after.settled) == {"areas": "yes", "severity": "yes"}
    assert dict(after.words) == dict.fromkeys(("areas", "severity"), "my hip, about a 7")


@pytest.mark.parametrize("value", ["not_sure", "skipped", "none"])
def test_what_was_passed_over_is_answered_after_all(value):
    after = Assessment().settle("treatments", value).hear(Frame(treatments_had=("ice",)))
    assert after.value("treatments") == "yes"


def test_a_skipped_place_is_not_open_again_when_something_else_is_told():
    after = Assessment().settle("areas", "skipped").hear(Frame(severity=7))
    assert after.value("areas") == "skipped"


def test_not_the_groin_does_not_say_where_it_hurts():
    after = Assessment().hear(Frame(areas_denied=("groin",)))
    assert after.value("areas") is None
    assert after.frame.areas_denied == ("groin",)


@pytest.mark.parametrize("value", ["none", "not_sure", "skipped"])
def test_what_does_not_hurt_does_not_undo_that_the_place_was_passed_over(value):
    after = Assessment().settle("areas", value).hear(Frame(areas_denied=("groin",)))
    assert after.value("areas") == value


def test_when_the_only_place_is_taken_back_place_and_side_are_open():
    told = Frame(areas_present=("hip",), sides=(("hip", "left"),))
    after = Assessment().hear(told).hear(Frame(areas_denied=("hip",)))
    assert (after.value("areas"), after.value("side"), after.frame.sides) == (None, None, ())


def test_the_side_is_open_when_the_place_it_was_told_of_goes():
    told = Frame(areas_present=("hip", "thigh"), sides=(("hip", "left"),))
    after = Assessment().hear(told).hear(Frame(areas_denied=("hip",)))
    assert (after.value("areas"), after.value("side")) == ("yes", None)


def test_what_helped_is_open_when_the_treatment_was_not_had_after_all():
    told = Frame(treatments_had=("ice", "heat"), effects=(("ice", "helped"),))
    after = Assessment().hear(told, "ice helped").hear(Frame(treatments_denied=("ice",)))
    assert (after.value("treatments"), after.value("helped")) == ("yes", None)
    assert after.said("helped") is None


def test_an_effect_of_a_treatment_that_was_not_had_settles_nothing():
    after = Assessment().hear(Frame(effects=(("ice", "helped"),)))
    assert after.value("helped") is None


@pytest.mark.parametrize(
    ("first", "then", "kept"),
    [
        ("a hot knife in my back", "my left hip too", "a hot knife in my back; my left hip too"),
        ("a hot knife in my back", None, "a hot knife in my back"),
        ("a hot knife in my back", "in my back", "a hot knife in my back"),
        ("a hot knife in my back", "x" * 600, "x" * 600),
    ],
)
def test_words_that_still_hold_stay_when_a_place_is_added(first, then, kept):
    before = Assessment().hear(Frame(areas_present=("low_back",)), first)
    assert before.hear(Frame(areas_present=("hip",)), then).said("areas") == kept


def test_words_that_hold_no_longer_go():
    before = Assessment().hear(Frame(severity=7), "a bad seven today")
    assert before.hear(Frame(severity=3)).said("severity") is None
    assert (
        before.hear(Frame(severity=3), "down to three now").said("severity") == "down to three now"
    )


@pytest.mark.parametrize(
    ("step", "gone"),
    [
        ("areas", {"areas_present", "sides"}),
        ("side", {"sides"}),
        ("severity", {"severity", "severity_said"}),
        ("duration", {"duration_text"}),
        ("treatments", {"treatments_had", "effects"}),
        ("helped", {"effects"}),
        ("knot", set()),
    ],
)
def test_what_is_not_known_after_all_leaves_the_rest_alone(step, gone):
    full = Frame(
        areas_present=("hip",),
        areas_denied=("groin",),
        treatments_had=("ice",),
        treatments_denied=("heat",),
        severity=8,
        severity_said="7 or 8",
        duration_text="a week",
        sides=(("hip", "left"),),
        effects=(("ice", "helped"),),
    )
    after = Assessment().hear(full).settle("knot", "yes").clear(step)
    assert after.value(step) is None
    for name, value in vars(full).items():
        assert (getattr(after.frame, name) == value) is (name not in gone)


@pytest.mark.parametrize(("step", "other"), [("areas", "side"), ("treatments", "helped")])
def test_no_side_and_no_effect_outlives_what_it_is_of(step, other):
    full = Frame(
        areas_present=("hip",),
        sides=(("hip", "left"),),
        treatments_had=("ice",),
        effects=(("ice", "helped"),),
    )
    assert Assessment().hear(full).clear(step).value(other) is None


def test_questions_go_only_when_the_question_for_questions_is_cleared():
    state = Assessment(questions=("Is it safe?",))
    assert state.clear("severity").questions == ("Is it safe?",)
    assert state.clear("ask_doctor").questions == ()


@UNHURRIED
@given(assessments())
def test_an_assessment_survives_its_own_json(state):
    assert Assessment.from_dict(json.loads(json.dumps(state.as_dict()))) == state


@pytest.mark.parametrize("asked", STEPS)
def test_an_assessment_in_the_middle_of_things_survives_its_own_json(asked):
    state = start().assessment
    while state.asked != asked and state.asked != "check":
        state = answer(state, {**ANSWERS, "areas": ("hip",)}).assessment
    assert Assessment.from_dict(json.loads(json.dumps(state.as_dict()))) == state


@UNHURRIED
@given(JSON | RECORDS)
def test_no_record_breaks_the_reading_or_the_showing(value):
    state = Assessment.from_dict(value)
    assert Assessment.from_dict(state.as_dict()) == state
    assert len(set(state.trail)) == len(state.trail)
    answer_lines(state, WORDS)


@pytest.mark.parametrize(
    "value", [None, {}, [], "yes", 7, {"asked": ["areas"]}, {"trail": "areas"}]
)
def test_a_record_of_nothing_reads_as_a_new_assessment(value):
    assert Assessment.from_dict(value) == Assessment()


@pytest.mark.parametrize(
    "settled",
    [
        {"signs": "some"},
        {"knot": "maybe"},
        {"side": "none"},
        {"severity": "none"},
        {"check": "no"},
        {"nose": "yes"},
        {"knot": 1},
    ],
)
def test_a_value_that_no_step_may_have_is_dropped(settled):
    assert Assessment.from_dict({"settled": settled}).settled == ()


@pytest.mark.parametrize("failures", [-1, True, 1.5, "2", None])
def test_a_count_that_is_none_reads_as_zero(failures):
    assert Assessment.from_dict({"failures": failures}).failures == 0


def test_a_step_is_asked_once_in_a_trail_however_often_it_was_stored():
    assert Assessment.from_dict({"trail": ["areas", "knot", "areas"]}).trail == ("areas", "knot")


def test_every_open_step_can_be_passed_over():
    for step in OPEN:
        for value in ("not_sure", "skipped"):
            stored = {"settled": {step: value}}
            assert Assessment.from_dict(stored).value(step) == value
