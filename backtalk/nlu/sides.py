"""Which side of the body a message means: left, right, both or the middle. No Rasa here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from backtalk.nlu.mentions import Mention

_REACH = 4
"""Tokens between an area and its side: "the hip, on the left"."""
_TOUCHING = frozenset({"right", "r", "l"})
"""Mean a side only right before an area: "right in my hip" and "right now" do not."""
_STOPS = frozenset({".", "!", "?", ";", "but"})


class Sides:
    """Holds the words of content/lexicon/sides.yml as a spaCy matcher."""

    def __init__(self, nlp: Language, words: Mapping[str, Sequence[str]]) -> None:
        """Build the matcher; ``words`` has the phrases of left, right, both and middle."""
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        for side, phrases in words.items():
            self._matcher.add(side, [nlp.make_doc(phrase) for phrase in phrases])

    def find(
        self, doc: Doc, areas: Sequence[Mention], present: Sequence[str]
    ) -> tuple[tuple[str, str], ...]:
        """Return (area, side) for each of the areas ``present`` that has one, in their order.

        A side belongs to the nearest area that is not beyond another one; a side before an
        area ("left hip") goes before one behind it ("hip on the left").
        """
        sides: dict[str, set[str]] = {}
        for span in filter_spans(self._matcher(doc, as_spans=True)):
            mention = _owner(doc, span, areas)
            if mention is not None and mention.part in present and mention.stance == "yes":
                sides.setdefault(mention.part, set()).add(span.label_)
        return tuple(
            (area, "both" if {"left", "right"} <= sides[area] else sorted(sides[area])[0])
            for area in present
            if area in sides
        )


def _owner(doc: Doc, span: Span, areas: Sequence[Mention]) -> Mention | None:
    after = [a for a in areas if a.end > span.start and a.start - span.end <= _REACH - 2]
    before = [a for a in areas if a.end <= span.start and span.start - a.end <= _REACH]
    touching = [a for a in after if a.start <= span.end]
    if span.text.lower() in _TOUCHING and not touching:
        return None
    for mention in [*after[:1], *before[-1:]]:
        is_behind = mention.start >= span.end
        between = doc[span.end : mention.start] if is_behind else doc[mention.end : span.start]
        words = {token.lower_ for token in between}
        if not words & _STOPS and not (is_behind and "," in words):
            return mention
    return None
