"""Hears warning signs of an emergency in a message. Pure, on a spaCy Doc.

Two witnesses: the phrases of content/safety/warning_signs.yml, which are certain words, and
the evidence of the encoder, which knows how people talk. A phrase outside every scope of
quiet raises an alarm unless the encoder is sure that there is none; the encoder alone raises
one when it is sure enough. The limits are data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from backtalk.safety.phrases import Notation, Phrasebook, Speller
from backtalk.safety.scopes import Scopes, quieted
from backtalk.safety.sign_rules import LEVELS, Combination, SignRule, SignRules, WarningSign

NONE = "none"
_WORD_OF_KIND = 0.3
"""What a phrase of a kind adds to the encoder's probability of that kind."""


@dataclass(frozen=True)
class Evidence:
    """What the encoder makes of the message.

    Attributes:
        kinds: probability of each kind and of "none"; they add up to 1.
        levels: probability of each level, should there be a sign.
    """

    kinds: Mapping[str, float]
    levels: Mapping[str, float]

    @property
    def alarm(self) -> float:
        """Return the probability of any sign."""
        return 1.0 - self.kinds[NONE]


@dataclass(frozen=True)
class Heard:
    """All that one message gives.

    Attributes:
        sign: the warning sign, or None.
        findings: what is no alarm alone, to be held against later messages.
        rules: names of the phrases and combinations that were met, outside every scope.
    """

    sign: WarningSign | None
    findings: frozenset[str] = frozenset()
    rules: tuple[str, ...] = ()


class Detector:
    """Holds the rules, compiled."""

    def __init__(
        self, nlp: Language, rules: SignRules, known: frozenset[str] = frozenset()
    ) -> None:
        """Compile ``rules``; ``known`` are words in lower case that are spelt as meant.

        Raises:
            ValueError: a phrase breaks the notation.
        """
        self._rules = rules
        self._known = known
        notation = Notation(nlp, rules.words, rules.scopes.ends | {"but"})
        self._signs = {rule.name: rule for rule in rules.signs}
        self._findings = frozenset(rules.findings)
        named = {rule.name: rule.phrases for rule in rules.signs} | dict(rules.findings)
        self._phrases = Phrasebook(nlp, notation, named)
        self._ordinary = Phrasebook(
            nlp, notation, {talk.name: talk.phrases for talk in rules.ordinary}
        )
        self._scopes = Scopes(nlp, rules.scopes, notation)
        self._speller = Speller(notation.vocabulary, known)

    def hear(self, doc: Doc, evidence: Evidence, earlier: frozenset[str] = frozenset()) -> Heard:
        """Return what ``doc`` tells.

        Args:
            doc: the message; the norms of misspelt tokens are mended in place.
            evidence: what the encoder makes of it.
            earlier: findings of the messages before, in the same conversation.
        """
        self._speller.mend(doc)
        met = self._met(doc)
        findings = frozenset(met) & self._findings
        rules: list[SignRule | Combination] = [
            self._signs[name] for name in met if name in self._signs
        ]
        rules += [
            combination
            for combination in self._rules.combinations
            if findings
            and findings & set(combination.all_of)
            and set(combination.all_of) <= findings | earlier
        ]
        sign = self._judge(rules, evidence, self._enough(doc, rules, evidence))
        return Heard(sign, findings, tuple(rule.name for rule in rules))

    def _enough(
        self, doc: Doc, rules: Sequence[SignRule | Combination], evidence: Evidence
    ) -> float:
        """Return how sure the encoder must be."""
        limits = self._rules.limits
        if self._known and not any(token.lower_ in self._known for token in doc):
            # The encoder knows none of the words ("blorp flurb"): what it makes of them is chance.
            return 0.0 if rules else limits.beside_ordinary
        if rules:
            return limits.with_words
        if self._ordinary.find(doc):
            return limits.beside_ordinary
        return 0.0 if self._is_crisis(evidence) else limits.alone

    def _is_crisis(self, evidence: Evidence) -> bool:
        kinds = {kind: chance for kind, chance in evidence.kinds.items() if kind != NONE}
        likely = max(kinds, key=kinds.__getitem__, default=NONE)
        is_crisis = self._rules.levels.get(likely) == ("crisis",)
        return is_crisis and kinds[likely] >= self._rules.limits.crisis

    def _met(self, doc: Doc) -> list[str]:
        matches = self._phrases.find(doc)
        if not matches:
            return []
        reaches = self._scopes.find(doc)
        return list(dict.fromkeys(m.name for m in matches if quieted(m, reaches) is None))

    def _judge(
        self, rules: Sequence[SignRule | Combination], evidence: Evidence, enough: float
    ) -> WarningSign | None:
        if evidence.alarm < enough:
            return None
        met = {rule.kind for rule in rules}
        kinds = {
            kind: chance + (_WORD_OF_KIND if kind in met else 0.0)
            for kind, chance in evidence.kinds.items()
            if kind != NONE
        }
        kind = max(kinds, key=kinds.__getitem__)
        allowed = self._rules.levels[kind]
        level = max(allowed, key=lambda name: evidence.levels[name])
        for rule in rules:
            if rule.kind == kind and LEVELS.index(rule.level) > LEVELS.index(level):
                level = rule.level
        return WarningSign(level, kind)
