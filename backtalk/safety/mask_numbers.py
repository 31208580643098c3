"""Finds phone numbers, dates of birth and numbers of identity. Pure; linear.

Dates that are not of birth, doses, scores and the numbers of help lines stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from backtalk.safety.mask_rules import Cue, Dates, MaskRules, Span, any_of, pattern

_FEWEST, _MOST = 7, 15
"""Digits of a phone number."""
_NATIONAL = 9
"""Digits from which on a number that begins with 0 can only be a phone number."""
_LONGEST_NATIONAL = 11
_SAID = 6
"""Digits of a number that is said to be a phone number."""
_BARE = 9
"""Digits in one piece that are an identity even without a cue."""
_DOSE = 4
"""Digits of a group that can belong to what follows: "500mg", "7/10"."""
_REACH = 48
"""Characters before a number in which its cue is looked for."""
_ENOUGH = 10
"""Digits from which on a number of identity is over."""
_MIXED, _FEW_OF_MIXED = 8, 4
"""Signs and digits of a number of letters and digits."""
_TRIES = 12
"""Numbers that the phone library may try in one run of digits."""

_RUN = re.compile(r"(?<![\w])[+(]{0,2}\d(?:[ ().\-–]{0,3}\d){6,}")
_DATE = re.compile(
    r"(?<!\d)(?<!\d[.\-])(?:\d{1,2}([.\-])\d{1,2}\1(?:19|20)?\d{2}"
    r"|(?:19|20)\d{2}([.\-])\d{1,2}\2\d{1,2})(?![.\-]?\d)"
)
_DECIMAL = re.compile(r"0\.\d")
_GROUP = re.compile(r"[+(]{0,2}\d+")
_YEAR = re.compile(r"(?:19|20)\d{2}$")
_BARE_NUMBER = re.compile(
    r"(?<![\w.,/+\-])(?:\d{4}([ \-])\d{4}\1\d{4}\1\d{4}|\d{3}-\d{2}-\d{4}"
    r"|[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D])(?![\w/])"
)
_IN_ONE_PIECE = re.compile(rf"(?<![\w.,/+\-])\d{{{_BARE},24}}(?![\w.,]*[/\d])(?! ?%)")
_PIECE = re.compile(r"[^\s,;:()!?\x00]+")
_OF_CODE = re.compile(r"[A-Z]{1,3}|[A-Za-z]*-?\d[A-Za-z\d.\-]*")
_ONLY_DIGITS = re.compile(r"[\d.\-]+")


@dataclass(frozen=True)
class _Patterns:
    phone_before: re.Pattern[str]
    birth: re.Pattern[str]
    birth_date: re.Pattern[str]
    date: re.Pattern[str]
    birth_after: re.Pattern[str]
    reported: re.Pattern[str]
    numbers: tuple[tuple[Cue, re.Pattern[str]], ...]


def find_births(text: str, rules: MaskRules) -> list[Span]:
    """Return the dates that stand beside "born", "dob" and the like."""
    patterns = _patterns(rules)
    spans: list[Span] = []
    for cue in patterns.birth.finditer(text):
        if patterns.reported.search(text[max(0, cue.start() - _REACH) : cue.start()]):
            continue
        date = patterns.birth_date.match(text, cue.end())
        if date:
            spans.append(date.span("date"))
    if spans or not patterns.birth.search(text):
        return spans
    for date in patterns.date.finditer(text):
        if patterns.birth_after.match(text, date.end()):
            spans.append(date.span())
    return spans


def find_numbers(text: str, rules: MaskRules) -> list[Span]:
    """Return numbers of identity: with a cue, or in a form that nothing else has."""
    spans = [match.span() for match in _BARE_NUMBER.finditer(text)]
    for cue, said in _patterns(rules).numbers:
        for match in said.finditer(text):
            spans.extend(_code(text, match.end(), cue.least))
    return spans


def find_long_numbers(text: str, rules: MaskRules) -> list[Span]:
    """Return long numbers in one piece. To be called after ``find_phones``."""
    return [
        match.span()
        for match in _IN_ONE_PIECE.finditer(text)
        if len(set(match.group())) > 3 and match.group() not in rules.public
    ]


def find_phones(text: str, rules: MaskRules, country: str) -> list[Span]:
    """Return phone numbers that are nobody's help line."""
    text = _DATE.sub(lambda match: "#" * len(match.group()), text)
    spans: list[Span] = []
    for run in _RUN.finditer(text):
        groups = _groups(text, run)
        cue = _patterns(rules).phone_before.search(text[max(0, run.start() - _REACH) : run.start()])
        found = list(_said(groups)) if cue else list(_by_form(groups))
        found = found or list(_known(text, groups, rules.regions[country]))
        spans.extend(
            span for span in found if re.sub(r"\D", "", text[slice(*span)]) not in rules.public
        )
    return spans


