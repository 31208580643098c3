"""Which words of a message name a part of the frame, and whether it is said to be so.

Two readers agree on it: the encoder marks every word piece, from how people talk; the lexicon
knows the names of things for certain, misspelt ones included. A name from the lexicon lifts
its own mark, and the encoder decides when the word means something else ("back in March").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.matcher.levenshtein import levenshtein
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from backtalk.nlu.encoder import Array, Marks

NONE = "none"
LIFT = {"sev": 2.0, "dur": 0.5}
"""What a name or a form adds to the logarithm of the chance of its own mark."""
_LIFT_OF_A_NAME = 3.0
_LIFT_OF_A_LONG_NAME = 5.0
_SURE_WITHOUT_NAME = -1.0
"""Logarithm of the chance below which a word that no list names is taken for nothing."""
_FEW, _SURE_ALONE = 2, -0.5
"""Nothing but so few words that no list names must be surer: "blorp" is no misspelt back."""
_LONG = 3
_UNREAD = -20.0
_SHORTEST_FUZZY = 6
_SHORTEST_SWAPPED = 5


@dataclass(frozen=True)
class Mention:
    """Tokens ``start`` to ``end`` (exclusive) name ``part``.

    Attributes:
        stance: yes, no or neither.
        score: how sure that is, to choose between several of one part; higher is surer.
    """

    start: int
    end: int
    part: str
    stance: str
    score: float = 0.0


class Lexicon:
    """Finds the terms of the lexicon, typing errors included."""

    def __init__(
        self,
        nlp: Language,
        phrases: Mapping[str, Sequence[str]],
        known: frozenset[str] = frozenset(),
    ) -> None:
        """Build the matcher.

        Args:
            nlp: what makes the Docs.
            phrases: for each part the phrases that name it.
            known: words in lower case that are spelt as meant ("waking" is not "walking").
        """
        self._known = known
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._single: dict[str, str] = {}
        self._swapped: dict[str, str] = {}
        for key, names in phrases.items():
            self._matcher.add(key, [nlp.make_doc(name) for name in names])
            for name in names:
                if name.isalpha() and len(name) >= _SHORTEST_FUZZY:
                    self._single[name.lower()] = key
                if name.isalpha() and len(name) >= _SHORTEST_SWAPPED:
                    self._swapped |= dict.fromkeys(_with_two_swapped(name.lower()), key)

    def find(self, doc: Doc) -> list[Span]:
        """Return the longest matches, none overlapping, each labelled with its part."""
        spans = filter_spans(self._matcher(doc, as_spans=True))
        taken = {i for span in spans for i in range(span.start, span.end)}
        for token in doc:
            if token.i not in taken and len(token) >= _SHORTEST_FUZZY - 1 and token.is_alpha:
                key = self._closest(token.lower_)
                if key:
                    spans.append(Span(doc, token.i, token.i + 1, label=key))
        return sorted(spans, key=lambda span: span.start)

    def _closest(self, word: str) -> str | None:
        if word in self._known:
            return None
        if word in self._swapped:
            return self._swapped[word]
        for known, key in self._single.items():
            allowed = 1 if len(known) < 8 else 2
            if (
                word[0] == known[0]
                and abs(len(word) - len(known)) <= allowed
                and levenshtein(word, known, allowed) <= allowed
            ):
                return key
        return None


def _with_two_swapped(word: str) -> list[str]:
    """Return ``word`` with two neighbours that changed places, the first letter kept: "gorin"."""
    return [
        word[:i] + word[i + 1] + word[i] + word[i + 2 :]
        for i in range(1, len(word) - 1)
        if word[i] != word[i + 1]
    ]


def find_mentions(doc: Doc, marks: Marks, spans: Sequence[Span]) -> list[Mention]:
    """Return what ``doc`` names, in order.

    Args:
        doc: the message, from the very text that ``marks`` was read from.
        marks: what the encoder makes of each word piece.
        spans: what the lexicon finds; none overlap.
    """
    parts, stances = _by_token(doc, marks)
    column = {name: index for index, name in enumerate(marks.part_names)}
    owner = [-1] * len(doc)
    for number, span in enumerate(spans):
        mine = slice(span.start, span.end)
        owner[mine] = [number] * len(span)
        together = parts[mine].mean(axis=0)
        if span.label_ in column:
            name = _LIFT_OF_A_NAME if len(span) < _LONG else _LIFT_OF_A_LONG_NAME
            together[column[span.label_]] += LIFT.get(span.label_, name)
        parts[mine] = together
    best = parts.argmax(axis=1)
    sure = _SURE_WITHOUT_NAME if spans or len(doc) > _FEW else _SURE_ALONE
    found: list[Mention] = []
    start = 0
    for end in range(1, len(doc) + 1):
        goes_on = end < len(doc) and best[end] == best[start] and _same(owner, start, end)
        if goes_on:
            continue
        part = marks.part_names[best[start]] if len(doc) else NONE
        listed = any(number >= 0 for number in owner[start:end])
        score = float(parts[start:end, best[start]].mean()) if end > start else 0.0
        if part != NONE and (listed or score >= sure):
            stance = marks.stance_names[stances[start:end].mean(axis=0).argmax()]
            found.append(Mention(start, end, part, stance, score))
        start = end
    return found


def _same(owner: Sequence[int], start: int, end: int) -> bool:
    """Return whether a mention may go on over a border of the lexicon's spans: never two names."""
    named = {number for number in owner[start : end + 1] if number >= 0}
    return len(named) <= 1


def _by_token(doc: Doc, marks: Marks) -> tuple[Array, Array]:
    parts = np.full((len(doc), len(marks.part_names)), _UNREAD, dtype=np.float32)
    parts[:, marks.part_names.index(NONE)] = 0.0
    stances = np.zeros((len(doc), len(marks.stance_names)), dtype=np.float32)
    pieces = [(i, s, e) for i, (s, e) in enumerate(marks.offsets) if e > s]
    at = 0
    for token in doc:
        first, last = token.idx, token.idx + len(token)
        while at < len(pieces) and pieces[at][2] <= first:
            at += 1
        mine = []
        for i, begins, _ in pieces[at:]:
            if begins >= last:
                break
            mine.append(i)
        if mine:
            parts[token.i] = marks.parts[mine].mean(axis=0)
            stances[token.i] = marks.stances[mine].mean(axis=0)
    return parts, stances
