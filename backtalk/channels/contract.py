"""The reply contract: what every face gets for one bot message.

``text`` is complete in itself. ``custom`` says more for faces that can show it; its JSON
Schema is reply.schema.json beside this file. A face shows what it knows and else ``text``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from backtalk.assessment.readback import Words
from backtalk.channels.questions import choices_payload, question_part, summary_part
from backtalk.content.library import Article, Button
from backtalk.safety.care import Country

VERSION = 1
_SEVERAL = re.compile(r"\d{1,2}(?:(?: and| &)? \d{1,2})+")
_NUMBERED = re.compile(r"(?:number |option |choice |no )?([0-9]{1,2})")


@dataclass(frozen=True)
class Reply:
    """One bot message.

    Attributes:
        text: the whole message in plain words.
        response: the name of the response, or None for a text that content/ does not hold.
        kind: answer, question, summary, care_card, not_covered, smalltalk, notice or error.
        buttons: choices; a face may let people press them by title or number.
        custom: ``{"type", "version", "text", ...}`` or None.
    """

    text: str
    response: str | None
    kind: str
    buttons: tuple[Button, ...] = ()
    custom: dict[str, Any] | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the reply as JSON values."""
        return {
            "text": self.text,
            "response": self.response,
            "kind": self.kind,
            "buttons": [
                {"title": button.title, "payload": button.payload} for button in self.buttons
            ],
            "custom": self.custom,
        }


def reply_from_message(
    message: Mapping[str, Any], article: Article, country: Country, words: Words
) -> Reply:
    """Return the reply for a message as Rasa hands it to a channel.

    Args:
        message: ``BotUttered.message()``; unknown keys are left alone.
        article: for the sources of an answer.
        country: for the numbers of a care card.
        words: for the choices of a question.
    """
    about = message.get("metadata")
    about = about if isinstance(about, Mapping) else {}
    text = message.get("text")
    text = text if isinstance(text, str) else ""
    kind = str(about.get("kind") or "notice")
    custom = message.get("custom")
    if not isinstance(custom, dict) or not custom:
        custom = None
        if kind == "answer":
            custom = _answer(text, message if about.get("composed") else about, article)
        elif kind == "care_card":
            custom = _care_card(text, about, country)
        elif about.get("step"):
            custom = question_part(str(about["step"]), text, message, words)
        elif kind == "summary":
            custom = summary_part(text, message)
    return Reply(
        text=text,
        response=message.get("utter_action"),
        kind=kind,
        buttons=tuple(_buttons(message)),
        custom=custom,
    )


def pressed_button(text: str, replies: Sequence[Reply], *, listed: bool = False) -> Button | None:
    """Return what ``text`` chooses of the last ``replies``: a button by its title or number.

    Args:
        text: what was typed.
        replies: the bot's last turn.
        listed: whether the face shows the options of a question in one list with the buttons
            (``choices_of``); then numbers count in that list, and several ("1, 3 and 5") choose
            several options.
    """
    buttons = [button for reply in replies for button in reply.buttons]
    wanted = _folded(text)
    for button in buttons:
        if wanted and wanted == _folded(button.title):
            return button
    if any((reply.custom or {}).get("type") == "scale" for reply in replies):
        return None  # a number is a rating there, not a place in a list
    choices = choices_of(replies) if listed else buttons
    number = _NUMBERED.fullmatch(wanted)
    if number and 1 <= int(number[1]) <= len(choices):
        return choices[int(number[1]) - 1]
    return _several(wanted, replies) if listed else None


def choices_of(replies: Sequence[Reply]) -> list[Button]:
    """Return everything that can be chosen: the options of a question, then the buttons."""
    options = [
        Button(option["title"], choices_payload(reply.custom["question"], [option["value"]]))
        for reply in replies
        if reply.custom
        for option in reply.custom.get("options", ())
    ]
    return [*options, *(button for reply in replies for button in reply.buttons)]


def _several(wanted: str, replies: Sequence[Reply]) -> Button | None:
    question = next((r.custom for r in replies if r.custom and r.custom.get("options")), None)
    if question is None or _SEVERAL.fullmatch(wanted) is None:
        return None
    options = question["options"]
    numbers = [int(word) for word in wanted.split() if word.isdigit()]
    if not all(1 <= number <= len(options) for number in numbers):
        return None
    chosen = [options[number - 1] for number in dict.fromkeys(numbers)]
    payload = choices_payload(question["question"], [option["value"] for option in chosen])
    return Button(", ".join(option["title"] for option in chosen), payload)


@lru_cache(maxsize=1)
def reply_schema() -> dict[str, Any]:
    """Return the JSON Schema of ``Reply.as_dict()``."""
    path = Path(__file__).with_name("reply.schema.json")
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


def _folded(text: str) -> str:
    return " ".join(re.findall(r"[\w']+|-", text.casefold()))


def _answer(text: str, about: Mapping[str, Any], article: Article) -> dict[str, Any] | None:
    headings = dict.fromkeys(
        article.sections[section].heading
        for section in about.get("sections", ())
        if section in article.sections
    )
    if not headings:  # several questions, none of which the article answers
        return None
    return {
        "type": "answer",
        "version": VERSION,
        "text": text,
        "sources": [{"section": heading, "url": article.url} for heading in headings],
        "evidence": about.get("evidence", "n/a"),
    }


def _care_card(text: str, about: Mapping[str, Any], country: Country) -> dict[str, Any]:
    level = about.get("level", "emergency")
    return {
        "type": "care_card",
        "version": VERSION,
        "text": text,
        "level": level,
        "numbers": [{"label": line.label, "dial": line.dial} for line in country.lines[level]],
    }


def _buttons(message: Mapping[str, Any]) -> list[Button]:
    found = [*(message.get("buttons") or ()), *(message.get("quick_replies") or ())]
    return [
        Button(str(button["title"]), str(button["payload"]))
        for button in found
        if isinstance(button, Mapping) and button.get("title") and button.get("payload")
    ]
