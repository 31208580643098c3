"""What a person said of their pain, as data, and how a later message changes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

AREAS = ("low_back", "hip", "groin", "abdomen", "gluteal", "tailbone", "thigh", "other")
TREATMENTS = (
    "acupuncture",
    "physical_therapy",
    "local_anesthetic_injection",
    "spinal_injection",
    "dry_needling",
    "chiropractic",
    "massage",
    "exercise",
    "medication",
    "heat",
    "ice",
    "surgery",
    "other",
)


SIDES = ("left", "right", "both", "middle")
EFFECTS = ("helped", "no_help")


@dataclass(frozen=True)
class Frame:
    """The symptoms named in one message, or in a conversation so far.

    Attributes:
        areas_present: where it hurts, of ``AREAS``, in that order.
        areas_denied: where the person says that it does not hurt.
        treatments_had: what was tried, of ``TREATMENTS``, in that order.
        treatments_denied: what the person says was not tried.
        severity: 0 to 10, or None.
        severity_said: the person's words for it where they named a range ("7 or 8"), so that
            it can be said which number was noted; else None.
        duration_text: how long, in the person's own words, or None.
        sides: (area, side) pairs for present areas whose side was said; side is of ``SIDES``.
        effects: (treatment, effect) pairs for treatments had of which it was said what they
            did; effect is of ``EFFECTS``.
    """

    areas_present: tuple[str, ...] = ()
    areas_denied: tuple[str, ...] = ()
    treatments_had: tuple[str, ...] = ()
    treatments_denied: tuple[str, ...] = ()
    severity: int | None = None
    duration_text: str | None = None
    severity_said: str | None = None
    sides: tuple[tuple[str, str], ...] = ()
    effects: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Return whether nothing at all was said."""
        return self == Frame()

    def as_dict(self) -> dict[str, Any]:
        """Return the frame as JSON values; ``sides`` and ``effects`` become mappings."""
        return {
            "areas_present": list(self.areas_present),
            "areas_denied": list(self.areas_denied),
            "treatments_had": list(self.treatments_had),
            "treatments_denied": list(self.treatments_denied),
            "severity": self.severity,
            "duration_text": self.duration_text,
            "severity_said": self.severity_said,
            "sides": dict(self.sides),
            "effects": dict(self.effects),
        }

    @classmethod
    def from_dict(cls, value: Mapping[str, Any] | None) -> Frame:
        """Read what ``as_dict`` wrote; unknown values are dropped, so old slots stay readable."""
        if not isinstance(value, Mapping):
            return cls()
        severity = value.get("severity")
        duration = value.get("duration_text")
        said = value.get("severity_said")
        present = _known(value.get("areas_present"), AREAS)
        had = _known(value.get("treatments_had"), TREATMENTS)
        return cls(
            areas_present=present,
            areas_denied=_known(value.get("areas_denied"), AREAS),
            treatments_had=had,
            treatments_denied=_known(value.get("treatments_denied"), TREATMENTS),
            severity=severity if type(severity) is int and 0 <= severity <= 10 else None,
            duration_text=duration if isinstance(duration, str) else None,
            severity_said=said if isinstance(said, str) else None,
            sides=_known_pairs(value.get("sides"), present, SIDES),
            effects=_known_pairs(value.get("effects"), had, EFFECTS),
        )


def merge(before: Frame, said: Frame) -> Frame:
    """Return ``before`` as the new message changes it: the last word on each thing wins.

    A thing is added, moved between present and denied, or left; nothing is dropped because
    a later message does not repeat it.
    """
    present, denied = _merge_pair(
        AREAS, before.areas_present, before.areas_denied, said.areas_present, said.areas_denied
    )
    had, not_had = _merge_pair(
        TREATMENTS,
        before.treatments_had,
        before.treatments_denied,
        said.treatments_had,
        said.treatments_denied,
    )
    return replace(
        before,
        areas_present=present,
        areas_denied=denied,
        treatments_had=had,
        treatments_denied=not_had,
        severity=before.severity if said.severity is None else said.severity,
        severity_said=before.severity_said if said.severity is None else said.severity_said,
        duration_text=said.duration_text or before.duration_text,
        sides=_merge_pairs(present, before.sides, said.sides),
        effects=_merge_pairs(had, before.effects, said.effects),
    )


def in_order(values: set[str], order: tuple[str, ...]) -> tuple[str, ...]:
    """Return ``values`` in the order of ``order``."""
    return tuple(value for value in order if value in values)


def _merge_pair(
    order: tuple[str, ...],
    yes_before: tuple[str, ...],
    no_before: tuple[str, ...],
    yes_now: tuple[str, ...],
    no_now: tuple[str, ...],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    yes = (set(yes_before) - set(no_now)) | set(yes_now)
    no = (set(no_before) - set(yes_now)) | (set(no_now) - set(yes_now))
    return in_order(yes, order), in_order(no, order)


def _merge_pairs(
    things: tuple[str, ...],
    before: tuple[tuple[str, str], ...],
    said: tuple[tuple[str, str], ...],
) -> tuple[tuple[str, str], ...]:
    """Keep what was said of a thing until something else is, or the thing is denied."""
    pairs = {**dict(before), **dict(said)}
    return tuple((thing, pairs[thing]) for thing in things if thing in pairs)


def _known_pairs(
    value: Any, things: tuple[str, ...], allowed: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    pairs = value if isinstance(value, Mapping) else {}
    return tuple((thing, pairs[thing]) for thing in things if pairs.get(thing) in allowed)


def _known(value: Any, order: tuple[str, ...]) -> tuple[str, ...]:
    return (
        in_order({v for v in value if isinstance(v, str)}, order)
        if isinstance(value, (list, tuple))
        else ()
    )
