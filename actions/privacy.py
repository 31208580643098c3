"""What is known about a person, and putting it away."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, Restarted
from rasa_sdk.executor import CollectingDispatcher

from actions import records, slots, wiring
from backtalk.assessment.readback import answer_lines, as_list


class ActionShowMyData(Action):
    """Says what is kept of this conversation."""

    def name(self) -> str:
        """Return the action's name in domain.yml."""
        return "action_show_my_data"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Show the answers, the questions and how many messages there are."""
        if slots.is_refused(tracker):
            dispatcher.utter_message(response="utter_nothing_known")
            return []
        none = wiring.words().labels["none"]
        messages = sum(event.get("event") == "user" for event in tracker.events)
        dispatcher.utter_message(
            response="utter_show_my_data",
            answers=as_list(answer_lines(records.assessment(tracker), wiring.words()), none),
            questions=as_list(records.questions(tracker), none),
            messages=messages,
            signs=len(wiring.store().signs(tracker.sender_id)),
            days=wiring.settings().retention_days,
        )
        return []


class ActionRestart(Action):
    """Stands in for Rasa's own, which puts everything away without asking."""

    def name(self) -> str:
        """Return the name that Rasa gives the intent ``restart``."""
        return "action_restart"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Ask first if anything was noted or kept."""
        state = records.assessment(tracker)
        if records.questions(tracker) or state.holds_answers or state.questions:
            dispatcher.utter_message(response="utter_restart_sure")
            return []
        dispatcher.utter_message(response="utter_restart")
        return [Restarted()]
