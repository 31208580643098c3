"""The one page that a person hands to their doctor, as data; backtalk/export renders it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from backtalk.assessment.answers import (
    AREAS,
    CHECK,
    DURATION,
    HELPED,
    KNOT,
    LIMITS,
    NOT_SURE,
    SEEN_DOCTOR,
    SEVERITY,
    SIDE,
    SIGNS,
    SKIPPED,
    STEPS,
    TREATMENTS,
    Assessment,
)


@dataclass(frozen=True)
class DoctorPage:
    """What the page shows; every list is in the order of the lexicon.

    Attributes:
        on: the day on which it was made.
        areas: (area, side or None) where it hurts.
        areas_denied: where the person says that it does not hurt.
        severity: 0 to 10, or None.
        duration: how long, in the person's words, or None.
        knot: yes, no, not_sure or None: a tender, stiff knot that can be felt.
        limits: bending, turning, both, no, not_sure or None.
        treatments: (treatment, helped, no_help or None) that was had.
        treatments_denied: what the person says was not tried.
        seen_doctor: yes, no, not_sure or None.
        signs: none or not_sure: the answer to the list of warning signs; None if not asked.
        questions: what the person wants to ask, in their words.
        words: (step, the person's own words) where they gave some, each message once.
        unsure: steps that the person skipped or did not know.
    """

    on: date
    areas: tuple[tuple[str, str | None], ...] = ()
    areas_denied: tuple[str, ...] = ()
    severity: int | None = None
    duration: str | None = None
    knot: str | None = None
    limits: str | None = None
    treatments: tuple[tuple[str, str | None], ...] = ()
    treatments_denied: tuple[str, ...] = ()
    seen_doctor: str | None = None
    signs: str | None = None
    questions: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    unsure: tuple[str, ...] = ()


_SHOWN = (AREAS, SIDE, KNOT, LIMITS, SEVERITY, DURATION, TREATMENTS, HELPED, SEEN_DOCTOR)


def doctor_page(assessment: Assessment, questions: tuple[str, ...], on: date) -> DoctorPage:
    """Return the page for ``assessment``.

    Args:
        assessment: the answers, complete or not.
        questions: everything to ask the doctor, the person's own first.
        on: today.
    """
    frame = assessment.frame
    sides, effects = dict(frame.sides), dict(frame.effects)
    told = {step: value for step, value in assessment.settled if value != SKIPPED}
    return DoctorPage(
        on=on,
        areas=tuple((area, sides.get(area)) for area in frame.areas_present),
        areas_denied=frame.areas_denied,
        severity=frame.severity,
        duration=frame.duration_text,
        knot=told.get(KNOT),
        limits=told.get(LIMITS),
        treatments=tuple((name, effects.get(name)) for name in frame.treatments_had),
        treatments_denied=frame.treatments_denied,
        seen_doctor=told.get(SEEN_DOCTOR),
        signs=told.get(SIGNS),
        questions=questions,
        words=_each_once(assessment.words),
        unsure=tuple(
            step
            for step in STEPS
            if step != CHECK and assessment.value(step) in {SKIPPED, NOT_SURE}
        ),
    )


def _each_once(words: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Return the person's words; one message that told several things stands at the first."""
    first: dict[str, str] = {}
    for step, said in words:
        if step in _SHOWN:
            first.setdefault(said, step)
    return tuple((step, said) for said, step in first.items())
