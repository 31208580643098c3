"""The page for the doctor, as data."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from backtalk.assessment.answers import Assessment
from backtalk.assessment.doctor_page import DoctorPage, doctor_page
from backtalk.assessment.frames import Frame

from .people import UNHURRIED, finish, waiting
from .test_answers import assessments

TODAY = date(2026, 11, 24)


def page(state: Assessment, *questions: str) -> DoctorPage:
    return doctor_page(state, questions, TODAY)


def test_a_page_of_nothing_is_empty():
    assert page(Assessment()) == DoctorPage(on=TODAY)


def test_the_page_of_a_whole_assessment_has_every_answer():
    state, _ = finish(waiting("check"))
    assert page(state, "Is it safe?") == DoctorPage(
        on=TODAY,
        areas=(("low_back", None), ("hip", "left")),
        severity=7,
        duration="a few weeks",
        knot="yes",
        limits="bending",
        treatments=(("physical_therapy", "no_help"), ("massage", "helped")),
        seen_doctor="yes",
        signs="none",
        questions=("Is it safe?",),
    )


def test_what_does_not_hurt_and_was_not_tried_stands_there_too():
    shown = page(Assessment().hear(Frame(areas_denied=("groin",), treatments_denied=("ice",))))
    assert (shown.areas_denied, shown.treatments_denied) == (("groin",), ("ice",))


@pytest.mark.parametrize("step", ["knot", "limits", "seen_doctor", "signs"])
def test_not_sure_is_an_answer_and_also_among_the_unsure(step):
    shown = page(Assessment().settle(step, "not_sure"))
    assert getattr(shown, step) == "not_sure"
    assert shown.unsure == (step,)


@pytest.mark.parametrize("step", ["knot", "limits", "seen_doctor"])
def test_what_was_skipped_is_only_among_the_unsure(step):
    shown = page(Assessment().settle(step, "skipped"))
    assert getattr(shown, step) is None
    assert shown.unsure == (step,)


def test_the_persons_own_words_stand_by_what_they_are_of():
    state = Assessment().settle("knot", "yes", "like a small pea")
    assert page(state).words == (("knot", "like a small pea"),)


def test_one_message_that_told_several_things_stands_once():
    said = "my hip, for a week, about a 7"
    told = Frame(areas_present=("hip",), severity=7, duration_text="a week")
    assert page(Assessment().hear(told, said)).words == (("areas", said),)


@pytest.mark.parametrize("step", ["consent", "signs", "ask_doctor"])
def test_words_that_are_not_of_the_pain_stay_off_the_page(step):
    value = {"consent": "accepted", "signs": "none", "ask_doctor": "none"}[step]
    assert page(Assessment().settle(step, value, "as you like it")).words == ()


@UNHURRIED
@given(assessments())
def test_everything_that_was_told_is_on_the_page(state):
    shown, frame = page(state), state.frame
    assert tuple(area for area, _ in shown.areas) == frame.areas_present
    assert tuple((area, side) for area, side in shown.areas if side) == frame.sides
    assert tuple(name for name, _ in shown.treatments) == frame.treatments_had
    assert tuple((name, told) for name, told in shown.treatments if told) == frame.effects
    assert (shown.severity, shown.duration) == (frame.severity, frame.duration_text)
    assert shown.areas_denied == frame.areas_denied
    assert shown.treatments_denied == frame.treatments_denied
