"""Which words of a message are denied, over, only asked about, or not meant. Pure, on a Doc.

The cues and how far each reaches are data: content/safety/scopes.yml says what they mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from backtalk.safety.phrases import Match, Notation, Phrasebook
from backtalk.safety.sign_rules import ScopeWords


@dataclass(frozen=True)
class Reach:
    """The ``cue`` at token ``at`` makes ``covers`` quiet, in the sense of scope ``name``."""

    name: str
    cue: str
    at: int
    covers: range


class Scopes:
    """Finds the scopes of a message."""

    def __init__(self, nlp: Language, words: ScopeWords, notation: Notation) -> None:
        """Compile the cues."""
        self._words = words
        self._cues = Phrasebook(nlp, notation, {k: s.cues for k, s in words.scopes.items()})
        self._exceptions = Phrasebook(
            nlp, notation, {k: s.exceptions for k, s in words.scopes.items()}
        )
        self._unless = Phrasebook(nlp, notation, {k: s.unless for k, s in words.scopes.items()})

    def find(self, doc: Doc) -> list[Reach]:
        """Return the reach of every cue of ``doc``."""
        cut = _Cuts(doc, self._words)
        excepted: dict[str, set[int]] = {}
        for match in self._exceptions.find(doc):
            excepted.setdefault(match.name, set()).update(range(match.start, match.end))
        lifted = {(match.name, cut.sentence(match.start)) for match in self._unless.find(doc)}
        found = []
        for cue in self._cues.find(doc):
            name = cue.name
            if cue.start in excepted.get(name, ()) or (name, cut.sentence(cue.start)) in lifted:
                continue
            word = doc[cue.start].norm_
            found.append(Reach(name, word, cue.start, self._covers(name, cue, cut)))
        return found

    def _covers(self, name: str, cue: Match, cut: _Cuts) -> range:
        reach = self._words.scopes[name].reach
        if reach == "sentence":
            return cut.sentence(cue.start)
        if reach == "forward":
            return range(cue.end, cut.list_end(cue.end))
        return cut.piece_before(cue.start, cue.end)


def quieted(match: Match, reaches: Sequence[Reach]) -> str | None:
    """Return the name of the scope in which ``match`` stands, or None.

    A cue that is one of the phrase's own words ("can not feel") quiets nothing.
    """
    for reach in reaches:
        is_own = match.start <= reach.at < match.end and reach.cue in match.words
        if not is_own and (match.start in reach.covers or match.end - 1 in reach.covers):
            return reach.name
    return None


class _Cuts:
    """Where the sentences, clauses and pieces of a Doc begin and end."""

    def __init__(self, doc: Doc, words: ScopeWords) -> None:
        self._norms = [token.norm_ if token.text.strip() else "\n" for token in doc]
        self._words = words

    def sentence(self, at: int) -> range:
        """Return the tokens of the sentence around token ``at``."""
        ends = self._words.ends
        start = at
        while start > 0 and self._norms[start - 1] not in ends:
            start -= 1
        end = at
        while end < len(self._norms) and self._norms[end] not in ends:
            end += 1
        return range(start, end)

    def list_end(self, at: int) -> int:
        """Return where a scope that reaches forward from token ``at`` ends."""
        words = self._words
        for i in range(at, len(self._norms)):
            norm = self._norms[i]
            if norm in words.ends or norm in words.turns:
                return i
            if norm in {",", ":", "-", "\u2013", "\u2014"} and not self._goes_on(i + 1):
                return i
        return len(self._norms)

    def _goes_on(self, at: int) -> bool:
        """Return whether the piece that begins at ``at`` merely continues a list."""
        words = self._words
        for norm in self._norms[at:]:
            if norm == "," or norm in words.ends or norm in words.turns:
                return True
            if norm in words.starters:
                return False
        return True

    def piece_before(self, start: int, end: int) -> range:
        """Return the piece that the cue ``start`` to ``end`` closes; nothing if it does not."""
        stops = self._words.ends | self._words.turns | {","}
        closing = end >= len(self._norms) or self._norms[end] in stops | {"and", "so", "thanks"}
        if not closing:
            return range(0)
        first = start
        while first > 0 and self._norms[first - 1] not in stops:
            first -= 1
        return range(first, start)
