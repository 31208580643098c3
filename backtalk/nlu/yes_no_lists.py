"""Lists in which each thing has its own yes or no: "hip yes, groin no". No Rasa here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from backtalk.nlu.mentions import Mention

_TICKS = {
    "yes": frozenset("\u2713\u2714\u2611\u2705"),
    "no": frozenset("\u2717\u2718\u2612\u274c\u2716"),
}
_MARKS = {
    "yes": _TICKS["yes"] | {"yes", "y", "yep", "yeah", "yup", "aye", "tick", "ja"},
    "no": _TICKS["no"] | {"no", "n", "nope", "nah", "x", "cross"},
}
_BETWEEN = frozenset(
    {
        *(
            "and",
            "&",
            "+",
            ",",
            ".",
            ";",
            ":",
            "!",
            "-",
            "=",
            "/",
            "(",
            ")",
            "\n",
            "the",
            "my",
            "a",
        ),
        *("an", "n", "comma", "period", "um", "uh", "to", "for", "just", "also", "but", "then"),
    }
)
_LEAST = 2
"""Things and marks: "hip yes" alone may mean anything."""


def stances_of_list(doc: Doc, mentions: Sequence[Mention]) -> list[Mention] | None:
    """Return ``mentions`` with the stance that each has in the list; None if it is no such list.

    A tick or cross right behind a thing counts anywhere. Words count where the whole message
    is such a list: "hip yes groin no", "yes hip, no groin", "yes for hip and thigh, no for groin".
    """
    ticked = [_ticked(doc, mention) for mention in mentions]
    marks = {t.i: m for t in doc for m, words in _MARKS.items() if t.lower_ in words}
    named = {i for mention in mentions for i in range(mention.start, mention.end)}
    marks = {i: mark for i, mark in marks.items() if i not in named}
    if any(len(doc[i]) > 1 for i in marks):  # beside "yeah" an "n" is an "and"
        marks = {i: mark for i, mark in marks.items() if doc[i].lower_ not in {"y", "n", "x"}}
    others = [t for t in doc if t.i not in named and t.i not in marks and not t.is_space]
    is_list = (
        len(mentions) >= _LEAST
        and len(marks) >= _LEAST
        and all(token.lower_ in _BETWEEN for token in others)
    )
    if not is_list:
        return ticked if ticked != list(mentions) else None
    behind = mentions[0].start < min(marks)  # "hip yes", else "yes hip"
    if behind is not (mentions[-1].start < max(marks)):
        return None  # "no hip, groin yes": some stand before and some behind
    settled = []
    for mention in mentions:
        near = [i for i in marks if (i >= mention.end if behind else i < mention.start)]
        place = (min(near) if behind else max(near)) if near else None
        settled.append(mention if place is None else replace(mention, stance=marks[place]))
    return settled


def _ticked(doc: Doc, mention: Mention) -> Mention:
    after = doc[mention.end : mention.end + 2]
    signs = [token.text for token in after if token.text not in {":", "=", "-"}]
    for stance, ticks in _TICKS.items():
        if signs and signs[0] in ticks:
            return replace(mention, stance=stance)
    return mention
