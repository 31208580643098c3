"""Slot names, and the way from a tracker to dataclasses."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from backtalk.assessment.answers import CONSENT, REFUSED, Assessment
from backtalk.assessment.frames import Frame
from backtalk.assessment.meaning import Heard
from backtalk.assessment.offers import Said, read_events
from backtalk.safety.sign_rules import LEVELS, WarningSign

ASSESSMENT = "assessment"
ASSESSMENT_DONE = "assessment_done"
DOCTOR_QUESTIONS = "doctor_questions"
RETURNING = "returning"
"""True: ask whether to go on. False: that was asked. None: nothing to go on with."""

_PRESS = "assessment_answer"


def assessment(tracker: Tracker) -> Assessment:
    """Return the self-assessment as it is before this message."""
    return Assessment.from_dict(tracker.get_slot(ASSESSMENT))


def kept(state: Assessment) -> EventType:
    """Return the event that keeps ``state``."""
    return SlotSet(ASSESSMENT, state.as_dict())


def is_refused(tracker: Tracker) -> bool:
    """Return whether the person wants nothing to be kept."""
    return assessment(tracker).value(CONSENT) == REFUSED


def frame_now(tracker: Tracker) -> Frame:
    """Return what the latest message says of the pain."""
    return Frame.from_dict(tracker.latest_message.get("symptoms"))


def heard_now(tracker: Tracker) -> Heard:
    """Return the latest message as the self-assessment hears it."""
    message = tracker.latest_message
    intent = (message.get("intent") or {}).get("name")
    if intent != _PRESS:
        return Heard(message.get("text") or "", intent, frame_now(tracker))
    entities: dict[str, list[str]] = {"question": [], "value": []}
    for entity in message.get("entities") or ():
        entities.setdefault(entity.get("entity"), []).append(str(entity.get("value")))
    step = entities["question"][0] if entities["question"] else None
    return Heard("", intent, Frame(), step, tuple(entities["value"]))


def has_earlier_answers(tracker: Tracker) -> bool:
    """Return whether an earlier session left answers that this one has not taken up."""
    return tracker.get_slot(RETURNING) is not None


def is_for_an_offer(tracker: Tracker) -> bool:
    """Return whether a button was pressed that takes or turns down an offer by its name."""
    return next(tracker.get_latest_entity_values("offer"), None) is not None


def doctor_questions(tracker: Tracker) -> tuple[str, ...]:
    """Return the questions kept on the way."""
    return tuple(tracker.get_slot(DOCTOR_QUESTIONS) or ())


def sign_now(tracker: Tracker) -> WarningSign | None:
    """Return the warning sign in the latest message."""
    flag = tracker.latest_message.get("red_flag") or {}
    level, kind = flag.get("level"), flag.get("kind")
    return WarningSign(level, str(kind)) if level in LEVELS else None


def said(tracker: Tracker) -> list[Said]:
    """Return the conversation so far."""
    return read_events(tracker.events)


def was_just_said(tracker: Tracker, response: str) -> bool:
    """Return whether ``response`` is the last thing that the bot said in this turn."""
    for event in reversed(tracker.events):
        kind: Any = event.get("event")
        if kind == "bot":
            return (event.get("metadata") or {}).get("utter_action") == response
        if kind == "user":
            return False
    return False


def was_asking(tracker: Tracker, form: str) -> bool:
    """Return whether ``form`` was already under way when the latest message came."""
    active, was_active = None, None
    for event in tracker.events:
        kind: Any = event.get("event")
        if kind == "active_loop":
            active = event.get("name")
        elif kind in {"restart", "session_started"}:
            active = None
        elif kind == "user":
            was_active = active
    return was_active == form


def is_first_look(tracker: Tracker, name: str) -> bool:
    """Return whether the action ``name`` sees the latest message before any other action did.

    Rasa runs a form's validation again when it comes back to the form from another rule.
    """
    for event in reversed(tracker.events):
        kind: Any = event.get("event")
        if kind == "user":
            return True
        if kind == "action_execution_rejected":
            return False
        if kind == "action" and event.get("name") not in {name, "action_extract_slots"}:
            return False
    return True
