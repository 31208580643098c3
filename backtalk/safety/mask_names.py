"""Finds names by the words beside them: "my name is Ann Lee", "Dr. Harris". Pure; linear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from backtalk.safety.mask_rules import MaskRules, NameCue, NameRules, Span, variants
from backtalk.safety.mask_text import Words

_AFTER_TITLE = " \t\n."
_AFTER_CUE = " \t\n:,-–—\"'(*"
_MOST = 4
"""Words of one name."""


@dataclass(frozen=True)
class _Phrase:
    """One way to say a cue: for every place its words, as the cue is compared."""

    places: tuple[frozenset[str], ...]
    cue: NameCue


def find_names(text: str, rules: MaskRules) -> list[Span]:
    """Return where names stand in ``text``, first to last, none over another."""
    words = Words(text, rules.names.everyday)
    reader = _Reader(words, rules.names)
    index = _index(rules)
    spans: list[Span] = []
    done = 0
    for first, word in enumerate(words.low):
        for phrase in index.get(word, ()):
            if first < done or not _stands(phrase, words, first):
                continue
            after = first + len(phrase.places)
            count = reader.count(phrase.cue, first, after)
            if count:
                spans.append((words.start[after], _without_s(words, after + count - 1)))
                done = after + count
                break
    return spans


class _Reader:
    """How many words from one on are a name, by how sure the cue makes it."""

    def __init__(self, words: Words, rules: NameRules) -> None:
        self._words = words
        self._rules = rules
        self._readings: dict[str, Callable[[int, int], int]] = {
            "any": self._any,
            "label": self._label,
            "title": self._title,
            "capital": self._capital,
            "caller": self._caller,
            "full": self._full,
            "ending": self._ending,
            "closing": self._closing,
        }

    def count(self, cue: NameCue, first: int, after: int) -> int:
        """Return the number of words of the name at ``after``, whose cue begins at ``first``."""
        words = self._words
        if after >= len(words):
            return 0
        gap = words.gap(after - 1)
        title = cue.reads == "title" or (cue.reads == "capital" and after == first + 1)
        allowed = _AFTER_TITLE if title else _AFTER_CUE
        if cue.reads in ("ending", "closing"):
            allowed += "."
        if len(gap) > 4 or not gap or gap.strip(allowed):
            return 0
        return self._readings[cue.reads](first, after)

    def _any(self, first: int, at: int) -> int:
        words = self._words
        if words.is_capital(at):
            count = self._run(at)
            last = at + count - 1
            if count and words.joined(last) and self._is_unknown(last + 1):
                count += self._is_last(last + 1)
            return count
        if not (self._is_unknown(at) or words.stem[at] in self._rules.first_names):
            return 0
        return self._small(at)

    def _small(self, at: int) -> int:
        """Count words of a name without capitals: "john smith", not "john smith and"."""
        words, count = self._words, 1
        while count < _MOST and words.joined(at + count - 1):
            index = at + count
            double = self._is_double(index)
            if words.low[index] in self._rules.particles:
                if not (words.joined(index) and self._goes_on(index + 1)):
                    break
            elif not (self._is_unknown(index) or (double and self._is_last(index))):
                break
            count += 1
        return count

    def _goes_on(self, index: int) -> bool:
        """Return whether a particle before this word belongs to a name: "de la cruz"."""
        words = self._words
        if words.low[index] in self._rules.particles and words.joined(index):
            index += 1
        return self._is_unknown(index)

    def _label(self, first: int, at: int) -> int:
        words = self._words
        count = self._any(first, at) if ":" in words.gap(at - 1) else 0
        after = at + count
        listed = count and after < len(words) and words.gap(after - 1) == ", "
        if listed and words.is_capital(after) and self._is_unknown(after):
            count += self._run(after)
        return count

    def _title(self, first: int, at: int) -> int:
        words = self._words
        if words.is_capital(at):
            return self._run(at)
        before = words.low[first - 1] if first and words.gap(first - 1).isspace() else ""
        if before in self._rules.titles_not_after:
            return 0
        initial = len(words.low[at]) == 1 and words.joined(at)
        if not self._is_unknown(at + initial):
            return 0
        return self._small(at + initial) + initial

    def _capital(self, first: int, at: int) -> int:
        words = self._words
        titled = words.raw[at - 1][0].isupper() and first == at - 1
        known = words.stem[at] in self._rules.last_names and not titled
        if known or self._has_other_ending(words.stem[at]):
            return 0
        return self._run(at)

    def _caller(self, first: int, at: int) -> int:
        words = self._words
        count = self._any(first, at)
        follows = count and words.joined(at + count - 1)
        return count if follows and words.low[at + count] in self._rules.caller_after else 0

    def _full(self, first: int, at: int) -> int:
        words = self._words
        if any(raw[:1].isupper() for raw in words.raw[first + 1 : at]):
            return 0
        count = self._run(at, most=_MOST + 1)
        run = range(at, at + count)
        if not 2 <= count <= _MOST or words.stem[at] in self._rules.last_names:
            return 0
        last = at + count - 1
        more = (
            words.joined(last) and words.raw[last + 1][0].isupper() and words.raw[last + 1] != "I"
        )
        return 0 if more or any(self._has_other_ending(words.stem[i]) for i in run) else count

    def _ending(self, first: int, at: int) -> int:
        count = self._capital(first, at)
        return count if count and self._words.ends(at + count - 1, self._rules.kisses) else 0

    def _closing(self, first: int, at: int) -> int:
        count = self._any(first, at)
        return count if count and self._words.ends(at + count - 1, self._rules.kisses) else 0

    def _run(self, at: int, most: int = _MOST) -> int:
        """Count words in capitals from ``at`` on that can be a name, over "van" and "de"."""
        words, count, index = self._words, 0, at
        while index < len(words) and index - at < most:
            low = words.low[index]
            if low in self._rules.letters_after and count:
                count = index - at + 1
                break
            if words.is_capital(index) and self._may_be_name(index):
                count = index - at + 1 if count or len(low) > 1 else 0
            elif low not in self._rules.particles:
                break
            if not words.joined(index):
                break
            index += 1
        return count

    def _may_be_name(self, index: int) -> bool:
        if len(self._words.stem[index]) == 1:
            return self._words.gap(index).startswith(".") or self._words.raw[index] != "A"
        return self._is_double(index) or not self._is_everyday(index)

    def _is_unknown(self, index: int) -> bool:
        stem = self._words.stem[index]
        known = self._is_everyday(index) or self._is_double(index) or len(stem) == 1
        return not (known or self._has_other_ending(stem))

    def _is_double(self, index: int) -> bool:
        stem = self._words.stem[index]
        return stem in self._rules.first_names or stem in self._rules.last_names

    def _is_everyday(self, index: int) -> bool:
        everyday = self._rules.everyday
        low, stem = self._words.low[index], self._words.stem[index]
        if low in everyday or stem in everyday:
            return True
        return "-" in stem and everyday.issuperset(stem.split("-"))

    def _has_other_ending(self, low: str) -> bool:
        return low.endswith(self._rules.endings) and low not in self._rules.ending_names

    def _is_last(self, index: int) -> bool:
        """Return whether a name can end here: nothing, a stop or an everyday word follows."""
        words = self._words
        return not words.joined(index) or self._is_everyday(index + 1)


def _stands(phrase: _Phrase, words: Words, first: int) -> bool:
    places = phrase.places
    if first + len(places) > len(words):
        return False
    said = words.raw if phrase.cue.written else words.low
    if any(said[first + i] not in place for i, place in enumerate(places)):
        return False
    gaps = (words.gap(first + i) for i in range(len(places) - 1))
    return all(0 < len(gap) <= 3 and not gap.strip(" \t\n,.!:-–") for gap in gaps)


@lru_cache(maxsize=4)
def _index(rules: MaskRules) -> dict[str, tuple[_Phrase, ...]]:
    """Return the phrases by their first word, the longest first."""
    index: dict[str, list[_Phrase]] = defaultdict(list)
    for cue in rules.names.cues:
        for phrase in cue.phrases:
            for variant in variants(phrase, rules.words):
                places = tuple(frozenset(place.split("|")) for place in variant)
                for word in places[0]:
                    index[word.lower()].append(_Phrase(places, cue))
    return {
        word: tuple(sorted(phrases, key=lambda phrase: -len(phrase.places)))
        for word, phrases in index.items()
    }


def _without_s(words: Words, index: int) -> int:
    """Return the end of a word, leaving the "'s" of "Harry's" where it is."""
    return words.end[index] - (len(words.low[index]) - len(words.stem[index]))
