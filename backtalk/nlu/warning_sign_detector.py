"""Rasa component: puts a warning sign into the parsed message, and lets it win over the intent."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from backtalk.content.library import Library
from backtalk.errors import BacktalkError
from backtalk.nlu.component import ContentComponent, words_spelt_as_meant
from backtalk.nlu.docs import doc_of, english
from backtalk.nlu.encoder import Reading
from backtalk.nlu.sentence_encoder import READING
from backtalk.safety.sign_rules import SignRules
from backtalk.safety.warning_signs import Detector, Evidence

RED_FLAG = "red_flag"
FINDINGS = "findings"
WARNING_SIGN = "warning_sign"


def make_detector(rules: SignRules, known: frozenset[str] = frozenset()) -> Detector:
    """Return the detector that hears by ``rules``; ``known`` are words that are spelt as meant.

    Raises:
        BacktalkError: a phrase of content/safety breaks the notation.
    """
    try:
        return Detector(english(), rules, known)
    except ValueError as error:
        raise BacktalkError(f"warning_signs.yml, scopes.yml: {error}.") from None


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class WarningSignDetector(ContentComponent):
    """Sets two keys on each message that has text.

    - ``red_flag``: ``{"level", "kind"}`` or None;
    - ``findings``: what is no alarm alone, to be held against the messages to come.

    When there is a sign, the intent becomes ``warning_sign``.
    """

    def __init__(self, detector: Detector) -> None:
        """Take what hears the signs."""
        self._detector = detector

    @classmethod
    def from_content(cls, library: Library) -> WarningSignDetector:
        """Take the rules of content/safety.

        Raises:
            BacktalkError: a phrase breaks the notation.
        """
        return cls(make_detector(library.sign_rules, words_spelt_as_meant()))

    def process(self, messages: list[Message]) -> list[Message]:
        """Listen to every message that has text."""
        for message in messages:
            if message.get(TEXT):
                self._listen(message)
        return messages

    def _listen(self, message: Message) -> None:
        reading: Reading = message.get(READING)
        earlier = (message.get("metadata") or {}).get(FINDINGS) or ()
        heard = self._detector.hear(
            doc_of(message.get(TEXT)),
            Evidence(reading.signs, reading.levels),
            frozenset(earlier),
        )
        sign = heard.sign
        flag = {"level": sign.level, "kind": sign.kind} if sign else None
        message.set(RED_FLAG, flag, add_to_output=True)
        message.set(FINDINGS, sorted(heard.findings), add_to_output=True)
        if sign:
            message.set(INTENT, {"name": WARNING_SIGN, "confidence": 1.0}, add_to_output=True)
