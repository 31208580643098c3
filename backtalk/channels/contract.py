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

from backtalk.content.library import Article, Button
from backtalk.safety.care import Country

VERSION = 1
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


def reply_from_message(message: Mapping[str, Any], article: Article, country: Country) -> Reply:
    """Return the reply for a message as Rasa hands it to a channel.

    Args:
        message: ``BotUttered.message()``; unknown keys are left alone.
        article: for the sources of an answer.
        country: for the numbers of a care card.
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
    return Reply(
        text=text,
        response=message.get("utter_action"),
        kind=kind,
        buttons=tuple(_buttons(message)),
        custom=custom,
    )


def pressed_button(text: str, replies: Sequence[Reply]) -> Button | None:
    """Return the button of the last ``replies`` that ``text`` presses, by title or by number."""
    buttons = [button for reply in replies for button in reply.buttons]
    wanted = _folded(text)
    for button in buttons:
        if wanted and wanted == _folded(button.title):
            return button
    number = _NUMBERED.fullmatch(wanted)
    if number and 1 <= int(number[1]) <= len(buttons):
        return buttons[int(number[1]) - 1]
    return None


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
