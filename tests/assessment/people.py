"""People who answer the self-assessment: what they press, what they type, how they go on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hypothesis import settings

from backtalk.assessment.answers import SIDE, STEPS, Assessment
from backtalk.assessment.dialogue import Turn, advance, begin
from backtalk.assessment.frames import Frame
from backtalk.assessment.meaning import Heard
from backtalk.content.assessment import load_answer_words, load_result_rules
from backtalk.content.library import load_library

UNHURRIED = settings(deadline=None)
"""For properties: how long one example takes depends on what else the machine does."""
CONTENT = Path(__file__).resolve().parents[2] / "content"
ANSWER_WORDS = load_answer_words(CONTENT)
RULES = load_result_rules(CONTENT)
LIBRARY = load_library(CONTENT)
WORDS = LIBRARY.words

ANSWERS: Mapping[str, tuple[str, ...]] = {
    "consent": ("accepted",),
    "signs": ("none",),
    "areas": ("low_back", "hip:left"),
    "side": ("right",),
    "knot": ("yes",),
    "limits": ("bending",),
    "severity": ("7",),
    "duration": ("a few weeks",),
    "treatments": ("physical_therapy", "massage"),
    "helped": ("massage",),
    "seen_doctor": ("yes",),
    "ask_doctor": ("none",),
    "check": ("yes",),
}
"""What a person presses who answers each question when it is asked."""


def press(step: str, *values: str) -> Heard:
    return Heard("", "assessment_answer", question=step, values=values)


def typed(text: str, intent: str | None = "nlu_fallback", frame: Frame | None = None) -> Heard:
    return Heard(text, intent, frame or Frame())


def start(frame: Frame | None = None) -> Turn:
    return begin(Assessment(), typed("let's go", "start_assessment", frame))


def say(assessment: Assessment, heard: Heard | str) -> Turn:
    said = typed(heard) if isinstance(heard, str) else heard
    return advance(assessment, said, ANSWER_WORDS)


def answer(assessment: Assessment, given: Mapping[str, tuple[str, ...]] = ANSWERS) -> Turn:
    """Answer the question that waits; of treatments that were not had none is said to help."""
    asked, had = assessment.asked, assessment.frame.treatments_had
    assert asked is not None
    values = given[asked]
    if asked == "helped" and not {*values} & {*had, "none", "not_sure", "skipped"}:
        values = had[-1:]
    return say(assessment, press(asked, *values))


def waiting(step: str) -> Assessment:
    """Return an assessment in which ``step`` waits and all before it is answered."""
    given = {**ANSWERS, "areas": ("hip",)} if step == SIDE else ANSWERS
    state = start().assessment
    while state.asked != step:
        before = state.asked
        state = answer(state, given).assessment
        assert state.asked in STEPS
        assert state.asked != before
    return state


def finish(assessment: Assessment) -> tuple[Assessment, int]:
    """Answer until the result; return it and how many answers that took."""
    for turns in range(1, 30):
        turn = answer(assessment)
        if turn.ends:
            assert turn.ends == "result"
            return turn.assessment, turns
        assessment = turn.assessment
    raise AssertionError("the questions do not end")
