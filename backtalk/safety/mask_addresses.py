"""Finds e-mail addresses, postal addresses and post codes. Pure; linear."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from backtalk.safety.mask_rules import MaskRules, Postcodes, Span, any_of, pattern

_EMAIL = re.compile(r"(?<![\w.+%\-])[\w.+%\-]+@[\w\-]+(?:\.[\w\-]+)+")
_REACH = 80
"""Characters before "at" that can hold the name of a mailbox."""
_WORDS_OF_MAILBOX = 2
"""Words before a mailbox that can belong to it, as in "ann lee at gmail dot com"."""
_WITHIN = 4
"""Words between a house number and "street"."""
_FAR = 40
"""Characters around a street in which the rest of its address is looked for."""

_NUMBER_BEFORE = re.compile(r"(?<![\w/.\-])\d{1,5}[a-h]?(?:[\-/]\d{1,5}[a-h]?)?,?\s$", re.I)
_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:['\-][^\W\d_]+)*)\.?\s$")
_SPINE = re.compile(r"(?:[CTLS]\d)+[CTLS]?", re.I)
_TOWN = re.compile(r"[.,\s]+(?:[A-Z][\w'\-]*[,\s]+){0,4}")
_PLACE_BEFORE = re.compile(r"(?:,\s|[A-Z][\w'\-]+,?\s)$")


@dataclass(frozen=True)
class _Patterns:
    provider: re.Pattern[str]
    spoken: re.Pattern[str]
    mailbox: re.Pattern[str]
    street: re.Pattern[str]
    street_first: re.Pattern[str]
    street_joined: re.Pattern[str]
    home_before: re.Pattern[str]
    cue_before: re.Pattern[str]
    box: re.Pattern[str]
    codes: Mapping[str, re.Pattern[str]]
    state: re.Pattern[str]
    said: re.Pattern[str]
    unit: re.Pattern[str]


def find_emails(text: str, rules: MaskRules) -> list[Span]:
    """Return e-mail addresses, in signs and as they are said."""
    patterns = _patterns(rules)
    spans: list[Span] = []
    if "@" in text:
        for form in (_EMAIL, patterns.provider):
            spans.extend(match.span() for match in form.finditer(text))
    for domain in patterns.spoken.finditer(text):
        mailbox = patterns.mailbox.search(text, max(0, domain.start() - _REACH), domain.start())
        if mailbox is None:
            continue
        if mailbox.group().lower() in rules.names.everyday and not domain.group("provider"):
            continue  # "I looked at example.com"
        spans.append((_mailbox_start(text, mailbox.start(), rules), domain.end()))
    return spans


def _mailbox_start(text: str, at: int, rules: MaskRules) -> int:
    """Return where a mailbox of several words begins: "is ann lee at gmail dot com"."""
    for _ in range(_WORDS_OF_MAILBOX):
        word = _WORD_BEFORE.search(text, max(0, at - _FAR), at)
        if word is None or word.group(1).lower() in rules.names.everyday or "." in word.group():
            break
        at = word.start()
    return at


def find_addresses(text: str, rules: MaskRules, country: str) -> list[Span]:
    """Return house and street, post codes, and the town between the two."""
    patterns = _patterns(rules)
    streets = list(_streets(text, rules, patterns))
    for form in (patterns.street_first, patterns.street_joined, patterns.box):
        streets.extend(match.span() for match in form.finditer(text))
    codes = list(_codes(text, patterns, country))
    towns = [
        (end, start)
        for _, end in streets
        for start, _ in codes
        if 0 < start - end <= _FAR and _TOWN.fullmatch(text, end, start)
    ]
    return [*streets, *codes, *towns]


def _streets(text: str, rules: MaskRules, patterns: _Patterns) -> Iterator[Span]:
    for street in patterns.street.finditer(text):
        after = text[street.end() : street.end() + _FAR].lower().split()
        if after and after[0].strip(".,;:!?") in rules.streets.not_before:
            continue
        start = _house(text, street, rules, patterns)
        if start is not None:
            home = patterns.home_before.search(text, max(0, start - _FAR), start)
            yield home.start() if home else start, street.end()


def _house(text: str, street: re.Match[str], rules: MaskRules, patterns: _Patterns) -> int | None:
    """Return where the house number before a street begins; None where there is none."""
    at, capitals = street.start(), text[street.start()].isupper()
    for _ in range(_WITHIN):
        word = _WORD_BEFORE.search(text, max(0, at - _FAR), at)
        if word is None:
            return None
        low, capital = word.group(1).lower(), word.group(1)[0].isupper()
        if low in rules.streets.not_within and not capital:
            return None
        capitals = capitals and capital
        at = word.start()
        number = _NUMBER_BEFORE.search(text, max(0, at - _FAR), at)
        if number:
            start = number.start()
            if street.group("weak") is None:
                return start
            cue = patterns.cue_before.search(text, max(0, start - _FAR), start)
            likely = capitals and low not in rules.names.everyday
            return start if cue or likely else None
    return None


def _codes(text: str, patterns: _Patterns, country: str) -> Iterator[Span]:
    for match in patterns.said.finditer(text):
        yield match.span("code")
    for where in dict.fromkeys(("uk", country)):
        form = patterns.codes.get(where)
        for match in form.finditer(text) if form else ():
            code = match.group()
            if not (_SPINE.fullmatch(code.replace(" ", "")) or patterns.unit.match(code)):
                yield match.span()
    for match in patterns.state.finditer(text):
        # Two letters can be a word: "OK 10000 steps". Not so after a town or a comma.
        clear = len(match.group("state")) > 2
        if clear or _PLACE_BEFORE.search(text, max(0, match.start() - _FAR), match.start()):
            yield match.span("code")


@lru_cache(maxsize=4)
def _patterns(rules: MaskRules) -> _Patterns:
    emails, streets, codes = rules.emails, rules.streets, rules.postcodes
    said_dot = rf"\s{any_of(emails.dot)}\s|\s?[(\[{{]\s?{any_of(emails.dot)}\s?[)\]}}]\s?"
    dot, near_dot = rf"(?:\.|{said_dot})", rf"(?:\s?\.\s?|{said_dot})"
    ending, provider = any_of(emails.endings), any_of(emails.providers)
    join = rf"(?:[._\-]|\s{any_of(emails.joins)}\s)"
    at = rf"(?:\s{any_of(emails.at)}\s|\s?[(\[{{]\s?{any_of(emails.at)}\s?[)\]}}]\s?)"
    small = r"(?:(?:de|del|des|du|la|las|le|les|los|da|do)\s){0,3}[^\W\d]+(?:['\-][^\W\d]+)*"
    first = rf"{any_of(streets.first)}\.?\s{small}"
    return _Patterns(
        provider=re.compile(
            rf"(?<![\w.+%\-])[\w.+%\-]+\s?@\s?{provider}(?!\w)(?:(?:{near_dot}){ending}(?!\w))*",
            re.I,
        ),
        spoken=re.compile(
            rf"{at}(?:(?P<provider>{provider}(?:{near_dot}{ending}(?!\w)){{1,2}})"
            rf"|{provider}(?![\w.])|[\w\-]+(?:{dot}[\w\-]+)?{dot}{ending}(?!\w))",
            re.I,
        ),
        mailbox=re.compile(rf"(?<![\w.])[\w+%]+(?:{join}[\w+%]+)*$", re.I),
        street=re.compile(
            rf"(?<=\s)(?:{any_of(streets.any)}|(?P<weak>{any_of(streets.capital)}))(?!\w)", re.I
        ),
        street_first=re.compile(
            rf"(?<![\w/])(?:\d{{1,4}}[a-h]?,?\s{first}|{first},?\s\d{{1,4}}[a-h]?)(?![\w/])", re.I
        ),
        street_joined=re.compile(
            rf"(?<!\w)[^\W\d]{{2,30}}{any_of(streets.joined)}\s\d{{1,4}}[a-h]?(?![\w/])", re.I
        ),
        home_before=re.compile(rf"(?<!\w){any_of(streets.homes)}\s\d{{1,4}}[a-z]?,?\s$", re.I),
        cue_before=re.compile(rf"(?<!\w){pattern(streets.cues, rules.words)}\W.{{0,12}}$", re.I),
        box=re.compile(rf"(?<!\w){any_of(streets.boxes)}\s\d{{1,6}}(?![\w/])", re.I),
        codes=_forms(codes),
        state=re.compile(
            rf"(?<!\w)(?P<state>{any_of(codes.states)}(?=,?\s\d{{5}})|{any_of(codes.regions)}),?\s"
            r"(?P<code>\d{5}(?:-\d{4})?|\d{4})(?![\w/])"
        ),
        said=re.compile(
            rf"(?<!\w){pattern(rules.postcodes_said.phrases, rules.words)}(?!\w)[\s:]{{1,3}}"
            rf"(?:{any_of(rules.postcodes_said.links)}[\s:]{{1,2}}){{0,2}}(?P<code>"
            r"[A-Z]{1,2}\d[A-Z\d]?(?:\s?\d[A-Z]{2})?|[A-Z]\d[A-Z]\s?\d[A-Z]\d"
            r"|[A-Z]\d[\dW]\s?[A-Z\d]{4}|\d{4}\s?[A-Z]{2}|\d{5}-\d{4}|\d{4,5})(?![\w/])",
            re.I,
        ),
        unit=re.compile(rf"[A-Z]\d{{1,2}}\s?\d{any_of(codes.units)}$", re.I),
    )


def _forms(codes: Postcodes) -> dict[str, re.Pattern[str]]:
    """Return the forms of post codes by country; those of "uk" are looked for in all."""
    return {
        "uk": re.compile(
            # The look ahead spares a comparison with every area at every word.
            rf"(?<![\w.])(?=[A-Z]{{1,2}}\d){any_of(codes.areas)}"
            r"\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}(?!\w)",
            re.I,
        ),
        "ca": re.compile(r"(?<![\w.])[ABCEGHJ-NPRSTVXY]\d[A-Z]\s?\d[A-Z]\d(?!\w)"),
        "ie": re.compile(
            r"(?<![\w.])(?:[AC-FHKNPRTV-Y]\d{2}|D6W)\s?(?=[A-Z]*\d)[0-9AC-FHKNPRTV-Y]{4}(?!\w)"
        ),
    }
