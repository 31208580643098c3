"""What people say of their pain outside the questions: noted, shown back, summed up."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import records, slots, wiring
from actions.assessment_form import FORM
from backtalk.assessment.frames import Frame
from backtalk.assessment.readback import as_list, frame_lines, result_lines
from backtalk.assessment.result import result_of

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
        if said.is_empty:
            dispatcher.utter_message(response="utter_inform_prior_treatments_unclear")
            return []
        if not (said.treatments_had or said.treatments_denied):
            # "Never had any numbness, it is just my back": nothing was tried, but something told.
            return note(dispatcher, tracker, "utter_report_symptoms", said)
        return note(dispatcher, tracker, "utter_inform_prior_treatments", said)


class ActionSummary(Action):
    """Shows the result: what was said, what the article says of it, questions for the doctor."""

    def name(self) -> str:
        """Return the action's name in domain.yml."""
        return "action_summary"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Show what is known so far."""
        if slots.is_refused(tracker):
            dispatcher.utter_message(response="utter_not_kept")
            return []
        state, kept = slots.assessment(tracker), slots.doctor_questions(tracker)
        earlier: list[EventType] = []
        if not state.holds_answers and records.assessment(tracker).holds_answers:
            if slots.has_earlier_answers(tracker):
                return [FollowupAction("action_returning")]
            earlier = records.take_up(tracker)
            state, kept = records.assessment(tracker), records.questions(tracker)
        if not state.holds_answers and not state.questions and not kept:
            dispatcher.utter_message(response="utter_summary_empty")
            return []
        result = result_of(state, kept, wiring.library().result_rules)
        words = wiring.words()
        parts = result_lines(result, state.frame, words)
        none = words.labels["none"]
        dispatcher.utter_message(
            response="utter_result",
            covered=as_list(parts["covered"], none),
            not_covered=as_list(parts["not_covered"], none),
            unsure=as_list(parts["unsure"], none),
            points=as_list(parts["points"], none),
            questions=as_list(result.questions, none),
            parts={**parts, "questions": list(result.questions)},
        )
        return earlier


def note(
    dispatcher: CollectingDispatcher, tracker: Tracker, response: str, said: Frame
) -> list[EventType]:
    """Merge ``said`` into what is known and read it back; without consent, ask for it first."""
    if slots.is_refused(tracker):
        dispatcher.utter_message(response="utter_not_kept")
        return []
    state = slots.assessment(tracker).hear(said, tracker.latest_message.get("text"))
    if not state.has_consent:
        return [slots.kept(state), FollowupAction(FORM)]
    records.keep_assessment(tracker, state)
    lines = frame_lines(state.frame, wiring.words())
    dispatcher.utter_message(response=response, noted=as_list(lines, ""))
    return [slots.kept(state)]
