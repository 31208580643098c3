"""The page as plain lines of text, for every face and for the file."""

from __future__ import annotations

import unicodedata

from backtalk.assessment.doctor_page import DoctorPage
from backtalk.content.page import PageWords
from backtalk.export import sheet as kinds
from backtalk.export.sheet import Fact, Sheet, sheet

COLUMNS = 80
_DASH = "- "
_WORST = 10


def text_page(page: DoctorPage, words: PageWords) -> str:
    """Return the page as text, ending in a line break."""
    return "\n".join(text_lines(page, words)) + "\n"


def text_lines(page: DoctorPage, words: PageWords) -> tuple[str, ...]:
    """Return the page as lines of at most ``COLUMNS`` columns, wide letters counted as two."""
    return tuple(_lines(sheet(page, words)))


def wrap(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """Return ``text`` in lines that fit; words that do not fit in a line are cut.

    Args:
        text: words in one line.
        first: what the first line begins with.
        rest: what the others begin with; as wide a blank as ``first`` if None.
    """
    rest = " " * width(first) if rest is None else rest
    lines: list[str] = []
    line, used, is_fresh = first, width(first), True
    for word in text.split():
        needed = width(word) + (0 if is_fresh else 1)
        if used + needed > COLUMNS and not is_fresh:
            lines.append(line)
            line, used, is_fresh, needed = rest, width(rest), True, width(word)
        if not is_fresh:
            line, used = f"{line} ", used + 1
        if used + width(word) <= COLUMNS:
            line, used, is_fresh = line + word, used + width(word), False
            continue
        for letter in word:
            if used + width(letter) > COLUMNS:
                lines.append(line)
                line, used = rest, width(rest)
            line, used, is_fresh = line + letter, used + width(letter), False
    return [*lines, line]


def width(text: str) -> int:
    """Return how many columns ``text`` takes in a terminal."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _lines(shown: Sheet) -> list[str]:
    lines = [*wrap(shown.title.upper()), shown.made_on, "", *wrap(shown.notice)]
    for part in shown.parts:
        lines += ["", *wrap(part.heading.upper())]
        for fact in part.facts:
            lines += _fact(fact)
    lines += ["", "-" * COLUMNS]
    for line in shown.foot:
        lines += wrap(line)
    return lines


def _fact(fact: Fact) -> list[str]:
    if fact.kind == kinds.MAP:
        return []  # the list of places says the same
    if fact.kind in {kinds.PLACE, kinds.ITEM}:
        return wrap(fact.value, _DASH)
    if fact.kind == kinds.QUESTION:
        return wrap(fact.value, f"{fact.number}. ")
    if fact.kind == kinds.SCALE:
        return [
            *wrap(f"{fact.label}: {fact.value} {_bar(fact.number or 0)}", rest="  "),
            *wrap(fact.note),
        ]
    if fact.label:
        return wrap(f"{fact.label}: {fact.value}", rest="  ")
    return wrap(fact.value)


def _bar(number: int) -> str:
    return f"[{'#' * number}{'.' * (_WORST - number)}]"
