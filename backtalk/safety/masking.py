"""Takes personal details out of what a person typed, before anything is stored. Pure.

"my name is Ann Lee, call me on 07700 900123" becomes "my name is [name], call me on [phone]".
Names, e-mail addresses, phone numbers, dates of birth, postal addresses with post codes, and
numbers of identity are replaced by marks. The words and the rules are those of
content/safety/masking.yml.

What it cannot do:

* A name without a cue stays: "Ann said so", "Ann here", "I'm Ann" without a greeting before it.
  Where a name could as well be an everyday word ("I'm Rich"), it stays too: it is better to keep
  a name than to lose a symptom.
* A name that is not written in capitals is found after the surest cues alone ("my name is ann",
  "mrs lee"), not after "my wife" or "call me". In a message that is all capitals, or that begins
  each word with one, capitals tell nothing.
* A name in a script that puts no space between words takes its whole sentence with it.
* Towns, employers, ages, user names and web addresses stay, and so does whatever makes somebody
  known without being a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from backtalk.safety.mask_addresses import find_addresses, find_emails
from backtalk.safety.mask_names import find_names
from backtalk.safety.mask_numbers import find_births, find_long_numbers, find_numbers, find_phones
from backtalk.safety.mask_rules import MaskRules, Span, any_of

__all__ = ["MaskRules", "mask"]

_COVER = "\x00"
"""Stands where something was found. No rule reads over it, as none reads over a mark."""


def mask(text: str, rules: MaskRules, country: str) -> str:
    """Return ``text`` with marks in place of personal details.

    Args:
        text: what a person typed, of any length; one message has 1,000 characters at the most.
        rules: from ``load_mask_rules``.
        country: one of ``Settings.country``; decides which phone numbers are known.

    Masking what is masked changes nothing, so it does not matter who masked before. The result
    can be longer than the text, as a mark can be longer than what it stands for.
    """
    # Two details can hide a third that stands between them, so look until nothing is found.
    # Each round leaves fewer characters outside the marks, so this ends.
    while (masked := _masked_once(text, rules, country)) != text:
        text = masked
    return text


def _masked_once(text: str, rules: MaskRules, country: str) -> str:
    seen = text.replace("’", "'").replace("‘", "'")
    seen = _marks(rules).sub(lambda mark: _COVER * len(mark.group()), seen)
    found: list[tuple[Span, str]] = []

    def take(kind: str, spans: Iterable[Span]) -> None:
        nonlocal seen
        taken = _merged(spans)
        seen = _replaced(seen, [(span, _COVER * (span[1] - span[0])) for span in taken])
        found.extend((span, rules.marks[kind]) for span in taken)

    take("email", find_emails(seen, rules))
    take("birth", find_births(seen, rules))
    if any(map(str.isdigit, seen)):
        take("address", find_addresses(seen, rules, country))
        take("number", find_numbers(seen, rules))
        take("phone", find_phones(seen, rules, country))
        take("number", find_long_numbers(seen, rules))
    take("name", find_names(seen, rules))
    return _replaced(text, sorted(found))


def _replaced(text: str, changes: list[tuple[Span, str]]) -> str:
    """Return ``text`` with new words at each span; the spans are in order."""
    if not changes:
        return text
    parts, done = [], 0
    for (start, end), new in changes:
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order; those that touch become one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


@lru_cache(maxsize=4)
def _marks(rules: MaskRules) -> re.Pattern[str]:
    return re.compile(any_of(rules.marks.values()))
