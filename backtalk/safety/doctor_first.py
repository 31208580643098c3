"""Does a text tell the person to see their doctor first? If not, add the line."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"[a-z']+")


@dataclass(frozen=True)
class DoctorFirst:
    """What counts as the doctor-first line; from content/safety/doctor_first.yml.

    Attributes:
        line: the sentence that is added where none counts.
        who: words for the doctor.
        order: words for "first".
        refuse: wordings that turn the sentence round ("no need", "without").
        verbs: what to do with the doctor; one of them must stand before the word for "first".
    """

    line: str
    who: tuple[str, ...]
    order: tuple[str, ...]
    refuse: tuple[str, ...]
    verbs: tuple[str, ...]

    def is_said_in(self, text: str | None) -> bool:
        """Return whether one sentence of ``text`` says it, e.g. "Ask your doctor first."."""
        folded = (text or "").replace("\u2019", "'").lower()
        return any(self._counts(part) for part in _SENTENCE_END.split(folded))

    def added_to(self, text: str | None) -> str:
        """Return ``text`` with the line, in one bubble; unchanged where it is said already."""
        if text and self.is_said_in(text):
            return text
        return f"{(text or '').rstrip()}\n{self.line}".strip()

    def _counts(self, sentence: str) -> bool:
        words = _WORD.findall(sentence)
        who = _first_of(words, self.who)
        order = _last_of(words, self.order)
        verb = _first_of(words, self.verbs)
        return (
            min(who, order, verb) >= 0
            and order > who
            and order > verb
            and not any(phrase in sentence for phrase in self.refuse)
        )


def _first_of(words: list[str], wanted: tuple[str, ...]) -> int:
    return next((i for i, word in enumerate(words) if word in wanted), -1)


def _last_of(words: list[str], wanted: tuple[str, ...]) -> int:
    return next((i for i in range(len(words) - 1, -1, -1) if words[i] in wanted), -1)
