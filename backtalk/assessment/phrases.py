"""Finds the phrases of content/lexicon/answers.yml in what was typed. Knows no question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from backtalk.assessment.meaning import AnswerWords

_WORD = re.compile(r"\w+")
_CAN_BUT_NOT = re.compile(r"(\bcan\b[^,.;]*\bbut) not\b")
_CLAUSE = re.compile(r"[,.;:!?\n]|\b(?:but|though|although|however|while|yet|its|only|just)\b")


def folded(text: str) -> str:
    """Return the words of ``text`` alone, in lower case; "don't" and "dont" are one word."""
    plain = text.casefold().replace("\u2019", "").replace("'", "")
    return " ".join(_WORD.findall(plain))


def whole(text: str, table: Mapping[str, Sequence[str]], fillers: Sequence[str]) -> str | None:
    """Return the key of ``table`` that has ``text``, with or without ``fillers`` at its ends.

    Args:
        text: a folded message.
        table: phrases by key; of two that have the phrase the first counts.
        fillers: "um", "please": looked past only when the text as it stands is no phrase.
    """
    for candidate in _less_and_less(text, _each_folded(tuple(fillers))):
        for key, phrases in table.items():
            if candidate in _each_folded(tuple(phrases)):
                return key
    return None


def inside(text: str, table: Mapping[str, Sequence[str]]) -> str | None:
    """Return the first key of ``table`` of which a phrase stands in ``text``."""
    return next((key for key, phrases in table.items() if has(text, phrases)), None)


def has(text: str, phrases: Sequence[str]) -> bool:
    """Return whether one of ``phrases`` stands in the folded ``text``, as whole words."""
    return bool(longest(text, phrases))


def longest(text: str, phrases: Sequence[str]) -> str:
    """Return the longest of ``phrases`` that stands in the folded ``text``, or ""."""
    padded = f" {text} "
    return next((p for p in _each_folded(tuple(phrases)) if f" {p} " in padded), "")


def opening(text: str, table: Mapping[str, Sequence[str]], fillers: Sequence[str]) -> str | None:
    """Return the key with the longest phrase that ``text`` begins with: "no idea", not "no"."""
    best, found = "", None
    for candidate in _cut_start(text, _each_folded(tuple(fillers))):
        for key, phrases in table.items():
            phrase = next((p for p in _each_folded(tuple(phrases)) if _starts(candidate, p)), "")
            if len(phrase) > len(best):
                best, found = phrase, key
    return found


def begins(text: str, phrases: Sequence[str]) -> bool:
    """Return whether the folded ``text`` begins with one of ``phrases``."""
    return any(_starts(text, phrase) for phrase in _each_folded(tuple(phrases)))


def side_in(text: str, words: AnswerWords) -> str | None:
    """Return the side that ``text`` tells: "not the left, the right one", "left and right"."""
    clauses = [folded(part) for part in _split(text)]
    for phrase in _each_folded(words.cues["no_side"]):
        clauses = [re.sub(rf"(?<!\bthe )(?<!\bmy )\b{phrase}\b", " ", c) for c in clauses]
    if any(has(clause, words.sides["both"]) for clause in clauses):
        return "both"
    told = {
        side
        for side in ("left", "right")
        if any(_is_told(clause, words.sides[side], words) for clause in clauses)
    }
    if told:
        return "both" if len(told) == 2 else told.pop()
    return "middle" if any(has(clause, words.sides["middle"]) for clause in clauses) else None


def hard_moves(text: str, words: AnswerWords) -> str | None:
    """Return what is hard by ``text``: bending, turning, both or no; None where it says neither.

    "I can bend, but twisting hurts" is turning; "bending is fine" alone leaves turning open.
    """
    table = words.inside["limits"]
    hard: set[str] = set()
    easy: set[str] = set()
    for clause in _clauses(text, words):
        named = {move for move in ("bending", "turning") if has(clause, table[move])}
        if has(clause, table["both"]):
            named = {"bending", "turning"}
        is_easy = len(longest(clause, words.cues["easy"])) > len(
            longest(clause, words.cues["hard"])
        )
        (easy if is_easy else hard).update(named)
    if hard:
        return "both" if len(hard) == 2 else hard.pop()
    return "no" if len(easy) == 2 else None


def _split(text: str) -> list[str]:
    return _CLAUSE.split(text.casefold().replace("\u2019", "").replace("'", ""))


def _clauses(text: str, words: AnswerWords) -> list[str]:
    """Split where each part may say something else; at "and" only if both parts say how it is."""
    states = (*words.cues["easy"], *words.cues["hard"])
    clauses: list[str] = []
    for part in _split(_CAN_BUT_NOT.sub(r"\1 cannot", text.casefold())):
        clause = folded(part)
        pieces = clause.split(" and ")
        clauses += pieces if all(has(piece, states) for piece in pieces) else [clause]
    return clauses


def _is_told(text: str, phrases: Sequence[str], words: AnswerWords) -> bool:
    """Return whether ``text`` has one of ``phrases`` without "not" up to two words before."""
    nots, any_of = _either(words.cues["not"]), _either(phrases)
    side = _either((*words.sides["left"], *words.sides["right"]))
    told = re.findall(rf"\b(?:{any_of})\b", text)
    denied = re.findall(rf"\b(?:{nots}) (?:(?!(?:{side})\b)\w+ ){{0,2}}(?:{any_of})\b", text)
    return len(told) > len(denied)


def _either(phrases: Sequence[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in _each_folded(tuple(phrases)))


def _less_and_less(text: str, fillers: Sequence[str]) -> list[str]:
    """Return ``text``, then with ever more that can be looked past cut off at both ends."""
    return [right for left in _cut_start(text, fillers) for right in _cut_end(left, fillers)]


def _cut_start(text: str, fillers: Sequence[str]) -> list[str]:
    cuts = [text]
    while filler := next((f for f in fillers if _starts(cuts[-1], f)), ""):
        cuts.append(cuts[-1][len(filler) :].lstrip())
    return cuts


def _cut_end(text: str, fillers: Sequence[str]) -> list[str]:
    cuts = [text]
    while filler := next((f for f in fillers if f" {cuts[-1]}".endswith(f" {f}")), ""):
        cuts.append(cuts[-1][: -len(filler)].rstrip())
    return cuts


def _starts(text: str, phrase: str) -> bool:
    return f"{text} ".startswith(f"{phrase} ")


@lru_cache(maxsize=512)
def _each_folded(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Return ``phrases`` folded, the longest first."""
    return tuple(sorted({folded(phrase) for phrase in phrases} - {""}, key=lambda p: (-len(p), p)))


_MAY_BE_A_CRY = frozenset({"stop", "why", "severity", "signs"})
"""Moves and steps whose phrases ("help me", "end it") may also be meant in earnest."""


def known_answers(words: AnswerWords) -> frozenset[str]:
    """Return the short answers, folded, in which no warning sign can hide."""
    moves = (phrases for move, phrases in words.moves.items() if move not in _MAY_BE_A_CRY)
    whole_answers = (
        phrases
        for step, values in words.whole.items()
        if step not in _MAY_BE_A_CRY
        for phrases in values.values()
    )
    movements = (words.inside["limits"][key] for key in ("bending", "turning"))
    both = tuple(f"{a} and {b}" for a, b in (("bending", "turning"), ("turning", "bending")))
    return frozenset(
        folded(phrase) for group in (*moves, *whole_answers, *movements, both) for phrase in group
    )
