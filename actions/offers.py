"""Yes and no: to more on a topic, to keeping a question, to going on, to deleting everything."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, Restarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import care, records, slots, wiring
from actions.assessment import NOTED_WITH, note
from actions.assessment_form import FORM
from backtalk.assessment.frames import Frame
from backtalk.assessment.offers import (
    CARE_CARD,
    DELETE_MY_DATA,
    GO_ON,
    KEEP_QUESTION,
    RESTART,
    Resume,
    level_of_card,
    open_offer,
    question_to_keep,
    resume,
)
from backtalk.assessment.questions import add_question, is_full


class ActionAffirm(Action):
    """Does what was just offered; a button names the offer itself."""

    def name(self) -> str:
        """Return the action's name in domain.yml."""
        return "action_affirm"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Carry out the offer."""
        said = slots.said(tracker)
        offer = next(tracker.get_latest_entity_values("offer"), None) or open_offer(said)
        if offer == CARE_CARD:
            return care.it_is_true(dispatcher, tracker, level_of_card(said))
        if offer == KEEP_QUESTION:
            return _keep_question(dispatcher, tracker, question_to_keep(said))
        if offer == DELETE_MY_DATA:
            receipt = wiring.store().forget(tracker.sender_id)
            dispatcher.utter_message(response="utter_data_deleted", receipt=receipt.number)
            return [Restarted()]
        if offer == RESTART:
            wiring.store().withdraw(tracker.sender_id)
            dispatcher.utter_message(response="utter_restart")
            return [Restarted()]
        if offer == GO_ON:
            return records.go_on(tracker)
        if isinstance(offer, str) and offer in wiring.library().responses:
            dispatcher.utter_message(response=offer)
        else:
            dispatcher.utter_message(response="utter_affirm_nothing_asked")
        return []


class ActionDeny(Action):
    """Takes a no for what was just offered."""

    def name(self) -> str:
        """Return the action's name in domain.yml."""
        return "action_deny"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answer the no."""
        responses = {
            KEEP_QUESTION: "utter_question_not_kept",
            DELETE_MY_DATA: "utter_data_kept",
            RESTART: "utter_restart_not",
            GO_ON: "utter_returning_later",
        }
        said = slots.said(tracker)
        offer = next(tracker.get_latest_entity_values("offer"), None) or open_offer(said)
        if offer == CARE_CARD:
            care.not_what_i_meant(dispatcher)
            return _go_on(dispatcher, tracker, resume(said))
        dispatcher.utter_message(response=responses.get(offer or "", "utter_deny_nothing_asked"))
        return []


def _go_on(dispatcher: CollectingDispatcher, tracker: Tracker, where: Resume) -> list[EventType]:
    """Answer what the misread message meant; else ask again what was being asked."""
    frame = Frame.from_dict(where.symptoms)
    state = slots.assessment(tracker)
    if state.trail and not state.is_done:
        # The form comes again with its question; what was said beside the sign is not lost.
        heard = [] if frame.is_empty else [slots.kept(state.hear(frame))]
        return heard if tracker.active_loop.get("name") else [*heard, FollowupAction(FORM)]
    if where.intent in NOTED_WITH and not frame.is_empty:
        return note(dispatcher, tracker, NOTED_WITH[where.intent], frame)
    answer = wiring.library().answer_to(where.intent)
    dispatcher.utter_message(
        response=answer.name if answer else where.question or "utter_care_go_on"
    )
    return []


def _keep_question(
    dispatcher: CollectingDispatcher, tracker: Tracker, question: str | None
) -> list[EventType]:
    before = slots.doctor_questions(tracker)
    if slots.is_refused(tracker):
        dispatcher.utter_message(response="utter_not_kept")
        return []
    if is_full(before):
        dispatcher.utter_message(response="utter_question_list_full")
        return []
    after = add_question(before, question or "")
    if after == before:
        dispatcher.utter_message(response="utter_question_already_kept")
        return []
    wiring.store().keep_question(tracker.sender_id, after[-1])
    dispatcher.utter_message(
        response="utter_question_kept",
        kept_question=after[-1],
        question_count=len(after),
    )
    return [SlotSet(slots.DOCTOR_QUESTIONS, list(after))]
