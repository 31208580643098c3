"""Finds a message that came before, and whether it was answered, in Rasa's record."""

from __future__ import annotations

from collections.abc import Iterator

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker


def earlier_message(tracker: DialogueStateTracker, message_id: str | None) -> UserUttered | None:
    """Return the message of this session that came with ``message_id``, or None."""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered) and message_id and event.message_id == message_id:
            return event
    return None


def is_unfinished(tracker: DialogueStateTracker, message: UserUttered | None = None) -> bool:
    """Return whether the last message, and this ``message`` if one is given, waits for an answer.

    A turn ends when the bot listens again. A process that was killed left the message alone.
    """
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return message is None or event is message
        if isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME:
            return False
    return False


def replies_to(tracker: DialogueStateTracker, message: UserUttered) -> Iterator[BotUttered]:
    """Yield what the bot said in answer to ``message``; without text where none was kept."""
    events: list[Event] = list(tracker.events)
    start = next(place for place, event in enumerate(events) if event is message)
    for event in events[start + 1 :]:
        if isinstance(event, UserUttered):
            return
        if isinstance(event, BotUttered):
            yield event
