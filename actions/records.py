"""What is kept in the tables of backtalk/storage, beside Rasa's own record of the conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet

from actions import slots, wiring
from backtalk.assessment.answers import CONSENT, Assessment
from backtalk.assessment.dialogue import Turn

if TYPE_CHECKING:
    from backtalk.storage.store import Decision


def keep(tracker: Tracker, before: Assessment, turn: Turn) -> None:
    """Keep the consent, a trouble with a question, and with consent the answers."""
    store, conversation = wiring.store(), tracker.sender_id
    after = turn.assessment
    decision = after.value(CONSENT)
    if decision and decision != before.value(CONSENT):
        version = wiring.library().labels["consent_version"]
        if turn.ends == "refused":
            store.withdraw(conversation)
        store.record_consent(conversation, cast("Decision", decision), version)
    if turn.trouble_with:
        store.give_feedback(conversation, turn.trouble_with, "trouble")
    if after.has_consent:
        keep_assessment(tracker, after, done=turn.ends == "result")


def keep_assessment(tracker: Tracker, state: Assessment, *, done: bool = False) -> None:
    """Keep ``state`` if the person allowed it."""
    if state.has_consent:
        wiring.store().save_assessment(tracker.sender_id, state.as_dict(), done or state.is_done)


def go_on(tracker: Tracker) -> list[EventType]:
    """Return the events that take up the assessment of an earlier session."""
    return [*take_up(tracker), FollowupAction("assessment_form")]


def take_up(tracker: Tracker) -> list[EventType]:
    """Return the events that bring back what an earlier session left."""
    return [
        slots.kept(assessment(tracker)),
        SlotSet(slots.DOCTOR_QUESTIONS, list(questions(tracker))),
        SlotSet(slots.RETURNING, None),
    ]


def assessment(tracker: Tracker) -> Assessment:
    """Return the answers of this session, with those of an earlier one that were not taken up.

    What the person has said in this session already is the later word.
    """
    state = slots.assessment(tracker)
    found = None if state.has_consent else wiring.store().assessment(tracker.sender_id)
    if found is None:
        return state
    earlier = Assessment.from_dict(found.data)
    return earlier if state.frame.is_empty else earlier.hear(state.frame)


def questions(tracker: Tracker) -> tuple[str, ...]:
    """Return the questions kept on the way, of this session and of earlier ones."""
    kept = wiring.store().questions(tracker.sender_id)
    return tuple(dict.fromkeys((*kept, *slots.doctor_questions(tracker))))