def _groups(text: str, run: re.Match[str]) -> list[re.Match[str]]:
    """Return the groups of digits of a run, without what belongs to a dose or a score."""
    groups = list(_GROUP.finditer(text, *run.span()))
    if text[run.start() - 1 : run.start()] == "/":
        groups = groups[1:]
    after = text[run.end() : run.end() + 1]
    small = len(groups) > 0 and len(groups[-1].group()) <= _DOSE
    if small and (after.isalpha() or after in ("/", "%")):
        groups = groups[:-1]
    return groups


def _said(groups: list[re.Match[str]]) -> Iterator[Span]:
    """Yield the number that a cue says is one."""
    taken = _taken(groups, _MOST)
    if _digits(taken) >= _SAID and not _are_small(taken):
        yield taken[0].start(), taken[-1].end()


def _by_form(groups: list[re.Match[str]]) -> Iterator[Span]:
    """Yield numbers that begin with "+" or 0, as nothing else of this length does."""
    index = 0
    while index < len(groups):
        first = groups[index].group().lstrip("(")
        if not first.startswith(("+", "0")):
            index += 1
            continue
        abroad = first.startswith(("+", "00"))
        taken = _taken(groups[index : index + _MOST], _MOST if abroad else _LONGEST_NATIONAL)
        decimal = _DECIMAL.match(groups[index].string, groups[index].start())
        if _digits(taken) < _NATIONAL or decimal or _are_small(taken) or _are_alike(taken):
            index += 1
            continue
        yield taken[0].start(), taken[-1].end()
        index += len(taken)


def _known(text: str, groups: list[re.Match[str]], regions: tuple[str, ...]) -> Iterator[Span]:
    """Yield numbers that are valid in one of the regions."""
    if _digits(groups) < _FEWEST or _are_small(groups):
        return
    # Costs 20 ms at its first use, which most conversations never need.
    import phonenumbers

    start, end = groups[0].start(), groups[-1].end()
    for region in regions:
        found = [
            (start + match.start, start + match.end)
            for match in phonenumbers.PhoneNumberMatcher(text[start:end], region, max_tries=_TRIES)
        ]
        if found:
            yield from found
            return


def _taken(groups: list[re.Match[str]], most: int) -> list[re.Match[str]]:
    """Return the first groups that have no more than ``most`` digits together."""
    taken: list[re.Match[str]] = []
    for group in groups[:most]:
        most -= _digits([group])
        if most < 0:
            break
        taken.append(group)
    return taken


def _digits(groups: list[re.Match[str]]) -> int:
    return sum(len(group.group().lstrip("+(")) for group in groups)


def _are_small(groups: list[re.Match[str]]) -> bool:
    """Return whether these are scores, years or a count rather than one number.

    "2019 2020 21" and "7 6 5 7 8 9 5" are; "06 12 34 56 78" and "0 7 7 0 0 9 0 0 1 2" are not.
    """
    said = [group.group().lstrip("(") for group in groups]
    if not said or said[0].startswith("+"):
        return not said
    if any(len(group) > 2 and not _YEAR.match(group) for group in said):
        return False
    lengths = {len(group) for group in said}
    if not said[0].startswith("0") or len(lengths) > 1:
        return True
    rising = all(int(b) - int(a) == 1 for a, b in pairwise(said))
    return rising or (lengths == {1} and len(said) < _NATIONAL + 1)


def _are_alike(groups: list[re.Match[str]]) -> bool:
    return len(set("".join(group.group().strip("+(") for group in groups))) < 3


