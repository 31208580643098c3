"""What happens when a warning sign was heard."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import slots, wiring
from backtalk.safety.care import CARDS, CARDS_AGAIN, blanks
from backtalk.safety.sign_rules import WarningSign


class ActionCareCard(Action):
    """Shows the card for the sign, and records its kind, level and time: not the words."""

    def name(self) -> str:
        """Return the action's name in domain.yml."""
        return "action_care_card"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Show the card that fits the level."""
        sign = slots.sign_now(tracker) or WarningSign("emergency", "")
        dispatcher.utter_message(response=CARDS[sign.level], **_blanks(sign.kind))
        return [SlotSet(slots.WARNING_SIGNS, slots.signs_with(tracker, sign))]


def it_is_true(dispatcher: CollectingDispatcher, level: str | None) -> list[EventType]:
    """Repeat the number, and stop whatever was being asked."""
    dispatcher.utter_message(response=CARDS_AGAIN[level or "emergency"], **_blanks())
    return [ActiveLoop(None)]


def not_what_i_meant(dispatcher: CollectingDispatcher) -> None:
    """Say sorry, and keep the number in sight."""
    dispatcher.utter_message(response="utter_care_misunderstood", **_blanks())


def _blanks(kind: str | None = None) -> dict[str, str]:
    return blanks(wiring.library().care, wiring.country(), kind)
