"""What a message is taken for in the light of the question just asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from backtalk.assessment.frames import Frame
from backtalk.assessment.phrases import folded

_SMALL = frozenset({"affirm", "deny", "greet", "thank", "goodbye"})
_SAYS_LITTLE = frozenset({"nlu_fallback", "greet"})
_SURE = 0.8
_SHORT_ANSWER = 4
"""Words."""


@dataclass(frozen=True)
class KnownWords:
    """Words whose meaning is known whatever the classifier makes of them; all are folded.

    Attributes:
        commands: short messages, and the intent that each always has.
        answers: short answers to the questions of the self-assessment.
        quiet: for a question, what is no alarm as an answer to it.
    """

    commands: Mapping[str, str]
    answers: frozenset[str]
    quiet: Mapping[str, frozenset[str]]


def understood(
    parsed: Mapping[str, Any], text: str, asked: str | None, step: str | None, known: KnownWords
) -> dict[str, Any]:
    """Return what the pipeline read, with the intent that it has as an answer.

    A short answer to a question ("7") is a report, whatever the classifier makes of so little
    text; so is a greeting or a message that it is unsure of that says where it hurts.

    Args:
        parsed: what the pipeline read.
        text: the message.
        asked: what the bot's last turn asked for.
        step: the question of the self-assessment that waits for the message.
        known: words whose meaning is known.
    """
    words = folded(text)
    command = known.commands.get(words)
    is_known = words in known.answers or words in known.quiet.get(step or "", ())
    if command or (step and is_known):
        # Plain words whose meaning is known: "bending and turning" tells of no broken bone.
        means = command or parsed.get("words_mean") or _best(parsed)
        if means == "restart" and not command:
            means = "nlu_fallback"  # "previous question" must not begin anew
        return {**parsed, "red_flag": None, "intent": _surely(means)}
    if parsed.get("red_flag"):
        return dict(parsed)
    intent = parsed.get("intent") or {}
    if step and _is_a_guess(intent):
        return {**parsed, "intent": _surely("nlu_fallback")}
    frame = Frame.from_dict(parsed.get("symptoms"))
    is_short = len(text.split()) <= _SHORT_ANSWER
    is_other = intent.get("name") in _SAYS_LITTLE
    if (asked and is_short and not frame.is_empty) or (is_other and frame.areas_present):
        return {**parsed, "intent": _surely("report_symptoms")}
    return dict(parsed)


def _surely(intent: str) -> dict[str, Any]:
    return {"name": intent, "confidence": 1.0}


def _is_a_guess(intent: Mapping[str, Any]) -> bool:
    """Return whether ``intent`` must not be believed while a form asks.

    Rasa lets a restart go before the form, and "change the side" does not mean it there; what is
    no word at all is often taken for a yes or a greeting. What people do say for these is known
    by its words.
    """
    unsure = float(intent.get("confidence") or 0.0) < _SURE
    return intent.get("name") == "restart" or (intent.get("name") in _SMALL and unsure)


def _best(parsed: Mapping[str, Any]) -> str:
    ranking = parsed.get("intent_ranking") or [parsed.get("intent") or {}]
    return str(ranking[0].get("name") or "nlu_fallback")
