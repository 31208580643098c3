"""Stances that the form of a message makes certain, whatever the encoder says. No Rasa here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from backtalk.assessment.frames import TREATMENTS
from backtalk.nlu.mentions import Mention
from backtalk.nlu.yes_no_lists import stances_of_list

_LIST_WORDS = frozenset(
    {
        *("and", "or", "the", "a", "an", "my", "both", "then", "just", "only", "mostly", "also"),
        *("plus", "n", "some", "bit", "of", "too", ",", ".", "!", "&", "+", "/", ";", "i", "tried"),
    }
)
_NEGATIONS = frozenset({"no", "not", "lost", "losing", "never"})
_SENSES = frozenset({"feel", "feeling", "sensation", "move", "control"})
_IN_VAIN = frozenset({"nothing", "help", "work", "touch", "last", "zilch", "nowt"})
_EXCHANGES = frozenset({"change", "swap", "switch", "replace", "correct", "amend"})
_HAVING = frozenset({"had", "have", "'ve", "done", "tried", "did", "ai", "got"})
_OR_LIST = frozenset({",", "or", "nor", "the", "my", "a", "an", "any", "in", "no", "pain"})
_MEASURES = frozenset({"sev", "dur"})
_DONE = frozenset(TREATMENTS) - {"other"} | {"other_treatment"}
_NEVER_ONE = re.compile(
    r"\b(?:never|(?:haven|hav|ain|didn|hadn)'?n?'?t(?:\s+ever)?|not)\s+"
    r"(?:yet\s+|actually\s+|once\s+)?"
    r"(?:had|have|tried|try|done|did|been\s+to|been\s+for|seen|went\s+(?:to|for)|got|gone\s+for)\s+"
    r"(?:one|it|that|them|those|any\s+of\s+(?:it|that|them))"
    r"(?=\s*(?:[.,;:!?)]|$|\b(?:myself|for(?!\s+(?:years|ages|months|a|some|so))|yet|though|me"
    r"|before|but|and|in|on)\b))",
    re.IGNORECASE,
)
_FOR_THIS = re.compile(r"\s*for\s+(?:my|this)\b", re.IGNORECASE)
_REACH = 5


def settle(doc: Doc, mentions: Sequence[Mention]) -> list[Mention]:
    """Return ``mentions`` with the stances that are certain.

    - Names alone are said to be so: "thigh, groin", "an epidural".
    - A loss is no denial: "I can't feel my groin" is not "no groin pain".
    - What did not help was had: "acupuncture did nothing".
    - Of "tailbone not hip" the first is so and the second is not.
    - Of "change hip to groin" it is the other way round.
    - A denial reaches all of a list that "or" joins.
    - "I've had neither" is about the things named before it, "never had one" about the last.
    - In a list with a yes or no for each thing, that counts: see yes_no_lists.py.
    """
    things = [mention for mention in mentions if mention.part not in _MEASURES]
    listed = stances_of_list(doc, things)
    if listed is not None:
        return sorted([*listed, *_without(mentions, things)], key=lambda m: m.start)
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
        if between[:1] in (["to"], ["into"], ["for"]) and before & _EXCHANGES:
            settled[i] = replace(first, stance="no")
            settled[i + 1] = replace(second, stance="yes")
    return _never_had_one(doc, _neither_of(doc, _denied_together(doc, settled)))


def _denied_together(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """Let a denial reach all of a list that "or" joins: "no hip, groin or thigh pain"."""
    start = 0
    for i in range(1, len(mentions) + 1):
        between = _words_between(doc, mentions, i)
        if between is not None and between <= _OR_LIST:
            continue
        group = mentions[start:i]
        joined = {w for j in range(start + 1, i) for w in _words_between(doc, mentions, j) or ()}
        if group and group[0].stance == "no" and joined & {"or", "nor"}:
            mentions[start:i] = [replace(mention, stance="no") for mention in group]
        start = i
    return mentions


def _words_between(doc: Doc, mentions: Sequence[Mention], i: int) -> set[str] | None:
    if i >= len(mentions):
        return None
    return {token.lower_ for token in doc[mentions[i - 1].end : mentions[i].start]}


def _without(mentions: Sequence[Mention], some: Sequence[Mention]) -> list[Mention]:
    return [mention for mention in mentions if mention not in some]


def _neither_of(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """Deny the treatments named before "I've had neither" and not said to be had."""
    for token in doc:
        behind = [m for m in mentions if m.start > token.i]
        names_them = behind and behind[0].start - token.i <= _REACH - 2
        if token.lower_ != "neither" or (names_them and not _turns(doc, token.i, behind[0])):
            continue
        words = {t.lower_ for t in doc[max(0, token.i - _REACH) : token.i]}
        if not words & _HAVING:
            continue
        named = [i for i, m in enumerate(mentions) if m.end <= token.i and m.stance == "neither"]
        for i in named[-2:]:
            mentions[i] = replace(mentions[i], stance="no")
    return mentions


def _never_had_one(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """Deny the treatment named last before "I've never had one" or "never tried it".

    What was said to be had ("haven't had one in years") only "never had it for my back" denies.
    """
    for match in _NEVER_ONE.finditer(doc.text):
        before = [
            i
            for i, mention in enumerate(mentions)
            if mention.part in _DONE and doc[mention.end - 1].idx < match.start()
        ]
        stance = mentions[before[-1]].stance if before else "no"
        if stance == "neither" or (stance == "yes" and _FOR_THIS.match(doc.text[match.end() :])):
            mentions[before[-1]] = replace(mentions[before[-1]], stance="no")
    return mentions


def _turns(doc: Doc, start: int, mention: Mention) -> bool:
    return any(token.text in {",", ".", ";"} for token in doc[start : mention.start])


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
