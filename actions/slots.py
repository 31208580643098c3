"""Slot names, and the way from a tracker to dataclasses."""

from __future__ import annotations

from datetime import datetime, timezone

from rasa_sdk import Tracker

from backtalk.assessment.frames import Frame
from backtalk.assessment.offers import Said, read_events
from backtalk.safety.sign_rules import LEVELS, WarningSign

SYMPTOMS = "symptoms"
DOCTOR_QUESTIONS = "doctor_questions"
WARNING_SIGNS = "warning_signs"


def frame_so_far(tracker: Tracker) -> Frame:
    """Return what was said of the pain before this message."""
    return Frame.from_dict(tracker.get_slot(SYMPTOMS))


def frame_now(tracker: Tracker) -> Frame:
    """Return what the latest message says of the pain."""
    return Frame.from_dict(tracker.latest_message.get("symptoms"))


def doctor_questions(tracker: Tracker) -> tuple[str, ...]:
    """Return the questions kept so far."""
    return tuple(tracker.get_slot(DOCTOR_QUESTIONS) or ())


def sign_now(tracker: Tracker) -> WarningSign | None:
    """Return the warning sign in the latest message."""
    flag = tracker.latest_message.get("red_flag") or {}
    level, kind = flag.get("level"), flag.get("kind")
    return WarningSign(level, str(kind)) if level in LEVELS else None


def signs_with(tracker: Tracker, sign: WarningSign) -> list[dict[str, str]]:
    """Return the record of signs with ``sign`` at its end: level, kind, time in UTC."""
    times = [event["timestamp"] for event in tracker.events if event.get("event") == "user"]
    at = datetime.fromtimestamp(times[-1], timezone.utc) if times else datetime.now(timezone.utc)
    before = tracker.get_slot(WARNING_SIGNS) or []
    return [
        *before,
        {"level": sign.level, "kind": sign.kind, "at": at.isoformat(timespec="seconds")},
    ]


def said(tracker: Tracker) -> list[Said]:
    """Return the conversation so far."""
    return read_events(tracker.events)
