"""Shows answers back to the person as short lines, in words that come from content/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backtalk.assessment.answers import (
    AREAS,
    ASK_DOCTOR,
    DURATION,
    HELPED,
    KNOT,
    LIMITS,
    NONE,
    NOT_SURE,
    SEEN_DOCTOR,
    SEVERITY,
    SIGNS,
    SKIPPED,
    STEPS,
    TREATMENTS,
    Assessment,
)
from backtalk.assessment.frames import Frame
from backtalk.assessment.result import Item, Result


@dataclass(frozen=True)
class Words:
    """The labels of content/lexicon, by key; ``sections`` are the headings of the article."""

    areas: Mapping[str, str]
    treatments: Mapping[str, str]
    labels: Mapping[str, str]
    sections: Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """One line of "check your answers": the step that it can be changed at, label and value."""

    step: str
    label: str
    value: str

    def __str__(self) -> str:
        """Return the line as it stands in a text."""
        return f"{self.label} {self.value}"


def frame_lines(frame: Frame, words: Words) -> list[str]:
    """Return one line for each thing that was said, e.g. "Where it hurts: hip, thigh"."""
    return [str(line) for line in _frame_lines(frame, words)]


def answer_lines(assessment: Assessment, words: Words) -> list[Line]:
    """Return every answer for the person to check, in the order of the questions."""
    lines = list(_frame_lines(assessment.frame, words))
    labels = words.labels
    for step in (SIGNS, KNOT, LIMITS, SEEN_DOCTOR):
        value = assessment.value(step)
        if value and value not in {NOT_SURE, SKIPPED}:
            lines.append(Line(step, labels[f"step_{step}"], labels[f"{step}_{value}"]))
    frame = assessment.frame
    # "Not in: hip" leaves open where it hurts, so it does not stand for an answer to that.
    told = {line.step for line in lines} - {AREAS, TREATMENTS}
    told |= {AREAS} if frame.areas_present else set()
    told |= {TREATMENTS} if frame.treatments_had else set()
    told |= {ASK_DOCTOR} if assessment.questions else set()
    for step, value in assessment.settled:
        if step not in told and value in {NOT_SURE, SKIPPED, NONE}:
            lines.append(Line(step, labels[f"step_{step}"], labels[f"value_{value}"]))
    for question in assessment.questions:
        lines.append(Line(ASK_DOCTOR, labels["step_ask_doctor"], f'"{question}"'))
    return sorted(lines, key=lambda line: STEPS.index(line.step))


def result_lines(result: Result, frame: Frame, words: Words) -> dict[str, list[str]]:
    """Return the lines of each part of the result: covered, not_covered, unsure, points."""
    return {
        "covered": [
            f"{_item(item, frame, words)} ({words.sections[item.section]})"
            for item in result.covered
            if item.section
        ],
        "not_covered": [_item(item, frame, words) for item in result.not_covered],
        "unsure": [words.labels[f"step_{step}"].rstrip(":") for step in result.unsure],
        "points": [point.text for point in result.points],
    }


def as_list(items: Sequence[object], empty: str) -> str:
    """Return ``items`` as lines with a dash each, or ``empty``."""
    return "\n".join(f"- {item}" for item in items) if items else empty


def _item(item: Item, frame: Frame, words: Words) -> str:
    labels = words.labels
    if item.step == AREAS:
        return labels["item_area"].format(area=_area(item.value, frame, words))
    if item.step == TREATMENTS:
        return labels["item_treatment"].format(treatment=_treatment(item.value, frame, words))
    if item.step == SEVERITY:
        return _severity(frame, words)
    if item.step == DURATION:
        return f"{labels['duration']} {item.value}"
    return f"{labels[f'step_{item.step}']} {labels[f'{item.step}_{item.value}']}"


def _frame_lines(frame: Frame, words: Words) -> list[Line]:
    labels = words.labels
    lines: list[Line] = []

    def add(step: str, key: str, values: Sequence[str]) -> None:
        if values:
            lines.append(Line(step, labels[key], ", ".join(values)))

    add(AREAS, "areas_present", [_area(area, frame, words) for area in frame.areas_present])
    add(AREAS, "areas_denied", [words.areas[area] for area in frame.areas_denied])
    if frame.severity is not None:
        label = labels["severity"]
        lines.append(Line(SEVERITY, label, _severity(frame, words).removeprefix(label).strip()))
    if frame.duration_text:
        lines.append(Line(DURATION, labels["duration"], frame.duration_text))
    add(TREATMENTS, "treatments_had", [words.treatments[name] for name in frame.treatments_had])
    for effect in ("helped", "no_help"):
        names = [words.treatments[name] for name, told in frame.effects if told == effect]
        add(HELPED, f"treatments_{effect}", names)
    add(
        TREATMENTS,
        "treatments_denied",
        [words.treatments[name] for name in frame.treatments_denied],
    )
    return lines


def _area(area: str, frame: Frame, words: Words) -> str:
    side = dict(frame.sides).get(area)
    name = words.areas[area]
    return f"{name} ({words.labels[f'side_{side}']})" if side else name


def _treatment(treatment: str, frame: Frame, words: Words) -> str:
    effect = dict(frame.effects).get(treatment)
    name = words.treatments[treatment]
    return f"{name} ({words.labels[f'effect_{effect}']})" if effect else name


def _severity(frame: Frame, words: Words) -> str:
    labels = words.labels
    how_bad = f"{labels['severity']} {frame.severity} {labels['severity_of']}"
    if frame.severity_said:
        how_bad += " " + labels["higher_taken"].format(said=frame.severity_said)
    return how_bad
