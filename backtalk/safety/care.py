"""What a care card says: the numbers of a country, and one sentence more for some signs. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CARDS = {
    "urgent": "utter_care_urgent",
    "emergency": "utter_care_emergency",
    "crisis": "utter_care_crisis",
}
"""The response that shows the card of each level."""
CARDS_AGAIN = {
    "urgent": "utter_care_true_urgent",
    "emergency": "utter_care_true_emergency",
    "crisis": "utter_care_true_crisis",
}
"""The response for somebody who says that it is true."""


@dataclass(frozen=True)
class Line:
    """A number to call: ``dial`` is what a phone dials, ``label`` whose it is."""

    label: str
    dial: str


@dataclass(frozen=True)
class Country:
    """Whom to call in one country.

    Attributes:
        name: of the country.
        emergency: the number of the ambulance, as said in a sentence.
        hospital: where to go, as said in a sentence.
        urgent: the sentence that says how to see a doctor today.
        crisis: the sentence that says who listens to somebody in despair.
        lines: for each level the numbers, most fitting first.
        source: where the numbers are from.
        reviewed: date of the last look at them, ISO 8601.
    """

    name: str
    emergency: str
    hospital: str
    urgent: str
    crisis: str
    lines: Mapping[str, tuple[Line, ...]]
    source: str
    reviewed: str


@dataclass(frozen=True)
class Advice:
    """One sentence for one kind of sign, with its source and the date of its review."""

    sentence: str
    source: str
    reviewed: str


@dataclass(frozen=True)
class Care:
    """All of countries.yml."""

    countries: Mapping[str, Country]
    advice: Mapping[str, Advice]


def blanks(care: Care, country: str, kind: str | None = None) -> dict[str, str]:
    """Return what fills the blanks of the cards' texts.

    Args:
        care: all countries.
        country: one of them, as ``Settings.country``.
        kind: of the sign, for its sentence of advice.
    """
    here = care.countries[country]
    advice = care.advice.get(kind or "")
    return {
        "emergency": here.emergency,
        "hospital": here.hospital,
        "urgent": here.urgent,
        "crisis": here.crisis,
        "advice": f" {advice.sentence}" if advice else "",
    }
