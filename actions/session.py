"""The beginning of a session: old answers do not come back by themselves, the person is asked."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, EventType, FollowupAction, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import slots, wiring
from backtalk.assessment.answers import CONSENT, REFUSED, Assessment


class ActionSessionStart(Action):
    """Stands in for Rasa's own, which would drop an unfinished assessment without a word."""

    def name(self) -> str:
        """Return the name that Rasa gives it."""
        return "action_session_start"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Remember that there is something to go on with, and that nothing may be kept."""
        events: list[EventType] = [SessionStarted()]
        store, conversation = wiring.store(), tracker.sender_id
        saved = store.assessment(conversation)
        if saved and not saved.done and Assessment.from_dict(saved.data).holds_answers:
            events.append(SlotSet(slots.RETURNING, True))
        elif store.consent(conversation) == REFUSED:
            events.append(slots.kept(Assessment().settle(CONSENT, REFUSED)))
        return [*events, ActionExecuted("action_listen")]


class ActionReturning(Action):
    """Asks once whether to go on with the assessment of an earlier session."""

    def name(self) -> str:
        """Return the action's name in domain.yml."""
        return "action_returning"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Ask."""
        dispatcher.utter_message(response="utter_assessment_returning")
        # No rule says what follows, because this may come after any answer.
        return [SlotSet(slots.RETURNING, False), FollowupAction("action_listen")]
