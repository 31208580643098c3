"""What a conversation has left open for the next message: an offer, a question, findings."""

from __future__ import annotations

from rasa.shared.core.events import BotUttered, Restarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backtalk.assessment.answers import Assessment
from backtalk.runtime.loaded import is_cut

FINDINGS = "findings"
"""Under this name a message's metadata hold what was found in the messages before it."""
COMES_FIRST = frozenset({"care_card", "delete_my_data", "restart"})
"""Offers whose yes or no comes before whatever a form asks."""
_ANSWERS = {"affirm": "action_affirm", "deny": "action_deny"}


def answer_to_offer(tracker: DialogueStateTracker) -> str | None:
    """Return the action for a yes or no to an offer that no form may take for itself."""
    message = tracker.latest_message
    name = _ANSWERS.get(message.intent.get("name") or "") if message else None
    offers = set(tracker.get_latest_entity_values("offer")) or {open_offer(tracker, before=message)}
    return name if offers & COMES_FIRST else None


def open_offer(tracker: DialogueStateTracker, before: UserUttered | None = None) -> str | None:
    """Return the offer of the bot's last message, in this turn or right ``before`` a message."""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered) and event is not before:
            return None
        if isinstance(event, BotUttered):
            offer = (event.metadata.get("metadata") or {}).get("offer")
            return offer if isinstance(offer, str) else None
    return None


def question_asked(tracker: DialogueStateTracker) -> str | None:
    """Return what the bot's last turn asked for, from the metadata of its response."""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return None
        if isinstance(event, BotUttered):
            about = event.metadata.get("metadata") or {}
            return about.get("asks")
    return None


def step_asked(tracker: DialogueStateTracker) -> str | None:
    """Return the question of the self-assessment that waits for this message."""
    if tracker.active_loop_name is None:
        return None
    return Assessment.from_dict(tracker.get_slot("assessment")).asked


def findings(tracker: DialogueStateTracker) -> list[str]:
    """Return what was found in the messages since the last care card or restart."""
    found: set[str] = set()
    first: UserUttered | None = None
    for event in reversed(tracker.events):
        if isinstance(event, Restarted):
            return sorted(found)
        if isinstance(event, UserUttered):
            if event.parse_data.get("red_flag"):
                return sorted(found)
            found.update(event.parse_data.get(FINDINGS) or ())
            first = event
    if first is not None and is_cut(tracker):
        # The messages before it were not loaded; it keeps what it was held against itself.
        found.update(first.metadata.get(FINDINGS) or ())
    return sorted(found)
