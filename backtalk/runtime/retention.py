"""Keeps what is known no longer than promised, and answers for one conversation to its operator."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from backtalk.runtime.tracker_store import BacktalkTrackerStore
from backtalk.storage.erasure import Receipt
from backtalk.storage.store import Store


@dataclass(frozen=True)
class Purged:
    """What a purge removed: events of conversations, and conversations with records."""

    events: int
    records: int


def purge(
    events: BacktalkTrackerStore, records: Store, days: int, now: datetime | None = None
) -> Purged:
    """Delete what is older than ``days``; what a living session needs stays.

    So does the last decision on consent of a conversation that still has events: a refusal holds as
    long as there is anybody to whom it applies. Each of the two is purged even if the other fails.

    Args:
        events: Rasa's record of the conversations.
        records: assessments, questions, consents, signs and feedback.
        days: how long things are kept.
        now: the time in UTC; the clock's if None.

    Raises:
        SQLAlchemyError: the database refused, or does not answer; the first error, if both failed.
    """
    before = (now or datetime.now(timezone.utc)) - timedelta(days=days)

    def of_records() -> int:
        return records.purge(before, keep=frozenset(events.conversations()))

    try:
        of_events = events.purge(before)
    except Exception:
        with contextlib.suppress(Exception):
            of_records()
        raise
    return Purged(of_events, of_records())


def forget(events: BacktalkTrackerStore, records: Store, conversation: str) -> Receipt:
    """Delete everything about a conversation and return the receipt for it."""
    events.forget(conversation)
    return records.forget(conversation)


async def everything(
    events: BacktalkTrackerStore, records: Store, conversation: str
) -> dict[str, Any]:
    """Return all that is kept about a conversation, as JSON values."""
    tracker = await events.retrieve_full_tracker(conversation)
    return {
        "conversation": conversation,
        "events": [event.as_dict() for event in tracker.events] if tracker else [],
        **records.records(conversation),
    }
