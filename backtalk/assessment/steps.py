"""Which question of the self-assessment comes next, and how far along it is."""

from __future__ import annotations

from dataclasses import dataclass

from backtalk.assessment.answers import (
    AREAS,
    ASK_DOCTOR,
    CHECK,
    CONSENT,
    DURATION,
    HELPED,
    SEVERITY,
    SIDE,
    STEPS,
    TREATMENTS,
    Assessment,
)

MOST_TURNS = 12
"""Questions that one assessment may ask; what can be left out is left out beyond that."""
SIDED = frozenset({"low_back", "hip", "groin", "gluteal", "thigh"})
"""Areas that have a left and a right."""
_OPTIONAL = frozenset({SIDE, HELPED})
_NOT_COUNTED = frozenset({CONSENT, CHECK})


@dataclass(frozen=True)
class Progress:
    """Where a question stands: ``number`` of ``total``, both from 1."""

    number: int
    total: int


def next_step(assessment: Assessment) -> str | None:
    """Return the step to ask next, or None when the assessment is confirmed.

    Whatever was said already is not asked again. Side and effect are asked only while the
    whole stays within ``MOST_TURNS`` questions.
    """
    for step in STEPS:
        if not is_open(assessment, step):
            continue
        if step in _OPTIONAL and _is_too_much(assessment, step):
            continue
        return step
    return None


def is_open(assessment: Assessment, step: str) -> bool:
    """Return whether ``step`` still needs an answer."""
    if assessment.value(step) is not None:
        return False
    frame = assessment.frame
    if step == AREAS:
        return not frame.areas_present
    if step == SIDE:
        return bool(areas_without_side(assessment))
    if step == SEVERITY:
        return frame.severity is None
    if step == DURATION:
        return frame.duration_text is None
    if step == TREATMENTS:
        return not (frame.treatments_had or frame.treatments_denied)
    if step == HELPED:
        return bool(treatments_without_effect(assessment))
    if step == ASK_DOCTOR:
        return not assessment.questions
    return True


def has_subject(assessment: Assessment, step: str) -> bool:
    """Return whether there is something to ask ``step`` of: no side without a place."""
    subjects = {SIDE: assessment.frame.areas_present, HELPED: assessment.frame.treatments_had}
    return bool(subjects.get(step, STEPS))


def areas_without_side(assessment: Assessment) -> tuple[str, ...]:
    """Return the areas that have a left and a right and of which neither was said."""
    sides = dict(assessment.frame.sides)
    return tuple(a for a in assessment.frame.areas_present if a in SIDED and a not in sides)


def areas_to_ask(assessment: Assessment) -> tuple[str, ...]:
    """Return the areas that "which side is it on?" is about; when asked again, all of them."""
    present = assessment.frame.areas_present
    if assessment.value(SIDE) is None and (open_ones := areas_without_side(assessment)):
        return open_ones
    return tuple(area for area in present if area in SIDED) or present


def treatments_without_effect(assessment: Assessment) -> tuple[str, ...]:
    """Return the treatments that were had and of which it was not said what they did."""
    effects = dict(assessment.frame.effects)
    return tuple(name for name in assessment.frame.treatments_had if name not in effects)


def treatments_to_ask(assessment: Assessment) -> tuple[str, ...]:
    """Return the treatments that "which of these helped?" is about."""
    return treatments_without_effect(assessment) or assessment.frame.treatments_had


def progress(assessment: Assessment, step: str) -> Progress | None:
    """Return the place of ``step`` among the questions; None for consent and the check."""
    if step in _NOT_COUNTED or assessment.reviewing:
        return None
    asked = [s for s in assessment.trail if s not in _NOT_COUNTED and s != step]
    before = [s for s in asked if STEPS.index(s) < STEPS.index(step)]
    after = {s for s in asked if STEPS.index(s) > STEPS.index(step)}
    for later in STEPS[STEPS.index(step) + 1 :]:
        if later not in _NOT_COUNTED | _OPTIONAL and is_open(assessment, later):
            after.add(later)
    return Progress(len(before) + 1, len(before) + 1 + len(after))


def previous_step(assessment: Assessment) -> str | None:
    """Return the question before the one that waits, or None at the first; never consent."""
    trail = [step for step in assessment.trail if step != CONSENT]
    if assessment.asked in trail:
        trail = trail[: trail.index(assessment.asked)]
    return next((step for step in reversed(trail) if has_subject(assessment, step)), None)


def _is_too_much(assessment: Assessment, step: str) -> bool:
    if assessment.reviewing:
        return True
    must = sum(
        is_open(assessment, other)
        for other in STEPS
        if other not in _OPTIONAL and other not in assessment.trail
    )
    asked = len(assessment.trail) - (step in assessment.trail)
    return asked + must + 1 > MOST_TURNS
