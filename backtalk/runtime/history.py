"""What was said in a conversation, in turns, from Rasa's record of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from rasa.shared.core.events import BotUttered, Event, UserUttered

from backtalk.assessment.readback import Words
from backtalk.channels.contract import Reply
from backtalk.channels.desk import PastTurn
from backtalk.channels.questions import press_title
from backtalk.content.library import Library


def turns(
    events: Iterable[tuple[int, Event]],
    reply: Callable[[dict[str, Any]], Reply],
    library: Library,
) -> tuple[PastTurn, ...]:
    """Return the turns that were answered; a message that still waits is left out.

    Args:
        events: numbered messages of both sides, in order.
        reply: makes a reply of a message as Rasa hands it to a channel.
        library: for the words on what was pressed.
    """
    found: list[PastTurn] = []
    person: UserUttered | None = None
    replies: list[Reply] = []
    number = 0
    for at, event in [*events, (0, None)]:
        if isinstance(event, BotUttered):
            number = at
            if event.text:  # else it was taken out, at the person's wish
                replies.append(reply(event.message()))
            continue
        if number:
            said = _words(person.text or "", library) if person else ""
            found.append(
                PastTurn(person.message_id if person else None, number, said, tuple(replies))
            )
        person, replies, number = (event if isinstance(event, UserUttered) else None), [], 0
    return tuple(found)


def _words(text: str, library: Library) -> str:
    """Return ``text``, or the words on the button whose payload it is: typed text has no slash."""
    if not text.startswith("/"):
        return text
    words: Words = library.words
    return library.titles.get(text) or press_title(text, words)
