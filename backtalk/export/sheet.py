"""Puts the page into words, once for every format: what stands where, in which order."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from backtalk.assessment import answers
from backtalk.assessment.doctor_page import DoctorPage
from backtalk.assessment.steps import SIDED
from backtalk.content.page import PageWords
from backtalk.export.body_map import is_drawn, marks
from backtalk.export.clean import clean

PLACE, PAIR, SCALE, NOTE, ANSWER, ITEM, QUOTE, QUESTION, MAP = (
    "place",
    "pair",
    "scale",
    "note",
    "answer",
    "item",
    "quote",
    "question",
    "map",
)
"""What a line can be; each format has a look for each."""


@dataclass(frozen=True)
class Fact:
    """One line of the page.

    Attributes:
        kind: of the constants above.
        value: what it says; of a map, its caption.
        label: what the value is an answer to; of a map, what it shows, in words. Empty where the
            heading says it.
        number: of a place its number on the map, of a question its place in the list, of a
            scale the number that the person gave.
        note: what explains the value.
    """

    kind: str
    value: str
    label: str = ""
    number: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Part:
    """A heading and what stands under it; ``key`` is that of words.yml."""

    key: str
    heading: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Sheet:
    """The whole page in words, from top to bottom."""

    lang: str
    title: str
    made_on: str
    notice: str
    parts: tuple[Part, ...]
    foot: tuple[str, ...]

    def part(self, key: str) -> Part:
        """Return the part named ``key``."""
        return next(part for part in self.parts if part.key == key)


def sheet(page: DoctorPage, words: PageWords) -> Sheet:
    """Return ``page`` in words; what people typed is cleaned, and nothing is left out."""
    return Sheet(
        lang=words.lang,
        title=words.title,
        made_on=words.made_on.format(date=_date(page.on, words)),
        notice=words.notice,
        parts=tuple(
            Part(key, words.headings[key], tuple(facts(page, words)))
            for key, facts in (
                ("areas", _areas),
                ("pain", _pain),
                ("treatments", _treatments),
                ("signs", _signs),
                ("seen_doctor", _seen_doctor),
                ("words", _words),
                ("unsure", _unsure),
                ("questions", _questions),
            )
        ),
        foot=(
            words.notes["what_it_is_not"],
            words.patterns["source"].format(**words.article),
            words.patterns["version"].format(version=importlib.metadata.version("backtalk")),
        ),
    )


def place(area: str, side: str | None, words: PageWords) -> str:
    """Return an area with its side in words, e.g. "hip, left side"."""
    if side is None and area not in SIDED:
        return words.areas[area]
    shown = words.notes["side_not_said"] if side is None else words.sides[side]
    return words.patterns["place"].format(area=words.areas[area], side=shown)


def _areas(page: DoctorPage, words: PageWords) -> Iterator[Fact]:
    for number, (area, side) in enumerate(page.areas, start=1):
        drawn = number if is_drawn(area, words.body) else None
        yield Fact(PLACE, place(area, side, words), number=drawn)
    if not page.areas:
        yield Fact(NOTE, _missing(page, words, answers.AREAS, words.notes["no_place"]))
    yield _map(page, words)
    if page.areas_denied:
        names = ", ".join(words.areas[area] for area in page.areas_denied)
        yield Fact(PAIR, names, words.labels["not_in"])


def _map(page: DoctorPage, words: PageWords) -> Fact:
    drawn = marks(page, words.body)
    places = {
        number: place(area, side, words) for number, (area, side) in enumerate(page.areas, start=1)
    }
    on_map = sorted({mark.number for mark in drawn})
    shown = "; ".join(
        words.patterns["mark"].format(number=number, place=places[number]) for number in on_map
    )
    absent = ", ".join(name for number, name in places.items() if number not in on_map)
    caption = [words.map["numbers"] if drawn else words.map["unmarked"], words.map["sides"]]
    if not all(mark.is_sure for mark in drawn):
        caption.append(words.map["dashed"])
    if absent:
        caption.append(words.patterns["not_drawn"].format(places=absent))
    return Fact(MAP, " ".join(caption), shown or words.map["unmarked"])


def _pain(page: DoctorPage, words: PageWords) -> Iterator[Fact]:
    label = words.steps[answers.SEVERITY]
    if page.severity is None:
        yield Fact(PAIR, _missing(page, words, answers.SEVERITY), label)
    else:
        shown = words.patterns["severity"].format(number=page.severity)
        yield Fact(SCALE, shown, label, page.severity, words.notes["scale"])
    duration = clean(page.duration or "")
    yield Fact(
        PAIR,
        _quoted(duration, words) if duration else _missing(page, words, answers.DURATION),
        words.steps[answers.DURATION],
    )
    yield _choice(page, words, answers.KNOT, page.knot, words.knot)
    yield _choice(page, words, answers.LIMITS, page.limits, words.limits)


def _treatments(page: DoctorPage, words: PageWords) -> Iterator[Fact]:
    for name, effect in page.treatments:
        shown = words.notes["effect_not_said"] if effect is None else words.effects[effect]
        yield Fact(PAIR, shown, words.treatments[name])
    if page.treatments_denied:
        names = ", ".join(words.treatments[name] for name in page.treatments_denied)
        yield Fact(PAIR, names, words.labels["not_tried"])
    if not page.treatments and not page.treatments_denied:
        yield Fact(NOTE, _missing(page, words, answers.TREATMENTS, words.notes["no_treatment"]))


def _signs(page: DoctorPage, words: PageWords) -> Iterator[Fact]:
    if page.signs is None:
        yield Fact(NOTE, words.notes["signs_not_asked"])
        return
    yield Fact(ANSWER, words.signs[page.signs])
    yield from (Fact(ITEM, sign) for sign in words.asked_signs)


def _seen_doctor(page: DoctorPage, words: PageWords) -> Iterator[Fact]:
    shown = _choice(page, words, answers.SEEN_DOCTOR, page.seen_doctor, words.seen_doctor)
    yield Fact(ANSWER, shown.value)


def _words(page: DoctorPage, words: PageWords) -> Iterator[Fact]:
    said = [(step, shown) for step, text in page.words if (shown := clean(text))]
    for step, shown in said:
        yield Fact(QUOTE, _quoted(shown, words), words.steps[step])
    if not said:
        yield Fact(NOTE, words.notes["no_words"])


def _unsure(page: DoctorPage, words: PageWords) -> Iterator[Fact]:
    listed = "; ".join(words.steps[step] for step in page.unsure)
    yield Fact(NOTE, listed or words.notes["nothing_unsure"])


def _questions(page: DoctorPage, words: PageWords) -> Iterator[Fact]:
    asked = [shown for text in page.questions if (shown := clean(text))]
    yield from (Fact(QUESTION, shown, number=n) for n, shown in enumerate(asked, start=1))
    if not asked:
        yield Fact(NOTE, words.notes["no_question"])


def _choice(
    page: DoctorPage, words: PageWords, step: str, value: str | None, shown: Mapping[str, str]
) -> Fact:
    return Fact(
        PAIR, _missing(page, words, step) if value is None else shown[value], words.steps[step]
    )


def _missing(page: DoctorPage, words: PageWords, step: str, unsaid: str | None = None) -> str:
    """Tell apart what the person passed over from what was never said."""
    return words.notes["not_known"] if step in page.unsure else unsaid or words.notes["not_said"]


def _quoted(text: str, words: PageWords) -> str:
    return words.patterns["quote"].format(words=text)


def _date(day: date, words: PageWords) -> str:
    return words.date.format(day=day.day, month=words.months[day.month - 1], year=day.year)
