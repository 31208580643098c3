"""Slot names, and the way from a tracker to dataclasses."""

from __future__ import annotations

from rasa_sdk import Tracker

from backtalk.assessment.frames import Frame
from backtalk.assessment.offers import Said, read_events

SYMPTOMS = "symptoms"
DOCTOR_QUESTIONS = "doctor_questions"


def frame_so_far(tracker: Tracker) -> Frame:
    """Return what was said of the pain before this message."""
    return Frame.from_dict(tracker.get_slot(SYMPTOMS))


def frame_now(tracker: Tracker) -> Frame:
    """Return what the latest message says of the pain."""
    return Frame.from_dict(tracker.latest_message.get("symptoms"))


def doctor_questions(tracker: Tracker) -> tuple[str, ...]:
    """Return the questions kept so far."""
    return tuple(tracker.get_slot(DOCTOR_QUESTIONS) or ())


def said(tracker: Tracker) -> list[Said]:
    """Return the conversation so far."""
    return read_events(tracker.events)
