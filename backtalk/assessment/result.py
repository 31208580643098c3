"""What the summary says: three lists, what the article says of them, questions for the doctor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backtalk.assessment.answers import (
    AREAS,
    CHECK,
    CONSENT,
    DURATION,
    KNOT,
    LIMITS,
    NO,
    NOT_SURE,
    SEEN_DOCTOR,
    SEVERITY,
    SKIPPED,
    TREATMENTS,
    YES,
    Assessment,
)
from backtalk.assessment.questions import add_question


@dataclass(frozen=True)
class Point:
    """One thing that the article says and that bears on some answers.

    Attributes:
        text: in plain words.
        areas, treatments: shown when one of these was told; always when there are none.
        sections: ids of the article's sections that it rests on.
        evidence: strong, moderate, low, none or n/a.
    """

    text: str
    areas: tuple[str, ...]
    treatments: tuple[str, ...]
    sections: tuple[str, ...]
    evidence: str


@dataclass(frozen=True)
class ResultRules:
    """content/assessment/result.yml.

    Attributes:
        areas, treatments, answers: for each that the article speaks of, the section's id.
        points: what the article says, in the order in which it is shown.
        questions: what the article itself tells people to ask.
    """

    areas: Mapping[str, str]
    treatments: Mapping[str, str]
    answers: Mapping[str, str]
    points: tuple[Point, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """One thing that was told: ``step`` and which of its values, ``section`` if it is covered."""

    step: str
    value: str
    section: str | None = None


@dataclass(frozen=True)
class Result:
    """What comes of an assessment; nothing here scores, ranks or names a condition."""

    covered: tuple[Item, ...]
    not_covered: tuple[Item, ...]
    unsure: tuple[str, ...]
    points: tuple[Point, ...]
    questions: tuple[str, ...]


def result_of(assessment: Assessment, kept: Sequence[str], rules: ResultRules) -> Result:
    """Return the result.

    Args:
        assessment: the answers so far.
        kept: questions kept on the way, besides the person's own in ``assessment``.
        rules: what the article speaks of.
    """
    items = list(_items(assessment, rules))
    return Result(
        covered=tuple(item for item in items if item.section),
        not_covered=tuple(item for item in items if not item.section),
        unsure=tuple(
            step
            for step, value in assessment.settled
            if value in {NOT_SURE, SKIPPED} and step not in {CONSENT, CHECK}
        ),
        points=tuple(point for point in rules.points if _bears_on(point, assessment)),
        questions=all_questions(assessment, kept, rules),
    )


def all_questions(
    assessment: Assessment, kept: Sequence[str], rules: ResultRules
) -> tuple[str, ...]:
    """Return the person's own questions, those kept on the way, and the article's, each once."""
    questions: tuple[str, ...] = ()
    for question in (*assessment.questions, *kept, *rules.questions):
        questions = add_question(questions, question)
    return questions


def _items(assessment: Assessment, rules: ResultRules) -> list[Item]:
    frame = assessment.frame
    items = [Item(AREAS, area, rules.areas.get(area)) for area in frame.areas_present]
    answers = ((KNOT, {YES}), (LIMITS, {"bending", "turning", "both"}))
    for step, telling in answers:
        value = assessment.value(step)
        if value in telling:
            items.append(Item(step, str(value), rules.answers.get(step)))
    if frame.severity is not None:
        items.append(Item(SEVERITY, str(frame.severity)))
    if frame.duration_text:
        items.append(Item(DURATION, frame.duration_text))
    items += [Item(TREATMENTS, t, rules.treatments.get(t)) for t in frame.treatments_had]
    seen = assessment.value(SEEN_DOCTOR)
    if seen in {YES, NO}:
        items.append(Item(SEEN_DOCTOR, str(seen), rules.answers.get(SEEN_DOCTOR)))
    return items


def _bears_on(point: Point, assessment: Assessment) -> bool:
    frame = assessment.frame
    if not point.areas and not point.treatments:
        return True
    return bool(
        set(point.areas) & set(frame.areas_present)
        or set(point.treatments) & set(frame.treatments_had)
    )
