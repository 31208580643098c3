"""What happens when a message was not understood."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, UserUtteranceReverted
from rasa_sdk.executor import CollectingDispatcher

from actions import slots
from backtalk.assessment.fallback import fallback_response
from backtalk.assessment.offers import failures_in_a_row


class ActionFallback(Action):
    """Asks again more simply, then offers buttons, then a way out."""

    def name(self) -> str:
        """Return the action's name in domain.yml."""
        return "action_fallback"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Say what fits the number of failures in a row."""
        failures = failures_in_a_row(slots.said(tracker), "nlu_fallback")
        dispatcher.utter_message(response=fallback_response(failures))
        return []


class ActionDefaultFallback(Action):
    """Stands in for Rasa's own, for a message that no rule takes."""

    def name(self) -> str:
        """Return the name that Rasa's policies ask for."""
        return "action_default_fallback"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Ask again, and forget the message as Rasa's own action does."""
        dispatcher.utter_message(response="utter_fallback_rephrase")
        return [UserUtteranceReverted()]
