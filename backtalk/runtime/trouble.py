"""What becomes of a turn that failed: may it be sent again, and was it an alarm?"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from rasa.core.lock_store import LockError
from sqlalchemy.exc import SQLAlchemyError

from backtalk.channels.collector import RepliesChannel
from backtalk.runtime.event_rows import Overtaken
from backtalk.safety.care import CARDS, blanks
from backtalk.safety.inbound import Verdict, clean
from backtalk.settings import MAX_TEXT

if TYPE_CHECKING:
    from backtalk.runtime.agent import BacktalkAgent

logger = logging.getLogger(__name__)

_UNSTORED = (SQLAlchemyError, Overtaken, LockError)
"""After these the turn is not stored, whatever was said already."""
_CARDS = frozenset(CARDS.values())


async def make_up(
    agent: BacktalkAgent, text: str, country: str, out: RepliesChannel, error: Exception
) -> bool:
    """Put into ``out`` the care card that is due, if the turn failed before it was shown.

    Args:
        agent: hears the text once more.
        text: the message, as it came.
        country: whose numbers are shown, as ``Settings.country``.
        out: what was said so far.
        error: what ended the turn.

    Returns:
        Whether the message counts as not answered, and may be sent again. A card counts as an
        answer, stored or not: it says what to do now.
    """
    failed = not out.messages or isinstance(error, _UNSTORED)
    if failed and not shows_card(out):
        try:
            card = await _care_card(agent, text, country)
        except Exception as again:
            logger.error("A failed turn could not be heard: %s.", type(again).__name__)
            card = None
        if card:
            out.messages[:] = [card]
    return failed and not shows_card(out)


def shows_card(out: RepliesChannel) -> bool:
    """Return whether a care card is among what was said."""
    return any(message.get("utter_action") in _CARDS for message in out.messages)


async def _care_card(agent: BacktalkAgent, text: str, country: str) -> dict[str, Any] | None:
    """Return the card for a text that could not be stored; None if no warning sign is heard.

    Without its conversation a text is heard a little worse, but a database that is down must not
    keep an emergency from being answered.
    """
    inbound = clean(text, MAX_TEXT)
    if inbound.verdict is Verdict.NO_WORDS:
        return None
    heard = text if inbound.verdict is Verdict.TOO_LONG else inbound.text
    _, flag = await agent.alarming_piece(heard)
    if not flag or flag.get("level") not in CARDS:
        return None
    fillings = blanks(agent.library.care, country, flag.get("kind"))
    return agent.message(CARDS[flag["level"]], fillings)
