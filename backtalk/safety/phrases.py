"""The small notation of content/safety, compiled for spaCy's Matcher.

``NUMB ..4 (my) bum|bottom`` reads: a word of the list NUMB, up to four words of any kind within
one clause, perhaps "my", and one of two words. Words are compared by spaCy's norm, in which
contractions are open ("can't" is "can not") and typing errors are mended (see ``Speller``).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.matcher.levenshtein import levenshtein
from spacy.tokens import Doc

Pattern = list[dict[str, Any]]

_GAP = re.compile(r"\.\.(\d+)")
_SHORTEST_MENDED = 5
_MOST_PATTERNS = 400


class Notation:
    """Turns phrases into patterns, and remembers every word that they use."""

    def __init__(
        self, nlp: Language, words: Mapping[str, Sequence[str]], ends: Iterable[str]
    ) -> None:
        """Take the word lists, by name in capitals, and the words that no gap may pass."""
        self._nlp = nlp
        self._words = words
        self._ends = sorted(ends)
        self.vocabulary: set[str] = set()

    def patterns(self, phrase: str) -> list[Pattern]:
        """Return the patterns of ``phrase``.

        Raises:
            ValueError: it names a list that does not exist, or stands for too many patterns.
        """
        slots = self._slots(phrase)
        count = 1
        for slot in slots:
            count *= len(slot)
        if count > _MOST_PATTERNS:
            raise ValueError(
                f"{phrase!r} stands for {count} patterns; {_MOST_PATTERNS} is the most"
            )
        return [
            [token for part in choice for token in part] for choice in itertools.product(*slots)
        ]

    def needs(self, phrase: str) -> tuple[frozenset[str], ...]:
        """Return, for each slot that is a must, the words of which one has to be there."""
        return tuple(
            frozenset(word for pattern in slot for word in _words_of(pattern[0]))
            for slot in self._slots(phrase)
            if all(slot) and "OP" not in slot[0][0]
        )

    def _slots(self, phrase: str) -> list[list[Pattern]]:
        return [self._slot(piece) for piece in phrase.split()]

    def _slot(self, piece: str) -> list[Pattern]:
        gap = _GAP.fullmatch(piece)
        if gap:
            return [[{"NORM": {"NOT_IN": self._ends}, "OP": f"{{0,{gap[1]}}}"}]]
        optional = piece.startswith("(") and piece.endswith(")") and len(piece) > 2
        names = (piece[1:-1] if optional else piece).split("|")
        single: set[str] = set()
        longer: list[Pattern] = []
        for name in itertools.chain.from_iterable(self._named(name) for name in names):
            norms = [token.norm_ for token in self._nlp.make_doc(name)]
            self.vocabulary.update(norms)
            if len(norms) == 1:
                single.add(norms[0])
            else:
                longer.append([{"NORM": norm} for norm in norms])
        found: list[Pattern] = [[{"NORM": {"IN": sorted(single)}}]] if single else []
        found += longer
        return [*found, []] if optional else found

    def _named(self, name: str) -> Sequence[str]:
        if not name.isupper() or len(name) == 1:
            return [name]
        if name not in self._words:
            raise ValueError(f"there is no list of words named {name}")
        return self._words[name]


def _words_of(token: dict[str, Any]) -> Iterable[str]:
    norm = token["NORM"]
    return [norm] if isinstance(norm, str) else norm["IN"]


@dataclass(frozen=True)
class Match:
    """Phrase ``name`` stands at tokens ``start`` to ``end`` (exclusive); ``words`` are its own."""

    name: str
    start: int
    end: int
    words: frozenset[str]


class Phrasebook:
    """Named phrases, ready to be found in a Doc.

    A matcher that holds every phrase tries each at each word. Most messages have the words of
    a few phrases only, so each phrase has a matcher of its own, which runs when all that the
    phrase needs is there: measured, a tenth of the time.
    """

    def __init__(
        self, nlp: Language, notation: Notation, phrases: Mapping[str, Sequence[str]]
    ) -> None:
        """Compile ``phrases``, by name; raises ValueError where one breaks the notation."""
        self._entries: list[tuple[str, tuple[frozenset[str], ...], Matcher]] = []
        for name, listed in phrases.items():
            for phrase in listed:
                matcher = Matcher(nlp.vocab)
                try:
                    matcher.add(name, notation.patterns(phrase))
                except ValueError as error:
                    raise ValueError(f"key '{name}': {error}") from None
                self._entries.append((name, notation.needs(phrase), matcher))

    def find(self, doc: Doc) -> list[Match]:
        """Return every place where a phrase stands."""
        norms = {token.norm_ for token in doc}
        return [
            Match(name, start, end, frozenset().union(*needs))
            for name, needs, matcher in self._entries
            if not any(norms.isdisjoint(need) for need in needs)
            for _, start, end in matcher(doc)
        ]


class Speller:
    """Mends typing errors in the norms of a Doc, towards the words that the phrases use.

    spaCy's FUZZY predicate does the same inside a pattern, but compares every word of a
    message with every word of every list: measured, fifty times the time. Here only words
    that nobody knows are compared, once each, with the same distance.
    """

    def __init__(self, vocabulary: Iterable[str], known: frozenset[str]) -> None:
        """Take the words to mend towards, and words that are spelt as meant."""
        self._known = known
        self._by_first: dict[str, list[str]] = {}
        for word in sorted(vocabulary):
            if word.isalpha() and len(word) >= _SHORTEST_MENDED:
                self._by_first.setdefault(word[0], []).append(word)

    def mend(self, doc: Doc) -> None:
        """Change the norm of each misspelt token of ``doc``."""
        for token in doc:
            word = token.norm_
            if len(word) >= _SHORTEST_MENDED - 1 and word.isalpha() and word not in self._known:
                better = self._closest(word)
                if better:
                    token.norm_ = better

    def _closest(self, word: str) -> str | None:
        best: tuple[int, str] | None = None
        for candidate in self._by_first.get(word[0], ()):
            allowed = 1 if len(candidate) < 8 else 2
            if abs(len(word) - len(candidate)) <= allowed:
                distance = levenshtein(word, candidate, allowed)
                if distance <= allowed and (best is None or distance < best[0]):
                    best = (distance, candidate)
        return best[1] if best else None