def _code(text: str, at: int, least: int) -> Iterator[Span]:
    """Yield the number at ``at``, in one piece or in several, if it has digits enough."""
    digits, first, last = 0, -1, at
    for piece in _PIECE.finditer(text, at, at + 2 * _REACH):
        said = piece.group().rstrip(".")
        if text[last : piece.start()].strip() or not _OF_CODE.fullmatch(said):
            break
        if digits >= least and (digits >= _ENOUGH or not _ONLY_DIGITS.fullmatch(said)):
            break  # "943 476 5919 L5 bulge"
        first = piece.start() if first < 0 else first
        last = piece.start() + len(said)
        digits += _weight(said)
    if digits >= least:
        yield first, last


def _weight(piece: str) -> int:
    """Return how many digits a piece counts for: its own, or all of "1EG4-TE5-MK73"."""
    digits = sum(map(str.isdigit, piece))
    signs = sum(map(str.isalnum, piece))
    return signs if digits >= _FEW_OF_MIXED and signs >= _MIXED else digits


@lru_cache(maxsize=4)
def _patterns(rules: MaskRules) -> _Patterns:
    births, phones = rules.births, rules.phones
    date = _date(rules.dates)
    cue = pattern(births.phrases, rules.words)
    place = r"(?:(?:in|at)\s(?:the\s)?[^\W\d]+(?:\s[^\W\d]+)?,?\s)?"
    return _Patterns(
        phone_before=re.compile(
            rf"(?<!\w){pattern(phones.phrases, rules.words)}\W{{1,3}}"
            rf"(?:{any_of(phones.links)}\W{{1,3}}){{0,3}}$",
            re.I,
        ),
        birth=re.compile(rf"(?<!\w){cue}(?!\w)", re.I),
        birth_date=re.compile(
            rf"[\s.:=,\-–(]{{1,4}}{place}?(?:{any_of(births.links)}[\s:,\-]{{1,3}}){{0,4}}"
            rf"(?P<date>{date})",
            re.I,
        ),
        date=re.compile(rf"(?<![\w/.\-]){date}", re.I),
        birth_after=re.compile(
            rf"[\s,(\-]{{1,3}}(?:{any_of(births.links)}\s){{0,2}}(?:(?:her|his|our)\s)?"
            rf"(?!born){cue}(?!\w)",
            re.I,
        ),
        reported=re.compile(
            rf"(?<!\w){any_of(rules.dates.reported)}\s(?!i\s)(?:\S+\s){{1,4}}$", re.I
        ),
        numbers=tuple(
            (
                cue,
                re.compile(
                    rf"(?<!\w){pattern(cue.phrases, rules.words)}(?!\w)[\s:.#\-]{{0,3}}"
                    rf"(?:{any_of(cue.links)}(?!\w)[\s:.#]{{0,3}}){{0,4}}",
                    re.I,
                ),
            )
            for cue in rules.numbers
        ),
    )


def _date(dates: Dates) -> str:
    """Return what finds a date in figures or words, the fullest form first."""
    month = any_of(dates.months)
    day = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{any_of(dates.days)})"
    words = rf"{any_of(dates.centuries)}(?:[\s\-]{any_of(dates.year_words)}){{1,4}}"
    year = rf"(?:\d{{4}}|['’]?\d{{2}}|{words})"
    forms = (
        r"\d{4}[./\-]\d{1,2}[./\-]\d{1,2}",
        r"\d{1,2}\s?[./\-\s]\s?\d{1,2}\s?[./\-\s]\s?(?:\d{4}|\d{2})",
        rf"{day}\s(?:of\s)?{month}(?!\w)\.?(?:,?\s{year}(?!\w))?",
        rf"{month}(?!\w)\.?\s(?:the\s)?{day}(?!\w)(?:,?\s{year}(?!\w))?",
        rf"{month}(?!\w)\.?,?\s(?:of\s)?{year}",
        r"(?:19|20)\d{2}",
        r"['’]\d{2}",
        r"\d{8}|\d{6}",
        words,
    )
    return rf"(?:{'|'.join(forms)})(?![\w/])"
