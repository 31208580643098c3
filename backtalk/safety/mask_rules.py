"""What content/safety says of personal details, as data, and how its phrases are read. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

Span = tuple[int, int]

_OPTIONAL = re.compile(r"\(([^()]*)\) ?")


@dataclass(frozen=True)
class NameCue:
    """Words after which a name stands.

    Attributes:
        reads: how much must be seen before a word is taken for a name: see masking.yml.
        phrases: the cue.
        written: the cue counts only as it is written in the file, with its capital.
    """

    reads: str
    phrases: tuple[str, ...]
    written: bool = False


@dataclass(frozen=True, eq=False)
class NameRules:
    """Everything about names.

    Attributes:
        cues: in the order of the file.
        titles_not_after: words before "dr" that make it the doctor, not a title.
        caller_after: words after the name of somebody who calls.
        kisses: what may follow a name at the end of a message.
        particles: "van", "de": small words inside a name.
        letters_after: "Jr": what ends a name.
        endings: of words that are no names.
        ending_names: names with such an ending.
        first_names: words that are first names as well.
        last_names: words that are last names as well.
        everyday: words that are never part of a name.
    """

    cues: tuple[NameCue, ...]
    titles_not_after: frozenset[str]
    caller_after: frozenset[str]
    kisses: frozenset[str]
    particles: frozenset[str]
    letters_after: frozenset[str]
    endings: tuple[str, ...]
    ending_names: frozenset[str]
    first_names: frozenset[str]
    last_names: frozenset[str]
    everyday: frozenset[str]


@dataclass(frozen=True)
class Cue:
    """Words beside which a detail stands.

    Attributes:
        phrases: the cue.
        links: words that may stand between the cue and the detail.
        least: digits that a number must have at the least.
    """

    phrases: tuple[str, ...]
    links: tuple[str, ...]
    least: int = 0


@dataclass(frozen=True)
class Emails:
    """Words of addresses that are said in words: "john dot smith at gmail dot com"."""

    providers: tuple[str, ...]
    endings: tuple[str, ...]
    at: tuple[str, ...]
    dot: tuple[str, ...]
    joins: tuple[str, ...]


@dataclass(frozen=True)
class Dates:
    """Words of dates. ``reported`` before a birth make it the time of something else."""

    reported: tuple[str, ...]
    months: tuple[str, ...]
    days: tuple[str, ...]
    centuries: tuple[str, ...]
    year_words: tuple[str, ...]


@dataclass(frozen=True)
class Streets:
    """Words of streets; see masking.yml."""

    any: tuple[str, ...]
    capital: tuple[str, ...]
    first: tuple[str, ...]
    joined: tuple[str, ...]
    homes: tuple[str, ...]
    boxes: tuple[str, ...]
    cues: tuple[str, ...]
    not_within: tuple[str, ...]
    not_before: tuple[str, ...]


@dataclass(frozen=True)
class Postcodes:
    """What post codes are made of; see masking.yml."""

    areas: tuple[str, ...]
    units: tuple[str, ...]
    states: tuple[str, ...]
    regions: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class MaskRules:
    """All of masking.yml and masking_words.yml.

    Compared and hashed as one object, so that what is built from it can be cached.

    Attributes:
        marks: what stands in place of a detail, by its kind.
        words: lists that phrases name in capitals.
        names: all about names.
        public: numbers to call that are nobody's own, digits only.
        regions: for each country the regions whose phone numbers are looked for.
    """

    marks: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    names: NameRules
    phones: Cue
    births: Cue
    postcodes_said: Cue
    numbers: tuple[Cue, ...]
    emails: Emails
    dates: Dates
    streets: Streets
    postcodes: Postcodes
    public: frozenset[str]
    regions: Mapping[str, tuple[str, ...]]


def variants(phrase: str, words: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield each way to say a phrase: for every place the words of which one must stand there.

    Words of one place are joined by "|": "my|your (full) name" gives ("my|your", "full", "name")
    and ("my|your", "name"), with lists of ``words`` put in for their names.
    """
    optional = _OPTIONAL.search(phrase)
    if optional is None:
        yield tuple(
            "|".join(_named(choice, words) for choice in place.split("|"))
            for place in phrase.split()
        )
        return
    before, after = phrase[: optional.start()], phrase[optional.end() :]
    yield from variants(f"{before}{optional.group(1)} {after}", words)
    yield from variants(f"{before}{after}", words)


def pattern(phrases: Iterable[str], words: Mapping[str, tuple[str, ...]]) -> str:
    """Return a regular expression, without groups of its own, that finds the longest phrase."""
    said = {
        r"\s".join(f"(?:{'|'.join(map(re.escape, place.split('|')))})" for place in variant)
        for phrase in phrases
        for variant in variants(phrase, words)
    }
    return any_of(sorted(said, key=lambda one: (-len(one), one)), escape=False)


def any_of(words: Iterable[str], escape: bool = True) -> str:
    """Return a regular expression for one of the words, the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(re.escape(word) if escape else word for word in ordered)})"


def _named(choice: str, words: Mapping[str, tuple[str, ...]]) -> str:
    name, _, suffix = choice.partition("'")
    if name not in words:
        return choice
    return "|".join(f"{word}'{suffix}" if suffix else word for word in words[name])
