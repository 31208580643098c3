"""What a plain yes or no refers to: the offer that the bot's last message made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

KEEP_QUESTION = "keep_question"
DELETE_MY_DATA = "delete_my_data"
RESTART = "restart"


@dataclass(frozen=True)
class Said:
    """One utterance of a conversation.

    Attributes:
        by_user: whether the person said it.
        text: the words.
        intent: for the person's, the intent that was understood.
        offer: for the bot's, what a yes would mean: ``keep_question``, ``delete_my_data`` or
            the name of the response that goes on.
        kind: for the bot's, the kind of the message.
    """

    by_user: bool
    text: str
    intent: str | None = None
    offer: str | None = None
    kind: str | None = None


def read_events(events: Sequence[dict[str, Any]]) -> list[Said]:
    """Return what was said since the last restart, oldest first, from Rasa's events as dicts."""
    said: list[Said] = []
    for event in events:
        kind = event.get("event")
        if kind == "restart":
            said.clear()
        elif kind == "user":
            intent = (event.get("parse_data") or {}).get("intent") or {}
            said.append(Said(True, event.get("text") or "", intent=intent.get("name")))
        elif kind == "bot":
            about = (event.get("metadata") or {}).get("metadata") or {}
            said.append(
                Said(
                    False,
                    event.get("text") or "",
                    offer=about.get("offer") or about.get("more"),
                    kind=about.get("kind"),
                )
            )
    return said


def open_offer(said: Sequence[Said]) -> str | None:
    """Return the offer that the person's latest message answers, or None.

    Only the bot's turn right before that message counts: an older offer has lapsed.
    """
    for utterance in reversed(said[: _latest_user(said)]):
        if utterance.by_user:
            return None
        if utterance.offer:
            return utterance.offer
    return None


def question_to_keep(said: Sequence[Said]) -> str | None:
    """Return the person's words that the open ``keep_question`` offer was about.

    A press of a button is stored as its payload, which begins with a slash and is nobody's
    question; what was typed never begins with one.
    """
    earlier = [
        utterance
        for utterance in said[: _latest_user(said)]
        if utterance.by_user and not utterance.text.startswith("/")
    ]
    return earlier[-1].text.strip() if earlier else None


def failures_in_a_row(said: Sequence[Said], intent: str) -> int:
    """Return how many of the person's latest messages in a row had ``intent``."""
    count = 0
    for utterance in reversed(said):
        if utterance.by_user:
            if utterance.intent != intent:
                break
            count += 1
    return count


def _latest_user(said: Sequence[Said]) -> int:
    for index in range(len(said) - 1, -1, -1):
        if said[index].by_user:
            return index
    return 0
