"""What people say of their pain and of treatments: noted, shown back, summed up."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import slots, wiring
from backtalk.assessment.frames import Frame, merge
from backtalk.assessment.readback import as_list, frame_lines

NOTED_WITH = {
    "report_symptoms": "utter_report_symptoms",
    "inform_prior_treatments": "utter_inform_prior_treatments",
}
"""The response that reads back what was noted, for each intent that tells something."""


class ActionReportSymptoms(Action):
    """Notes what the message says of the pain and reads it back."""

    def name(self) -> str:
        """Return the action's name in domain.yml."""
        return "action_report_symptoms"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Merge the message's frame into the conversation's."""
        said = slots.frame_now(tracker)
        if said.is_empty:
            dispatcher.utter_message(response="utter_report_symptoms_unclear")
            return []
        return note(dispatcher, tracker, "utter_report_symptoms", said)


class ActionInformPriorTreatments(Action):
    """Notes which treatments were tried or not, and reads it back."""

    def name(self) -> str:
        """Return the action's name in domain.yml."""
        return "action_inform_prior_treatments"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Merge the message's frame into the conversation's."""
        said = slots.frame_now(tracker)
        if not (said.treatments_had or said.treatments_denied):
            dispatcher.utter_message(response="utter_inform_prior_treatments_unclear")
            return []
        return note(dispatcher, tracker, "utter_inform_prior_treatments", said)


class ActionSummary(Action):
    """Shows what was said so far and the questions kept for the doctor."""

    def name(self) -> str:
        """Return the action's name in domain.yml."""
        return "action_summary"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Show the summary."""
        frame = slots.frame_so_far(tracker)
        questions = slots.doctor_questions(tracker)
        if frame.is_empty and not questions:
            dispatcher.utter_message(response="utter_summary_empty")
            return []
        none = wiring.library().labels["none"]
        dispatcher.utter_message(
            response="utter_summary",
            noted=as_list(frame_lines(frame, wiring.words()), none),
            questions=as_list(questions, none),
        )
        return []


def note(
    dispatcher: CollectingDispatcher, tracker: Tracker, response: str, said: Frame
) -> list[EventType]:
    """Merge ``said`` into what is known and read it back with ``response``."""
    frame = merge(slots.frame_so_far(tracker), said)
    dispatcher.utter_message(
        response=response, noted=as_list(frame_lines(frame, wiring.words()), "")
    )
    return [SlotSet(slots.SYMPTOMS, frame.as_dict())]
