"""What content/safety says of warning signs, as data. The standard library alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LEVELS = ("urgent", "emergency", "crisis")

REACHES = ("forward", "backward", "sentence")


@dataclass(frozen=True)
class Scope:
    """One way in which words are no alarm.

    Attributes:
        reach: one of ``REACHES``.
        cues: phrases that open it.
        exceptions: phrases in which a cue means something else.
        unless: phrases in the same sentence that take it away again.
    """

    reach: str
    cues: tuple[str, ...]
    exceptions: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScopeWords:
    """All of scopes.yml.

    Attributes:
        ends: tokens that end a sentence.
        turns: words that begin another clause: "no numbness but my hip aches".
        starters: words that show that what follows a comma is no list going on.
        scopes: by name.
    """

    ends: frozenset[str]
    turns: frozenset[str]
    starters: frozenset[str]
    scopes: Mapping[str, Scope]


@dataclass(frozen=True)
class WarningSign:
    """What was heard: ``level`` is of ``LEVELS``, ``kind`` of the kinds of the rules."""

    level: str
    kind: str


@dataclass(frozen=True)
class SignRule:
    """Words that tell of one sign, with an example that raises it and one that does not."""

    name: str
    kind: str
    level: str
    phrases: tuple[str, ...]
    fires: str
    quiet: str


@dataclass(frozen=True)
class OrdinaryTalk:
    """Words of this subject that come near a sign, with an example that must raise nothing."""

    name: str
    phrases: tuple[str, ...]
    quiet: str


@dataclass(frozen=True)
class Combination:
    """Findings that only together are a sign."""

    name: str
    kind: str
    level: str
    all_of: tuple[str, ...]
    fires: str
    quiet: str


@dataclass(frozen=True)
class Limits:
    """Probabilities between 0 and 1.

    Attributes:
        alone: from here on the encoder alone raises an alarm.
        with_words: from here on a phrase raises one.
        beside_ordinary: takes the place of ``alone`` where ordinary talk stands and no phrase.
        crisis: from here on the kind itself raises one, where that is a crisis: asking somebody
            who is well costs little there, and not hearing somebody costs most.
    """

    alone: float
    with_words: float
    beside_ordinary: float = 1.0
    crisis: float = 1.0


@dataclass(frozen=True)
class SignRules:
    """All of warning_signs.yml and scopes.yml."""

    words: Mapping[str, tuple[str, ...]]
    signs: tuple[SignRule, ...]
    findings: Mapping[str, tuple[str, ...]]
    combinations: tuple[Combination, ...]
    levels: Mapping[str, tuple[str, ...]]
    limits: Limits
    scopes: ScopeWords
    ordinary: tuple[OrdinaryTalk, ...] = ()
