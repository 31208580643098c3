"""Shows a frame back to the person as short lines, in words that come from content/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backtalk.assessment.frames import Frame


@dataclass(frozen=True)
class Words:
    """The labels of content/lexicon, by key."""

    areas: Mapping[str, str]
    treatments: Mapping[str, str]
    labels: Mapping[str, str]


def frame_lines(frame: Frame, words: Words) -> list[str]:
    """Return one line for each thing that was said, e.g. "Where it hurts: hip, thigh"."""
    labels = words.labels
    lines: list[str] = []

    def add(key: str, values: Sequence[str]) -> None:
        if values:
            lines.append(f"{labels[key]} {', '.join(values)}")

    sides = dict(frame.sides)
    add(
        "areas_present",
        [
            f"{words.areas[area]} ({labels[f'side_{sides[area]}']})"
            if area in sides
            else words.areas[area]
            for area in frame.areas_present
        ],
    )
    add("areas_denied", [words.areas[area] for area in frame.areas_denied])
    if frame.severity is not None:
        how_bad = f"{labels['severity']} {frame.severity} {labels['severity_of']}"
        if frame.severity_said:
            how_bad += " " + labels["higher_taken"].format(said=frame.severity_said)
        lines.append(how_bad)
    if frame.duration_text:
        lines.append(f"{labels['duration']} {frame.duration_text}")
    add("treatments_had", [words.treatments[name] for name in frame.treatments_had])
    add("treatments_denied", [words.treatments[name] for name in frame.treatments_denied])
    return lines


def as_list(items: Sequence[str], empty: str) -> str:
    """Return ``items`` as lines with a dash each, or ``empty``."""
    return "\n".join(f"- {item}" for item in items) if items else empty
