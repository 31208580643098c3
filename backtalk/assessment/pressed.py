"""What a pressed button of the self-assessment means, also an old one or one that nobody made."""

from __future__ import annotations

from collections.abc import Sequence

from backtalk.assessment.answers import (
    AREAS,
    CHECK,
    DURATION,
    HELPED,
    MAY_BE_NONE,
    NONE,
    NOT_SURE,
    OPEN,
    SEVERITY,
    SIDE,
    SKIPPED,
    STEPS,
    TREATMENTS,
    VALUES,
    YES,
    Assessment,
)
from backtalk.assessment.frames import AREAS as ALL_AREAS
from backtalk.assessment.frames import SIDES, Frame
from backtalk.assessment.frames import TREATMENTS as ALL_TREATMENTS
from backtalk.assessment.meaning import BACK, CHANGE, MORE, STOP, TROUBLE, WHY, Heard, Meaning
from backtalk.assessment.steps import areas_to_ask, has_subject, treatments_to_ask

ASKED = "asked"
"""Stands for whatever question waits, on a button that does not belong to one of them."""
_MOVES = (BACK, STOP, WHY, MORE, TROUBLE)
SCALE = tuple(str(number) for number in range(11))
"""What "how bad is it?" can be answered with."""
_LONGEST_DURATION = 60


def pressed(heard: Heard, assessment: Assessment) -> Meaning:
    """Return what the press ``heard`` means; without move and frame where it means nothing."""
    step, values = heard.question, heard.values
    if step == ASKED:
        step = assessment.asked
    if step not in STEPS or not values or not has_subject(assessment, step):
        return Meaning()
    first = values[0]
    if first == CHANGE:
        return Meaning(CHANGE, step=values[1] if len(values) > 1 and values[1] in STEPS else None)
    if first in _MOVES:
        return Meaning(first, step=step)
    if (step, first) == (HELPED, NONE):
        return Meaning(NONE, HELPED, effects(treatments_to_ask(assessment), ()))
    if first in VALUES.get(step, ()) or (step in OPEN and first in _open_values(step)):
        return Meaning(first, step=step)
    if (step, first) == (CHECK, YES):
        return Meaning(YES, step=CHECK)
    frame = _frame_of(step, values, assessment)
    return Meaning(None if frame.is_empty else YES, step=step, frame=frame)


def effects(asked: Sequence[str], helped: Sequence[str]) -> Frame:
    """Return that of the treatments ``asked`` those in ``helped`` helped and the others did not."""
    return Frame(effects=tuple((t, "helped" if t in helped else "no_help") for t in asked))


def on_side(areas: Sequence[str], side: str) -> Frame:
    """Return that ``areas`` hurt on ``side``."""
    return Frame(sides=tuple((area, side) for area in areas))


def _open_values(step: str) -> tuple[str, ...]:
    return (NOT_SURE, SKIPPED, NONE) if step in MAY_BE_NONE else (NOT_SURE, SKIPPED)


def _frame_of(step: str, values: Sequence[str], assessment: Assessment) -> Frame:
    """Return what pressed values say: "hip:left", "massage", "7"."""
    if step == AREAS:
        return _areas_of(values, assessment)
    if step == SIDE and values[0] in SIDES:
        return on_side(areas_to_ask(assessment), values[0])
    if step == TREATMENTS:
        had = tuple(name for name in ALL_TREATMENTS if name in values)
        gone = tuple(t for t in assessment.frame.treatments_had if t not in values)
        return Frame(treatments_had=had, treatments_denied=gone if had else ())
    if step == HELPED:
        had = assessment.frame.treatments_had
        good = tuple(name for name in had if name in values)
        listed = treatments_to_ask(assessment)
        # Naming one of those that were asked about tells of the others too; an old button does not.
        about = {*good, *(listed if set(good) & set(listed) else ())}
        return effects(tuple(name for name in had if name in about), good)
    if step == SEVERITY and values[0] in SCALE:
        return Frame(severity=int(values[0]))
    if step == DURATION:
        words = " ".join(values[0].split())
        return Frame(duration_text=words if 0 < len(words) <= _LONGEST_DURATION else None)
    return Frame()


def _areas_of(values: Sequence[str], assessment: Assessment) -> Frame:
    pairs = [value.partition(":")[::2] for value in values]
    named = {name for name, _ in pairs}
    present = tuple(area for area in ALL_AREAS if area in named)
    # What was chosen is all that hurts: an area that was told before and is not chosen is not.
    gone = tuple(area for area in assessment.frame.areas_present if area not in named)
    told = {area: {side for name, side in pairs if name == area} for area in present}
    sides = tuple((area, side) for area in present if (side := _joined(told[area])))
    return Frame(areas_present=present, areas_denied=gone if present else (), sides=sides)


def _joined(sides: set[str]) -> str | None:
    if {"left", "right"} <= sides:
        return "both"
    return next((side for side in SIDES if side in sides), None)
