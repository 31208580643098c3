"""Starting over, after a word of warning where something would be lost."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, Restarted
from rasa_sdk.executor import CollectingDispatcher

from actions import slots


class ActionRestart(Action):
    """Stands in for Rasa's own, which puts everything away without asking."""

    def name(self) -> str:
        """Return the name that Rasa gives the intent ``restart``."""
        return "action_restart"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Ask first if anything was noted or kept."""
        if slots.doctor_questions(tracker) or not slots.frame_so_far(tracker).is_empty:
            dispatcher.utter_message(response="utter_restart_sure")
            return []
        dispatcher.utter_message(response="utter_restart")
        return [Restarted()]
