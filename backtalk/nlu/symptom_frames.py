"""Reads a frame out of one message: areas, treatments, severity, duration. No Rasa here."""

from __future__ import annotations

from collections.abc import Mapping

import spacy
from spacy.matcher import PhraseMatcher
from spacy.matcher.levenshtein import levenshtein
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from backtalk.assessment.frames import AREAS, TREATMENTS, Frame, in_order
from backtalk.content.library import Term
from backtalk.nlu.measures import duration_text, severity
from backtalk.safety.scopes import denied

_SHORTEST_FUZZY = 6


class FrameReader:
    """Holds the words of content/lexicon as spaCy matchers."""

    def __init__(
        self,
        areas: Mapping[str, Term],
        treatments: Mapping[str, Term],
        known: frozenset[str] = frozenset(),
    ) -> None:
        """Build the matchers.

        Args:
            areas: the words for each of ``AREAS``.
            treatments: the words for each of ``TREATMENTS``.
            known: words in lower case that are spelt as meant ("waking" is not "walking").
        """
        self._nlp = spacy.blank("en")
        self._areas = _Words(self._nlp, areas, known)
        self._treatments = _Words(self._nlp, treatments, known)

    def read(self, text: str, context: str | None = None) -> Frame:
        """Return what ``text`` says; ``context`` names the question just asked, if any."""
        doc = self._nlp(text.replace("\u2019", "'"))
        areas = self._areas.find(doc)
        treatments = self._treatments.find(doc)
        listable = frozenset(
            i for span in [*areas, *treatments] for i in range(span.start, span.end)
        )
        denials = denied(doc, listable)
        present, absent = _sort(areas, denials)
        had, not_had = _sort(treatments, denials)
        return Frame(
            areas_present=in_order(present, AREAS),
            areas_denied=in_order(absent - present, AREAS),
            treatments_had=in_order(had, TREATMENTS),
            treatments_denied=in_order(not_had - had, TREATMENTS),
            severity=severity(doc, asked=context == "asked_severity"),
            duration_text=duration_text(doc, asked=context == "asked_duration"),
        )


class _Words:
    """Finds the terms of one lexicon file, typing errors included."""

    def __init__(
        self, nlp: spacy.language.Language, terms: Mapping[str, Term], known: frozenset[str]
    ) -> None:
        self._known = known
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._single: dict[str, str] = {}
        for key, term in terms.items():
            self._matcher.add(key, [nlp.make_doc(phrase) for phrase in term.phrases])
            for phrase in term.phrases:
                if phrase.isalpha() and len(phrase) >= _SHORTEST_FUZZY:
                    self._single[phrase.lower()] = key

    def find(self, doc: Doc) -> list[Span]:
        """Return the longest matches, none overlapping, each labelled with its key."""
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
        for known, key in self._single.items():
            allowed = 1 if len(known) < 8 else 2
            if (
                word[0] == known[0]
                and abs(len(word) - len(known)) <= allowed
                and (levenshtein(word, known, allowed) <= allowed)
            ):
                return key
        return None


def _sort(spans: list[Span], denials: frozenset[int]) -> tuple[set[str], set[str]]:
    present: set[str] = set()
    absent: set[str] = set()
    for span in spans:
        is_denied = span.start in denials
        (absent if is_denied else present).add(span.label_)
        (present if is_denied else absent).discard(span.label_)
    return present, absent
