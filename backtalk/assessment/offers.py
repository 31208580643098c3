"""What a plain yes or no refers to: the offer that the bot's last message made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

KEEP_QUESTION = "keep_question"
DELETE_MY_DATA = "delete_my_data"
RESTART = "restart"
CARE_CARD = "care_card"
GO_ON = "go_on"


@dataclass(frozen=True)
class Said:
    """One utterance of a conversation.

    Attributes:
        by_user: whether the person said it.
        text: the words.
        intent: for the person's, the intent that was understood.
        offer: for the bot's, what a yes would mean: ``keep_question``, ``delete_my_data``,
            ``care_card`` or the name of the response that goes on.
        kind: for the bot's, the kind of the message.
        response: for the bot's, the name of the response.
        level: of the warning sign in the person's message or on the bot's card.
        means: for the person's message with a sign, the intent that its words had beside it.
        symptoms: for the person's, the frame of the message as JSON values.
    """

    by_user: bool
    text: str
    intent: str | None = None
    offer: str | None = None
    kind: str | None = None
    response: str | None = None
    level: str | None = None
    means: str | None = None
    symptoms: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Resume:
    """Where to go on after a warning sign that was none.

    Attributes:
        intent: what the misread message meant beside it, if that is known.
        symptoms: the frame of that message, as JSON values.
        question: the response that was waiting for an answer before it, if any.
    """

    intent: str | None
    symptoms: Mapping[str, Any]
    question: str | None


def read_events(events: Sequence[dict[str, Any]]) -> list[Said]:
    """Return what was said since the last restart, oldest first, from Rasa's events as dicts."""
    said: list[Said] = []
    for event in events:
        kind = event.get("event")
        if kind == "restart":
            said.clear()
        elif kind == "user":
            parsed = event.get("parse_data") or {}
            said.append(
                Said(
                    True,
                    event.get("text") or "",
                    intent=(parsed.get("intent") or {}).get("name"),
                    level=(parsed.get("red_flag") or {}).get("level"),
                    means=parsed.get("words_mean"),
                    symptoms=parsed.get("symptoms"),
                )
            )
        elif kind == "bot":
            metadata = event.get("metadata") or {}
            about = metadata.get("metadata") or {}
            said.append(
                Said(
                    False,
                    event.get("text") or "",
                    offer=about.get("offer") or about.get("more"),
                    kind=about.get("kind"),
                    response=metadata.get("utter_action"),
                    level=about.get("level"),
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


def level_of_card(said: Sequence[Said]) -> str | None:
    """Return the level of the last care card."""
    return next((u.level for u in reversed(said) if not u.by_user and u.level), None)


def resume(said: Sequence[Said]) -> Resume:
    """Return where to go on when the last warning sign was a misunderstanding."""
    for index in range(len(said) - 1, -1, -1):
        misread = said[index]
        if misread.by_user and misread.level:
            break
    else:
        return Resume(None, {}, None)
    asked = None
    for utterance in reversed(said[:index]):
        if utterance.by_user:
            break
        if utterance.kind == "question":
            asked = utterance.response
            break
    return Resume(misread.means, misread.symptoms or {}, asked)


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
