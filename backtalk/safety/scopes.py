"""Which words of a message are denied. Works on a spaCy Doc from a blank English pipeline.

A message is cut into clauses (sentence ends, "but", "just", ...) and each clause into pieces
at its commas. A negation reaches forward over its piece and over the pieces that merely go
on listing ("no fever, chills or numbness"); a closing word reaches back over its piece
("groin fine", "hip no"). Examples stand beside each list of words.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

NEGATIONS = frozenset(
    {
        "no",
        "not",
        "n't",
        "nt",
        "never",
        "without",
        "nor",
        "neither",
        "none",
        "nothing",
        "dont",
        "doesnt",
        "didnt",
        "havent",
        "hasnt",
        "hadnt",
        "isnt",
        "arent",
        "wasnt",
        "werent",
        "aint",
        "nope",
        "zero",
        "denies",
        "denied",
        "deny",
        "nowhere",
        "nay",
    }
)
"""Reach forward: "no groin pain", "haven't tried massage"."""

CLEARED = frozenset(
    {
        "fine",
        "ok",
        "okay",
        "good",
        "great",
        "clear",
        "unaffected",
        "painless",
        "alright",
        "normal",
        "no",
        "nope",
        "clean",
        "spared",
        "not",
        "never",
        "nah",
        "perfect",
    }
)
"""End a piece and reach back over it: "thigh fine", "hip no"."""

SENTENCE_ENDS = frozenset({".", "!", "?", ";", "\n", "...", "\u2026", "(", ")"})
TURNS = frozenset(
    {
        "but",
        "however",
        "although",
        "though",
        "except",
        "apart",
        "just",
        "only",
        "yet",
        "instead",
        "mostly",
        "mainly",
        "whereas",
        "while",
        "still",
        "now",
        "because",
        "since",
    }
)
"""Begin another clause: "no numbness but my hip aches", "not the hip, just the back"."""

NOT_A_DENIAL = frozenset(
    {
        *("only", "just", "sure", "wait", "matter", "doubt", "idea", "wonder", "sooner"),
        *("feeling", "sensation", "control", "power", "strength", "position", "relief"),
        *("improvement", "better", "go", "goes", "gone", "stop", "stops", "going", "away"),
    }
)
"""A negation before these denies nothing: "not only the hip", "no feeling in my groin"."""

LIST_WORDS = frozenset(
    {
        "or",
        "and",
        "nor",
        "the",
        "my",
        "any",
        "of",
        "in",
        "a",
        "an",
        "his",
        "her",
        "no",
        "not",
        "pain",
        "either",
        "neither",
        "at",
        "all",
        "&",
        "/",
    }
)


@dataclass(frozen=True)
class Piece:
    """A run of tokens between commas: ``start`` to ``end`` (exclusive), and its clause's number."""

    start: int
    end: int
    clause: int


def pieces(doc: Doc) -> list[Piece]:
    """Cut ``doc`` into pieces."""
    found: list[Piece] = []
    start, clause = 0, 0
    for token in doc:
        word = token.lower_
        ends_clause = word in SENTENCE_ENDS or "\n" in token.text
        turns = word in TURNS and not _is_not_only(token)
        if ends_clause or turns or word in {",", "-", "\u2013", "\u2014", ":"}:
            if token.i > start:
                found.append(Piece(start, token.i, clause))
            start = token.i + (0 if turns else 1)
            clause += ends_clause or turns
    if start < len(doc):
        found.append(Piece(start, len(doc), clause))
    return found


def denied(doc: Doc, listable: frozenset[int] = frozenset()) -> frozenset[int]:
    """Return the positions of the tokens of ``doc`` that stand in a denial.

    Args:
        doc: the message.
        listable: positions of tokens that name things a list may go on with, so that
            "no hip, groin or thigh pain" reaches "thigh" and "no hip pain, back hurts" stops.
    """
    out: set[int] = set()
    running: int | None = None
    for piece in pieces(doc):
        words = [doc[i].lower_ for i in range(piece.start, piece.end)]
        if running is not None and (
            running != piece.clause or not _goes_on_listing(piece, words, listable)
        ):
            running = None
        cut = piece.start if running is not None else None
        for offset, word in enumerate(words):
            if word in NEGATIONS and not _denies_nothing(words, offset):
                position = piece.start + offset
                cut = position if cut is None else min(cut, position)
                break
        if cut is not None:
            running = piece.clause
            out.update(range(cut, piece.end))
        if _is_cleared(words):
            out.update(range(piece.start, piece.end))
    return frozenset(out)


def _is_not_only(token: Token) -> bool:
    return token.lower_ in {"only", "just"} and token.i > 0 and token.nbor(-1).lower_ in NEGATIONS


def _denies_nothing(words: list[str], offset: int) -> bool:
    following = words[offset + 1] if offset + 1 < len(words) else ""
    # "can't feel my legs" is a loss, not a denial: spaCy splits it into "ca" and "n't".
    before = words[offset - 1] if offset else ""
    return following in NOT_A_DENIAL or before in {"ca", "can", "wo", "could"}


def _goes_on_listing(piece: Piece, words: list[str], listable: frozenset[int]) -> bool:
    rest = [
        word
        for i, word in zip(range(piece.start, piece.end), words, strict=True)
        if i not in listable and word not in LIST_WORDS
    ]
    return not rest and any(i in listable for i in range(piece.start, piece.end))


def _is_cleared(words: list[str]) -> bool:
    tail = [
        word
        for word in words
        if word not in {"all", "so", "far", "now", "thanks", "there", "today"}
    ]
    return len(tail) > 1 and tail[-1] in CLEARED and not (set(words[:-1]) & NEGATIONS)
