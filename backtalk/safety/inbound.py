"""What a typed message becomes before anything reads it. Pure: text in, decision out."""

from __future__ import annotations

import enum
import re
import unicodedata
from dataclasses import dataclass


class Verdict(enum.Enum):
    """What to do with a message."""

    READ = "read"
    TOO_LONG = "too_long"
    NO_WORDS = "no_words"


@dataclass(frozen=True)
class Inbound:
    """A typed message after cleaning.

    Attributes:
        verdict: whether it can be read.
        text: what may be read and stored; empty unless the verdict is READ.
    """

    verdict: Verdict
    text: str = ""


_MOST_PIECES = 48
_SHARED = 10
_KEPT_FORMATS = frozenset("\u200c\u200d")
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?)")
_READABLE = re.compile(r"[^\W_]", re.UNICODE)


def clean(text: object, limit: int) -> Inbound:
    """Return ``text`` without what could harm or confuse the bot.

    Terminal escape sequences, lone surrogates, control and invisible characters go; leading
    slashes go, because Rasa takes "/intent" as a command; runs of white space become one space.
    A text of more than ``limit`` characters is not read at all, so that nobody believes its end
    was heard.
    """
    if not isinstance(text, str):
        return Inbound(Verdict.NO_WORDS)
    if len(text) > limit:
        return Inbound(Verdict.TOO_LONG)
    text = _ESCAPES.sub(" ", text)
    visible = "".join(character if _is_visible(character) else " " for character in text)
    flat = " ".join(visible.split())
    while flat[:1] in ("/", "@") or flat[:1].isspace():
        flat = flat[1:]
    if not _READABLE.search(flat):
        return Inbound(Verdict.NO_WORDS)
    return Inbound(Verdict.READ, flat)


def pieces(text: str, limit: int) -> tuple[str, ...]:
    """Return parts of a text that is too long to be read, to be heard for warning signs alone.

    Each has at most ``limit`` characters and shares some with the one before it. Of a very
    long text the beginning and the end are taken.
    """
    step = limit - limit // _SHARED
    starts = range(0, max(1, len(text) - limit // _SHARED), step)
    found = [text[start : start + limit] for start in starts]
    chosen = found if len(found) <= _MOST_PIECES else found[: _MOST_PIECES // 2]
    if chosen is not found:
        chosen = [*chosen, *found[-_MOST_PIECES // 2 :]]
    return tuple(
        piece.text for part in chosen if (piece := clean(part, limit)).verdict is Verdict.READ
    )


def _is_visible(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] != "C" or character in _KEPT_FORMATS
