"""Cuts a message into the questions that it asks. No Rasa here."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from spacy.tokens import Doc

from backtalk.assessment.several import QuestionWords

_ENDS = frozenset({"?", "!", ".", ";", "\n"})


def split_questions(doc: Doc, words: QuestionWords) -> tuple[str, ...]:
    """Return the questions of ``doc`` in order, in the person's words; () unless two or more.

    A sentence is cut where a joiner or a comma stands before an opener: "does it hurt, can I
    drive after, and do I need a scan". A piece counts as a question when it begins with an
    opener or ends with a question mark.
    """
    questions = []
    for start, end, asked in _sentences(doc):
        cuts = [start, *_cuts(doc, start, end, words), end]
        for first, last in itertools.pairwise(cuts):
            begin = _begin(doc, first, last, words)
            opens = begin < last and doc[begin].norm_ in words.openers
            if opens or (asked and last == end):
                text = doc[begin : _finish(doc, begin, last, words)].text.strip(" ,;-\n")
                if len(text.split()) > 1:
                    questions.append(text)
    return tuple(questions) if len(questions) > 1 else ()


def _sentences(doc: Doc) -> list[tuple[int, int, bool]]:
    found, start = [], 0
    for token in doc:
        if token.text in _ENDS or "\n" in token.text:
            if token.i > start:
                found.append((start, token.i, token.text == "?"))
            start = token.i + 1
    if start < len(doc):
        found.append((start, len(doc), False))
    return found


def _cuts(doc: Doc, start: int, end: int, words: QuestionWords) -> list[int]:
    """Return where a new question opens within a sentence."""
    cuts = []
    for i in range(start + 1, end):
        before = doc[i - 1].norm_
        if before == "," or before in words.joiners:
            begin = _begin(doc, i, end, words)
            if begin < end and doc[begin].norm_ in words.openers and i - 1 > start:
                cuts.append(i)
    return [cut for n, cut in enumerate(cuts) if n == 0 or cut - cuts[n - 1] > 2]


def _finish(doc: Doc, first: int, last: int, words: QuestionWords) -> int:
    """Return the end without the joiner that leads on to the next question."""
    while last > first and (doc[last - 1].norm_ in words.joiners or doc[last - 1].text == ","):
        last -= 1
    return last


def _begin(doc: Doc, first: int, last: int, words: QuestionWords) -> int:
    """Return the first token that is no joiner and no aside."""
    skipped: Sequence[str] = [*words.joiners, *words.asides, ","]
    while first < last and doc[first].norm_ in skipped:
        first += 1
    return first
