"""Reads a frame out of one message: areas, treatments, severity, duration. No Rasa here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from backtalk.assessment.frames import AREAS, TREATMENTS, Frame, in_order
from backtalk.content.library import Term
from backtalk.nlu.docs import doc_of, english
from backtalk.nlu.effects import Effects
from backtalk.nlu.encoder import Marks
from backtalk.nlu.measures import (
    duration_of,
    find_durations,
    find_ratings,
    has_scale,
    is_no_number,
    is_range,
    severity_of,
    taken_back,
)
from backtalk.nlu.mentions import Lexicon, Mention, find_mentions
from backtalk.nlu.sides import Sides
from backtalk.nlu.stances import settle

_OTHER = {"other_area": "other", "other_treatment": "other"}
_AROUND = 4
_TURNS = frozenset({"but", ",", ".", ";", "and", "though"})
_NOW = (
    "current",
    "presently",
    "now",
    "today",
    "currently",
    "at present",
    "at the moment",
    "tonight",
    "right now",
)
_THEN = (
    *("was", "were", "last night", "yesterday", "earlier", "this morning", "peaked", "used to"),
    *(
        "last week",
        "at worst",
        "at its worst",
        "on a bad day",
        "on a good day",
        "before",
        "had been",
    ),
)
_WHEN = 3.0
"""What a word for now or then counts beside the logarithms of two chances."""
_BEFORE_A_TIME = frozenset(
    {
        "since",
        "about",
        "around",
        "nearly",
        "almost",
        "over",
        "roughly",
        "ever",
        "the",
        "approximately",
    }
)
_BEFORE_A_NOUN = frozenset({"the", "a", "an", "my", "our", "his", "her", "their"})
_TELL_A_TIME = frozenset({"since", "half", "all"})
_DIGIT = re.compile(r"\d")
_SHORT = 3
_MANY = frozenset({"medication", "exercise", "other_treatment"})
"""Kinds of treatment that hold many: not to have had one is not to have had none."""
_BARE_ANSWER = 8
"""Words: a longer message is no bare number, even when a number was asked for."""
_ALL_BUT = re.compile(r"\b(?:all|every(?:thing|where|one)?|the\s+lot)\b")


class FrameReader:
    """Holds the words of content/lexicon as spaCy matchers."""

    def __init__(
        self,
        areas: Mapping[str, Term],
        treatments: Mapping[str, Term],
        sides: Mapping[str, Sequence[str]],
        effects: Mapping[str, Sequence[str]],
        known: frozenset[str] = frozenset(),
    ) -> None:
        """Build the matchers.

        Args:
            areas: the words for each of ``AREAS``.
            treatments: the words for each of ``TREATMENTS``.
            sides: the words for left, right, both and middle.
            effects: the words for what a treatment did.
            known: words in lower case that are spelt as meant ("waking" is not "walking").
        """
        phrases = {_part(key, "area"): term.phrases for key, term in areas.items()}
        phrases |= {_part(key, "treatment"): term.phrases for key, term in treatments.items()}
        self._lexicon = Lexicon(english(), phrases, known)
        self._sides = Sides(english(), sides)
        self._effects = Effects(english(), effects)

    def read(self, text: str, marks: Marks, context: str | None = None) -> Frame:
        """Return what ``text`` says.

        Args:
            text: one message.
            marks: what the encoder makes of ``text``.
            context: the question just asked, if any: ``asked_areas`` and so on.
        """
        doc = doc_of(text)
        mentions = settle(doc, find_mentions(doc, marks, self._named(doc)))
        areas = [m for m in mentions if _OTHER.get(m.part, m.part) in AREAS and _is_area(m)]
        treatments = [m for m in mentions if not _is_area(m)]
        present, absent = _last_words(areas, AREAS)
        had, not_had = _last_words(_of_many(doc, treatments), TREATMENTS)
        if context == "asked_areas" and not present:
            present = _all_the_rest(doc, areas, absent)
        severity, said = _severity(doc, mentions, context)
        # "Sorry, 4 not 6" corrects the question before, whatever was asked last.
        bare = context == "asked_duration" and severity is None
        return Frame(
            areas_present=present,
            areas_denied=absent,
            treatments_had=had,
            treatments_denied=not_had,
            severity=severity,
            severity_said=said,
            duration_text=_duration(doc, mentions, bare=bare),
            sides=self._sides.find(doc, areas, present),
            effects=self._effects.find(doc, treatments, had),
        )

    def _named(self, doc: Doc) -> list[Span]:
        """Return what the lexicon names and what has the form of a time or a rating."""
        forms = [
            doc.char_span(start, end, label=label, alignment_mode="expand")
            for label, found in (
                ("dur", find_durations(doc.text)),
                ("sev", find_ratings(doc.text)),
            )
            for start, end in found
        ]
        spans = [*self._lexicon.find(doc), *forms]
        return sorted(filter_spans(spans), key=lambda span: span.start)


def _part(key: str, of: str) -> str:
    return f"other_{of}" if key == "other" else key


def _is_area(mention: Mention) -> bool:
    return (mention.part in AREAS and mention.part != "other") or mention.part == "other_area"


def _last_words(
    mentions: Sequence[Mention], order: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is so and what is not; of two words on one thing the later counts."""
    last: dict[str, str] = {}
    for mention in mentions:
        name = _OTHER.get(mention.part, mention.part)
        if name in order and mention.stance != "neither":
            last[name] = mention.stance
    return (
        in_order({name for name, stance in last.items() if stance == "yes"}, order),
        in_order({name for name, stance in last.items() if stance == "no"}, order),
    )


