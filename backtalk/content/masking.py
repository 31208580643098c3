"""Loads content/safety/masking.yml and masking_words.yml into the rules of masking."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from backtalk.content import schema, schema_masking
from backtalk.content.care import load_care
from backtalk.content.files import read
from backtalk.content.warning_signs import load_sign_rules
from backtalk.errors import BacktalkError
from backtalk.safety.mask_rules import (
    Cue,
    Dates,
    Emails,
    MaskRules,
    NameCue,
    NameRules,
    Postcodes,
    Streets,
)

_FILE = "masking.yml"
_WORD = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*")


def load_mask_rules(content: Path) -> MaskRules:
    """Return the rules, from the folder content/.

    The words of the lexicon and of the warning signs are everyday words too, so that no symptom
    is taken for a name; the help lines of countries.yml are nobody's own phone number.

    Raises:
        BacktalkError: naming the file, the key and what was expected there.
    """
    value = read(content / "safety" / _FILE, schema_masking.MASKING)
    words = {name: tuple(said) for name, said in value["words"].items()}
    births, streets, codes = value["births"], value["streets"], value["postcodes"]
    links = value["number_links"]
    rules = MaskRules(
        marks=value["marks"],
        words=words,
        names=_names(value, content),
        phones=_cue(value["phones"]),
        births=_cue(births),
        postcodes_said=_cue(codes),
        numbers=tuple(_cue({**said, "links": links}) for said in value["numbers"].values()),
        emails=Emails(**_lists(value["emails"], Emails)),
        dates=Dates(
            tuple(births["reported"]),
            *(tuple(value[key]) for key in ("months", "days", "centuries", "year_words")),
        ),
        streets=Streets(**_lists(streets, Streets)),
        postcodes=Postcodes(**_lists(codes, Postcodes)),
        public=frozenset(_public(content)),
        regions={country: tuple(found) for country, found in value["regions"].items()},
    )
    for problem in _problems(rules):
        raise BacktalkError(f"{_FILE}: {problem}")
    return rules


def _names(value: dict[str, Any], content: Path) -> NameRules:
    words = read(content / "safety" / "masking_words.yml", schema_masking.MASKING_WORDS)
    first = frozenset(words["first_names"].split())
    everyday = {word for said in words["everyday"].values() for word in said.split()}
    lexicon = _words(_lexicon(content))
    everyday |= lexicon | _words(_signs(content))
    # "Dr Foot" is rarer than a sore foot.
    last = frozenset(words["last_names"].split()) - lexicon
    return NameRules(
        cues=tuple(
            NameCue(cue["reads"], tuple(cue["phrases"]), cue.get("written", False))
            for cue in value["names"].values()
        ),
        titles_not_after=frozenset(value["titles_not_after"]),
        caller_after=frozenset(value["caller_after"]),
        kisses=frozenset(value["kisses"]),
        particles=frozenset(value["particles"]),
        letters_after=frozenset(value["letters_after"]),
        endings=tuple(value["no_name_endings"]),
        ending_names=frozenset(value["names_with_such_endings"]),
        first_names=first,
        last_names=last,
        everyday=frozenset(everyday - first - last),
    )


def _words(phrases: Iterable[str]) -> set[str]:
    return {word.lower() for phrase in phrases for word in _WORD.findall(phrase)}


def _lexicon(content: Path) -> Iterator[str]:
    """Yield what people say of areas and treatments."""
    for name, form in (("areas", schema.AREAS), ("treatments", schema.TREATMENTS)):
        for term in read(content / "lexicon" / f"{name}.yml", form).values():
            yield from term["phrases"]


def _signs(content: Path) -> Iterator[str]:
    """Yield what people say of warning signs."""
    rules = load_sign_rules(content / "safety")
    for words in (*rules.words.values(), *rules.findings.values()):
        yield from words
    for sign in rules.signs:
        yield from sign.phrases
    for talk in rules.ordinary:
        yield from talk.phrases


def _public(content: Path) -> Iterator[str]:
    for country in load_care(content / "safety").countries.values():
        for lines in country.lines.values():
            yield from (line.dial for line in lines)


def _cue(value: dict[str, Any]) -> Cue:
    return Cue(tuple(value["phrases"]), tuple(value["links"]), value.get("least", 0))


def _lists(value: dict[str, Any], shape: type[Emails | Streets | Postcodes]) -> dict[str, Any]:
    """Return the lists of ``value`` that ``shape`` has a place for."""
    return {field.name: tuple(value[field.name]) for field in fields(shape)}


def _problems(rules: MaskRules) -> Iterator[str]:
    """Yield what a schema cannot say."""
    if len(set(rules.marks.values())) < len(rules.marks):
        yield "key 'marks': two details have the same mark."
    for cue in rules.names.cues:
        for phrase in cue.phrases:
            if phrase.count("(") != phrase.count(")"):
                yield f"key 'names': the phrase {phrase!r} has an open bracket."
