"""One turn of the self-assessment: from what was heard to what is said and asked next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from backtalk.assessment.answers import (
    AREAS,
    CHECK,
    CONSENT,
    HELPED,
    NONE,
    NOT_SURE,
    REFUSED,
    SIDE,
    SIGNS,
    SKIPPED,
    STEPS,
    TREATMENTS,
    Assessment,
    parts_said,
)
from backtalk.assessment.heard import understand
from backtalk.assessment.meaning import (
    BACK,
    CHANGE,
    EXPLAIN,
    MORE,
    STOP,
    TAKEN_BACK,
    TROUBLE,
    WHY,
    AnswerWords,
    Heard,
    Meaning,
)
from backtalk.assessment.pressed import pressed
from backtalk.assessment.questions import add_question
from backtalk.assessment.steps import has_subject, is_open, next_step, previous_step

WHY_RESPONSES: Mapping[str, str] = {
    "consent": "utter_why_consent",
    "signs": "utter_why_signs",
    "areas": "utter_why_areas",
    "side": "utter_why_side",
    "knot": "utter_why_knot",
    "limits": "utter_why_limits",
    "severity": "utter_why_severity",
    "duration": "utter_why_duration",
    "treatments": "utter_why_treatments",
    "helped": "utter_why_helped",
    "seen_doctor": "utter_why_seen_doctor",
    "ask_doctor": "utter_why_ask_doctor",
    "check": "utter_why_check",
}
ASK_RESPONSES: Mapping[str, str] = {
    "consent": "utter_ask_consent",
    "signs": "utter_ask_signs",
    "areas": "utter_ask_areas",
    "side": "utter_ask_side",
    "knot": "utter_ask_knot",
    "limits": "utter_ask_limits",
    "severity": "utter_ask_severity",
    "duration": "utter_ask_duration",
    "treatments": "utter_ask_treatments",
    "helped": "utter_ask_helped",
    "seen_doctor": "utter_ask_seen_doctor",
    "ask_doctor": "utter_ask_doctor_question",
    "check": "utter_ask_check",
}
CANNOT_SKIP = frozenset({CONSENT, SIGNS, CHECK})
_SUBJECTS = {SIDE: AREAS, HELPED: TREATMENTS}
_GIVEN_UP = frozenset({SKIPPED, TAKEN_BACK})
_GIVE_UP = 4
"""Failures at one question after which it is left: nothing loops."""


@dataclass(frozen=True)
class Turn:
    """What comes of one message.

    Attributes:
        assessment: the answers as they are now; ``asked`` is the question to put next.
        say: responses to give before that question.
        ends: None while it goes on; ``result``, ``stopped``, ``refused`` or ``signs`` (the
            person ticked a warning sign).
        is_mine: False when the message is for another rule: the same question comes again.
        trouble_with: the step that the person says is hard to answer, to be recorded.
    """

    assessment: Assessment
    say: tuple[str, ...] = ()
    ends: str | None = None
    is_mine: bool = True
    trouble_with: str | None = None


def begin(assessment: Assessment, heard: Heard) -> Turn:
    """Return the first turn: what the opening message says is taken along, nothing is lost.

    After "stopped" it goes on there, after the end to the check. An old button that is pressed
    then counts as if its question still stood.
    """
    if not heard.is_press and not heard.frame.is_empty:
        assessment = assessment.hear(heard.frame, heard.text)
    if assessment.value(CONSENT) == REFUSED:
        assessment = assessment.unsettle(CONSENT)
    if assessment.is_done:
        assessment = replace(assessment.unsettle(CHECK), reviewing=True)
    first = _ask_next(assessment)
    if heard.is_press and assessment.has_consent:
        return _turn(first.assessment, pressed(heard, first.assessment), heard)
    return first


def advance(assessment: Assessment, heard: Heard, words: AnswerWords) -> Turn:
    """Return what comes of ``heard`` while ``assessment.asked`` waits for an answer."""
    if assessment.asked is None:
        return begin(assessment, heard)
    return _turn(assessment, understand(heard, assessment, words), heard)


def _turn(assessment: Assessment, meaning: Meaning, heard: Heard) -> Turn:
    move, asked = meaning.move, assessment.asked or CONSENT
    if move == STOP:
        return _stop(assessment)
    if move == WHY:
        return Turn(assessment, (WHY_RESPONSES[meaning.step or asked],))
    if move == MORE:
        return Turn(assessment, ("utter_consent_more",))
    if move == TROUBLE:
        step = meaning.step or asked
        return Turn(assessment, ("utter_trouble_noted", WHY_RESPONSES[step]), trouble_with=step)
    if move == BACK:
        return _back(assessment)
    if move == CHANGE and assessment.has_consent:
        return _change(assessment, meaning.step)
    if move == EXPLAIN or (move in _GIVEN_UP and meaning.step in CANNOT_SKIP):
        return _not_understood(assessment, (WHY_RESPONSES[asked],))
    if meaning.is_elsewhere:
        return Turn(assessment, is_mine=False)
    if move == CHANGE or (move is None and meaning.frame.is_empty):
        return _not_understood(assessment)
    return _answered(assessment, meaning, heard)


def _answered(before: Assessment, meaning: Meaning, heard: Heard) -> Turn:
    step, value = meaning.step, meaning.move
    after = before if meaning.frame.is_empty else before.hear(meaning.frame, meaning.words)
    if (step, value) == (CONSENT, REFUSED):
        return _refused()
    if (step, value) == (SIGNS, "some"):
        # Nothing is settled by it: when it was a slip, the same question comes again.
        return Turn(replace(after.unsettle(SIGNS), failures=0), ends="signs")
    if step and value and step not in parts_said(meaning.frame):
        after = _settled(after, step, value, meaning.words)
    if meaning.question:
        questions = add_question(after.questions, meaning.question)
        after = replace(after, questions=questions)
    is_answer = step == before.asked and step is not None and not is_open(after, step)
    if after.is_done:
        return _checked(before, after)
    if after == before and not is_answer:
        # A second click on a button is no failure; the same words a second time count as one.
        noted = ("utter_noted_too",)
        return Turn(before, noted) if heard.is_press else _not_understood(before, noted)
    say: tuple[str, ...] = () if is_answer else ("utter_noted_too",)
    if (step, value) == (SIGNS, NOT_SURE):
        say = ("utter_signs_not_sure",)
    if not is_answer and _is_asked_again(before, after):
        return Turn(after, say)
    return _ask_next(after, say, is_answer=is_answer)


def _settled(assessment: Assessment, step: str, value: str, words: str | None) -> Assessment:
    """Return a copy with ``value`` for ``step``; passing over what was answered leaves it."""
    if value == SKIPPED and assessment.value(step) is not None:
        return assessment
    if value in {NONE, NOT_SURE, TAKEN_BACK}:
        assessment = assessment.clear(step)
    return assessment.settle(step, SKIPPED if value == TAKEN_BACK else value, words)


def _is_asked_again(before: Assessment, after: Assessment) -> bool:
    """Return whether the question that waits is one that was answered once, and still waits."""
    step = before.asked
    return step is not None and not is_open(before, step) and has_subject(after, step)


def _checked(before: Assessment, after: Assessment) -> Turn:
    """Return the end, unless the button was an old one and something is still to be asked."""
    if next_step(after) is None:
        return Turn(replace(after, asked=None, failures=0), ends="result")
    return _ask_next(after.unsettle(CHECK), ("utter_noted_too",), is_answer=False)


def _ask_next(assessment: Assessment, say: tuple[str, ...] = (), *, is_answer: bool = True) -> Turn:
    """Return the turn that puts the next question; failures count on while it stays the same."""
    step = next_step(assessment) or CHECK
    trail = assessment.trail if step in assessment.trail else (*assessment.trail, step)
    is_same = step == assessment.asked and not is_answer
    after = replace(
        assessment,
        asked=step,
        trail=trail,
        failures=assessment.failures if is_same else 0,
        reviewing=assessment.reviewing or step == CHECK,
    )
    return Turn(after, say)


def _stop(assessment: Assessment) -> Turn:
    if not assessment.has_consent:
        # Neither yes nor no: nothing may be kept, and the question may come again.
        return Turn(Assessment(), ends="refused")
    return Turn(replace(assessment, asked=None, failures=0), ends="stopped")


def _refused() -> Turn:
    return Turn(Assessment(settled=((CONSENT, REFUSED),)), ends="refused")


def _back(assessment: Assessment) -> Turn:
    step = previous_step(assessment)
    if step is None:
        return Turn(assessment, ("utter_no_way_back",))
    return Turn(replace(assessment, asked=step, failures=0))


def _change(assessment: Assessment, step: str | None) -> Turn:
    if step is None or step in {CHECK, CONSENT}:
        # Counted like a failure, so that "change" and nothing else comes to an end too.
        turn = _not_understood(assessment)
        is_left = turn.ends is not None or turn.assessment.asked != assessment.asked
        return turn if is_left else replace(turn, say=("utter_change_which",))
    if not has_subject(assessment, step):
        step = _SUBJECTS[step]
    trail = assessment.trail if step in assessment.trail else (*assessment.trail, step)
    ordered = tuple(s for s in STEPS if s in trail)
    return Turn(replace(assessment, asked=step, trail=ordered, failures=0))


def _not_understood(assessment: Assessment, say: tuple[str, ...] = ()) -> Turn:
    """Ask again, then explain with buttons, then offer to skip, then go on without.

    Args:
        assessment: with the failures so far.
        say: what to say the first time, where something fits better than "I did not get that".
    """
    step = assessment.asked or CONSENT
    failures = assessment.failures + 1
    assessment = replace(assessment, failures=failures)
    if failures == 1:
        return Turn(assessment, say or ("utter_answer_again",))
    if failures == 2:
        return Turn(assessment, (WHY_RESPONSES[step], "utter_answer_by_button"))
    if failures < _GIVE_UP:
        return Turn(
            assessment, ("utter_offer_stop" if step in CANNOT_SKIP else "utter_offer_skip",)
        )
    if step == CONSENT:
        return _refused()
    if step == CHECK:
        return Turn(replace(assessment, asked=None, failures=0), ends="stopped")
    if step == SIGNS:
        # Whoever went back to the signs and could not be understood is not "none of these".
        return _ask_next(assessment.settle(SIGNS, NOT_SURE), ("utter_signs_not_sure",))
    return _ask_next(_settled(assessment, step, SKIPPED, None), ("utter_skipped_for_now",))
