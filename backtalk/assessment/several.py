"""Several questions in one message: which of them are answered, and how the answers are joined."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
LIMIT = 3
"""Questions answered in one reply."""
_ORDER = ("none", "low", "moderate", "strong")


@dataclass(frozen=True)
class QuestionWords:
    """The words of content/lexicon/questions.yml.

    Attributes:
        openers: words that open a question: "does", "how".
        joiners: words that may stand before an opener: "and", "also".
        asides: words that may stand between: "so", "please".
    """

    openers: frozenset[str]
    joiners: frozenset[str]
    asides: frozenset[str]


@dataclass(frozen=True)
class Asked:
    """One question: its words, its intent and how sure that is (0 to 1)."""

    text: str
    intent: str
    confidence: float


@dataclass(frozen=True)
class Answer:
    """One answer, as it would be given alone.

    Attributes:
        text: its paragraphs are divided by line breaks.
        sections: ids of the article's sections that it rests on.
        evidence: its level.
        offers: whether its last paragraph makes an offer.
    """

    text: str
    sections: tuple[str, ...]
    evidence: str
    offers: bool = False


def worth_answering(
    asked: Sequence[Asked], can_answer: Callable[[str], bool], at_least: float
) -> tuple[Asked, ...]:
    """Return the questions to answer, in order: clear ones, each intent once, at most ``LIMIT``.

    Args:
        asked: every question of the message.
        can_answer: whether an intent has an answer of its own.
        at_least: confidence below which a question is left alone.
    """
    found: dict[str, Asked] = {}
    for question in asked:
        clear = question.confidence >= at_least and can_answer(question.intent)
        if clear and question.intent not in found:
            found[question.intent] = question
    return tuple(found.values())[:LIMIT]


def join_answers(
    asked: Sequence[Asked],
    answers: Sequence[Answer],
    is_doctor_line: Callable[[str], bool],
) -> str:
    """Return the answers under their questions, without doctor-first lines and offers.

    The one line and the one offer for all of them are in the response that takes this text. A
    paragraph that tells people to see their doctor holds nothing else that must be said.
    """
    parts = []
    for question, answer in zip(asked, answers, strict=True):
        paragraphs = [part for part in answer.text.split("\n") if part.strip()]
        if answer.offers:
            paragraphs.pop()
        kept = [part for part in paragraphs if not is_doctor_line(part)]
        if not kept:  # an answer that is about seeing the doctor: only the line itself goes
            sentences = [s for part in paragraphs for s in _SENTENCE.findall(part)]
            kept = [" ".join(s.strip() for s in sentences if not is_doctor_line(s))]
        body = "\n".join(kept)
        title = question.text[:1].upper() + question.text[1:].rstrip(" ?.!,")
        parts.append(f"{title}?\n{body}")
    return "\n\n".join(parts)


def weakest(levels: Sequence[str]) -> str:
    """Return the weakest level of evidence, or ``n/a`` where none claims a benefit."""
    known = [level for level in levels if level in _ORDER]
    return min(known, key=_ORDER.index) if known else "n/a"
