"""The words of a text, where they stand, and whether their capitals mean anything. Pure."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;]")
_FEW = 3
"""Everyday words below which a text cannot tell whether its capitals mean anything."""
_CAPITALS = 0.6
"""Share of everyday words with a capital from which on capitals mean nothing."""


class Words:
    """The words of a text, where they stand and what stands between them."""

    def __init__(self, text: str, everyday: frozenset[str]) -> None:
        """Take ``text`` apart; ``everyday`` are words in lower case that name nobody."""
        found = list(_WORD.finditer(text))
        self.text = text
        self.raw = [match.group() for match in found]
        self.low = [word.lower() for word in self.raw]
        self.stem = [word[:-2] if word.endswith("'s") else word for word in self.low]
        self.start = [match.start() for match in found]
        self.end = [match.end() for match in found]
        self.capitals_tell = any(map(str.islower, text)) and not self._is_titled(everyday)

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self.raw)

    def _is_titled(self, everyday: frozenset[str]) -> bool:
        """Return whether words inside sentences begin with capitals, As In This One."""
        plain = [
            raw[0].isupper()
            for index, raw in enumerate(self.raw)
            if self.low[index] in everyday
            and index
            and raw[0] != "I"
            and not _SENTENCE_END.search(self.gap(index - 1))
        ]
        return sum(plain) >= max(_FEW, _CAPITALS * len(plain))

    def gap(self, index: int) -> str:
        """Return what stands between word ``index`` and the one after it, or the end."""
        after = self.start[index + 1] if index + 1 < len(self) else len(self.text)
        return self.text[self.end[index] : after]

    def is_capital(self, index: int) -> bool:
        """Return whether the word is written as a name: "Ann", "McKay", or an initial."""
        raw = self.raw[index]
        if not (self.capitals_tell and raw[0].isupper()):
            return False
        return not raw.isupper() if len(raw) > 1 else raw != "I"

    def joined(self, index: int) -> bool:
        """Return whether the next word can belong to the same name as word ``index``."""
        if index + 1 >= len(self):
            return False
        gap = self.gap(index)
        if gap.isspace():
            return len(gap) <= 2
        return len(self.raw[index]) <= 2 and gap in (".", ". ")

    def ends(self, index: int, kisses: frozenset[str]) -> bool:
        """Return whether nothing but punctuation and kisses follows word ``index``."""
        if not kisses.issuperset(self.low[index + 1 :]):
            return False
        return not any(map(_is_matter, "".join(map(self.gap, range(index, len(self))))))


def _is_matter(character: str) -> bool:
    return character.isalnum() or character == "\x00"
