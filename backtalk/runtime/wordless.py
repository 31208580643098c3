"""What is stored of a conversation whose person wants nothing to be kept: its course, no words."""

from __future__ import annotations

from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backtalk.assessment.answers import CONSENT, REFUSED, Assessment

_ASSESSMENT = "assessment"
_SHOWN = ("utter_action", "metadata")


def keeps_nothing(tracker: DialogueStateTracker) -> bool:
    """Return whether the person said no to keeping their answers."""
    return Assessment.from_dict(tracker.get_slot(_ASSESSMENT)).value(CONSENT) == REFUSED


def wordless(event: Event) -> Event:
    """Return ``event`` without anything that the person said, or that the bot said of it.

    What is left tells which intent and which response came after which, so that a yes is still
    understood and a button still works.
    """
    if isinstance(event, UserUttered):
        intent = {"name": event.intent.get("name"), "confidence": 1.0}
        return UserUttered(
            text="",
            intent=intent,
            parse_data={"text": "", "intent": intent, "entities": []},
            timestamp=event.timestamp,
            input_channel=event.input_channel,
            message_id=event.message_id,
        )
    if isinstance(event, BotUttered):
        return BotUttered(
            text="",
            data={"buttons": event.data.get("buttons")},
            metadata={key: event.metadata[key] for key in _SHOWN if key in event.metadata},
            timestamp=event.timestamp,
        )
    if isinstance(event, SlotSet) and event.key != "requested_slot":
        return SlotSet(event.key, _refusal(event), timestamp=event.timestamp)
    return event


def _refusal(event: SlotSet) -> object:
    if event.key != _ASSESSMENT:
        return None
    refused = Assessment.from_dict(event.value).value(CONSENT) == REFUSED
    return Assessment().settle(CONSENT, REFUSED).as_dict() if refused else None
