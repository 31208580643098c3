"""``backtalk parse``: what a text means, without a conversation around it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from rasa.core.channels.channel import UserMessage

from backtalk.assessment.frames import Frame
from backtalk.errors import BacktalkError
from backtalk.runtime.agent import BacktalkAgent
from backtalk.safety.inbound import Verdict, clean
from backtalk.settings import MAX_TEXT

FALLBACK = "nlu_fallback"
CONTEXTS = (None, "asked_areas", "asked_treatments", "asked_severity", "asked_duration")


def read_requests(lines: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    """Yield (text, context) of each JSON line; blank lines are passed over.

    Raises:
        BacktalkError: with the number of the first line that is wrong, and what is wrong.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            request = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise BacktalkError(f"Line {number} is not valid JSON: {error}.") from None
        if not isinstance(request, dict):
            raise BacktalkError(f"Line {number} is not a JSON object.")
        text, context = request.get("text"), request.get("context")
        if not isinstance(text, str):
            raise BacktalkError(f'Line {number}: "text" must be a string.')
        if context not in CONTEXTS:
            expected = ", ".join(json.dumps(known) for known in CONTEXTS)
            raise BacktalkError(f'Line {number}: "context" must be one of {expected}.')
        yield text, context


async def parse(agent: BacktalkAgent, text: str, context: str | None) -> dict[str, Any]:
    """Return intent, confidence, red flag and symptoms of ``text`` (DESIGN contract)."""
    inbound = clean(text, MAX_TEXT)
    if inbound.verdict is not Verdict.READ:
        flag = None
        if inbound.verdict is Verdict.TOO_LONG:
            _, flag = await agent.alarming_piece(text)
        nothing = _by_contract(Frame().as_dict())
        return {"intent": FALLBACK, "confidence": 0.0, "red_flag": flag, "symptoms": nothing}
    message = UserMessage(inbound.text, metadata={"context": context})
    assert agent.processor is not None
    parsed = await agent.processor.parse_message(message, only_output_properties=True)
    intent = parsed.get("intent") or {}
    if intent.get("name") in {"warning_sign", "several_questions"}:
        # In a conversation these win over what the words mean; here that is told.
        best = (parsed.get("intent_ranking") or [{}])[0]
        intent = {"name": parsed.get("words_mean"), "confidence": best.get("confidence")}
    return {
        "intent": intent.get("name") or FALLBACK,
        "confidence": round(float(intent.get("confidence") or 0.0), 4),
        "red_flag": parsed.get("red_flag"),
        "symptoms": _by_contract(parsed["symptoms"]),
    }


def _by_contract(symptoms: dict[str, Any]) -> dict[str, Any]:
    """Leave out what the contract of ``parse`` does not name."""
    ours = {"severity_said", "sides", "effects"}
    return {key: value for key, value in symptoms.items() if key not in ours}