def _of_many(doc: Doc, treatments: Sequence[Mention]) -> list[Mention]:
    """Return ``treatments`` without the denial of one medicine where another is taken."""
    kept = []
    for m in treatments:
        had = [o for o in treatments if o.part == m.part and o.stance == "yes"]
        another = m.stance == "no" and m.part in _MANY and had
        same = any(_words(doc, o) == _words(doc, m) for o in had)
        if not another or same or _takes_back(doc, had[-1], m):
            kept.append(m)
    return kept


def _takes_back(doc: Doc, had: Mention, denied: Mention) -> bool:
    """Return whether the denial corrects the words before it: "ibuprofen. Sorry, no tablets"."""
    between = [token.text for token in doc[had.end : denied.start] if token.lower_ != "no"]
    return taken_back(" ".join(between))


def _words(doc: Doc, mention: Mention) -> str:
    return doc[mention.start : mention.end].text.lower()


def _all_the_rest(doc: Doc, areas: Sequence[Mention], absent: tuple[str, ...]) -> tuple[str, ...]:
    """Read "all of them" and "everything but the thigh"; "other" is no place to point at."""
    until = areas[0].start if areas else len(doc)
    if not _ALL_BUT.search(doc[:until].text.lower()) or _denies(doc[:until].text.lower()):
        return ()
    return tuple(area for area in AREAS if area not in absent and area != "other")


def _denies(text: str) -> bool:
    return bool(re.search(r"\b(?:no|not|none|nope|never|nothing|neither)\b|n't\b", text))


def _severity(
    doc: Doc, mentions: Sequence[Mention], context: str | None
) -> tuple[int | None, str | None]:
    """Return the number told for now, and its words where they were a range."""
    told = _surest_first(doc, mentions, "sev")
    if context != "asked_severity":
        # A bare number answers nothing that was asked, and "none" answers something else.
        told = [w for w in told if not is_no_number(w) and (len(doc) > 1 or has_scale(w))]
    is_bare = context == "asked_severity" and len(doc) <= _BARE_ANSWER
    if not told and is_bare and not any(m.part == "dur" for m in mentions):
        told = [doc.text]
    for words in told:
        number = severity_of(words)
        if number is not None:
            return number, words.strip() if is_range(words) else None
    return None, None


def _duration(doc: Doc, mentions: Sequence[Mention], *, bare: bool) -> str | None:
    for words in _surest_first(doc, mentions, "dur"):
        duration = duration_of(words)
        if duration:
            return duration
    is_short = len(doc) <= _BARE_ANSWER and _DIGIT.search(doc.text)
    return duration_of(doc.text) if bare and is_short else None


def _when(doc: Doc, mention: Mention) -> float:
    """Return how much the words around a number speak for now (more) or for then (less)."""
    around = doc[max(0, mention.start - _AROUND) : mention.end + _AROUND]
    clause: list[str] = []
    for token in around:
        if token.i < mention.start and token.lower_ in _TURNS:
            clause.clear()
        elif token.i >= mention.end and token.lower_ in _TURNS:
            break
        clause.append(token.lower_)
    text = f" {' '.join(clause)} "
    now = any(f" {word} " in text for word in _NOW)
    then = any(f" {word} " in text for word in _THEN)
    return _WHEN * (now - then)


def _surest_first(doc: Doc, mentions: Sequence[Mention], part: str) -> list[str]:
    mine = [mention for mention in mentions if mention.part == part]
    for earlier, later in pairwise(list(mine)):
        # From the word before the first on: "from seven to four", "not two weeks, two months".
        between = doc[max(0, earlier.start - 1) : later.start]
        told = (
            f"{between[: earlier.start - between.start].text} {doc[earlier.end : later.start].text}"
        )
        if taken_back(told) or _is_denied(doc, earlier, later):
            mine.remove(earlier)
    mine.sort(key=lambda mention: -mention.score - _when(doc, mention))
    return [_whole(doc, mention).text for mention in mine]


def _is_denied(doc: Doc, earlier: Mention, later: Mention) -> bool:
    return (
        earlier.start > 0 and doc[earlier.start - 1].lower_ == "not" and later.start > earlier.end
    )


def _whole(doc: Doc, mention: Mention) -> Span:
    """Return the words of ``mention`` with the "since" or "nearly" right before them."""
    start, end = mention.start, mention.end
    if mention.part != "dur":
        return doc[start:end]
    tells = {token.lower_ for token in doc[max(0, start - _SHORT) : end]} & _TELL_A_TIME
    while tells and end < len(doc) and doc[end - 1].lower_ in _BEFORE_A_NOUN and doc[end].is_alpha:
        end += 1  # "since the fall in the", of which the encoder marked no more
    while start > 0 and doc[start - 1].lower_ in _BEFORE_A_TIME:
        start -= 1
    since = [token.i for token in doc[max(0, start - _SHORT) : start] if token.lower_ == "since"]
    if since and all(token.is_alpha for token in doc[since[-1] : start]):
        start = since[-1]  # "since I was widowed", of which the encoder marked the end
    return doc[start:end]
