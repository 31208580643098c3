"""Stances that the form of a message makes certain, whatever the encoder says. No Rasa here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from backtalk.nlu.mentions import Mention

_LIST_WORDS = frozenset(
    {
        *("and", "or", "the", "a", "an", "my", "both", "then", "just", "only", "mostly", "also"),
        *("plus", "n", "some", "bit", "of", "too", ",", ".", "!", "&", "+", "/", ";", "i", "tried"),
    }
)
_NEGATIONS = frozenset({"no", "not", "lost", "losing", "never"})
_SENSES = frozenset({"feel", "feeling", "sensation", "move", "control"})
_IN_VAIN = frozenset({"nothing", "help", "work", "touch", "last", "zilch", "nowt"})
_MEASURES = frozenset({"sev", "dur"})
_REACH = 5


def settle(doc: Doc, mentions: Sequence[Mention]) -> list[Mention]:
    """Return ``mentions`` with the stances that are certain.

    - Names alone are said to be so: "thigh, groin", "an epidural".
    - A loss is no denial: "I can't feel my groin" is not "no groin pain".
    - What did not help was had: "acupuncture did nothing".
    - Of "tailbone not hip" the first is so and the second is not.
    """
    settled = list(mentions)
    if _is_list(doc, mentions):
        settled = [replace(mention, stance="yes") for mention in settled]
    for i, mention in enumerate(settled):
        if mention.stance == "no" and (_is_loss(doc, mention) or _was_in_vain(doc, mention)):
            settled[i] = replace(mention, stance="yes")
    for i in range(len(settled) - 1):
        first, second = settled[i], settled[i + 1]
        between = [token.norm_ for token in doc[first.end : second.start] if token.text != ","]
        before = {token.norm_ for token in doc[max(0, first.start - _REACH) : first.start]}
        if between in (["not"], ["not", "the"], ["not", "my"]) and not before & _NEGATIONS:
            settled[i] = replace(first, stance="yes")
            settled[i + 1] = replace(second, stance="no")
    return settled


def _is_list(doc: Doc, mentions: Sequence[Mention]) -> bool:
    named = {i for m in mentions if m.part not in _MEASURES for i in range(m.start, m.end)}
    rest = [token.lower_ for token in doc if token.i not in named]
    return bool(named) and all(word in _LIST_WORDS for word in rest)


def _was_in_vain(doc: Doc, mention: Mention) -> bool:
    after = [token.norm_ for token in doc[mention.end : mention.end + 4]]
    return bool({"did", "does", "do"} & set(after[:1]) and _IN_VAIN & set(after))


def _is_loss(doc: Doc, mention: Mention) -> bool:
    before = [token.norm_ for token in doc[max(0, mention.start - _REACH) : mention.start]]
    return any(word in _SENSES and set(before[:i]) & _NEGATIONS for i, word in enumerate(before))
