"""How much of a conversation a tracker was loaded with, and whether an answer needs more."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from rasa.shared.core.events import BotUttered, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

_NOTE = "backtalk_loaded"
_COUNTS = "show_my_data"
"""The intent whose answer counts the messages of the session."""
_OFFERS = ("/affirm{", "/deny{")
"""How the payloads begin that take or turn down an offer, however long ago it was made."""


@dataclass(frozen=True)
class Loaded:
    """What of a tracker is stored, and what of the conversation it holds.

    Attributes:
        count: how many of its events are stored.
        last: the number of the last of them, 0 if there is none.
        is_cut: whether older events of the session were left out.
        is_all: whether nothing of the conversation was left out, earlier sessions included.
    """

    count: int
    last: int
    is_cut: bool
    is_all: bool


def note(tracker: DialogueStateTracker, loaded: Loaded) -> None:
    """Remember ``loaded`` with ``tracker``; its copies do not know it."""
    setattr(tracker, _NOTE, loaded)


def loaded(tracker: DialogueStateTracker) -> Loaded | None:
    """Return what ``note`` was told, None of a tracker that did not come from the store."""
    found = getattr(tracker, _NOTE, None)
    return found if isinstance(found, Loaded) else None


def is_cut(tracker: DialogueStateTracker) -> bool:
    """Return whether older events of the session were left out."""
    found = loaded(tracker)
    return found is not None and found.is_cut


def holds_all(tracker: DialogueStateTracker) -> bool:
    """Return whether nothing of the conversation is stored but what ``tracker`` holds."""
    found = loaded(tracker)
    return found is not None and found.is_all


def needs_more(tracker: DialogueStateTracker) -> bool:
    """Return whether the answer to the last message looks back further than ``tracker`` goes.

    It does for a count of the messages, and for a button under an old message: what was said
    around that (a care card, a question to keep) is not among the events.
    """
    message = tracker.latest_message
    if message is None or not is_cut(tracker) or _has_begun(tracker):
        return False
    if message.intent.get("name") == _COUNTS:
        return True
    text = message.text or ""
    return text.startswith(_OFFERS) and not _was_offered(text, tracker)


def _has_begun(tracker: DialogueStateTracker) -> bool:
    """Return whether a session begins with the last message: there is no more of it."""
    events = (e for e in reversed(tracker.events) if isinstance(e, (UserUttered, SessionStarted)))
    return any(isinstance(event, SessionStarted) for event in itertools.islice(events, 2))


def _was_offered(payload: str, tracker: DialogueStateTracker) -> bool:
    """Return whether a button with ``payload`` is in ``tracker``, and the turn before it too."""
    messages = 0
    for event in tracker.events:
        messages += isinstance(event, UserUttered)
        if isinstance(event, BotUttered) and messages > 1:
            buttons = event.data.get("buttons") or ()
            if any(button.get("payload") == payload for button in buttons):
                return True
    return False
