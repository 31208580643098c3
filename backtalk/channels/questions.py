"""The ``custom`` part of the self-assessment's questions, and presses of several choices at once.

A question with several choices lists them as ``options``; a face sends what was chosen as
one payload, which ``choices_payload`` builds and ``is_offered`` holds against the question.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from backtalk.assessment import answers as steps
from backtalk.assessment.frames import AREAS, TREATMENTS
from backtalk.assessment.readback import Words
from backtalk.assessment.steps import SIDED

VERSION = 1
INTENT = "assessment_answer"
_SIDES = ("left", "right")


def question_part(
    step: str, text: str, message: Mapping[str, Any], words: Words
) -> dict[str, Any] | None:
    """Return what a face may draw for the question ``step``, by the reply contract.

    Args:
        step: the question.
        text: its whole text, for faces that draw nothing.
        message: the message as Rasa hands it to a channel, with the values of the action.
        words: the labels of content/lexicon.
    """
    part: dict[str, Any] = {"version": VERSION, "text": text, "question": step}
    number, total = message.get("number"), message.get("total")
    if isinstance(number, int) and isinstance(total, int):
        part["progress"] = {"number": number, "total": total}
    if step == steps.CONSENT:
        return {"type": "consent", **part}
    if step == steps.AREAS:
        return {"type": "body_map", **part, "options": _areas(words), **_chosen(message)}
    if step == steps.SEVERITY:
        return {"type": "scale", **part, "minimum": 0, "maximum": 10}
    if step in {steps.TREATMENTS, steps.HELPED}:
        names = TREATMENTS if step == steps.TREATMENTS else message.get("choices") or ()
        options = [{"value": name, "title": words.treatments[name]} for name in names]
        if options:
            return {"type": "choice", **part, "multiple": True, "options": options}
    if step == steps.CHECK:
        return {"type": "check_answers", **part, "answers": list(message.get("answers") or ())}
    if "progress" in part:
        return {"type": "progress", **part}
    return None


def summary_part(text: str, message: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the lists of a summary, for faces that show them apart."""
    parts = message.get("parts")
    if not isinstance(parts, Mapping):
        return None
    return {"type": "summary", "version": VERSION, "text": text, **parts}


def choices_payload(question: str, values: Sequence[str]) -> str:
    """Return the payload of ``values`` chosen together at ``question``."""
    return f"/{INTENT}{json.dumps({'question': question, 'value': list(values)})}"


def press_title(payload: str, words: Words) -> str:
    """Return the words of what ``choices_payload`` put together; "" for another payload."""
    _, values = _read(payload)
    if values[:1] == ["change"]:
        return " ".join(words.labels[key] for key in ("change", f"step_{values[1]}")).strip(":")
    titles = {option["value"]: option["title"] for option in _areas(words)} | dict(words.treatments)
    return ", ".join(titles.get(value, value) for value in values)


def is_offered(payload: str, questions: Iterable[Mapping[str, Any]]) -> bool:
    """Return whether ``payload`` chooses among the options of one of ``questions``.

    Args:
        payload: what a face sent.
        questions: the ``custom`` parts of the questions that were put in this conversation.
    """
    question_asked, values = _read(payload)
    return bool(values) and any(
        question.get("question") == question_asked and _allows(question, values)
        for question in questions
    )


def _read(payload: str) -> tuple[object, list[str]]:
    """Return the question and the values of a payload of ``choices_payload``, [] for another."""
    if not payload.startswith(f"/{INTENT}{{"):
        return None, []
    try:
        answer = json.loads(payload.removeprefix(f"/{INTENT}"))
    except (ValueError, RecursionError):
        return None, []
    values = answer.get("value") if isinstance(answer, dict) else None
    if not isinstance(values, list) or not 0 < len(values) <= len(AREAS) * 3:
        return None, []
    if not all(isinstance(value, str) for value in values):
        return None, []
    return answer.get("question"), values


def _allows(question: Mapping[str, Any], values: Sequence[object]) -> bool:
    if question.get("type") == "scale":
        low, high = question["minimum"], question["maximum"]
        return len(values) == 1 and values[0] in {str(n) for n in range(low, high + 1)}
    if question.get("type") == "check_answers":
        steps_shown = {answer["step"] for answer in question["answers"]}
        return len(values) == 2 and values[0] == "change" and values[1] in steps_shown
    return all(value in {option["value"] for option in question["options"]} for value in values)


def _areas(words: Words) -> list[dict[str, str]]:
    options = []
    for area in AREAS:
        options.append({"value": area, "title": words.areas[area]})
        if area in SIDED:
            options += [
                {
                    "value": f"{area}:{side}",
                    "title": f"{words.areas[area]} ({words.labels[f'side_{side}']})",
                }
                for side in _SIDES
            ]
    return options


def _chosen(message: Mapping[str, Any]) -> dict[str, list[str]]:
    chosen = [area for area in message.get("chosen") or () if area in AREAS]
    return {"chosen": chosen} if chosen else {}
